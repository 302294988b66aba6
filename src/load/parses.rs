//! Each file is parsed once for as long as its text stays the same.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::workspace::{ClientTree, Folder, Key, Tree, Written, shape_of};
use crate::finding::Findings;
use crate::source::{FileId, Source, Sources};
use crate::yaml::{Node, parse, parse_again, parse_front_matter};

/// What parsing one file gave.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree, if there is one.
    pub node: Option<Arc<Node>>,
    /// What is wrong with the YAML.
    pub findings: Findings,
}

/// The parsed files of a workspace, remembered by their text.
#[derive(Debug, Default)]
pub struct Parses {
    kept: HashMap<FileId, (Arc<str>, Parsed)>,
    /// The library's entities whose shape was found to be right, by key; another tree under that key is read again.
    sound: Mutex<HashMap<Key, Arc<Node>>>,
    /// The trees of the library and of each client's folder.
    trees: Mutex<HashMap<String, Kept>>,
}

/// A tree, and the texts that it was made of; nothing stands for one that could not be read.
#[derive(Debug)]
struct Kept {
    texts: Vec<(FileId, Option<Arc<str>>)>,
    tree: Arc<ClientTree>,
}

impl Parses {
    /// Parses every content file that is new or has another text than before; returns how many those were.
    pub fn update(&mut self, sources: &Sources) -> usize {
        let changed: Vec<(FileId, &Source)> =
            sources.iter().filter(|(id, source)| is_content(source) && !self.holds(*id, source)).collect();
        let parse = |id, source: &Source| self.parse_again(id, source).unwrap_or_else(|| parse_source(id, source));
        let parsed: Vec<(FileId, (Arc<str>, Parsed))> =
            changed.par_iter().map(|&(id, source)| (id, (Arc::clone(&source.text), parse(id, source)))).collect();
        self.kept.extend(parsed);
        changed.len()
    }

    /// Returns what a file holds, if it is a content file of the last update.
    pub fn get(&self, file: FileId) -> Option<&Parsed> {
        self.kept.get(&file).map(|(_, parsed)| parsed)
    }

    /// Returns the tree of a folder's files; one whose texts are the same as the last time is not made again.
    pub(super) fn tree(&self, folder: Folder<'_>, files: &[FileId], sources: &Sources, unread: &BTreeSet<FileId>) -> Arc<ClientTree> {
        let text = |file: &FileId| (*file, (!unread.contains(file)).then(|| &self.kept[file].0));
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = trees.get(&folder.path()) {
            let is_same = |(file, kept): (&FileId, &(FileId, Option<Arc<str>>))| match (text(file), kept) {
                ((file, Some(text)), (known, Some(other))) => file == *known && Arc::ptr_eq(text, other),
                ((file, None), (known, None)) => file == *known,
                _ => false,
            };
            if kept.texts.len() == files.len() && files.iter().zip(&kept.texts).all(is_same) {
                return Arc::clone(&kept.tree);
            }
        }
        let tree = Arc::new(folder.tree(files, sources, self, unread));
        let texts = files.iter().map(text).map(|(file, text)| (file, text.map(Arc::clone))).collect();
        trees.insert(folder.path(), Kept { texts, tree: Arc::clone(&tree) });
        tree
    }

    /// Finds what is wrong with the shape of the library's entities; each tree is read once.
    pub(super) fn library_shape(&self, library: &Tree) -> Findings {
        let mut sound = self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = |key: &Key, written: &Written| sound.get(key).is_some_and(|node| Arc::ptr_eq(node, &written.node));
        let new: Vec<(&Key, &Written)> = library.entities.iter().filter(|(key, written)| !is_known(key, written)).collect();
        let shapes: Vec<Findings> = new.par_iter().map(|(key, written)| shape_of(key, &written.node)).collect();
        let mut all = Findings::new();
        for ((key, written), findings) in new.into_iter().zip(shapes) {
            if findings.is_empty() {
                sound.insert(key.clone(), Arc::clone(&written.node));
            }
            all.extend(findings);
        }
        all
    }

    /// Parses a list of which an earlier text is known; nothing if it has to be parsed whole.
    fn parse_again(&self, id: FileId, source: &Source) -> Option<Parsed> {
        let (text, known) = self.kept.get(&id).filter(|(_, known)| known.findings.is_empty() && source.path.extension() == "yaml")?;
        let node = parse_again(id, (text, known.node.as_ref()?), &source.text)?;
        Some(Parsed { node: Some(node), findings: Findings::new() })
    }

    fn holds(&self, id: FileId, source: &Source) -> bool {
        self.kept.get(&id).is_some_and(|(text, _)| Arc::ptr_eq(text, &source.text) || **text == *source.text)
    }
}

fn is_content(source: &Source) -> bool {
    matches!(source.path.extension(), "yaml" | "md")
}

fn parse_source(id: FileId, source: &Source) -> Parsed {
    let (node, findings) = if source.path.extension() == "md" { parse_front_matter(id, &source.text) } else { parse(id, &source.text) };
    Parsed { node, findings }
}
