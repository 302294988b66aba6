//! What a search finds: everything that has an address, with who does it, in which hours and at which number.

use serde::Serialize;

use super::here::{Here, Reach, Who};
use super::hours::hours;
use super::pages::call::calls;
use super::pages::people::{self, number_of};
use super::pages::responsibility::SourcingView;
use super::shell;
use super::{Site, Subject};
use crate::files::SitePath;
use crate::model::coverage::Coverage;
use crate::model::id::{Actor, Id};
use crate::model::kind::Kind;
use crate::model::portal::{Any, FILE, Party};
use crate::yaml::{Node, Value};

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Find {
    /// What its kind is called: `Service`.
    pub kind: String,
    /// What several of the kind are called: `Services`.
    pub kinds: String,
    /// Its kind in the model: `service`; `list` for a page of many.
    pub word: &'static str,
    /// Its name.
    pub title: String,
    /// Its address from the top of the portal.
    pub href: String,
    /// `client`, `provider`, `vendor` or `shared`; empty where it is nobody's.
    pub side: &'static str,
    /// One sentence on it, without mark-up; may be empty.
    pub summary: String,
    /// Who does it; nothing where that is no question.
    pub answer: Option<Answer>,
    /// Its short reference; may be empty.
    pub code: String,
    /// What people call it.
    pub keywords: Vec<String>,
    /// Everything else that its author wrote of it, and the names of what it refers to.
    pub text: String,
}

/// Who does something, in which hours, at which number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Answer {
    /// Who does it.
    pub who: String,
    /// The hours, in words, with their zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// The number or address, as people write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<String>,
    /// Where it leads: `tel:`, `mailto:`, `https:`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

impl Answer {
    fn of(who: String) -> Self {
        Answer { who, hours: None, reach: None, href: None }
    }

    /// Says where somebody is reached; as before where there is nothing to say.
    fn reached_at(self, reach: Option<Reach>) -> Self {
        match reach {
            Some(reach) => Answer { reach: Some(reach.text), href: reach.href, ..self },
            None => self,
        }
    }
}

/// Returns everything that can be found in a portal, in the order of its entities, then its lists.
pub fn finds(site: &Site<'_>) -> Vec<Find> {
    let here = Here::new(site, SitePath::new("index.html"));
    let entities = site.portal.entities.all();
    let entities = entities.iter().filter_map(|any| find(&here, any));
    entities.chain(lists(&here)).collect()
}

/// Returns whom to ask where nothing is found: of the calls on the home page the last that is not urgent, which takes what the others do
/// not, else the first.
pub fn last_resort(site: &Site<'_>) -> Option<Answer> {
    let here = Here::new(site, SitePath::new("index.html"));
    let calls = calls(&here);
    let call = calls.iter().rev().find(|call| !call.urgent).or(calls.first())?.clone();
    let who = call.who.map_or(call.title, |who| who.name);
    Some(Answer { hours: call.hours.map(|hours| hours.text), ..Answer::of(who) }.reached_at(call.reach))
}

fn find(here: &Here<'_>, any: &Any<'_>) -> Option<Find> {
    let link = here.link(&any.mention());
    let summary = any.common.summary.as_ref().map(|summary| here.plain(summary.as_str()));
    Some(Find {
        kind: here.words().kind(any.kind),
        kinds: here.words().kinds(any.kind),
        word: any.kind.singular(),
        title: link.title,
        href: link.href?,
        side: side(here, any),
        summary: summary.unwrap_or_default(),
        answer: answer(here, any),
        code: any.node.text_of("code").unwrap_or_default().to_owned(),
        keywords: any.common.keywords.clone(),
        text: text(here, any),
    })
}

/// Returns the lists of the navigation.
fn lists(here: &Here<'_>) -> Vec<Find> {
    let about = |path: &str| here.site.lists.iter().find(|list| list.path().as_str() == path).and_then(Subject::about);
    let list = |item: shell::Item| Find {
        kind: here.words().t("kinds.list"),
        kinds: here.words().t("kinds.lists"),
        word: "list",
        summary: about(&item.href).map_or_else(String::new, |key| here.words().t(key)),
        title: item.title,
        href: item.href,
        side: "",
        answer: None,
        code: String::new(),
        keywords: Vec::new(),
        text: String::new(),
    };
    shell::lists(here.site).map(list).collect()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "most kinds are nobody's")]
