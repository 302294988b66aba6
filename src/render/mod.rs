//! Turns views into pages by a theme: templates, stylesheets, scripts, icons.
//!
//! A [`Theme`] is loaded once a workspace and shared by its portals; [`shared()`] makes once a portal what all its pages say alike;
//! [`page()`] renders one page, which needs no other.
//! Templates get views and nothing else: this module knows no kind of content, and never touches the disk.
//!
//! What a page shows is escaped, always: Tera's `safe` filter fails here, and only values that serialise as Tera's safe strings
//! (the type `Html`, which `markdown` alone makes) pass as they are.
//!
//! Templates may call, beside what Tera brings, `asset(name="portal.css")` (the link to a file of `assets/`),
//! `t(key="home.next")` (words of the interface, which stand in `strings/<language>.toml` of the theme),
//! `plural(of=3)` (the category that the language has for a number), and the filters `within` (words within a sentence: small letters
//! where the language has them), `sentence` (a capital at the beginning) and `percent_encoded` (text as a part of an address).

mod assets;
mod fold;
mod icons;
mod layers;
mod lean;
mod manifest;
mod mistakes;
mod nav;
mod page;
mod sheet;
mod theme;
mod words;

pub use assets::{Brand, brand, brand_css};
pub use layers::shipped;
pub use nav::{Nav, nav};
pub use page::{Rendered, Shared, page, paper, shared};
pub use sheet::{Sheets, sheet};
pub use theme::{Theme, load};

use crate::finding::RuleName;

/// A template that cannot be read or filled: syntax, an unknown name, a missing icon.
pub const TEMPLATE: RuleName = RuleName("template");

/// A theme that is not there, or whose files other than templates are wrong.
pub const THEME: RuleName = RuleName("theme");
