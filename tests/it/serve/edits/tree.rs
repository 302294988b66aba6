//! A workspace on the disk and everything that editors, version control and people do to it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::super::wire::Dice;
use super::super::{on_disk, put};

pub(super) struct Tree {
    _folder: TempDir,
    pub(super) root: PathBuf,
    /// Where folders are moved away to.
    outside: PathBuf,
    away: Vec<(PathBuf, String)>,
    base: BTreeMap<String, Vec<u8>>,
    pub(super) dice: Dice,
    /// Each edit in a line.
    pub(super) log: Vec<String>,
    /// How often each kind was made.
    pub(super) kinds: BTreeMap<&'static str, usize>,
    count: usize,
}

type Kind = (&'static str, fn(&mut Tree) -> Option<String>);

/// Every kind of edit; those that people make most come more than once.
const KINDS: [Kind; 40] = [
    ("in place", Tree::in_place),
    ("in place", Tree::in_place),
    ("in place", Tree::in_place),
    ("in two steps", Tree::in_two_steps),
    ("in two steps", Tree::in_two_steps),
    ("deleted and created", Tree::deleted_and_created),
    ("renamed over", Tree::renamed_over),
    ("renamed over", Tree::renamed_over),
    ("renamed over", Tree::renamed_over),
    ("with a backup", Tree::with_a_backup),
    ("with a backup", Tree::with_a_backup),
    ("new nested", Tree::new_nested),
    ("new nested", Tree::new_nested),
    ("file deleted", Tree::file_deleted),
    ("file renamed", Tree::file_renamed),
    ("folder renamed", Tree::folder_renamed),
    ("folder renamed", Tree::folder_renamed),
    ("folders swapped", Tree::folders_swapped),
    ("folder deleted", Tree::folder_deleted),
    ("moved away", Tree::moved_away),
    ("moved back", Tree::moved_back),
    ("moved back", Tree::moved_back),
    ("client added", Tree::client_added),
    ("client removed", Tree::client_removed),
    ("client renamed", Tree::client_renamed),
    ("drafted", Tree::drafted),
    ("drafted", Tree::drafted),
    ("broken", Tree::broken),
    ("mended", Tree::mended),
    ("mended", Tree::mended),
    ("attachment", Tree::attachment),
    ("attachment", Tree::attachment),
    ("theme file", Tree::theme_file),
    ("settings", Tree::settings),
    ("rights", Tree::rights),
    ("burst", Tree::burst),
    ("link", Tree::link),
    ("no text", Tree::no_text),
    ("other kind", Tree::other_kind),
    ("checkout", Tree::checkout),
];

impl Tree {
    pub(super) fn new(seed: u64, base: BTreeMap<String, Vec<u8>>) -> Tree {
        let (folder, root) = on_disk(&base);
        let outside = root.parent().unwrap().join("outside");
        fs::create_dir(&outside).unwrap();
        let kinds = KINDS.iter().map(|(name, _)| (*name, 0)).collect();
        Tree { _folder: folder, root, outside, away: Vec::new(), base, dice: Dice::new(seed), log: Vec::new(), kinds, count: 0 }
    }

    /// Makes one edit.
    pub(super) fn edit(&mut self) {
        loop {
            let (name, make) = KINDS[self.dice.below(KINDS.len())];
            self.count += 1;
            if let Some(what) = make(self) {
                self.log.push(format!("  {name}: {what}"));
                *self.kinds.get_mut(name).unwrap() += 1;
                return;
            }
        }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file, unless something else than a folder is in its way.
    fn try_put(&self, path: &str, bytes: impl AsRef<[u8]>) -> Option<()> {
        let whole = self.at(path);
        fs::create_dir_all(whole.parent().unwrap()).ok()?;
        fs::write(whole, bytes).ok()
    }

    /// Every entry of the workspace that is wanted, by path.
    fn entries(&self, wanted: impl Fn(&walkdir::DirEntry) -> bool) -> Vec<String> {
        let entries = walkdir::WalkDir::new(&self.root).min_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
        let paths = entries.filter(wanted).filter_map(|entry| Some(entry.path().strip_prefix(&self.root).ok()?.to_str()?.to_owned()));
        paths.collect()
    }

    fn one(&mut self, all: Vec<String>) -> Option<String> {
        if all.is_empty() { None } else { Some(all[self.dice.below(all.len())].clone()) }
    }

    /// One of the content files that are there.
    fn file(&mut self) -> Option<String> {
        let is_content = |entry: &walkdir::DirEntry| {
            entry.file_type().is_file() && entry.file_name().to_str().is_some_and(|name| name.ends_with(".yaml") || name.ends_with(".md"))
        };
        let all = self.entries(is_content);
        self.one(all)
    }

    /// One of the folders that are there, below the top.
    fn folder(&mut self) -> Option<String> {
        let all = self.entries(|entry| entry.file_type().is_dir() && entry.depth() >= 2);
        self.one(all)
    }

    /// What a file may hold next: mostly something good.
    fn text(&mut self, path: &str) -> Vec<u8> {
        let original = self.base.get(path).cloned().or_else(|| fs::read(self.at(path)).ok()).unwrap_or_default();
        let text = String::from_utf8_lossy(&original).into_owned();
        let count = self.count;
        match self.dice.below(10) {
            0 => original,
            1 | 2 if path.ends_with(".md") => format!("{text}\nParagraph {count}.\n").into_bytes(),
            1 | 2 => format!("{text}\n# Comment {count}.\n").into_bytes(),
            3..=5 if path.ends_with("client.yaml") => format!("{text}\nstatus: draft\n").into_bytes(),
            3 => text.replacen("title: ", &format!("title: No title {count} "), 1).into_bytes(),
            4 => text.replace("email", "mail").into_bytes(),
            5 => text.replace("noc", "no-such").into_bytes(),
            _ => text.replacen("title: ", &format!("title: Edited {count} "), 1).into_bytes(),
        }
    }

    fn in_place(&mut self) -> Option<String> {
        let path = self.file()?;
        let text = self.text(&path);
        fs::write(self.at(&path), text).unwrap();
        Some(path)
    }

    fn in_two_steps(&mut self) -> Option<String> {
        let path = self.file()?;
        let text = self.text(&path);
        let mut file = fs::File::create(self.at(&path)).unwrap();
        let (first, second) = text.split_at(text.len() / 2);
        let pause = [0, 0, 5, 40][self.dice.below(4)];
        std::thread::sleep(std::time::Duration::from_millis(pause));
        file.write_all(first).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(pause));
        file.write_all(second).unwrap();
        Some(format!("{path} ({pause} ms)"))
    }

    fn deleted_and_created(&mut self) -> Option<String> {
        let path = self.file()?;
        let text = self.text(&path);
        fs::remove_file(self.at(&path)).unwrap();
        let pause = [0, 0, 3, 50][self.dice.below(4)];
        std::thread::sleep(std::time::Duration::from_millis(pause));
        fs::write(self.at(&path), text).unwrap();
        Some(format!("{path} ({pause} ms)"))
    }

    fn renamed_over(&mut self) -> Option<String> {
        let path = self.file()?;
        let text = self.text(&path);
        let whole = self.at(&path);
        let name = self.dice.pick(&[".saving.tmp", "4913", "saving~", "_saving.yaml", "saving.yaml"]);
        let other = whole.with_file_name(name);
        fs::write(&other, text).unwrap();
        fs::rename(other, whole).unwrap();
        Some(format!("{path} by {name}"))
    }

    fn with_a_backup(&mut self) -> Option<String> {
        let path = self.file()?;
        let text = self.text(&path);
        let whole = self.at(&path);
        let backup = whole.with_file_name(format!("{}~", whole.file_name().unwrap().to_str().unwrap()));
        fs::rename(&whole, &backup).unwrap();
        fs::write(&whole, text).unwrap();
        let left = self.dice.below(4) == 0;
        if !left {
            fs::remove_file(backup).unwrap();
        }
        Some(format!("{path}{}", if left { ", which stays" } else { "" }))
    }

    fn new_nested(&mut self) -> Option<String> {
        let count = self.count;
        let top = self.dice.pick(&["library/contacts", "clients/acme/contacts", "clients/birch/contacts"]);
        let deep = self.dice.pick(&["a/b/c", "d", "e/f", "a/b", "y/x/w/v/u"]);
        let path = format!("{top}/{deep}/new-{count}.yaml");
        self.try_put(&path, format!("- {{ id: new-{count}, title: New {count}, side: provider }}\n"))?;
        let page = format!("clients/birch/pages/{deep}/page-{count}.md");
        self.try_put(&page, format!("---\ntitle: Page {count}\n---\nText with a picture: ![plan](/clients/birch/images/plan.svg)\n"))?;
        Some(format!("{path} and {page}"))
    }

    fn file_deleted(&mut self) -> Option<String> {
        let path = self.file().filter(|path| path != "bailiwick.yaml")?;
        fs::remove_file(self.at(&path)).unwrap();
        Some(path)
    }

    fn file_renamed(&mut self) -> Option<String> {
        let path = self.file().filter(|path| path != "bailiwick.yaml")?;
        let ending = self.dice.pick(&["yml", "yaml", "md", "txt", "YAML"]);
        let to = format!("{}-{}.{ending}", path.rsplit_once('.').unwrap().0, self.count);
        fs::rename(self.at(&path), self.at(&to)).unwrap();
        Some(format!("{path} to {to}"))
    }

    fn folder_renamed(&mut self) -> Option<String> {
        let path = self.folder()?;
        let (above, name) = path.rsplit_once('/').unwrap();
        let name = name.trim_start_matches("aa-").trim_end_matches("-zz");
        let form = self.dice.below(4);
        let to = [format!("{above}/aa-{name}"), format!("{above}/{name}-zz"), format!("{above}/{name}"), format!("library/{name}")][form]
            .clone();
        if to.starts_with(&path) || self.at(&to).symlink_metadata().is_ok() {
            return None;
        }
        fs::rename(self.at(&path), self.at(&to)).unwrap();
        Some(format!("{path} to {to}"))
    }

    fn folders_swapped(&mut self) -> Option<String> {
        let (left, right) = (self.folder()?, self.folder()?);
        if left.starts_with(&right) || right.starts_with(&left) {
            return None;
        }
        let aside = self.at("library/aside");
        fs::rename(self.at(&left), &aside).unwrap();
        fs::rename(self.at(&right), self.at(&left)).unwrap();
        fs::rename(&aside, self.at(&right)).unwrap();
        Some(format!("{left} and {right}"))
    }

    fn folder_deleted(&mut self) -> Option<String> {
        let path = self.folder()?;
        fs::remove_dir_all(self.at(&path)).unwrap();
        Some(path)
    }

    fn moved_away(&mut self) -> Option<String> {
        let path = self.folder()?;
        let to = self.outside.join(self.count.to_string());
        fs::rename(self.at(&path), &to).unwrap();
        self.away.push((to, path.clone()));
        // What is written there must not be seen.
        if self.dice.below(2) == 0 {
            let (to, path) = self.away.last().unwrap().clone();
            fs::write(to.join("written-away.yaml"), "- { id: away, titel: Away }\n").unwrap();
            return Some(format!("{path}, and written there"));
        }
        Some(path)
    }

    fn moved_back(&mut self) -> Option<String> {
        let (from, path) = self.away.pop()?;
        let to = self.at(&path);
        if to.symlink_metadata().is_ok() || !to.parent().unwrap().is_dir() {
            return None;
        }
        fs::rename(from, to).unwrap();
        Some(path)
    }

    fn client_added(&mut self) -> Option<String> {
        let name = self.dice.pick(&["dogwood", "elm", "aspen"]);
        if self.at(&format!("clients/{name}")).symlink_metadata().is_ok() {
            return None;
        }
        for (path, bytes) in self.base.clone() {
            if let Some(rest) = path.strip_prefix("clients/birch/") {
                let bytes = String::from_utf8(bytes).unwrap().replace("Birch", name).into_bytes();
                self.try_put(&format!("clients/{name}/{rest}"), bytes)?;
            }
        }
        Some(name.to_owned())
    }

    fn client_removed(&mut self) -> Option<String> {
        let name = self.dice.pick(&["dogwood", "elm", "aspen", "birch"]);
        fs::remove_dir_all(self.at(&format!("clients/{name}"))).ok()?;
        Some(name.to_owned())
    }

    fn client_renamed(&mut self) -> Option<String> {
        let (from, to) = (self.dice.pick(&["cedar", "birch", "elm"]), self.dice.pick(&["cedar", "birch", "elm", "dogwood"]));
        if self.at(&format!("clients/{to}")).symlink_metadata().is_ok() {
            return None;
        }
        fs::rename(self.at(&format!("clients/{from}")), self.at(&format!("clients/{to}"))).ok()?;
        Some(format!("{from} to {to}"))
    }

    fn drafted(&mut self) -> Option<String> {
        let path = format!("clients/{}/client.yaml", self.dice.pick(&["acme", "birch", "cedar"]));
        let text = fs::read_to_string(self.at(&path)).ok()?;
        let (text, what) = match text.strip_suffix("\nstatus: draft\n") {
            Some(text) => (text.to_owned(), "published"),
            None => (format!("{text}\nstatus: draft\n"), "a draft"),
        };
        self.try_put(&path, text)?;
        Some(format!("{path} is {what}"))
    }

    fn broken(&mut self) -> Option<String> {
        let path = self.file()?;
        let wrong =
            self.dice.pick(&["\n- { id: [\n", "\nnonsense: 1\n", "\n\ttab: x\n", "---\ntitle: [\n---\n", "\n- id: noc\n  title: Again\n"]);
        let text = fs::read_to_string(self.at(&path)).unwrap_or_default();
        fs::write(self.at(&path), format!("{text}{wrong}")).unwrap();
        Some(format!("{path} with {wrong:?}"))
    }

    /// Puts back what a file held at the beginning.
    fn mended(&mut self) -> Option<String> {
        let wrong = self.base.iter().filter(|(path, bytes)| fs::read(self.at(path)).ok().is_none_or(|now| now != **bytes));
        let wrong: Vec<String> = wrong.map(|(path, _)| path.clone()).collect();
        let path = self.one(wrong)?;
        self.try_put(&path, &self.base[&path])?;
        Some(path)
    }

    fn attachment(&mut self) -> Option<String> {
        let path = self.dice.pick(&[
            "brand/northwind.svg",
            "clients/birch/images/plan.svg",
            "clients/cedar/images/deep/yard.svg",
            "clients/cedar/images/plan.pdf",
            "clients/cedar/images/unused.png",
            "loose.txt",
            "dist/acme/index.html",
            "node_modules/x/y.svg",
            ".git/index",
        ]);
        if self.dice.below(3) == 0 {
            fs::remove_file(self.at(path)).ok()?;
            return Some(format!("{path} removed"));
        }
        self.try_put(path, format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{}</title></svg>", self.count))?;
        Some(path.to_owned())
    }

    fn theme_file(&mut self) -> Option<String> {
        let count = self.count;
        let (path, text) = [
            (
                "themes/default/templates/404.html",
                format!("{{% extends \"document.html\" %}}{{% block body %}}ours {count}{{% endblock %}}"),
            ),
            ("themes/default/templates/404.html", "{{ page.no_such_value }}".to_owned()),
            ("themes/default/templates/404.html", "{% if %}".to_owned()),
            ("themes/default/assets/portal.css", format!("body {{ margin: {count}px }}")),
            ("themes/house/theme.toml", "extends = \"default\"\n".to_owned()),
            ("themes/house/templates/_part.html", format!("part {count}")),
            ("themes/default/templats/a.html", String::new()),
            ("themes/default/templates/services.html", String::from_utf8(super::super::failing_services("7")).unwrap()),
        ][self.dice.below(8)]
        .clone();
        if self.dice.below(2) == 0 {
            fs::remove_dir_all(self.at("themes")).ok()?;
            return Some("all removed".to_owned());
        }
        self.try_put(path, &text)?;
        Some(format!("{path} with {text}"))
    }

    fn settings(&mut self) -> Option<String> {
        let text = String::from_utf8(self.base["bailiwick.yaml"].clone()).unwrap();
        let text = [
            text.replace("Northwind IT Partners", &format!("Northwind {}", self.count)),
            text.replace("review_every: year", "review_every: month"),
            format!("{text}theme: house\n"),
            text.clone(),
            text.replace("provider:", "provdier:"),
        ][self.dice.below(5)]
        .clone();
        let whole = self.at("bailiwick.yaml");
        // Some editors leave a moment without the file that makes the folder a workspace.
        if self.dice.below(2) == 0 {
            fs::remove_file(&whole).unwrap();
            let between = self.mended();
            std::thread::sleep(std::time::Duration::from_millis([0, 60][self.dice.below(2)]));
            fs::write(&whole, text).unwrap();
            return Some(format!("removed, {between:?} mended, and made again"));
        }
        fs::write(whole, text).unwrap();
        Some("in place".to_owned())
    }

    fn rights(&mut self) -> Option<String> {
        let path = if self.dice.below(2) == 0 { self.file()? } else { self.folder()? };
        let mode = [0o700, 0o755, 0o600, 0o711][self.dice.below(4)];
        fs::set_permissions(self.at(&path), fs::Permissions::from_mode(mode)).unwrap();
        Some(format!("{path} {mode:o}"))
    }

    /// Hundreds of files at once.
    fn burst(&mut self) -> Option<String> {
        let folder = "library/contacts/burst";
        if fs::remove_dir_all(self.at(folder)).is_ok() {
            return Some("removed".to_owned());
        }
        let count = self.count;
        for index in 0..300 {
            let path = format!("{folder}/{}/person-{index}.yaml", index % 17);
            self.try_put(&path, format!("- {{ id: person-{index}, title: Person {index} of {count}, side: provider }}\n"))?;
        }
        Some("300 files".to_owned())
    }

    fn link(&mut self) -> Option<String> {
        let links = self.entries(|entry| entry.path_is_symlink());
        if let Some(link) = self.one(links).filter(|_| self.dice.below(3) > 0) {
            fs::remove_file(self.at(&link)).unwrap();
            return Some(format!("{link} removed"));
        }
        let is_folder = self.dice.below(2) == 0;
        let path = if is_folder { self.folder()? } else { self.file().filter(|path| path != "bailiwick.yaml")? };
        let whole = self.at(&path);
        let target = self.outside.join(format!("linked-{}", self.count));
        fs::rename(&whole, &target).unwrap();
        symlink(&target, &whole).unwrap();
        Some(format!("{path} to what was moved away"))
    }

    fn no_text(&mut self) -> Option<String> {
        if self.dice.below(2) == 0 {
            let names: [&[u8]; 4] = [b"r\xe9seau.yaml", b"r\xe8seau.yaml", b"pi\xffcture.svg", b"line\nbreak.md"];
            let folder = self.dice.pick(&["library", "clients/birch", "clients/birch/images", "brand"]);
            let path = self.at(folder).join(OsStr::from_bytes(names[self.dice.below(4)]));
            if fs::remove_file(&path).is_err() {
                fs::write(&path, "- { id: x }\n").ok()?;
            }
            return Some(format!("{}", path.display()));
        }
        let path = self.file()?;
        let tail: [&[u8]; 3] = [b"# caf\xe9\n", b"\xff\xfe", b"\0\x01"];
        let tail = tail[self.dice.below(3)];
        let text = if tail == b"\xff\xfe" { tail.to_vec() } else { [&*self.base.get(&path).cloned().unwrap_or_default(), tail].concat() };
        fs::write(self.at(&path), text).unwrap();
        Some(format!("{path} ends in {tail:?}"))
    }

    /// A file where a folder was, a folder where a file was, and outputs that come to lie where attachments are.
    fn other_kind(&mut self) -> Option<String> {
        match self.dice.below(3) {
            0 => {
                let path = self.file().filter(|path| path != "bailiwick.yaml")?;
                fs::remove_file(self.at(&path)).unwrap();
                put(&self.at(&path).join("inner.yaml"), "- { id: inner }\n");
                Some(format!("{path} is a folder"))
            }
            1 => {
                let path = self.folder()?;
                fs::remove_dir_all(self.at(&path)).unwrap();
                fs::write(self.at(&path), "a file").unwrap();
                Some(format!("{path} is a file"))
            }
            _ => {
                let lock = self.at("brand/.bailiwick.lock");
                if fs::remove_file(&lock).is_err() {
                    fs::create_dir_all(self.at("brand")).ok()?;
                    fs::write(&lock, "").ok()?;
                }
                Some("brand/.bailiwick.lock".to_owned())
            }
        }
    }

    /// Everything as it was at the beginning, as another branch would have it.
    pub(super) fn checkout(&mut self) -> Option<String> {
        let _ = fs::remove_dir_all(self.at("themes"));
        for top in ["clients", "library", "brand"] {
            let all = self.entries(|entry| !entry.file_type().is_dir() && entry.path().starts_with(self.root.join(top)));
            for path in all {
                let expected = self.base.get(&path);
                let is_right = expected.is_some_and(|bytes| fs::read(self.at(&path)).is_ok_and(|now| now == **bytes));
                if !is_right || self.at(&path).is_symlink() {
                    fs::remove_file(self.at(&path)).unwrap();
                }
            }
        }
        remove_strangers(&self.root, &self.base);
        for (path, bytes) in &self.base {
            if fs::read(self.at(path)).ok().is_none_or(|now| now != *bytes) {
                put(&self.at(path), bytes);
            }
        }
        Some("the beginning".to_owned())
    }
}

/// Removes whatever has a name that is no text, and folders that hold nothing of the beginning.
fn remove_strangers(root: &Path, base: &BTreeMap<String, Vec<u8>>) {
    for top in ["clients", "library", "brand"] {
        for entry in walkdir::WalkDir::new(root.join(top)).min_depth(1).contents_first(true).into_iter().filter_map(Result::ok) {
            let path = entry.path().strip_prefix(root).unwrap();
            let is_known = path.to_str().is_some_and(|path| base.keys().any(|key| key == path || key.starts_with(&format!("{path}/"))));
            let is_right = is_known && entry.file_type().is_dir() != path.to_str().is_some_and(|path| base.contains_key(path));
            if !is_right {
                let _ = if entry.file_type().is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
            }
        }
    }
}
