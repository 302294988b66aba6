//! How values are said to a reader: durations, frequencies, dates, hours, numbers, kinds.

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
use crate::model::weekday::Weekday;

/// Says a day: `24 Nov 2026`.
pub fn date(date: Date) -> String {
    date.day().strftime("%-d %b %Y").to_string()
}

/// Writes a day in six digits, for scripts: `261124`.
pub fn digits(date: Date) -> String {
    let day = date.day();
    format!("{:02}{:02}{:02}", day.year().rem_euclid(100), day.month(), day.day())
}

/// Says a duration: `15 minutes`, `1 business day`.
pub fn duration(duration: Duration) -> String {
    let (one, many) = match duration.unit {
        Unit::Minutes => ("minute", "minutes"),
        Unit::Hours => ("hour", "hours"),
        Unit::Days => ("day", "days"),
        Unit::Weeks => ("week", "weeks"),
        Unit::Months => ("month", "months"),
        Unit::BusinessDays => ("business day", "business days"),
    };
    format!("{} {}", duration.amount, if duration.amount == 1 { one } else { many })
}

/// Says how often: `Every month`, `Each time`.
pub fn frequency(frequency: Frequency) -> String {
    match frequency {
        Frequency::Event => "Each time it comes up".to_owned(),
        Frequency::Continuous => "All the time".to_owned(),
        Frequency::Day => "Every day".to_owned(),
        Frequency::Week => "Every week".to_owned(),
        Frequency::Month => "Every month".to_owned(),
        Frequency::Quarter => "Every quarter".to_owned(),
        Frequency::HalfYear => "Every half-year".to_owned(),
        Frequency::Year => "Every year".to_owned(),
        Frequency::Every(length) => format!("Every {}", duration(length)),
    }
}

/// Names a zone as people speak of it: `Eastern`, else the city.
pub fn zone(zone: &Zone) -> String {
    match zone.name() {
        "America/New_York" | "America/Detroit" | "America/Toronto" => "Eastern".to_owned(),
        "America/Chicago" | "America/Winnipeg" => "Central".to_owned(),
        "America/Denver" | "America/Edmonton" => "Mountain".to_owned(),
        "America/Los_Angeles" | "America/Vancouver" => "Pacific".to_owned(),
        "UTC" | "Etc/UTC" => "UTC".to_owned(),
        name => format!("{} time", name.rsplit('/').next().unwrap_or(name).replace('_', " ")),
    }
}

/// Names the clock of a zone where there is little room: `Eastern`, else the city.
pub fn clock(zone: &Zone) -> String {
    let name = self::zone(zone);
    name.strip_suffix(" time").map_or(name.clone(), str::to_owned)
}

/// Begins a sentence with some words.
pub fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + rest.as_str())
}

/// Says a number with its noun: `1 service`, `3 services`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Joins words as a sentence does: `a, b and c`.
pub fn and<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Says which sides do the work.
pub fn sourcing(sourcing: Sourcing) -> &'static str {
    match sourcing {
        Sourcing::InHouse => "In-house",
        Sourcing::Shared => "Shared",
        Sourcing::Outsourced => "Outsourced",
    }
}

/// Says what somebody has to do with a row.
pub fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::Responsible => "does it",
        Letter::Accountable => "answers for it",
        Letter::Consulted => "is asked before",
        Letter::Informed => "is told when it is done",
    }
}

/// Says along what a row is split.
pub fn split(split: Split) -> &'static str {
    match split {
        Split::Step => "Step",
        Split::Decision => "Decision",
        Split::Scope => "Scope",
        Split::Tier => "Tier",
        Split::Objective => "Objective",
        Split::Time => "Time",
    }
}

/// Says in what way somebody is there.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Staffed => "at work",
        Presence::OnCall => "on call",
        Presence::Monitored => "watched",
    }
}

/// Says what somebody may decide or do.
pub fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::ApproveAccess => "Approve access",
        Authority::ApproveChange => "Approve changes",
        Authority::ApproveSpend => "Approve spending",
        Authority::DeclareDisaster => "Declare a disaster",
        Authority::SignMatrix => "Sign the responsibility matrix",
        Authority::CallVendor => "Call vendors",
        Authority::SettleConflict => "Settle a conflict",
    }
}

/// Says what a team is there for.
pub fn function(function: Function) -> &'static str {
    match function {
        Function::Noc => "Network operations",
        Function::Soc => "Security operations",
        Function::ServiceDesk => "Service desk",
        Function::InternalIt => "Internal IT",
        Function::Account => "Account team",
        Function::Field => "Field service",
        Function::Security => "Security",
        Function::Business => "Business",
    }
}

