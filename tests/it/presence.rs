//! Who is there at an instant: named nights and holidays, and generated coverages against a reading of the clock, minute by minute.

use bailiwick::model::coverage::{Coverage, Presence, Window};
use bailiwick::model::date::Date;
use bailiwick::model::holidays::{Holiday, Holidays};
use bailiwick::model::hours::{Day, Days, Time, Zone};
use bailiwick::model::presence::{Schedule, Span};
use bailiwick::model::week::{Totals, Week};
use jiff::Timestamp;
use jiff::civil::DateTime;
use proptest::prelude::*;

/// Reads windows such as `mon-fri,holidays 22:00-06:00 on-call noc America/Denver`; the last two may be left out, `-` is nobody named.
pub(crate) fn coverage(zone: &str, windows: &[&str]) -> Coverage {
    Coverage { zone: Zone::parse(zone).unwrap(), holidays: None, windows: windows.iter().map(|text| window(text)).collect() }
}

fn window(text: &str) -> Window {
    let words: Vec<&str> = text.split(' ').collect();
    let (from, to) = words[1].split_once('-').unwrap();
    Window {
        days: words[0].split(',').map(|days| Days::parse(days).unwrap()).collect(),
        from: Time::parse(from).unwrap(),
        to: Time::parse(to).unwrap(),
        kind: match words[2] {
            "staffed" => Presence::Staffed,
            "on-call" => Presence::OnCall,
            _ => Presence::Monitored,
        },
        by: words.get(3).filter(|by| **by != "-").map(|by| (*by).into()),
        zone: words.get(4).map(|zone| Zone::parse(zone).unwrap()),
    }
}

/// Reads days such as `2026-12-24 12:00`.
pub(crate) fn holidays(days: &[&str]) -> Holidays {
    let holiday = |text: &&str| Holiday {
        date: Date::parse(&text[..10]).unwrap(),
        title: "Closed".to_owned(),
        from: text.get(11..).map(|from| Time::parse(from).unwrap()),
    };
    Holidays { days: days.iter().map(holiday).collect() }
}

/// Writes who is there between two instants, in the zone of the coverage: `Sat 22:00–Sun 04:00 staffed`.
fn told(coverage: &Coverage, closed: &[&str], from: &str, until: &str) -> Vec<String> {
    let closed = holidays(closed);
    let schedule = Schedule::new(coverage, Some(&closed));
    let instant = |text: &str| coverage.zone.rules().to_timestamp(text.parse().unwrap()).unwrap();
    let spans = schedule.between(instant(from), instant(until));
    spans.iter().map(|span| said(span, &coverage.zone)).collect()
}

fn said(span: &Span<'_>, zone: &Zone) -> String {
    let reading = |instant: Timestamp| instant.to_zoned(zone.rules().clone()).strftime("%d %H:%M%:z").to_string();
    let kind = span.presence().map_or("nobody", |kind| match kind {
        Presence::Staffed => "staffed",
        Presence::OnCall => "on-call",
        Presence::Monitored => "monitored",
    });
    let by = span.by().map(|by| format!(" {}", by.as_str())).unwrap_or_default();
    format!("{}/{} {kind}{by}", reading(span.from), reading(span.until))
}

const NEW_YORK: &str = "America/New_York";

#[test]
fn where_clocks_go_forward_a_night_is_shorter_and_what_is_left_out_does_not_open() {
    let night = coverage(NEW_YORK, &["sat 22:00-06:00 on-call"]);
    assert_eq!(told(&night, &[], "2027-03-13T22:00", "2027-03-14T06:00"), ["13 22:00-05:00/14 06:00-04:00 on-call"]);
    let spans = Schedule::new(&night, None);
    let span = &spans.between("2027-03-14T03:00:00Z".parse().unwrap(), "2027-03-14T10:00:00Z".parse().unwrap())[0];
    assert_eq!(span.until.duration_since(span.from).as_hours(), 7);

    let left_out = coverage(NEW_YORK, &["sun 02:15-02:45 staffed"]);
    assert_eq!(told(&left_out, &[], "2027-03-14T00:00", "2027-03-15T00:00"), ["14 00:00-05:00/15 00:00-04:00 nobody"]);
    let begins = coverage(NEW_YORK, &["sun 02:30-05:00 staffed"]);
    assert_eq!(told(&begins, &[], "2027-03-14T03:00", "2027-03-14T05:00"), ["14 03:00-04:00/14 05:00-04:00 staffed"]);
    // Two that hand over at half past two leave nobody alone.
    let handed = coverage(NEW_YORK, &["sat 20:00-03:00 staffed late", "sun 02:30-09:00 staffed early"]);
    assert_eq!(
        told(&handed, &[], "2027-03-14T01:00", "2027-03-14T09:00"),
        ["14 01:00-05:00/14 03:00-04:00 staffed late", "14 03:00-04:00/14 09:00-04:00 staffed early"]
    );
}

