//! Who is called what: references, links and file names resolved against everything that one client could hold.

use std::cell::{Cell, LazyCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::Inputs;
use super::candidates::{Candidates, Origin};
use crate::finding::{Finding, Findings, RuleName, escaped, nearest};
use crate::markdown::{self, Fence, Link, MarkFault, MarkProblem, Target, Terms, Use};
use crate::model::kind::Kind;
use crate::model::portal::{CONTROL, Edition, FILE};
use crate::source::{SourcePath, Span};
use crate::yaml::{Layout, Lookup, Mention, Node};

/// A reference or link to something that is not there.
pub(super) const UNKNOWN_REFERENCE: RuleName = RuleName("unknown-reference");
/// A name that several kinds have, where the kind is not said.
pub(super) const AMBIGUOUS_REFERENCE: RuleName = RuleName("ambiguous-reference");
/// Client-visible text or a field that names something internal.
pub(super) const INTERNAL_REFERENCE: RuleName = RuleName("internal-reference");
/// A Markdown link, anchor, image or file name that leads nowhere.
pub(super) const BROKEN_LINK: RuleName = RuleName("broken-link");
/// A link with a scheme that a portal does not follow.
pub(super) const REFUSED_LINK: RuleName = RuleName("refused-link");
/// A `:::` block that is not closed.
pub(super) const UNCLOSED_BLOCK: RuleName = RuleName("unclosed-block");
/// A `:::` that closes nothing, or a block of no known name.
pub(super) const UNOPENED_BLOCK: RuleName = RuleName("unopened-block");
/// A reference that does not say its kind.
pub(super) const BAD_ADDRESS: RuleName = RuleName("bad-address");

/// A lookup that takes every name, for reading the library's shape.
pub(super) struct Anything;

impl Lookup for Anything {
    fn refer(&self, _: &str, _: &str, _: &Node) -> Result<Option<Mention>, Box<Finding>> {
        Ok(None)
    }

    fn prose(&self, _: &Node, _: &mut Vec<(Mention, Span)>, _: &mut Findings) {}
}

/// The names of one client's candidates.
pub(super) struct Names<'a> {
    candidates: &'a Candidates,
    inputs: Inputs<'a>,
    edition: Edition,
    unread: Unread,
    /// What was probably meant by names that nobody has: a team that got another id is named in many places.
    meant: RefCell<HashMap<Wanted, Option<Near>>>,
    /// How many more such names are compared with all others.
    searches: Cell<usize>,
    /// The words with an entry of their own: where one is used, its entry comes into the portal.
    pub(super) words: Arc<Terms>,
    /// The ids of each framework's controls.
    controls: RefCell<HashMap<Arc<str>, HashSet<Arc<str>>>>,
}

/// Where a file could not be parsed. What is not found may stand in it, so nothing is said of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    /// In the library.
    pub(super) library: bool,
    /// In the client's folder.
    pub(super) client: bool,
}

/// A name that nobody of some kinds has.
type Wanted = (Box<[Kind]>, Arc<str>);

/// The id that was probably meant, and its title.
type Near = (Arc<str>, Arc<str>);

/// How many unknown names get a suggestion: each is compared with all that there are, and a list that went missing leaves thousands.
const MOST_SEARCHES: usize = 200;

impl<'a> Names<'a> {
    pub(super) fn new(candidates: &'a Candidates, inputs: Inputs<'a>, edition: Edition, unread: Unread) -> Self {
        Names::with_words(candidates, inputs, edition, unread, Arc::new(terms(candidates)))
    }

    /// Makes the names of candidates whose terms are known.
    pub(super) fn with_words(candidates: &'a Candidates, inputs: Inputs<'a>, edition: Edition, unread: Unread, words: Arc<Terms>) -> Self {
        Names {
            candidates,
            inputs,
            edition,
            unread,
            meant: RefCell::default(),
            searches: Cell::new(MOST_SEARCHES),
            words,
            controls: RefCell::default(),
        }
    }

    /// Tells whether some file could not be read, so that what is not found may stand in it.
    pub(super) fn may_stand_elsewhere(&self) -> bool {
        self.unread.library || self.unread.client
    }