/// Says what kind of way a channel is.
pub fn medium(medium: Medium) -> &'static str {
    match medium {
        Medium::Phone => "Phone",
        Medium::Email => "Email",
        Medium::Ticket => "Ticket",
        Medium::Chat => "Chat",
        Medium::Portal => "Portal",
        Medium::Bridge => "Conference bridge",
        Medium::InPerson => "In person",
    }
}

/// Says how much depends on a service.
pub fn criticality(criticality: Criticality) -> &'static str {
    match criticality {
        Criticality::Critical => "Critical",
        Criticality::High => "High",
        Criticality::Medium => "Medium",
        Criticality::Low => "Low",
    }
}

/// Says where a service stands in its life.
pub fn lifecycle(lifecycle: Lifecycle) -> &'static str {
    match lifecycle {
        Lifecycle::Planned => "Planned",
        Lifecycle::Live => "Live",
        Lifecycle::Retiring => "Retiring",
    }
}

/// Says how a restore test ended.
pub fn test_result(result: TestResult) -> &'static str {
    match result {
        TestResult::Pass => "Passed",
        TestResult::Partial => "Passed in part",
        TestResult::Fail => "Failed",
    }
}

/// Says what some procedures are for.
pub fn occasion(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Incident => "Incidents",
        Occasion::Change => "Changes",
        Occasion::Onboarding => "Onboarding",
        Occasion::Offboarding => "Offboarding",
        Occasion::Recovery => "Recovery",
        Occasion::Request => "Requests",
        Occasion::Other => "Other occasions",
    }
}

/// Says what a ladder is for.
pub fn matter(matter: Matter) -> &'static str {
    match matter {
        Matter::Incident => "Incidents",
        Matter::Service => "Service complaints",
        Matter::Commercial => "Money and contract",
        Matter::Conflict => "Disputes",
        Matter::Security => "Security",
    }
}

/// Says what kind of questions a meeting settles.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Operational => "Operational",
        Level::Tactical => "Tactical",
        Level::Strategic => "Strategic",
    }
}

/// Says which day of a month: `the first Tuesday`.
pub fn weekday(weekday: Weekday) -> String {
    format!("the {} {}", weekday.ordinal.word(), day(weekday.day))
}

/// Names a day of the week in full.
pub fn day(day: Day) -> &'static str {
    match day {
        Day::Mon => "Monday",
        Day::Tue => "Tuesday",
        Day::Wed => "Wednesday",
        Day::Thu => "Thursday",
        Day::Fri => "Friday",
        Day::Sat => "Saturday",
        Day::Sun => "Sunday",
        Day::Holidays => "holidays",
    }
}

/// Says what makes more hands needed.
pub fn surge(kind: SurgeKind) -> &'static str {
    match kind {
        SurgeKind::Season => "Season",
        SurgeKind::Project => "Project",
    }
}

/// Says what kind of tool something is.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::Psa => "Provider's tickets and time (PSA)",
        Category::Itsm => "Client's tickets (ITSM)",
        Category::Rmm => "Remote management (RMM)",
        Category::Edr => "Endpoint detection (EDR)",
        Category::Siem => "Security events (SIEM)",
        Category::Backup => "Backup",
        Category::Identity => "Identity",
        Category::Documentation => "Documentation",
        Category::Vault => "Passwords and keys",
        Category::Monitoring => "Monitoring",
        Category::Mdm => "Mobile devices (MDM)",
        Category::EmailSecurity => "Mail security",
        Category::Other => "Other",
    }
}

/// Says what becomes of a tool when the sides part.
pub fn on_exit(on_exit: OnExit) -> &'static str {
    match on_exit {
        OnExit::Stays => "Stays with the client",
        OnExit::Removed => "Removed",
        OnExit::Transferred => "Handed over",
    }
}

/// Says which way things go between two tools, as words between their names.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::OneWay => "to",
        Direction::TwoWay => "to and from",
        Direction::Manual => "by hand to",
    }
}

/// Names one entity of a kind.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Contact => "Person",
        Kind::Team => "Team",
        Kind::Coverage => "Hours",
        Kind::Area => "Area",
        Kind::Service => "Service",
        Kind::Responsibility => "Responsibility",
        Kind::Channel => "Channel",
        Kind::Procedure => "Procedure",
        Kind::Vendor => "Vendor",
        Kind::Site => "Site",
        Kind::Holidays => "Holidays",
        Kind::Surge => "Surge",
        Kind::Severity => "Severity",
        Kind::Decision => "Sourcing decision",
        Kind::Meeting => "Meeting",
        Kind::Escalation => "Escalation",
        Kind::Tool => "Tool",
        Kind::Practice => "Practice",
        Kind::Framework => "Framework",
        Kind::Evidence => "Evidence",
        Kind::Page => "Page",
        Kind::Term => "Word",
        Kind::Plan => "Plan",
    }
}

