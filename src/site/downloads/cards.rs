//! People, as an address book keeps them.

use super::{Card, Line, top, uid};
use crate::model::contact::{Affiliation, Contact};
use crate::model::id::Id;
use crate::model::portal::Entity;
use crate::site::Site;
use crate::site::here::Here;

/// Returns everybody, in the order of the portal.
pub fn cards(site: &Site<'_>) -> Vec<Card> {
    let here = top(site);
    site.portal.contacts.iter().map(|contact| of(&here, contact)).collect()
}

/// Returns one person; nothing if the portal does not hold them.
pub fn card(site: &Site<'_>, id: &Id<Contact>) -> Option<Card> {
    site.portal.contacts.get(id).map(|contact| of(&top(site), contact))
}

fn of(here: &Here<'_>, contact: &Entity<Contact>) -> Card {
    let portal = here.site.portal;
    let own = &contact.own;
    let name = contact.common.title.trim();
    let (given, family) = parted(name);
    let phone = own.phone.iter().map(|number| (Line::Desk, number.clone()));
    let mobile = own.mobile.iter().map(|number| (Line::Mobile, number.clone()));
    Card {
        uid: uid(here.site, &format!("contact-{}", contact.id)),
        name: name.to_owned(),
        family: family.to_owned(),
        given: given.to_owned(),
        organisation: match &own.side {
            Affiliation::Client => portal.client.common.title.clone(),
            Affiliation::Provider => portal.provider.title.clone(),
            Affiliation::Vendor(id) => here.link_id(id).title,
        },
        job: own.role.clone(),
        numbers: phone.chain(mobile).collect(),
        email: own.email.clone(),
    }
}

/// Parts given names from the family name: the last word, with small words such as `van` or `de la` before it.
///
/// That is right for most names in the languages of the interface, and a guess for others: address books show the whole name, and sort by this one.
fn parted(name: &str) -> (&str, &str) {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let Some((mut given, _)) = name.rsplit_once(char::is_whitespace) else { return ("", name) };
    while let Some((before, word)) = given.trim_end().rsplit_once(char::is_whitespace) {
        if !is_small(word) {
            break;
        }
        given = before;
    }
    (given.trim_end(), name[given.len()..].trim_start())
}