#[test]
fn where_clocks_go_back_a_night_is_longer_and_what_comes_twice_opens_once() {
    let night = coverage(NEW_YORK, &["sat 22:00-06:00 on-call"]);
    assert_eq!(told(&night, &[], "2026-10-31T22:00", "2026-11-01T06:00"), ["31 22:00-04:00/01 06:00-05:00 on-call"]);
    let twice = coverage(NEW_YORK, &["sun 01:15-01:45 staffed"]);
    assert_eq!(
        told(&twice, &[], "2026-11-01T00:00", "2026-11-01T03:00"),
        ["01 00:00-04:00/01 01:15-04:00 nobody", "01 01:15-04:00/01 01:45-04:00 staffed", "01 01:45-04:00/01 03:00-05:00 nobody"]
    );
    // Whoever comes at half past one stays, and nobody comes twice.
    let handed = coverage(NEW_YORK, &["sun 00:00-01:30 staffed late", "sun 01:30-09:00 staffed early"]);
    assert_eq!(
        told(&handed, &[], "2026-11-01T00:00", "2026-11-01T09:00"),
        ["01 00:00-04:00/01 01:30-04:00 staffed late", "01 01:30-04:00/01 09:00-05:00 staffed early"]
    );
}

#[test]
fn midnight_may_be_left_out_too() {
    // In Cairo the Friday of the change has no hour from midnight to one.
    let day = coverage("Africa/Cairo", &["fri 00:00-24:00 staffed"]);
    assert_eq!(told(&day, &[], "2027-04-30T01:00", "2027-05-01T00:00"), ["30 01:00+03:00/01 00:00+03:00 staffed"]);
}

#[test]
fn a_window_belongs_to_the_day_on_which_it_starts() {
    let nights = coverage(NEW_YORK, &["mon-fri,sun 22:00-06:00 on-call noc", "mon-fri 08:00-17:00 staffed desk"]);
    // Thursday is closed: the night before runs on, the one that would begin does not.
    assert_eq!(
        told(&nights, &["2026-11-26"], "2026-11-25T12:00", "2026-11-27T10:00"),
        [
            "25 12:00-05:00/25 17:00-05:00 staffed desk",
            "25 17:00-05:00/25 22:00-05:00 nobody",
            "25 22:00-05:00/26 06:00-05:00 on-call noc",
            "26 06:00-05:00/27 08:00-05:00 nobody",
            "27 08:00-05:00/27 10:00-05:00 staffed desk",
        ]
    );
    // Over the end of the week.
    assert_eq!(told(&nights, &[], "2026-11-29T22:00", "2026-11-30T06:00"), ["29 22:00-05:00/30 06:00-05:00 on-call noc"]);
}

#[test]
fn of_half_a_holiday_the_rest_of_the_day_is_closed() {
    let windows = ["mon-fri 08:00-17:00 staffed desk", "holidays 08:00-16:00 on-call noc", "mon-sun,holidays 10:00-11:00 monitored soc"];
    let desk = coverage(NEW_YORK, &windows);
    assert_eq!(
        told(&desk, &["2026-12-24 12:00", "2026-12-25"], "2026-12-24T00:00", "2026-12-26T00:00"),
        [
            "24 00:00-05:00/24 08:00-05:00 nobody",
            "24 08:00-05:00/24 10:00-05:00 staffed desk",
            "24 10:00-05:00/24 11:00-05:00 staffed desk",
            "24 11:00-05:00/24 12:00-05:00 staffed desk",
            "24 12:00-05:00/24 16:00-05:00 on-call noc",
            "24 16:00-05:00/25 08:00-05:00 nobody",
            "25 08:00-05:00/25 10:00-05:00 on-call noc",
            "25 10:00-05:00/25 11:00-05:00 on-call noc",
            "25 11:00-05:00/25 16:00-05:00 on-call noc",
            "25 16:00-05:00/26 00:00-05:00 nobody",
        ]
    );
}

