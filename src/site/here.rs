//! What a view asks of the page it stands on: links as seen from there, names with their side, texts as HTML.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use super::routes::Place;
use super::words::Words;
use super::{Site, Subject};
use crate::files::SitePath;
use crate::markdown::{self, Heading, Html, Ids, Phrase, Prose, Resolved, Target};
use crate::model::channel::{Channel, Medium};
use crate::model::contact::{Affiliation, Side};
use crate::model::date::Date;
use crate::model::id::{Actor, Id};
use crate::model::kind::{Kind, Model};
use crate::model::portal::{Any, Entity, Party};
use crate::yaml::{Mention, Node};

/// The page that a view is made for.
pub(super) struct Here<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) path: SitePath,
    /// The ids that the page's texts have used up.
    ids: RefCell<Ids>,
}

/// A name that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it is called.
    pub title: String,
    /// Where it leads; nothing if the portal does not hold it.
    pub href: Option<String>,
}

/// Somebody, with the side that the mark shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Who {
    /// What a reader calls them.
    pub name: String,
    /// `client`, `provider`, `shared` or `vendor`.
    pub side: &'static str,
    /// Where their page stands.
    pub href: Option<String>,
    /// The role of a person, or the people of a role that a client fills.
    pub detail: Option<String>,
    /// Whether it is a role of the client's that nobody fills yet.
    pub vacant: bool,
}

impl Who {
    /// Returns the name with the address alone.
    pub(super) fn link(&self) -> Link {
        Link { title: self.name.clone(), href: self.href.clone() }
    }
}

/// A day, for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2026-11-24`.
    pub iso: String,
    /// `24 Nov 2026`.
    pub text: String,
}

impl DateView {
    /// Says a day in a language.
    pub(super) fn new(words: Words<'_>, date: Date) -> Self {
        DateView { iso: date.to_string(), text: words.date(date) }
    }
}

/// A day on which something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The day.
    pub date: DateView,
    /// Whether it lies before the day of the build.
    pub overdue: bool,
}

/// A number, address or place by which somebody is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// What a reader sees.
    pub text: String,
    /// `tel:`, `mailto:` or `https:`; nothing for a place.
    pub href: Option<String>,
}

/// What an internal edition marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Internal {
    /// The whole thing is internal.
    pub hidden: bool,
    /// Notes for the provider's eyes.
    pub notes: Option<Html>,
}

impl<'a> Here<'a> {
    pub(super) fn new(site: &'a Site<'a>, path: SitePath) -> Self {
        // The glossary says what each word means; there a link would lead to the page itself.
        let ids = if path.as_str() == "glossary.html" { Ids::default() } else { Ids::linking(Arc::clone(&site.portal.words)) };
        Here { site, path, ids: RefCell::new(ids.speaking(Arc::clone(&site.markdown))) }
    }

