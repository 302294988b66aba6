//! Each file is parsed once for as long as its text stays the same.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::finding::Findings;
use crate::source::{FileId, Source, Sources};
use crate::yaml::{Node, parse, parse_front_matter};

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
}

impl Parses {
    /// Parses every content file that is new or has another text than before; returns how many those were.
    pub fn update(&mut self, sources: &Sources) -> usize {
        let changed: Vec<(FileId, &Source)> =
            sources.iter().filter(|(id, source)| is_content(source) && !self.holds(*id, source)).collect();
        let parsed: Vec<(FileId, (Arc<str>, Parsed))> =
            changed.par_iter().map(|&(id, source)| (id, (Arc::clone(&source.text), parse_source(id, source)))).collect();
        self.kept.extend(parsed);
        changed.len()
    }

    /// Returns what a file holds, if it is a content file of the last update.
    pub fn get(&self, file: FileId) -> Option<&Parsed> {
        self.kept.get(&file).map(|(_, parsed)| parsed)
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