#[test]
fn a_holiday_is_a_day_of_the_coverages_zone_for_windows_of_other_zones_too() {
    // Tuesday 09:00 in Sydney is Monday 17:00 in New York, which is closed.
    let sydney = coverage(NEW_YORK, &["tue-wed 09:00-17:00 staffed - Australia/Sydney"]);
    assert_eq!(
        told(&sydney, &["2026-11-23"], "2026-11-23T00:00", "2026-11-25T17:00"),
        ["23 00:00-05:00/24 17:00-05:00 nobody", "24 17:00-05:00/25 01:00-05:00 staffed", "25 01:00-05:00/25 17:00-05:00 nobody"]
    );
}

#[test]
fn a_window_that_starts_as_a_day_ends_starts_on_the_day_after() {
    let late = coverage(NEW_YORK, &["fri 24:00-02:00 staffed"]);
    let told = |closed: &str| told(&late, &[closed], "2026-11-27T22:00", "2026-11-28T02:00");
    assert_eq!(told("2026-11-27"), ["27 22:00-05:00/28 00:00-05:00 nobody", "28 00:00-05:00/28 02:00-05:00 staffed"]);
    assert_eq!(told("2026-11-28"), ["27 22:00-05:00/28 02:00-05:00 nobody"]);
}

#[test]
fn the_earlier_window_answers_and_the_others_are_told() {
    let both = coverage(NEW_YORK, &["mon 08:00-12:00 on-call a", "mon 10:00-14:00 staffed b", "mon 09:00-11:00 monitored c"]);
    let schedule = Schedule::new(&both, None);
    let span = schedule.at("2026-11-23T15:30:00Z".parse().unwrap());
    let names = |windows: &[&Window]| windows.iter().map(|window| window.by.as_ref().unwrap().as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&[span.span.answers.unwrap()]), ["a"]);
    assert_eq!((names(&span.span.behind), names(&span.span.watches)), (vec!["b".to_owned()], vec!["c".to_owned()]));
    assert_eq!(span.until, Some("2026-11-23T17:00:00Z".parse().unwrap()), "what ends beside does not change who is there");
}

#[test]
fn always_means_every_week_and_every_holiday() {
    let closed = holidays(&["2026-12-25"]);
    let today = Date::parse("2026-11-24").unwrap();
    let is_always = |coverage: &Coverage| {
        let schedule = Schedule::new(coverage, Some(&closed));
        (schedule.without_holidays().is_always(today), schedule.is_always(today))
    };
    assert_eq!(is_always(&coverage(NEW_YORK, &["mon-sun,holidays 00:00-24:00 staffed"])), (true, true));
    assert_eq!(is_always(&coverage(NEW_YORK, &["mon-sun 00:00-24:00 staffed"])), (true, false));
    assert_eq!(
        is_always(&coverage(NEW_YORK, &["mon-sun 20:00-08:00 on-call", "mon-sun 07:59-20:00 staffed", "holidays 00:00-24:00 staffed"])),
        (true, false)
    );
    assert_eq!(is_always(&coverage(NEW_YORK, &["mon-sun 00:00-23:59 staffed"])), (false, false));
    assert_eq!(is_always(&coverage(NEW_YORK, &[])), (false, false));
    // London's night is New York's evening and night; in the weeks in which only one has changed its clocks, an hour is left.
    let two = ["mon-sun,holidays 07:00-19:00 staffed", "mon-sun,holidays 00:00-12:00 staffed - Europe/London"];
    assert_eq!(is_always(&coverage(NEW_YORK, &two)), (false, false));
    let two = ["mon-sun,holidays 07:00-20:00 staffed", "mon-sun,holidays 00:00-13:00 staffed - Europe/London"];
    assert_eq!(is_always(&coverage(NEW_YORK, &two)), (true, true));
}

#[test]
fn a_week_adds_up_to_168_hours() {
    let desk = coverage(
        NEW_YORK,
        &[
            "mon-fri 07:00-19:00 staffed",
            "mon-fri 17:00-20:00 staffed - America/Denver",
            "sat 08:00-20:00 on-call",
            "sun 22:00-04:00 monitored",
        ],
    );
    let schedule = Schedule::new(&desk, None);
    let zone = Zone::parse(NEW_YORK).unwrap();
    let kathmandu = Zone::parse("Asia/Kathmandu").unwrap();
    // The week of the change of clocks is no week like others.
    let week = Week::regular(&zone, [&kathmandu], Date::parse("2026-10-31").unwrap());
    let totals = Totals::of(&week.spans(&schedule));
    assert_eq!(totals, Totals { staffed: 75 * 60, on_call: 12 * 60, monitored: 6 * 60, nobody: 75 * 60 });
    assert_eq!(week.ahead(&kathmandu), 10 * 60 + 45);
    let first = week.spans(&schedule).into_iter().find(|span| span.span.answers.is_some()).unwrap();
    assert_eq!((first.from, first.until), (7 * 60, 19 * 60));
}

