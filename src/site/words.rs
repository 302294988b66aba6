//! How values are said to a reader, in the portal's language: durations, frequencies, dates, hours, numbers, kinds.

use crate::model::channel::Medium;
use crate::model::contact::Authority;
use crate::model::contract::{ChoiceKind, ContractKind, Money, Per};
use crate::model::coverage::Presence;
use crate::model::date::Date;
use crate::model::decision::FactorName;
use crate::model::duration::{Duration, Frequency, Unit};
use crate::model::escalation::Matter;
use crate::model::framework::{Implementation, Inheritable, Origination};
use crate::model::hours::{Day, Zone};
use crate::model::kind::Kind;
use crate::model::meeting::Level;
use crate::model::met::Lack;
use crate::model::practice::PracticeState;
use crate::model::procedure::Occasion;
use crate::model::responsibility::{Letter, Sourcing, Split};
use crate::model::service::{Criticality, Lifecycle, TestResult};
use crate::model::surge::SurgeKind;
use crate::model::team::Function;
use crate::model::tool::{Category, Direction, OnExit};
use crate::model::vendor::{DataHandled, Substitutability};
use crate::model::weekday::{Ordinal, Weekday};
use crate::strings::Strings;

/// The words of the interface, for views.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a>(&'a Strings);

impl<'a> Words<'a> {
    /// Takes the words of a language.
    pub fn new(strings: &'a Strings) -> Self {
        Words(strings)
    }

    /// Says a text that has no places.
    pub fn t(self, key: &str) -> String {
        self.0.text(key).to_owned()
    }

