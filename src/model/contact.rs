//! Contacts: people, and how to reach them.

use serde::{Deserialize, Serialize};

use super::coverage::Coverage;
use super::date::Date;
use super::hours::Zone;
use super::id::Id;

/// A person of the client's or the provider's side.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// Whose person it is.
    pub side: Side,
    /// The job, as on a business card.
    pub role: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The mobile number; internal unless published.
    pub mobile: Option<String>,
    /// Which internal keys the client edition may show.
    pub publish: Vec<Published>,
    /// Where the clock of the person stands; else the zone of the side.
    pub zone: Option<Zone>,
    /// When the person works; else the hours of the teams.
    pub coverage: Option<Id<Coverage>>,
    /// Who stands in.
    pub backup: Option<Id<Contact>>,
    /// What the person may decide or do for the side.
    pub can: Vec<Authority>,
    /// The first day; internal unless published.
    pub starts: Option<Date>,
    /// The last day; internal unless published.
    pub leaves: Option<Date>,
}

/// The side that an actor belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The client whose portal it is.
    #[default]
    Client,
    /// The managed service provider.
    Provider,
}

/// A key of a contact that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Published {
    /// The mobile number.
    Mobile,
    /// The first day.
    Starts,
    /// The last day.
    Leaves,
}

/// What somebody may decide or do for a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// Say who may see what.
    ApproveAccess,
    /// Let a change go ahead.
    ApproveChange,
    /// Spend money.
    ApproveSpend,
    /// Start the recovery plan.
    DeclareDisaster,
    /// Sign the responsibility matrix.
    SignMatrix,
    /// Call a vendor for the side.
    CallVendor,
    /// Settle a dispute between the sides.
    SettleConflict,
}

impl Authority {
    /// Every authority, in the order of the reference.
    pub const ALL: [Authority; 7] = [
        Authority::ApproveAccess,
        Authority::ApproveChange,
        Authority::ApproveSpend,
        Authority::DeclareDisaster,
        Authority::SignMatrix,
        Authority::CallVendor,
        Authority::SettleConflict,
    ];
}