/// A clock whose hand never goes back: what it shows, minute by minute, from three days before a time to three days after it.
///
/// In the hour that comes twice it stands still, so it shows a time for as long as the hours that begin or end with it have begun or ended.
struct Clock {
    start: i64,
    readings: Vec<DateTime>,
}

const MINUTE: i64 = 60;
const AROUND: i64 = 3 * 24 * 60 * MINUTE;

impl Clock {
    fn new(zone: &Zone, from: i64, until: i64) -> Clock {
        let start = from - AROUND;
        let mut highest = DateTime::MIN;
        let readings = (start..until + AROUND)
            .step_by(60)
            .map(|second| {
                highest = highest.max(zone.rules().to_datetime(Timestamp::from_second(second).unwrap()));
                highest
            })
            .collect();
        Clock { start, readings }
    }

    fn shows(&self, second: i64) -> DateTime {
        self.readings[((second - self.start) / MINUTE) as usize]
    }

    /// Returns the first minute at which it shows a time or a later one.
    fn first(&self, reading: DateTime) -> i64 {
        self.start + self.readings.partition_point(|shown| *shown < reading) as i64 * MINUTE
    }
}

fn reading(date: Date, time: Time) -> DateTime {
    date.day().at(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_mins(i64::from(time.minutes()))).unwrap()
}

/// Tells whether a window is open in a minute, by looking at clocks.
fn is_open(window: &Window, holidays: &Holidays, own: &Clock, coverages: &Clock, second: i64) -> bool {
    let shown = own.shows(second);
    let mut day = Date::new(shown.date());
    for _ in 0..3 {
        let (starts, ends) = (reading(day, window.from), reading(if window.to > window.from { day } else { day.next_day() }, window.to));
        let named = |day: Day| window.days.iter().any(|days| days.each().contains(&day));
        if starts <= shown && shown < ends {
            // The holiday is that of the day on which the window starts, as the coverage's clock shows it.
            let started = Date::new(coverages.shows(own.first(starts)).date());
            let open = match holidays.days.iter().find(|holiday| holiday.date == started) {
                None => named(Day::of(day)),
                Some(holiday) => {
                    let is_holiday_now = coverages.shows(second) >= reading(started, holiday.from.unwrap_or(Time::MIDNIGHT));
                    if is_holiday_now { named(Day::Holidays) } else { named(Day::of(day)) }
                }
            };
            if open {
                return true;
            }
        }
        day = day.previous_day();
    }
    false
}

const ZONES: [&str; 16] = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Pacific/Chatham",
    "Antarctica/Troll",
    "UTC",
];

const DAYS: [&str; 9] = ["mon-fri", "mon-sun", "sat-mon", "sun", "sat", "fri", "wed", "holidays", "thu-sun"];

fn any_time() -> impl Strategy<Value = Time> {
    // Mostly the small hours, in which clocks change, and whole quarters.
    prop_oneof![(0..17_u16).prop_map(|quarter| quarter * 15), (0..97_u16).prop_map(|quarter| quarter * 15), 0..1441_u16]
        .prop_map(|minutes| Time::parse(&format!("{:02}:{:02}", minutes / 60, minutes % 60)).unwrap())
}

fn any_window() -> impl Strategy<Value = Window> {
    let days = prop::collection::vec(prop::sample::select(&DAYS[..]), 1..3);
    let zone = prop::option::weighted(0.3, prop::sample::select(&ZONES[..]));
    let kind = prop::sample::select(vec![Presence::Staffed, Presence::OnCall, Presence::Monitored]);
    (days, any_time(), any_time(), zone, kind).prop_map(|(days, from, to, zone, kind)| Window {
        days: days.iter().map(|days| Days::parse(days).unwrap()).collect(),
        from,
        to,
        zone: zone.map(|zone| Zone::parse(zone).unwrap()),
        kind,
        by: None,
    })
}

