//! What every entity has: a title, a state, an owner, when it was looked at last.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::duration::Interval;
use super::id::{Actor, Address, Slug};
use crate::markdown::{Phrase, Prose};

/// The keys that any entity may carry beside those of its kind.
///
/// `visibility` and `internal_notes` may stand on any mapping, so the reader itself checks them, and they are looked up in the tree.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Common {
    /// How it is addressed, once among its kind; not written where a file holds one entity; else the file's name.
    #[serde(default)]
    #[schemars(with = "Option<Slug>")]
    pub id: Option<String>,
    /// The name that a reader sees.
    pub title: String,
    /// Ids that it had: each leaves a page that says where it moved.
    #[serde(default)]
    pub formerly: Vec<Slug>,
    /// One plain sentence, used in lists and previews.
    #[serde(default)]
    pub summary: Option<Phrase>,
    /// The text; in a `.md` file, what stands under the front matter.
    #[serde(default)]
    pub body: Option<Prose>,
    /// Follows the body: a client's own paragraphs on a text of the library.
    #[serde(default)]
    pub addendum: Option<Prose>,
    /// Where it stands between idea and end: `draft` counts as internal, `retired` is as if deleted.
    #[serde(default)]
    pub status: Status,
    /// Who keeps it true.
    #[serde(default)]
    pub owner: Option<Actor>,
    /// The day of the last review.
    #[serde(default)]
    pub reviewed: Option<Date>,
    /// How often a review is due; the next one is due that long after `reviewed`; else what the client says.
    #[serde(default)]
    pub review_every: Option<Interval>,
    /// What people type when they look for it.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Free words.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Findings that were accepted, each until a day; past it, the acceptance is a finding itself.
    #[serde(default)]
    pub allow: Vec<Allow>,
}

impl Common {
    /// The keys, for telling them apart from those of a kind.
    pub const KEYS: [&'static str; 14] = [
        "id",
        "title",
        "formerly",
        "summary",
        "body",
        "addendum",
        "visibility",
        "internal_notes",
        "status",
        "owner",
        "reviewed",
        "review_every",
        "keywords",
        "tags",
    ];

    /// Tells whether a key is common to all kinds.
    pub fn takes(key: &str) -> bool {
        key == "allow" || Common::KEYS.contains(&key)
    }
}

/// The keys whose lists merge item by item, by `id`, where a client adapts the library.
pub const LISTS_BY_ID: &[&str] = &["parts", "steps", "contracts", "controls", "priorities", "integrations", "assurance"];

/// Where an entity stands between idea and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Both sides stand by it.
    #[default]
    Agreed,
    /// On the table, not agreed.
    Proposed,
    /// Being written; counts as internal.
    Draft,
    /// As if deleted, but its name still resolves, so that what refers to it can be named.
    Retired,
}

/// A finding that somebody accepted, until a day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// In `client.yaml`: the entity that it is about.
    #[serde(default)]
    pub of: Option<Address>,
    /// The name of what is reported.
    pub rule: String,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepted it.
    pub by: Actor,
    /// The last day on which it is accepted.
    pub until: Date,
}