    /// Tells whether a file that could not be read may hold the other half of an entity: the library's, or the client's changes to it.
    pub(super) fn may_be_completed(&self, origin: Origin) -> bool {
        match origin {
            Origin::Library => self.unread.client,
            Origin::Client => self.unread.library,
            Origin::Overlaid => false,
        }
    }

    /// Tells whether one more unknown name may be compared with all known ones.
    fn may_search(&self) -> bool {
        let left = self.searches.get();
        self.searches.set(left.saturating_sub(1));
        left > 0
    }

    /// Resolves an id among some kinds.
    fn among(&self, kinds: &[Kind], id: &str, span: Span) -> Result<Option<Mention>, Box<Finding>> {
        let known = kinds.iter().copied().find(|kind| self.candidates.all.contains_key(&(*kind, Arc::from(id))));
        match known {
            Some(kind) if self.is_hidden(kind, id) => Err(Box::new(self.internal_reference(kind, id, span))),
            Some(kind) => Ok(Some(Mention { kind: kind.singular(), id: id.into() })),
            None if self.may_stand_elsewhere() => Ok(None),
            None => Err(Box::new(self.unknown(kinds, id, span))),
        }
    }

    fn is_hidden(&self, kind: Kind, id: &str) -> bool {
        self.edition == Edition::Client && self.candidates.internal.contains(&(kind, Arc::from(id)))
    }

    fn internal_reference(&self, kind: Kind, id: &str, span: Span) -> Finding {
        let message = format!("the client edition would name the internal {} `{id}`", kind.singular());
        Finding::error(INTERNAL_REFERENCE, span, message)
            .why("what is internal must not even be named to the client")
            .help("mark this as internal too, or take the name out")
    }

    fn unknown(&self, kinds: &[Kind], id: &str, span: Span) -> Finding {
        let wanted = one_of(kinds);
        let finding = Finding::error(UNKNOWN_REFERENCE, span, format!("no {wanted} is called `{}`", escaped(id)));
        if let Some(other) = Kind::ALL.iter().find(|kind| self.candidates.all.contains_key(&(**kind, Arc::from(id)))) {
            let title = &self.candidates.all[&(*other, Arc::from(id))].title;
            return finding.help(format!("`{id}` is a {} ({}); expected a {wanted}", other.singular(), escaped(title)));
        }
        match self.near(kinds, id) {
            Some((near, title)) => finding.help(format!("did you mean `{near}` ({})?", escaped(&title))).fix(span, near.to_string()),
            None => match self.near(Kind::ALL, id) {
                Some((near, title)) => finding.help(format!("the nearest name is `{near}` ({}), of another kind", escaped(&title))),
                None => finding,
            },
        }
    }

    /// Returns the id, of some kinds, that was probably meant, with its title.
    fn near(&self, kinds: &[Kind], id: &str) -> Option<Near> {
        let wanted: Wanted = (kinds.into(), id.into());
        if let Some(known) = self.meant.borrow().get(&wanted) {
            return known.clone();
        }
        let near = if self.may_search() { self.search(kinds, id) } else { None };
        self.meant.borrow_mut().insert(wanted, near.clone());
        near
    }

    /// Finds a near id, or a title written where an id is expected.
    fn search(&self, kinds: &[Kind], id: &str) -> Option<Near> {
        let of_kinds = || self.candidates.all.iter().filter(|((kind, _), _)| kinds.contains(kind));
        let by_title = of_kinds().find(|(_, candidate)| candidate.title.eq_ignore_ascii_case(id)).map(|((_, known), _)| &**known);
        let near = by_title.or_else(|| nearest(id, of_kinds().map(|((_, known), _)| &**known)))?;
        of_kinds().find(|((_, known), _)| **known == *near).map(|((_, known), candidate)| (Arc::clone(known), Arc::clone(&candidate.title)))
    }

    /// Resolves `kind:id`.
    fn address(&self, text: &str, span: Span) -> Result<Option<Mention>, Box<Finding>> {
        if let Some((word, id)) = text.split_once(':') {
            return match Kind::by_singular(word) {
                Some(kind) => self.among(&[kind], id, span),
                None => Err(Box::new(unknown_kind(word, span))),
            };
        }
        let named: Vec<String> = Kind::ALL
            .iter()
            .filter(|kind| self.candidates.all.contains_key(&(**kind, Arc::from(text))))
            .map(|kind| format!("{}:{text}", kind.singular()))
            .collect();
        Err(Box::new(match named.as_slice() {
            [] => Finding::error(BAD_ADDRESS, span, format!("expected `kind:id`, found `{}`", escaped(text))),
            [one] => Finding::error(BAD_ADDRESS, span, format!("expected `kind:id`, found `{text}`"))
                .help(format!("write `{one}`"))
                .fix(span, one.clone()),
            several => Finding::error(AMBIGUOUS_REFERENCE, span, format!("`{text}` may mean {}", quoted(several)))
                .help("say the kind before the id"),
        }))
    }

