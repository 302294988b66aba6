//! Pages: free text with a place in the navigation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::service::Service;

/// A page that an author wrote whole; its text is the `body`. The page `home` introduces the home page.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Page {
    /// Where it stands in the navigation; without it, it is found by links, search and the A to Z.
    pub nav: Option<Nav>,
    /// The services that it is about; one without any comes into every portal.
    pub services: Vec<Id<Service>>,
}

/// A place in the navigation.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Nav {
    /// The heading that it stands under.
    pub section: Option<String>,
    /// Its place there, smaller first; else last.
    pub order: Option<i64>,
}
