//! What is published: a map from the path in the portal to the bytes of the file.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The path of a file inside a portal: relative, `/` between its parts, never a `.` or `..` part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Makes a path from text that the program composed of ids and its own words.
    ///
    /// # Panics
    /// If a part is empty, `.` or `..`, or holds a backslash or a control character: ids are parsed before they get here.
    pub fn new(path: &str) -> Self {
        let fine = path
            .split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(|character: char| character == '\\' || character.is_control()));
        assert!(fine, "`{path}` is no path inside a portal");
        SitePath(path.into())
    }

    /// Returns the whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the relative link from this page to another file of the portal.
    ///
    /// ```
    /// use bailiwick::files::SitePath;
    /// let page = SitePath::new("services/email.html");
    /// assert_eq!(page.link_to(&SitePath::new("index.html")), "../index.html");
    /// assert_eq!(page.link_to(&SitePath::new("services/vpn.html")), "vpn.html");
    /// ```
    pub fn link_to(&self, target: &SitePath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let folders = from.len() - 1;
        let shared = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(left, right)| left == right).count();
        let mut link = "../".repeat(folders - shared);
        link.push_str(&to[shared..].join("/"));
        link
    }

    /// Returns where a relative link on this page leads; nothing if that is no path inside a portal.
    ///
    /// ```
    /// use bailiwick::files::SitePath;
    /// let page = SitePath::new("services/email.html");
    /// assert_eq!(page.linked("../index.html"), Some(SitePath::new("index.html")));
    /// assert_eq!(page.linked("vpn.html"), Some(SitePath::new("services/vpn.html")));
    /// assert_eq!(page.linked("../../index.html"), None);
    /// ```
    pub fn linked(&self, link: &str) -> Option<SitePath> {
        let mut parts: Vec<&str> = self.0.split('/').collect();
        parts.pop();
        for part in link.split('/') {
            match part {
                ".." => drop(parts.pop()?),
                "" | "." => return None,
                part if part.contains(|character: char| matches!(character, '\\' | ':') || character.is_control()) => return None,
                part => parts.push(part),
            }
        }
        (!parts.is_empty()).then(|| SitePath(parts.join("/").into()))
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The finished files of one portal, in the order of their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<SitePath, Arc<[u8]>>);

impl Files {
    /// Adds a file.
    ///
    /// # Panics
    /// If the path is taken: two pages with one address would lose one of them.
    pub fn insert(&mut self, path: SitePath, bytes: impl Into<Arc<[u8]>>) {
        let name = path.clone();
        assert!(self.0.insert(path, bytes.into()).is_none(), "two files are made for `{name}`");
    }

    /// Returns the bytes of one file.
    pub fn get(&self, path: &SitePath) -> Option<&Arc<[u8]>> {
        self.0.get(path)
    }

    /// Walks the files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&SitePath, &Arc<[u8]>)> {
        self.0.iter()
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