    /// Resolves whose somebody is: `client`, `provider`, or a vendor's id.
    fn side(&self, text: &str, span: Span) -> Result<Option<Mention>, Box<Finding>> {
        const SIDES: [&str; 2] = ["client", "provider"];
        if SIDES.contains(&text) {
            return Ok(None);
        }
        self.among(&[Kind::Vendor], text, span).map_err(|finding| match nearest(text, SIDES) {
            Some(near) => {
                let message = format!("expected `client`, `provider` or a vendor's id, found `{}`", escaped(text));
                Box::new(
                    Finding::error(UNKNOWN_REFERENCE, span, message).help(format!("did you mean `{near}`?")).fix(span, near.to_owned()),
                )
            }
            None => finding,
        })
    }

    /// Tells whether what something named is there, and this edition may see it.
    pub(super) fn is_there(&self, mention: &Mention) -> bool {
        match (mention.kind, Kind::by_singular(mention.kind)) {
            (FILE, _) => self.inputs.attachments.contains(&SourcePath::new(&mention.id)),
            (CONTROL, _) => mention.id.split_once(':').is_some_and(|(framework, control)| self.has_control(framework, control)),
            (_, Some(kind)) => {
                let key = (kind, Arc::clone(&mention.id));
                // Where another kind of actor has the id as well, the name may mean that one now.
                let other = |other: &Kind| *other != kind && self.candidates.all.contains_key(&(*other, Arc::clone(&mention.id)));
                let is_shared = kind.is_actor() && Kind::ACTORS.iter().any(other);
                !is_shared && self.candidates.all.contains_key(&key) && !self.is_hidden(kind, &mention.id)
            }
            (_, None) => false,
        }
    }

    fn has_control(&self, framework: &str, control: &str) -> bool {
        let mut controls = self.controls.borrow_mut();
        if !controls.contains_key(framework) {
            let ids = self.control_ids(framework).map(Arc::from).collect();
            controls.insert(Arc::from(framework), ids);
        }
        controls[framework].contains(control)
    }

    fn control_ids(&self, framework: &str) -> impl Iterator<Item = &str> {
        let node = self.candidates.open(&(Kind::Framework, Arc::from(framework))).map(|(_, node)| node);
        let controls = node.and_then(|node| node.get("controls")?.as_list()).unwrap_or(&[]);
        controls.iter().filter_map(|item| item.text_of("id"))
    }

    /// Resolves `framework:control`.
    fn control(&self, text: &str, span: Span) -> Result<Option<Mention>, Box<Finding>> {
        let Some((framework, control)) = text.split_once(':') else {
            let message = format!("expected `framework:control` such as `cis-v8:7.3`, found `{}`", escaped(text));
            return Err(Box::new(Finding::error(BAD_ADDRESS, span, message)));
        };
        let known = self.among(&[Kind::Framework], framework, span).map_err(without_fix)?;
        if known.is_none() || self.has_control(framework, control) {
            return Ok(known.map(|_| Mention { kind: CONTROL, id: text.into() }));
        }
        let message = format!("`{}` has no control `{}`", escaped(framework), escaped(control));
        let finding = Finding::error(UNKNOWN_REFERENCE, span, message);
        let near = if self.may_search() { nearest(control, self.control_ids(framework)) } else { None };
        Err(Box::new(match near {
            Some(near) => finding.help(format!("did you mean `{framework}:{near}`?")).fix(span, format!("{framework}:{near}")),
            None => finding,
        }))
    }