/// Says how long ago or ahead a day is: `19 days`, `1 day`.
pub fn days(days: i64) -> String {
    count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day", "days")
}

/// Says an amount of money: `USD 4,100 a month`.
pub fn money(money: &Money) -> String {
    let cents = format!("{:.2}", money.amount);
    let (whole, fraction) = cents.split_once('.').expect("two places follow the point");
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let fraction = if fraction == "00" { String::new() } else { format!(".{fraction}") };
    let per = match money.per {
        None => "",
        Some(Per::Day) => " a day",
        Some(Per::Week) => " a week",
        Some(Per::Month) => " a month",
        Some(Per::Quarter) => " a quarter",
        Some(Per::HalfYear) => " a half-year",
        Some(Per::Year) => " a year",
    };
    format!("{} {sign}{grouped}{fraction}{per}", money.currency.as_str())
}

/// Says what kind of contract something is.
pub fn contract_kind(kind: ContractKind) -> &'static str {
    match kind {
        ContractKind::Msa => "Master services agreement",
        ContractKind::Sow => "Statement of work",
        ContractKind::Subscription => "Subscription",
        ContractKind::Licence => "Licence",
        ContractKind::Support => "Support",
        ContractKind::Dpa => "Data processing agreement",
        ContractKind::Lease => "Lease",
        ContractKind::Other => "Contract",
    }
}

/// Says what was chosen for the end of a term.
pub fn choice(choice: ChoiceKind) -> &'static str {
    match choice {
        ChoiceKind::Renew => "Renew as it is",
        ChoiceKind::Renegotiate => "Renegotiate",
        ChoiceKind::Cancel => "Let it end",
        ChoiceKind::Undecided => "Not decided yet",
    }
}

/// Says what a vendor gets to see.
pub fn data_handled(data: DataHandled) -> &'static str {
    match data {
        DataHandled::None => "None",
        DataHandled::Internal => "Internal",
        DataHandled::Personal => "Personal",
        DataHandled::Regulated => "Regulated",
    }
}

/// Says how hard it is to do without a vendor.
pub fn substitutability(substitutability: Substitutability) -> &'static str {
    match substitutability {
        Substitutability::Easy => "Within weeks",
        Substitutability::Hard => "Within months",
        Substitutability::None => "There is no other",
    }
}

/// Names a factor of a sourcing decision.
pub fn factor(factor: FactorName) -> &'static str {
    match factor {
        FactorName::StrategicImportance => "Strategic importance",
        FactorName::Expertise => "Expertise",
        FactorName::CostEffectiveness => "Cost-effectiveness",
        FactorName::Scalability => "Scalability",
    }
}

/// Says what became of a practice.
pub fn practice(state: PracticeState) -> &'static str {
    match state {
        PracticeState::Suggested => "Suggested",
        PracticeState::Adopted => "Adopted",
        PracticeState::Tailored => "Tailored",
        PracticeState::Declined => "Declined",
    }
}

/// Says how far a control is met, as its author has it.
pub fn implementation(implementation: Implementation) -> &'static str {
    match implementation {
        Implementation::Implemented => "Implemented",
        Implementation::Partial => "Implemented in part",
        Implementation::Planned => "Planned",
        Implementation::Alternative => "Met in another way",
        Implementation::NotApplicable => "Does not apply",
    }
}

/// Says where a control is met.
pub fn origination(origination: Origination) -> &'static str {
    match origination {
        Origination::Provider => "Provider",
        Origination::ClientConfigured => "Configured by the client",
        Origination::ClientProvided => "Provided by the client",
        Origination::Shared => "Shared",
        Origination::Inherited => "Inherited",
        Origination::NotApplicable => "Does not apply",
    }
}

/// Says whether a client may claim a control as met because the provider meets it.
pub fn inheritable(inheritable: Inheritable) -> &'static str {
    match inheritable {
        Inheritable::Yes => "in full",
        Inheritable::Partly => "in part",
        Inheritable::No => "not at all",
    }
}

/// Says what is missing to a control.
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Somebody => "Nobody does it yet",
        Lack::Start => "Only planned",
        Lack::Rest => "Done in part",
        Lack::Row => "No task in the matrix",
        Lack::Objective => "An objective without a part",
        Lack::Proof => "No proof",
        Lack::FreshProof => "A proof is old or was never made",
    }
}
