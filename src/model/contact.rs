//! Contacts: people, and how to reach them.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::coverage::Coverage;
use super::date::Date;
use super::hours::Zone;
use super::id::{Id, through};
use super::site::Site;
use super::vendor::Vendor;

/// A person of the client's or the provider's side.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    /// Whose person it is. Your own people in the library need `side: provider`.
    pub side: Affiliation,
    /// The job, as on a business card.
    pub role: Option<String>,
    /// The mail address.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The mobile number; internal unless published.
    pub mobile: Option<String>,
    /// Which of the keys that are internal unless published the client edition shows all the same.
    pub publish: Vec<Published>,
    /// Where the clock of the person stands; else the side's zone.
    pub zone: Option<Zone>,
    /// When the person works; else the teams' hours.
    pub coverage: Option<Id<Coverage>>,
    /// Where the person works.
    pub sites: Vec<Id<Site>>,
    /// Who stands in.
    pub backup: Option<Id<Contact>>,
    /// What the person may decide or do for the side.
    pub can: Vec<Authority>,
    /// The first day; internal unless published.
    pub starts: Option<Date>,
    /// The last day; internal unless published.
    pub leaves: Option<Date>,
}

impl Contact {
    /// Returns the side that the person is of.
    pub fn side(&self) -> Side {
        self.side.side()
    }
}

/// To whom an actor belongs, as it is written: `client`, `provider`, or a vendor's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Affiliation {
    /// The client whose portal it is.
    #[default]
    Client,
    /// The managed service provider.
    Provider,
    /// A vendor.
    Vendor(Id<Vendor>),
}

impl Affiliation {
    /// Returns the side.
    pub fn side(&self) -> Side {
        match self {
            Affiliation::Client => Side::Client,
            Affiliation::Provider => Side::Provider,
            Affiliation::Vendor(_) => Side::Vendor,
        }
    }
}

impl Serialize for Affiliation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Affiliation::Client => "client",
            Affiliation::Provider => "provider",
            Affiliation::Vendor(id) => id.as_str(),
        })
    }
}

impl<'de> Deserialize<'de> for Affiliation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        through(deserializer, "@side", |text| {
            Ok(match text {
                "client" => Affiliation::Client,
                "provider" => Affiliation::Provider,
                id => Affiliation::Vendor(Id::new(id.into())),
            })
        })
    }
}

/// The side that an actor is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The client whose portal it is.
    Client,
    /// The managed service provider.
    Provider,
    /// A vendor, who is neither.
    Vendor,
}

impl Side {
    /// Every side, the client always first.
    pub const ALL: [Side; 3] = [Side::Client, Side::Provider, Side::Vendor];
}

/// A key of a contact that is internal unless it is named under `publish`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