    /// Resolves the name of a file, relative to the one that mentions it; the error words what is wrong with it.
    fn file(&self, name: &str, span: Span) -> Result<Option<Mention>, Box<Finding>> {
        let from = &self.inputs.sources.get(span.file).path;
        let shown = escaped(name);
        let broken = |message: String| Box::new(Finding::error(BROKEN_LINK, span, message));
        if name.starts_with('/') || name.contains('\\') {
            let help = "name files relative to the file that mentions them, with `/` between folders";
            return Err(Box::new(broken(format!("`{shown}` is no relative path")).help(help)));
        }
        let Some(path) = from.join(name) else {
            return Err(broken(format!("`{shown}` lies outside the workspace")));
        };
        if self.inputs.attachments.contains(&path) {
            return Ok(Some(Mention { kind: FILE, id: path.as_str().into() }));
        }
        if self.inputs.sources.id(&path).is_some() {
            let help = match entity_of(&path) {
                Some((kind, id)) => format!("link the {} itself: `[[{}:{id}]]`", kind.singular(), kind.singular()),
                None => "link a page with `[[kind:id]]`".to_owned(),
            };
            return Err(Box::new(broken(format!("`{shown}` is a source file, which no portal holds")).help(help)));
        }
        let finding = broken(format!("there is no file `{}`", escaped(path.as_str())));
        let all = self.inputs.attachments.iter().map(SourcePath::as_str);
        let near = if self.may_search() { nearest(path.as_str(), all) } else { None };
        Err(Box::new(match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => *finding,
        }))
    }

    /// Looks one link of a text through: gives what it names, or what is wrong with it.
    fn link(&self, link: &Link<'_>, span: Span, anchors: &BTreeSet<String>) -> Result<Option<Mention>, Box<Finding>> {
        let broken = |message: String| Err(Box::new(Finding::error(BROKEN_LINK, span, message)));
        match &link.target {
            Target::Entity { kind: None, id: "client" | "provider" } => Ok(None),
            Target::Entity { kind: None, id } => self.among(Kind::ACTORS, id, span).map_err(without_fix),
            Target::Entity { kind: Some(word), id } => match Kind::by_singular(word) {
                Some(kind) => self.among(&[kind], id, span).map_err(without_fix),
                None => Err(Box::new(unknown_kind(word, span))),
            },
            Target::Anchor(anchor) => {
                if anchors.contains(&**anchor) {
                    return Ok(None);
                }
                let finding = Finding::error(BROKEN_LINK, span, format!("no heading of this text has the anchor `#{}`", escaped(anchor)));
                let near = if self.may_search() { nearest(anchor, anchors.iter().map(String::as_str)) } else { None };
                Err(Box::new(match near {
                    Some(near) => finding.help(format!("did you mean `#{near}`?")),
                    None => finding,
                }))
            }
            Target::File { path, .. } if path.is_empty() => broken("this link leads nowhere: its address is empty".to_owned()),
            Target::File { path, .. } => self.file(path, span),
            Target::Web(_) if link.used == Use::Image => {
                let finding = Finding::error(
                    BROKEN_LINK,
                    span,
                    "an image from another site would not be shown: a portal asks nothing of anybody else",
                );
                Err(Box::new(finding.help("save the picture in the workspace and name it relative to this file")))
            }
            Target::Web(_) => Ok(None),
            Target::Refused(address) => {
                let shown: String = address.chars().take(60).collect();
                let finding = Finding::error(REFUSED_LINK, span, format!("`{}` is no address that a portal links to", escaped(&shown)));
                Err(Box::new(finding.help("links start with `https:`, `http:`, `mailto:` or `tel:`, or name a file of the workspace")))
            }
        }
    }
}

