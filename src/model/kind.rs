//! The table of kinds: everything that differs between them outside their own files.

use serde::de::DeserializeOwned;

/// Calls another macro with the table: type, field of [`super::portal::Portal`], singular and plural words, how a library entity comes into a portal, the keys that only the internal edition shows unless the entity's `publish` names them.
macro_rules! with_kinds {
    ($macro:ident) => {
        $macro! {
            Contact, contact::Contact, contacts, "contact", "contacts", "@contact", ByReference, ["mobile", "starts", "leaves"];
            Team, team::Team, teams, "team", "teams", "@team", ByReference, ["members"];
            Vendor, vendor::Vendor, vendors, "vendor", "vendors", "@vendor", ByReference, ["account_number"];
            Site, site::Site, sites, "site", "sites", "@site", ByReference, [];
            Coverage, coverage::Coverage, coverage, "coverage", "coverage", "@coverage", ByReference, [];
            Holidays, holidays::Holidays, holidays, "holidays", "holidays", "@holidays", ByReference, [];
            Surge, surge::Surge, surges, "surge", "surges", "@surge", ByService, [];
            Area, area::Area, areas, "area", "areas", "@area", ByReference, [];
            Service, service::Service, services, "service", "services", "@service", ByAdoption, [];
            Responsibility, responsibility::Responsibility, responsibilities, "responsibility", "responsibilities", "@responsibility", ByService, [];
            Severity, severity::Severity, severity, "severity", "severity", "@severity", Always, [];
            Decision, decision::Decision, decisions, "decision", "decisions", "@decision", ByReference, [];
            Channel, channel::Channel, channels, "channel", "channels", "@channel", ByReference, [];
            Meeting, meeting::Meeting, meetings, "meeting", "meetings", "@meeting", ByService, [];
            Escalation, escalation::Escalation, escalations, "escalation", "escalations", "@escalation", ByService, [];
            Procedure, procedure::Procedure, procedures, "procedure", "procedures", "@procedure", ByReference, [];
            Tool, tool::Tool, tools, "tool", "tools", "@tool", ByReference, [];
            Practice, practice::Practice, practices, "practice", "practices", "@practice", ByService, [];
            Framework, framework::Framework, frameworks, "framework", "frameworks", "@framework", ByAdoption, [];
            Evidence, evidence::Evidence, evidence, "evidence", "evidence", "@evidence", ByReference, ["location"];
            Page, page::Page, pages, "page", "pages", "@page", ByService, [];
            Term, term::Term, terms, "term", "terms", "@term", ByReference, [];
            Plan, plan::Plan, plans, "plan", "plans", "@plan", ByReference, [];
        }
    };
}
pub(super) use with_kinds;

/// A type of the model that entities are read into.
pub trait Model: DeserializeOwned {
    /// Its row in the table of kinds.
    const KIND: Kind;
}

macro_rules! table {
    ($($kind:ident, $module:ident :: $type:ident, $field:ident, $singular:literal, $plural:literal, $reference:literal, $reach:ident, $internal:expr;)*) => {
        /// A kind of entity.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(#[doc = concat!("The kind of `", $plural, "`.")] $kind,)*
        }

        impl Kind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind,)*];

            /// Returns the word for one, as in links.
            pub const fn singular(self) -> &'static str {
                match self { $(Kind::$kind => $singular,)* }
            }

            /// Returns the word for many, as in folders, files and addresses.
            pub const fn plural(self) -> &'static str {
                match self { $(Kind::$kind => $plural,)* }
            }

            /// Returns the newtype name through which a reference to this kind is read.
            pub const fn reference(self) -> &'static str {
                match self { $(Kind::$kind => $reference,)* }
            }

            /// Returns the keys that only the internal edition shows, unless the entity's `publish` names them.
            pub const fn internal_keys(self) -> &'static [&'static str] {
                match self { $(Kind::$kind => &$internal,)* }
            }

            /// Returns how an entity of the library comes into a portal.
            pub const fn reach(self) -> Reach {
                match self { $(Kind::$kind => Reach::$reach,)* }
            }
        }

        $(impl Model for super::$module::$type {
            const KIND: Kind = Kind::$kind;
        })*
    };
}
with_kinds!(table);

/// How an entity of the library comes into a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Something in the portal names it.
    ByReference,
    /// The client takes it.
    ByAdoption,
    /// It names a service that the client takes, or none at all.
    ByService,
    /// It belongs to every portal.
    Always,
}

impl Kind {
    /// Finds a kind by its word for one.
    pub fn by_singular(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.singular() == word)
    }

    /// Finds a kind by its word for many.
    pub fn by_plural(word: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.plural() == word)
    }

    /// The kinds that can do or answer for something; all of them share one name space.
    pub const ACTORS: &'static [Kind] = &[Kind::Contact, Kind::Team, Kind::Vendor];

    /// Tells whether entities of this kind can do or answer for something.
    pub fn is_actor(self) -> bool {
        Kind::ACTORS.contains(&self)
    }

    /// Tells whether a portal has one of this kind, which is written without an id.
    pub const fn is_single(self) -> bool {
        matches!(self.reach(), Reach::Always)
    }

    /// Returns the key by which an entity names the services that bring it in.
    pub const fn services_key(self) -> &'static str {
        if matches!(self, Kind::Responsibility) { "service" } else { "services" }
    }
}