    /// Says a text with its places filled.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        self.0.fill(key, values)
    }

    /// Says a number with its noun: `1 service`, `3 services`.
    pub fn count(self, key: &str, number: usize) -> String {
        self.0.count(key, number, &[])
    }

    /// Says a text that depends on a number, with its other places filled.
    pub fn count_with(self, key: &str, number: usize, values: &[(&str, &str)]) -> String {
        self.0.count(key, number, values)
    }

    /// Says a day: `24 Nov 2026`.
    pub fn date(self, date: Date) -> String {
        let day = date.day();
        let month = self.month(date);
        self.fill("date.text", &[("day", &day.day().to_string()), ("month", &month), ("year", &day.year().to_string())])
    }

    /// Names the month of a day, in short: `Nov`.
    pub fn month(self, date: Date) -> String {
        self.t(MONTHS[usize::try_from(date.day().month() - 1).unwrap_or_default()])
    }

    /// Says a duration: `15 minutes`, `1 business day`.
    pub fn duration(self, duration: Duration) -> String {
        let key = match duration.unit {
            Unit::Minutes => "duration.minutes",
            Unit::Hours => "duration.hours",
            Unit::Days => "duration.days",
            Unit::Weeks => "duration.weeks",
            Unit::Months => "duration.months",
            Unit::BusinessDays => "duration.business_days",
        };
        self.count(key, duration.amount as usize)
    }

    /// Says how often: `Every month`, `Each time`.
    pub fn frequency(self, frequency: Frequency) -> String {
        let key = match frequency {
            Frequency::Event => "frequency.event",
            Frequency::Continuous => "frequency.continuous",
            Frequency::Day => "frequency.day",
            Frequency::Week => "frequency.week",
            Frequency::Month => "frequency.month",
            Frequency::Quarter => "frequency.quarter",
            Frequency::HalfYear => "frequency.half_year",
            Frequency::Year => "frequency.year",
            Frequency::Every(length) => return self.every(length),
        };
        self.t(key)
    }

    fn every(self, length: Duration) -> String {
        let key = match length.unit {
            Unit::Minutes => "every.minutes",
            Unit::Hours => "every.hours",
            Unit::Days => "every.days",
            Unit::Weeks => "every.weeks",
            Unit::Months => "every.months",
            Unit::BusinessDays => "every.business_days",
        };
        self.count(key, length.amount as usize)
    }

    /// Names a zone as people speak of it: `Eastern`, else by its city.
    pub fn zone(self, zone: &Zone) -> String {
        self.known_zone(zone).unwrap_or_else(|| self.fill("zone.of_city", &[("city", &city(zone))]))
    }

    /// Names the clock of a zone where there is little room: `Eastern`, else the city.
    pub fn clock(self, zone: &Zone) -> String {
        self.known_zone(zone).unwrap_or_else(|| city(zone))
    }

    fn known_zone(self, zone: &Zone) -> Option<String> {
        let key = match zone.name() {
            "America/New_York" | "America/Detroit" | "America/Toronto" => "zone.eastern",
            "America/Chicago" | "America/Winnipeg" => "zone.central",
            "America/Denver" | "America/Edmonton" => "zone.mountain",
            "America/Los_Angeles" | "America/Vancouver" => "zone.pacific",
            "UTC" | "Etc/UTC" => "zone.utc",
            _ => return None,
        };
        Some(self.t(key))
    }

    /// Says words as they stand within a sentence: with a small letter, where the language writes those so.
    pub fn within(self, words: &str) -> String {
        if self.0.text("grammar.small_within") == "yes" { words.to_lowercase() } else { words.to_owned() }
    }

    /// Joins words as a sentence does: `a, b and c`.
    pub fn and<S: AsRef<str>>(self, words: &[S]) -> String {
        match words {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                self.fill("list.and", &[("first", &first.join(", ")), ("last", last.as_ref())])
            }
        }
    }

    /// Says which day of a month: `the first Tuesday`.
    pub fn weekday(self, weekday: Weekday) -> String {
        let ordinal = match weekday.ordinal {
            Ordinal::First => "ordinal.first",
            Ordinal::Second => "ordinal.second",
            Ordinal::Third => "ordinal.third",
            Ordinal::Fourth => "ordinal.fourth",
            Ordinal::Last => "ordinal.last",
        };
        self.fill("weekday.of_month", &[("ordinal", self.0.text(ordinal)), ("day", &self.day(weekday.day))])
    }

    /// Says how long ago or ahead a day is: `19 days`, `1 day`.
    pub fn days(self, days: i64) -> String {
        self.count("duration.days", usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX))
    }

    /// Says an amount of money: `USD 4,100 a month`.
    pub fn money(self, money: &Money) -> String {
        let cents = format!("{:.2}", money.amount);
        let (whole, fraction) = cents.split_once('.').expect("two places follow the point");
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
        let mut amount = sign.to_owned();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                amount.push_str(self.0.text("number.group"));
            }
            amount.push(digit);
        }
        if fraction != "00" {
            amount.extend([self.0.text("number.point"), fraction]);
        }
        let key = match money.per {
            None => "money.once",
            Some(Per::Day) => "money.day",
            Some(Per::Week) => "money.week",
            Some(Per::Month) => "money.month",
            Some(Per::Quarter) => "money.quarter",
            Some(Per::HalfYear) => "money.half_year",
            Some(Per::Year) => "money.year",
        };
        self.fill(key, &[("currency", money.currency.as_str()), ("amount", &amount)])
    }

    /// Says which sides do the work.
    pub fn sourcing(self, sourcing: Sourcing) -> String {
        self.t(match sourcing {
            Sourcing::InHouse => "sourcing.in_house",
            Sourcing::Shared => "sourcing.shared",
            Sourcing::Outsourced => "sourcing.outsourced",
        })
    }

    /// Says what somebody has to do with a row.
    pub fn letter(self, letter: Letter) -> String {
        self.t(match letter {
            Letter::Responsible => "letter.responsible",
            Letter::Accountable => "letter.accountable",
            Letter::Consulted => "letter.consulted",
            Letter::Informed => "letter.informed",
        })
    }

    /// Says along what a row is split.
    pub fn split(self, split: Split) -> String {
        self.t(match split {
            Split::Step => "split.step",
            Split::Decision => "split.decision",
            Split::Scope => "split.scope",
            Split::Tier => "split.tier",
            Split::Objective => "split.objective",
            Split::Time => "split.time",
        })
    }

    /// Says in what way somebody is there.
    pub fn presence(self, presence: Presence) -> String {
        self.t(match presence {
            Presence::Staffed => "presence.staffed",
            Presence::OnCall => "presence.on_call",
            Presence::Monitored => "presence.monitored",
        })
    }

    /// Says what somebody may decide or do.
    pub fn authority(self, authority: Authority) -> String {
        self.t(match authority {
            Authority::ApproveAccess => "authority.approve_access",
            Authority::ApproveChange => "authority.approve_change",
            Authority::ApproveSpend => "authority.approve_spend",
            Authority::DeclareDisaster => "authority.declare_disaster",
            Authority::SignMatrix => "authority.sign_matrix",
            Authority::CallVendor => "authority.call_vendor",
            Authority::SettleConflict => "authority.settle_conflict",
        })
    }

    /// Says what a team is there for.
    pub fn function(self, function: Function) -> String {
        self.t(match function {
            Function::Noc => "function.noc",
            Function::Soc => "function.soc",
            Function::ServiceDesk => "function.service_desk",
            Function::InternalIt => "function.internal_it",
            Function::Account => "function.account",
            Function::Field => "function.field",
            Function::Security => "function.security",
            Function::Business => "function.business",
        })
    }

    /// Says what kind of way a channel is.
    pub fn medium(self, medium: Medium) -> String {
        self.t(match medium {
            Medium::Phone => "medium.phone",
            Medium::Email => "medium.email",
            Medium::Ticket => "medium.ticket",
            Medium::Chat => "medium.chat",
            Medium::Portal => "medium.portal",
            Medium::Bridge => "medium.bridge",
            Medium::InPerson => "medium.in_person",
        })
    }

    /// Says how much depends on a service.
    pub fn criticality(self, criticality: Criticality) -> String {
        self.t(match criticality {
            Criticality::Critical => "criticality.critical",
            Criticality::High => "criticality.high",
            Criticality::Medium => "criticality.medium",
            Criticality::Low => "criticality.low",
        })
    }

    /// Says where a service stands in its life.
    pub fn lifecycle(self, lifecycle: Lifecycle) -> String {
        self.t(match lifecycle {
            Lifecycle::Planned => "lifecycle.planned",
            Lifecycle::Live => "lifecycle.live",
            Lifecycle::Retiring => "lifecycle.retiring",
        })
    }

    /// Says how a restore test ended.
    pub fn test_result(self, result: TestResult) -> String {
        self.t(match result {
            TestResult::Pass => "test_result.pass",
            TestResult::Partial => "test_result.partial",
            TestResult::Fail => "test_result.fail",
        })
    }

    /// Says what some procedures are for.
    pub fn occasion(self, occasion: Occasion) -> String {
        self.t(match occasion {
            Occasion::Incident => "occasion.incident",
            Occasion::Change => "occasion.change",
            Occasion::Onboarding => "occasion.onboarding",
            Occasion::Offboarding => "occasion.offboarding",
            Occasion::Recovery => "occasion.recovery",
            Occasion::Request => "occasion.request",
            Occasion::Other => "occasion.other",
        })
    }

    /// Says what a ladder is for.
    pub fn matter(self, matter: Matter) -> String {
        self.t(match matter {
            Matter::Incident => "matter.incident",
            Matter::Service => "matter.service",
            Matter::Commercial => "matter.commercial",
            Matter::Conflict => "matter.conflict",
            Matter::Security => "matter.security",
        })
    }

    /// Says what kind of questions a meeting settles.
    pub fn level(self, level: Level) -> String {
        self.t(match level {
            Level::Operational => "level.operational",
            Level::Tactical => "level.tactical",
            Level::Strategic => "level.strategic",
        })
    }

    /// Names a day of the week in full.
    pub fn day(self, day: Day) -> String {
        self.t(match day {
            Day::Mon => "day.mon",
            Day::Tue => "day.tue",
            Day::Wed => "day.wed",
            Day::Thu => "day.thu",
            Day::Fri => "day.fri",
            Day::Sat => "day.sat",
            Day::Sun => "day.sun",
            Day::Holidays => "day.holidays",
        })
    }

    /// Says what makes more hands needed.
    pub fn surge(self, kind: SurgeKind) -> String {
        self.t(match kind {
            SurgeKind::Season => "surge.season",
            SurgeKind::Project => "surge.project",
        })
    }

    /// Says what kind of tool something is.
    pub fn category(self, category: Category) -> String {
        self.t(match category {
            Category::Psa => "category.psa",
            Category::Itsm => "category.itsm",
            Category::Rmm => "category.rmm",
            Category::Edr => "category.edr",
            Category::Siem => "category.siem",
            Category::Backup => "category.backup",
            Category::Identity => "category.identity",
            Category::Documentation => "category.documentation",
            Category::Vault => "category.vault",
            Category::Monitoring => "category.monitoring",
            Category::Mdm => "category.mdm",
            Category::EmailSecurity => "category.email_security",
            Category::Other => "category.other",
        })
    }

    /// Says what becomes of a tool when the sides part.
    pub fn on_exit(self, on_exit: OnExit) -> String {
        self.t(match on_exit {
            OnExit::Stays => "on_exit.stays",
            OnExit::Removed => "on_exit.removed",
            OnExit::Transferred => "on_exit.transferred",
        })
    }

    /// Says which way things go between two tools, as words between their names.
    pub fn direction(self, direction: Direction) -> String {
        self.t(match direction {
            Direction::OneWay => "direction.one_way",
            Direction::TwoWay => "direction.two_way",
            Direction::Manual => "direction.manual",
        })
    }

    /// Names one entity of a kind.
    pub fn kind(self, kind: Kind) -> String {
        self.t(match kind {
            Kind::Contact => "kind.contact",
            Kind::Team => "kind.team",
            Kind::Coverage => "kind.coverage",
            Kind::Area => "kind.area",
            Kind::Service => "kind.service",
            Kind::Responsibility => "kind.responsibility",
            Kind::Channel => "kind.channel",
            Kind::Procedure => "kind.procedure",
            Kind::Vendor => "kind.vendor",
            Kind::Site => "kind.site",
            Kind::Holidays => "kind.holidays",
            Kind::Surge => "kind.surge",
            Kind::Severity => "kind.severity",
            Kind::Decision => "kind.decision",
            Kind::Meeting => "kind.meeting",
            Kind::Escalation => "kind.escalation",
            Kind::Tool => "kind.tool",
            Kind::Practice => "kind.practice",
            Kind::Framework => "kind.framework",
            Kind::Evidence => "kind.evidence",
            Kind::Page => "kind.page",
            Kind::Term => "kind.term",
            Kind::Plan => "kind.plan",
        })
    }

    /// Names several entities of a kind.
    pub fn kinds(self, kind: Kind) -> String {
        self.t(match kind {
            Kind::Contact => "kinds.contact",
            Kind::Team => "kinds.team",
            Kind::Coverage => "kinds.coverage",
            Kind::Area => "kinds.area",
            Kind::Service => "kinds.service",
            Kind::Responsibility => "kinds.responsibility",
            Kind::Channel => "kinds.channel",
            Kind::Procedure => "kinds.procedure",
            Kind::Vendor => "kinds.vendor",
            Kind::Site => "kinds.site",
            Kind::Holidays => "kinds.holidays",
            Kind::Surge => "kinds.surge",
            Kind::Severity => "kinds.severity",
            Kind::Decision => "kinds.decision",
            Kind::Meeting => "kinds.meeting",
            Kind::Escalation => "kinds.escalation",
            Kind::Tool => "kinds.tool",
            Kind::Practice => "kinds.practice",
            Kind::Framework => "kinds.framework",
            Kind::Evidence => "kinds.evidence",
            Kind::Page => "kinds.page",
            Kind::Term => "kinds.term",
            Kind::Plan => "kinds.plan",
        })
    }

    /// Says what kind of contract something is.
    pub fn contract_kind(self, kind: ContractKind) -> String {
        self.t(match kind {
            ContractKind::Msa => "contract_kind.msa",
            ContractKind::Sow => "contract_kind.sow",
            ContractKind::Subscription => "contract_kind.subscription",
            ContractKind::Licence => "contract_kind.licence",
            ContractKind::Support => "contract_kind.support",
            ContractKind::Dpa => "contract_kind.dpa",
            ContractKind::Lease => "contract_kind.lease",
            ContractKind::Other => "contract_kind.other",
        })
    }

    /// Says what was chosen for the end of a term.
    pub fn choice(self, choice: ChoiceKind) -> String {
        self.t(match choice {
            ChoiceKind::Renew => "choice.renew",
            ChoiceKind::Renegotiate => "choice.renegotiate",
            ChoiceKind::Cancel => "choice.cancel",
            ChoiceKind::Undecided => "choice.undecided",
        })
    }

    /// Says what a vendor gets to see.
    pub fn data_handled(self, data: DataHandled) -> String {
        self.t(match data {
            DataHandled::None => "data_handled.none",
            DataHandled::Internal => "data_handled.internal",
            DataHandled::Personal => "data_handled.personal",
            DataHandled::Regulated => "data_handled.regulated",
        })
    }

    /// Says how hard it is to do without a vendor.
    pub fn substitutability(self, substitutability: Substitutability) -> String {
        self.t(match substitutability {
            Substitutability::Easy => "substitutability.easy",
            Substitutability::Hard => "substitutability.hard",
            Substitutability::None => "substitutability.none",
        })
    }

    /// Names a factor of a sourcing decision.
    pub fn factor(self, factor: FactorName) -> String {
        self.t(match factor {
            FactorName::StrategicImportance => "factor.strategic_importance",
            FactorName::Expertise => "factor.expertise",
            FactorName::CostEffectiveness => "factor.cost_effectiveness",
            FactorName::Scalability => "factor.scalability",
        })
    }

    /// Says what became of a practice.
    pub fn practice(self, state: PracticeState) -> String {
        self.t(match state {
            PracticeState::Suggested => "practice.suggested",
            PracticeState::Adopted => "practice.adopted",
            PracticeState::Tailored => "practice.tailored",
            PracticeState::Declined => "practice.declined",
        })
    }

    /// Says how far a control is met, as its author has it.
    pub fn implementation(self, implementation: Implementation) -> String {
        self.t(match implementation {
            Implementation::Implemented => "implementation.implemented",
            Implementation::Partial => "implementation.partial",
            Implementation::Planned => "implementation.planned",
            Implementation::Alternative => "implementation.alternative",
            Implementation::NotApplicable => "implementation.not_applicable",
        })
    }

    /// Says where a control is met.
    pub fn origination(self, origination: Origination) -> String {
        self.t(match origination {
            Origination::Provider => "origination.provider",
            Origination::ClientConfigured => "origination.client_configured",
            Origination::ClientProvided => "origination.client_provided",
            Origination::Shared => "origination.shared",
            Origination::Inherited => "origination.inherited",
            Origination::NotApplicable => "origination.not_applicable",
        })
    }

    /// Says whether a client may claim a control as met because the provider meets it.
    pub fn inheritable(self, inheritable: Inheritable) -> String {
        self.t(match inheritable {
            Inheritable::Yes => "inheritable.yes",
            Inheritable::Partly => "inheritable.partly",
            Inheritable::No => "inheritable.no",
        })
    }

    /// Says what is missing to a control.
    pub fn lack(self, lack: Lack) -> String {
        self.t(match lack {
            Lack::Somebody => "lack.somebody",
            Lack::Start => "lack.start",
            Lack::Rest => "lack.rest",
            Lack::Row => "lack.row",
            Lack::Objective => "lack.objective",
            Lack::Proof => "lack.proof",
            Lack::FreshProof => "lack.fresh_proof",
        })
    }
}

const MONTHS: [&str; 12] =
    ["month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8", "month.9", "month.10", "month.11", "month.12"];

/// Names the city of a zone.
fn city(zone: &Zone) -> String {
    zone.name().rsplit('/').next().unwrap_or(zone.name()).replace('_', " ")
}

/// Writes a day in six digits, for scripts: `261124`.
pub fn digits(date: Date) -> String {
    let day = date.day();
    format!("{:02}{:02}{:02}", day.year().rem_euclid(100), day.month(), day.day())
}

/// Begins a sentence with some words.
pub fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + rest.as_str())
}