impl Lookup for Names<'_> {
    fn refer(&self, kind: &str, text: &str, node: &Node) -> Result<Option<Mention>, Box<Finding>> {
        match kind {
            "actor" if matches!(text, "client" | "provider") => Ok(None),
            "actor" => self.among(Kind::ACTORS, text, node.span),
            "side" => self.side(text, node.span),
            "control" => self.control(text, node.span),
            "any" => self.address(text, node.span),
            "file" => self.file(text, node.span),
            word => {
                let kind = Kind::by_singular(word).expect("the model refers to kinds of the table");
                self.among(&[kind], text, node.span)
            }
        }
    }

    fn prose(&self, node: &Node, mentions: &mut Vec<(Mention, Span)>, findings: &mut Findings) {
        let text = node.as_text().unwrap_or_default();
        let source = &self.inputs.sources.get(node.span.file).text;
        // Most texts name nothing; of one that names much, each part is made out once.
        let layout = LazyCell::new(|| Layout::of(source, node));
        let links = markdown::links(text);
        // The text itself names the term: no place of it is told.
        let mut used: Vec<Arc<str>> = self.words.find(text).into_iter().map(|found| found.id).collect();
        used.sort();
        used.dedup();
        mentions.extend(used.into_iter().map(|id| (Mention { kind: Kind::Term.singular(), id }, node.span)));
        let names_anchors = links.iter().any(|link| matches!(link.target, Target::Anchor(_)));
        let headings = if names_anchors { markdown::headings(text) } else { Vec::new() };
        let anchors: BTreeSet<String> = headings.into_iter().map(|heading| heading.id).collect();
        for problem in markdown::marks(text) {
            findings.push(mark_finding(&problem, layout.locate(problem.range.clone())));
        }
        for link in links {
            let span = layout.locate(link.range.clone());
            match self.link(&link, span, &anchors) {
                Ok(mention) => mentions.extend(mention.map(|mention| (mention, span))),
                Err(finding) => findings.push(*finding),
            }
        }
    }
}

/// Returns the forms of every term that the edition may see.
fn terms(candidates: &Candidates) -> Terms {
    let all = candidates.all.keys().filter(|key| key.0 == Kind::Term);
    let forms = all
        .filter_map(|key| Some((&key.1, candidates.open(key)?.1)))
        .flat_map(|(id, node)| node.text_of("title").into_iter().chain(node.texts_of("also")).map(move |form| (id, form)));
    Terms::new(forms)
}

/// Takes the fix off: the span of a link in a text covers more than the id.
#[expect(clippy::boxed_local, reason = "a lookup hands findings over in boxes")]
fn without_fix(finding: Box<Finding>) -> Box<Finding> {
    Box::new(Finding { fix: None, ..*finding })
}

fn mark_finding(problem: &MarkProblem, span: Span) -> Finding {
    match &problem.fault {
        MarkFault::Unclosed(fence) => {
            let message = format!("this `:::{}` is not closed", fence.word());
            Finding::error(UNCLOSED_BLOCK, span, message).help("close it with `:::` on a line of its own")
        }
        MarkFault::Unopened => Finding::error(UNOPENED_BLOCK, span, "this `:::` closes nothing")
            .help("take it out, or open a block above with `:::note` or another word"),
        MarkFault::Unknown(word) => {
            let words = || Fence::ALL.iter().map(|fence| fence.word());
            let finding = Finding::error(UNOPENED_BLOCK, span, format!("`:::{}` opens no block that is known", escaped(word)));
            match nearest(word, words()) {
                Some(near) => finding.help(format!("did you mean `:::{near}`?")),
                None => finding.help(format!("blocks are {}", quoted(&words().map(|word| format!(":::{word}")).collect::<Vec<_>>()))),
            }
        }
        MarkFault::NotAlone => {
            let finding =
                Finding::error(UNCLOSED_BLOCK, span, "`:::internal` counts only on a line of its own; here it would hide nothing");
            finding.help("put it on a line of its own, before the text that is internal")
        }
    }
}

fn unknown_kind(word: &str, span: Span) -> Finding {
    let finding = Finding::error(UNKNOWN_REFERENCE, span, format!("`{}` is no kind that can be linked", escaped(word)));
    let words = || Kind::ALL.iter().map(|kind| kind.singular());
    match Kind::by_plural(word) {
        Some(kind) => finding.help(format!("did you mean `{}`?", kind.singular())),
        None => match nearest(word, words()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help(format!("kinds are {}", quoted(&words().map(str::to_owned).collect::<Vec<_>>()))),
        },
    }
}

/// Returns the entity that a source file holds, if its path says so.
fn entity_of(path: &SourcePath) -> Option<(Kind, &str)> {
    let parts: Vec<&str> = path.as_str().split('/').collect();
    let folder = match parts[..] {
        ["library", folder, ..] | ["clients", _, folder, ..] => folder,
        _ => return None,
    };
    Kind::by_plural(folder).map(|kind| (kind, path.stem()))
}

/// Names kinds for a message: `contact or team`.
fn one_of(kinds: &[Kind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.singular()).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => "entity".to_owned(),
    }
}

fn quoted(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