    /// Returns the words of the interface.
    pub(super) fn words(&self) -> Words<'a> {
        self.site.words()
    }

    /// Returns a day as the portal's language writes it.
    pub(super) fn date(&self, date: Date) -> DateView {
        DateView::new(self.words(), date)
    }

    /// Returns the relative address of a file of the portal.
    pub(super) fn href(&self, to: &SitePath) -> String {
        self.path.link_to(to)
    }

    /// Returns the address of a page that is there once, if the portal has it.
    pub(super) fn href_of_list(&self, list: &Subject) -> Option<String> {
        self.site.lists.contains(list).then(|| self.href(&list.path()))
    }

    fn href_of(&self, place: &Place) -> String {
        match &place.anchor {
            Some(anchor) if place.path == self.path => format!("#{anchor}"),
            Some(anchor) => format!("{}#{anchor}", self.href(&place.path)),
            None => self.href(&place.path),
        }
    }

    /// Returns an entity's name, with its address if the portal shows it.
    pub(super) fn link(&self, mention: &Mention) -> Link {
        let portal = self.site.portal;
        let title = match portal.entities.get(mention) {
            Some(any) => any.common.title.clone(),
            None => portal.outside.get(mention).map_or_else(|| mention.id.to_string(), |outside| outside.title.clone()),
        };
        Link { title, href: self.href_to(mention) }
    }

    fn href_to(&self, mention: &Mention) -> Option<String> {
        self.site.routes.get(mention).map(|place| self.href_of(place))
    }

    /// Returns the name and address of what an id of the model names.
    pub(super) fn link_id<T: Model>(&self, id: &Id<T>) -> Link {
        self.link(&Mention { kind: T::KIND.singular(), id: Arc::clone(id.shared()) })
    }

    /// Returns the names and addresses of several.
    pub(super) fn links<T: Model>(&self, ids: &[Id<T>]) -> Vec<Link> {
        ids.iter().map(|id| self.link_id(id)).collect()
    }

    /// Returns an actor as a reader calls them.
    pub(super) fn who(&self, actor: &Actor) -> Who {
        let portal = self.site.portal;
        let side = side_word(portal.side(actor));
        let at = |kind: Kind| self.href_to(&Mention { kind: kind.singular(), id: Arc::clone(actor.shared()) });
        match portal.party(actor) {
            Party::Client => Who { name: portal.client_short().to_owned(), side, href: None, detail: None, vacant: false },
            Party::Provider => Who { name: portal.provider.short().to_owned(), side, href: None, detail: None, vacant: false },
            Party::Contact(contact) => {
                Who { name: contact.common.title.clone(), side, href: at(Kind::Contact), detail: contact.own.role.clone(), vacant: false }
            }
            Party::Team(team) => {
                // A role that the client fills with few people is best known by their names.
                let members: Vec<&str> =
                    team.own.members.iter().filter_map(|id| Some(portal.contacts.get(id)?.common.title.as_str())).collect();
                let detail = (team.own.side() == Side::Client && (1..=2).contains(&members.len())).then(|| self.words().and(&members));
                Who { name: team.common.title.clone(), side, href: at(Kind::Team), detail, vacant: team.own.is_vacant() }
            }
            Party::Vendor(vendor) => Who { name: vendor.common.title.clone(), side, href: at(Kind::Vendor), detail: None, vacant: false },
            Party::Outside(outside) => Who { name: outside.title.clone(), side, href: None, detail: None, vacant: false },
        }
    }

    /// Returns several actors, in the order of writing.
    pub(super) fn whos(&self, actors: &[Actor]) -> Vec<Who> {
        actors.iter().map(|actor| self.who(actor)).collect()
    }

    /// Returns what a side is called in running text.
    pub(super) fn side_name(&self, side: Side) -> String {
        match side {
            Side::Client => self.site.portal.client_short().to_owned(),
            Side::Provider => self.site.portal.provider.short().to_owned(),
            Side::Vendor => self.words().t("common.vendors"),
        }
    }

    /// Returns what the side that somebody is of is called; a vendor by its own name.
    pub(super) fn affiliation(&self, affiliation: &Affiliation) -> String {
        match affiliation {
            Affiliation::Vendor(id) => self.link_id(id).title,
            Affiliation::Client | Affiliation::Provider => self.side_name(affiliation.side()),
        }
    }

    /// Returns a day on which something is due, judged by the day of the build.
    pub(super) fn due(&self, date: Date) -> Due {
        Due { date: self.date(date), overdue: date < self.site.portal.today }
    }

    /// Returns a text in blocks as HTML; `node` is where it was written.
    pub(super) fn prose(&self, prose: &Prose, node: &Node) -> Html {
        markdown::to_html(prose.as_str(), &mut self.ids.borrow_mut(), &|target, _| self.resolve(target, node))
    }

    /// Returns a text within a line as HTML; `node` is where it was written.
    pub(super) fn phrase(&self, phrase: &Phrase, node: &Node) -> Html {
        markdown::phrase_to_html(phrase.as_str(), &mut self.ids.borrow_mut(), &|target, _| self.resolve(target, node))
    }

    /// Returns several texts within a line as HTML; `list` is the node of the list.
    pub(super) fn phrases(&self, phrases: &[Phrase], list: &Node) -> Vec<Html> {
        let items = list.as_list();
        phrases
            .iter()
            .enumerate()
            .map(|(index, phrase)| self.phrase(phrase, items.and_then(|items| items.get(index)).map_or(list, |item| item)))
            .collect()
    }

    /// Returns a text without mark-up.
    pub(super) fn plain(&self, text: &str) -> String {
        markdown::to_plain(text, &|target| self.named(target))
    }

    /// Returns a text within a line without mark-up.
    pub(super) fn plain_phrase(&self, phrase: &Phrase) -> String {
        markdown::phrase_to_plain(phrase.as_str(), &|target| self.named(target))
    }

    /// Returns the body and, under it, the client's own paragraphs.
    pub(super) fn body<T>(&self, entity: &Entity<T>) -> Option<Html> {
        let body = entity.common.body.as_ref().map(|body| self.prose(body, entity.node.at("body")));
        let addendum = entity.common.addendum.as_ref().map(|addendum| self.prose(addendum, entity.node.at("addendum")));
        match (body, addendum) {
            (Some(body), Some(addendum)) => Some(body.followed_by(&addendum)),
            (body, addendum) => body.or(addendum),
        }
    }

    /// Returns the headings that the page's texts have so far, in order.
    pub(super) fn headings(&self) -> Vec<Heading> {
        self.ids.borrow().headings().to_vec()
    }

    /// Returns the summary as HTML.
    pub(super) fn summary<T>(&self, entity: &Entity<T>) -> Option<Html> {
        entity.common.summary.as_ref().map(|summary| self.phrase(summary, entity.node.at("summary")))
    }

    /// Returns what an internal edition marks on a mapping; nothing in the client edition, where no mark is left.
    pub(super) fn internal(&self, node: &Node) -> Option<Internal> {
        let hidden = self.is_internal(node);
        let notes = node.text_of("internal_notes").map(|text| {
            let notes = node.at("internal_notes");
            markdown::to_html(text, &mut self.ids.borrow_mut(), &|target, _| self.resolve(target, notes))
        });
        (hidden || notes.is_some()).then_some(Internal { hidden, notes })
    }

    /// Tells whether only the internal edition shows a mapping.
    pub(super) fn is_internal(&self, node: &Node) -> bool {
        matches!(node.text_of("visibility"), Some("internal")) || node.text_of("status") == Some("draft")
    }

    /// Returns how a channel is reached.
    pub(super) fn reach(&self, channel: &Channel) -> Option<Reach> {
        let address = channel.address.as_deref()?;
        Some(match channel.medium {
            Some(Medium::Phone | Medium::Bridge) => phone(address),
            Some(Medium::Email) => email(address),
            _ if is_web(address) => web(address),
            _ if address.contains('@') && !address.contains(' ') => email(address),
            _ => Reach { text: address.to_owned(), href: None },
        })
    }

    /// Returns who names an entity, with the kind of each; not what no page shows, such as plans.
    pub(super) fn referrers<T: Model>(&self, entity: &Entity<T>) -> Vec<Referrer> {
        let shown = |any: &Any<'_>| self.site.routes.get(&any.mention()).is_some();
        self.site.portal.backlinks(&entity.mention()).filter(shown).map(|any| self.referrer(&any)).collect()
    }

    fn referrer(&self, any: &Any<'_>) -> Referrer {
        Referrer { link: self.link(&any.mention()), kind: self.words().kind(any.kind), word: any.kind.singular() }
    }

    fn resolve(&self, target: &Target<'_>, node: &Node) -> Resolved {
        match target {
            Target::Entity { .. } => match self.entity(target) {
                Some(link) => match link.href {
                    Some(href) => Resolved::Link { href, title: Some(link.title) },
                    None => Resolved::Plain(link.title),
                },
                None => Resolved::Missing,
            },
            Target::File { path, .. } => {
                let from = &self.site.sources.get(node.span.file).path;
                let published = from.join(path).and_then(|path| self.site.attachments.get(&path));
                published.map_or(Resolved::Missing, |path| Resolved::Link { href: self.href(path), title: None })
            }
            Target::Anchor(_) | Target::Web(_) | Target::Refused(_) => Resolved::Missing,
        }
    }

    fn named(&self, target: &Target<'_>) -> Option<String> {
        self.entity(target).map(|link| link.title)
    }

    /// Finds what a `[[link]]` names.
    fn entity(&self, target: &Target<'_>) -> Option<Link> {
        let Target::Entity { kind, id } = target else { return None };
        let portal = self.site.portal;
        let named = |title: &str| Some(Link { title: title.to_owned(), href: None });
        let kind = match (kind, *id) {
            (None, "client") => return named(portal.client_short()),
            (None, "provider") => return named(portal.provider.short()),
            (None, id) => return Some(self.link(&portal.mention_of(&Actor::from(id)))),
            (Some(word), _) => Kind::by_singular(word)?,
        };
        Some(self.link(&Mention { kind: kind.singular(), id: (*id).into() }))
    }
}