fn side(here: &Here<'_>, any: &Any<'_>) -> &'static str {
    let portal = here.site.portal;
    match any.kind {
        Kind::Responsibility => {
            let row = portal.responsibilities.by_text(any.id);
            row.and_then(|row| row.own.sourcing(portal)).map_or("", SourcingView::side)
        }
        Kind::Contact | Kind::Team | Kind::Vendor => here.who(&Actor::from(&**any.id)).side,
        _ => "",
    }
}

/// Says who is asked about something: who does it, else who keeps it true.
#[expect(clippy::wildcard_enum_match_arm, reason = "of most kinds the owner is asked")]
fn answer(here: &Here<'_>, any: &Any<'_>) -> Option<Answer> {
    let portal = here.site.portal;
    let owner = || asked(here, &any.common.owner.iter().collect::<Vec<_>>(), None);
    match any.kind {
        Kind::Responsibility => {
            let own = &portal.responsibilities.by_text(any.id)?.own;
            asked(here, &own.doers(), own.coverage.as_ref())
        }
        Kind::Service => {
            let own = &portal.services.by_text(any.id)?.own;
            let asked = asked(here, &own.provided_by.iter().collect::<Vec<_>>(), own.coverage.as_ref())?;
            let channel = own.request.as_ref().and_then(|id| portal.channels.get(id)).and_then(|channel| here.reach(&channel.own));
            Some(asked.reached_at(channel.filter(people::is_number)))
        }
        Kind::Contact | Kind::Team | Kind::Vendor => asked(here, &[&Actor::from(&**any.id)], None),
        Kind::Channel => {
            let own = &portal.channels.by_text(any.id)?.own;
            let asked = asked(here, &own.monitored_by.iter().collect::<Vec<_>>(), own.coverage.as_ref());
            let reach = here.reach(own)?;
            Some(asked.unwrap_or_else(|| Answer::of(any.common.title.clone())).reached_at(Some(reach)))
        }
        Kind::Escalation => asked(here, &portal.escalations.by_text(any.id)?.own.steps.first()?.who.iter().collect::<Vec<_>>(), None),
        Kind::Term => None,
        _ => owner(),
    }
}

/// Says how some actors are reached: their names, the hours given or else those of the first who has any, the number of the first who has one.
fn asked(here: &Here<'_>, actors: &[&Actor], coverage: Option<&Id<Coverage>>) -> Option<Answer> {
    let portal = here.site.portal;
    let whos: Vec<Who> = actors.iter().map(|actor| here.who(actor)).collect();
    let names: Vec<&str> = whos.iter().map(|who| who.name.as_str()).collect();
    let own = || actors.iter().find_map(|actor| coverage_of(here, actor));
    let hours =
        coverage.or_else(own).and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own).text);
    let number = actors.iter().find_map(|actor| number_of(here, actor));
    (!names.is_empty()).then(|| Answer { hours, ..Answer::of(here.words().and(&names)) }.reached_at(number))
}

fn coverage_of<'a>(here: &Here<'a>, actor: &Actor) -> Option<&'a Id<Coverage>> {
    match here.site.portal.party(actor) {
        Party::Vendor(vendor) => vendor.own.support.as_ref().and_then(|support| support.coverage.as_ref()),
        Party::Client | Party::Provider | Party::Contact(_) | Party::Team(_) | Party::Outside(_) => people::hours_of(here, actor),
    }
}

/// What is found by itself, and what no reader looks for.
const OTHERWISE: [&str; 9] = ["id", "title", "summary", "keywords", "code", "formerly", "tags", "allow", "internal_notes"];

fn text(here: &Here<'_>, any: &Any<'_>) -> String {
    let mut texts = Vec::new();
    for entry in any.node.entries().iter().filter(|entry| !OTHERWISE.contains(&&*entry.key)) {
        gather(here, &entry.node, &mut texts);
    }
    let named = any.references.iter().filter(|reference| reference.to.kind != FILE);
    texts.extend(named.map(|reference| here.link(&reference.to).title));
    texts.join("\n")
}

/// Gathers the texts that people wrote; a single word is a word of the model, an id or a number.
fn gather(here: &Here<'_>, node: &Node, texts: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } if text.contains(char::is_whitespace) => texts.push(here.plain(text)),
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| gather(here, item, texts)),
        Value::Map(entries) => entries.iter().for_each(|entry| gather(here, &entry.node, texts)),
    }
}
