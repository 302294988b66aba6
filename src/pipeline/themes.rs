//! Each theme is loaded once for as long as its files stay the same.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::finding::Findings;
use crate::render::{self, Theme};
use crate::source::{SourcePath, Sources};

/// The themes of a workspace by name and language, remembered by their files.
#[derive(Default)]
pub(super) struct Themes(HashMap<(String, String), Kept>);

struct Kept {
    own: BTreeMap<SourcePath, Arc<[u8]>>,
    /// How many texts there were before: the theme's findings point at the places behind them.
    texts_before: usize,
    /// The texts of this theme and of those loaded before it, in the order in which they were added.
    texts: Vec<(SourcePath, Arc<str>)>,
    theme: Option<Arc<Theme>>,
    findings: Findings,
}

impl Themes {
    /// Loads a theme with the words of a language as [`render::load`] does, or gives the one that is known.
    pub(super) fn load(
        &mut self,
        name: &str,
        language: &str,
        own: &BTreeMap<SourcePath, Arc<[u8]>>,
        sources: &mut Sources,
    ) -> (Option<Arc<Theme>>, Findings) {
        let texts_before = sources.given();
        let key = (name.to_owned(), language.to_owned());
        if let Some(kept) = self.0.get(&key).filter(|kept| kept.texts_before == texts_before && is_same(&kept.own, own)) {
            for (path, text) in &kept.texts {
                sources.insert(path.clone(), Arc::clone(text));
            }
            return (kept.theme.clone(), kept.findings.clone());
        }
        let (theme, findings) = render::load(name, language, own, sources);
        let theme = theme.map(Arc::new);
        let mut texts: Vec<_> = sources.iter().filter(|(_, source)| source.path.as_str().starts_with("themes/")).collect();
        texts.sort_by_key(|(id, _)| *id);
        let texts = texts.into_iter().map(|(_, source)| (source.path.clone(), Arc::clone(&source.text))).collect();
        let kept = Kept { own: own.clone(), texts_before, texts, theme: theme.clone(), findings: findings.clone() };
        self.0.insert(key, kept);
        (theme, findings)
    }
}

fn is_same(left: &BTreeMap<SourcePath, Arc<[u8]>>, right: &BTreeMap<SourcePath, Arc<[u8]>>) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|((path, bytes), (other, others))| path == other && (Arc::ptr_eq(bytes, others) || bytes == others))
}