/// Something that names the entity of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Referrer {
    /// Its name and address.
    pub link: Link,
    /// What it is, for readers.
    pub kind: String,
    /// What it is, as in links: the singular word of its kind.
    pub word: &'static str,
}

/// Returns the word that templates and stylesheets use for a side.
pub(super) fn side_word(side: Side) -> &'static str {
    match side {
        Side::Client => "client",
        Side::Provider => "provider",
        Side::Vendor => "vendor",
    }
}

/// Returns a number that can be called: what is dialled holds only digits and a leading plus (RFC 3966, section 3), and its extension,
/// where it is written as `ext. 12` or `x12` (section 5.3). A remark in brackets may follow.
/// What holds other letters is shown and not dialled: a part of it would be another number.
pub(super) fn phone(text: &str) -> Reach {
    let is_letter = |character: char| character.is_alphabetic();
    let (number, rest) = text.split_at(text.find(is_letter).unwrap_or(text.len()));
    let dialled: String = number.chars().filter(|character| character.is_ascii_digit() || *character == '+').collect();
    let (mark, behind) = rest.split_at(rest.find(|character| !is_letter(character)).unwrap_or(rest.len()));
    let extension = behind.trim_start_matches('.').trim();
    let is_remark =
        rest.is_empty() || number.ends_with('(') && rest.ends_with(')') && !rest.contains(|character: char| character.is_ascii_digit());
    let is_extension = ["ext", "x"].contains(&mark.to_ascii_lowercase().as_str())
        && !extension.is_empty()
        && extension.bytes().all(|byte| byte.is_ascii_digit());
    let dials = (is_remark || is_extension) && dialled.bytes().any(|byte| byte.is_ascii_digit());
    let behind = if is_extension { format!(";ext={extension}") } else { String::new() };
    Reach { text: text.to_owned(), href: dials.then(|| format!("tel:{dialled}{behind}")) }
}

/// Returns a mail address that can be written to.
pub(super) fn email(text: &str) -> Reach {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"@.-_+".contains(&byte));
    Reach { text: text.to_owned(), href: plain.then(|| format!("mailto:{text}")) }
}

/// Returns a web address that can be opened.
pub(super) fn web(text: &str) -> Reach {
    Reach { text: bare(text), href: is_web(text).then(|| text.to_owned()) }
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Returns a web address as people say it.
fn bare(address: &str) -> String {
    address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned()
}
