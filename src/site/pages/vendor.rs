//! Vendor: one vendor.

use serde::Serialize;
use tera::Value;

use super::list;
use crate::model::portal::Entity;
use crate::model::vendor::Vendor;
use crate::site::here::Here;
use crate::site::{View, shell};

/// What the page shows.
#[derive(Clone, Debug, Serialize)]
pub struct VendorView {
    /// The page's heading.
    pub title: String,
}

pub(super) fn view(here: &Here<'_>, vendor: &Entity<Vendor>) -> View {
    let view = VendorView { title: vendor.common.title.clone() };
    let frame = shell::frame(here, &view.title, &[("Vendors", &list("vendors.html"))], Some(&vendor.common));
    View { template: "vendor.html", frame, view: Value::from_serializable(&view) }
}