/// A coverage, and a time of eight days that mostly holds a change of its clocks.
fn any_coverage() -> impl Strategy<Value = (Coverage, i64)> {
    let windows = prop::collection::vec(any_window(), 0..5);
    (prop::sample::select(&ZONES[..]), windows, 0..900_i64, -7..2_i64).prop_map(|(zone, windows, day, before)| {
        let zone = Zone::parse(zone).unwrap();
        let from = Timestamp::from_second(1_767_225_600 + day * 86_400).unwrap();
        let change = zone.rules().following(from).next().map_or(from, |change| change.timestamp());
        let start = change.as_second() + before * 86_400 + day % 1440 * MINUTE;
        (Coverage { zone, holidays: None, windows }, start / MINUTE * MINUTE)
    })
}

fn any_holidays(start: i64) -> impl Strategy<Value = Holidays> {
    prop::collection::vec((-1..10_i64, prop::option::of(any_time())), 0..4).prop_map(move |days| {
        let holiday = |(day, from)| {
            let date = Timestamp::from_second(start + day * 86_400).unwrap().to_zoned(jiff::tz::TimeZone::UTC).date();
            Holiday { date: Date::new(date), title: "Closed".to_owned(), from }
        };
        let mut days: Vec<Holiday> = days.into_iter().map(holiday).collect();
        days.dedup_by_key(|holiday| holiday.date);
        Holidays { days }
    })
}

fn any_case() -> impl Strategy<Value = (Coverage, Holidays, i64)> {
    any_coverage().prop_flat_map(|(coverage, start)| (Just(coverage), any_holidays(start), Just(start)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn who_is_there_is_what_the_clocks_show((coverage, closed, start) in any_case()) {
        let end = start + 8 * 86_400;
        let schedule = Schedule::new(&coverage, Some(&closed));
        let instant = |second: i64| Timestamp::from_second(second).unwrap();
        let own = Clock::new(&coverage.zone, start, end);
        let clocks: Vec<Clock> = coverage.windows.iter().map(|window| Clock::new(window.zone.as_ref().unwrap_or(&coverage.zone), start, end)).collect();
        let place = |window: &Window| coverage.windows.iter().position(|other| std::ptr::eq(other, window)).unwrap();

        let spans = schedule.between(instant(start), instant(end));
        prop_assert_eq!(spans.first().map(|span| span.from), Some(instant(start)));
        prop_assert_eq!(spans.last().map(|span| span.until), Some(instant(end)));
        prop_assert!(spans.windows(2).all(|pair| pair[0].until == pair[1].from), "the spans leave no break");
        for span in &spans {
            let open: Vec<usize> = span.answers.iter().chain(&span.behind).chain(&span.watches).map(|window| place(window)).collect();
            let mut sorted = open.clone();
            sorted.sort_unstable();
            for second in (span.from.as_second()..span.until.as_second()).step_by(60) {
                let shown: Vec<usize> = (0..coverage.windows.len())
                    .filter(|index| is_open(&coverage.windows[*index], &closed, &clocks[*index], &own, second))
                    .collect();
                prop_assert_eq!(&sorted, &shown, "at {} in {:?}", instant(second), span);
            }
            let answers = open.iter().find(|index| coverage.windows[**index].kind != Presence::Monitored);
            prop_assert_eq!(span.answers.map(place), answers.copied());
        }
        // Each instant has the answer of the span that it lies in, and keeps it until the first that differs.
        for second in (start..end - 86_400).step_by(7 * 3600) {
            let now = schedule.at(instant(second));
            let here = spans.iter().find(|span| span.until > instant(second)).unwrap();
            prop_assert_eq!(now.span.presence(), here.presence());
            let next = spans.iter().filter(|span| span.from > instant(second)).find(|span| span.presence() != here.presence());
            if let Some(next) = next {
                prop_assert_eq!(now.until, Some(next.from));
            }
        }
    }

    #[test]
    fn always_is_every_minute_of_a_year((coverage, closed, start) in any_case()) {
        let day = Date::new(coverage.zone.rules().to_datetime(Timestamp::from_second(start).unwrap()).date());
        let schedule = Schedule::new(&coverage, Some(&closed));
        let from = coverage.zone.first(day, Time::MIDNIGHT).unwrap();
        let until = Timestamp::from_second(from.as_second() + 371 * 86_400).unwrap();
        let filled = |schedule: &Schedule<'_>| schedule.between(from, until).iter().all(|span| span.presence().is_some());
        prop_assert_eq!(schedule.without_holidays().is_always(day), filled(&schedule.without_holidays()));
        if schedule.is_always(day) {
            prop_assert!(filled(&schedule));
        }
    }
}
