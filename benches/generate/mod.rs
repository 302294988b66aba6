//! A workspace of one client, as large as asked for: the same text for the same number, so that runs can be compared.
//!
//! Every kind grows with the number, and what one entity names does not, so that twice the entities are twice the work and no more.
//! Three of four entities are the library's; every seventh row of these is adapted by the client. No file holds more than 500 rows.

mod words;

use std::fmt::Write;
use std::sync::Arc;

use bailiwick::pipeline::Written;
use bailiwick::source::SourcePath;

use self::words::Dice;

/// The one client.
pub(crate) const CLIENT: &str = "acme";

/// The most rows of one list.
const ROWS_A_FILE: usize = 500;

/// Makes a workspace of about this many entities; nothing in it is wrong, and the client's portal holds all of them.
pub(crate) fn workspace(entities: usize) -> Written {
    let mut writer = Writer { size: Size::of(entities), dice: Dice::new(0x00ba_1111), written: Written::default() };
    writer.settings();
    for tree in [Tree::Library, Tree::Client] {
        writer.contacts(tree);
        writer.teams(tree);
        writer.coverage(tree);
        writer.areas(tree);
        writer.channels(tree);
        writer.responsibilities(tree);
        writer.services(tree);
        writer.procedures(tree);
    }
    writer.overlays();
    writer.written
}

/// How many entities of each kind there are.
struct Size {
    contacts: usize,
    teams: usize,
    coverage: usize,
    areas: usize,
    channels: usize,
    services: usize,
    responsibilities: usize,
    procedures: usize,
}

impl Size {
    fn of(entities: usize) -> Self {
        let share = |percent: usize| (entities * percent / 100).max(4);
        let (contacts, teams, coverage, areas) = (share(16), share(6), share(4), share(4));
        let (channels, services, procedures) = (share(6), share(12), share(12));
        let others = contacts + teams + coverage + areas + channels + services + procedures;
        Size { contacts, teams, coverage, areas, channels, services, procedures, responsibilities: entities.saturating_sub(others).max(4) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tree {
    Library,
    Client,
}

impl Tree {
    /// Tells which tree an entity of any kind stands in.
    fn of(number: usize) -> Self {
        if number % 4 == 3 { Tree::Client } else { Tree::Library }
    }

    fn folder(self) -> String {
        match self {
            Tree::Library => "library".to_owned(),
            Tree::Client => format!("clients/{CLIENT}"),
        }
    }

    fn side(self) -> &'static str {
        match self {
            Tree::Library => "provider",
            Tree::Client => "client",
        }
    }

    /// Returns the entity of this tree whose turn it is, so that each of them is named by somebody.
    fn turn(self, turn: usize, count: usize) -> usize {
        match self {
            Tree::Library => {
                let turn = turn % (count - count / 4);
                turn / 3 * 4 + turn % 3
            }
            Tree::Client => turn % (count / 4) * 4 + 3,
        }
    }
}

struct Writer {
    size: Size,
    dice: Dice,
    written: Written,
}

impl Writer {
    fn file(&mut self, path: &str, text: String) {
        self.written.sources.insert(SourcePath::new(path), text.into());
    }

    /// Writes the entities of one kind and tree into lists.
    fn lists(&mut self, tree: Tree, kind: &str, count: usize, row: impl Fn(&mut Writer, usize, usize) -> String) {
        let numbers: Vec<usize> = (0..count).filter(|number| Tree::of(*number) == tree).collect();
        for (file, numbers) in numbers.chunks(ROWS_A_FILE).enumerate() {
            let text = numbers.iter().enumerate().map(|(place, number)| row(self, file * ROWS_A_FILE + place, *number)).collect();
            self.file(&format!("{}/{kind}/{kind}-{file}.yaml", tree.folder()), text);
        }
    }

    fn settings(&mut self) {
        let settings = "bailiwick: 1\nprovider:\n  title: Northwind IT Partners\n  short: Northwind\n  zone: America/New_York\n  email: hello@northwind.example\n  phone: +1 614 555 0100\nbrand: { accent: \"#0b6e4f\" }\nreview_every: year\n";
        self.file("bailiwick.yaml", settings.to_owned());
        let mut client =
            "title: Acme Manufacturing\nshort: Acme\nsummary: A client of many plants.\nzone: America/Chicago\nservices:\n".to_owned();
        for number in (0..self.size.services).filter(|number| Tree::of(*number) == Tree::Library) {
            let _ = writeln!(client, "  - service-{number}");
        }
        client.push_str("call_first:\n  - { when: Security incident, hint: \"Phishing clicked, lost device\", call: channel-0, urgent: true }\n  - { when: Anything else, call: channel-1 }\n");
        self.file(&format!("clients/{CLIENT}/client.yaml"), client);
        self.written.attachments.insert(SourcePath::new("img/plan.svg"));
    }

    fn contacts(&mut self, tree: Tree) {
        self.lists(tree, "contacts", self.size.contacts, |writer, turn, number| {
            let (first, last) = writer.dice.name();
            let coverage = tree.turn(turn, writer.size.coverage);
            let backup = tree.turn(turn + 1, writer.size.contacts);
            format!(
                "- id: contact-{number}\n  title: {first} {last}\n  side: {}\n  role: {}\n  email: {}.{}{number}@{}.example\n  phone: +1 614 555 {:04}\n  mobile: +1 614 556 {:04}\n  publish: [mobile]\n  coverage: coverage-{coverage}\n  backup: contact-{backup}\n  can: [approve-change, call-vendor]\n  keywords: [{}, {}]\n  reviewed: 2026-0{}-12\n",
                tree.side(),
                writer.dice.title(),
                first.to_lowercase(),
                last.to_lowercase(),
                tree.side(),
                number % 10_000,
                number % 10_000,
                writer.dice.word(),
                writer.dice.word(),
                number % 9 + 1,
            )
        });
    }

    fn teams(&mut self, tree: Tree) {
        self.lists(tree, "teams", self.size.teams, |writer, turn, number| {
            // With three contacts a team, each contact is a member of one.
            let teams = match tree {
                Tree::Library => writer.size.teams - writer.size.teams / 4,
                Tree::Client => writer.size.teams / 4,
            };
            let members: Vec<String> = (0..3).map(|place| format!("contact-{}", tree.turn(turn + place * teams, writer.size.contacts))).collect();
            let publish = if tree == Tree::Library { "  publish: [members]\n" } else { "" };
            format!(
                "- id: team-{number}\n  title: {} team {number}\n  summary: {}\n  side: {}\n  function: {}\n  lead: {}\n  members: [{}]\n{publish}  coverage: coverage-{}\n  channels: [channel-{}, channel-{}]\n",
                writer.dice.capital(),
                writer.dice.sentence(),
                tree.side(),
                ["noc", "soc", "service-desk", "internal-it", "field", "security"][number % 6],
                members[0],
                members.join(", "),
                tree.turn(turn, writer.size.coverage),
                tree.turn(turn, writer.size.channels),
                tree.turn(turn + teams, writer.size.channels),
            )
        });
    }

    fn coverage(&mut self, tree: Tree) {
        self.lists(tree, "coverage", self.size.coverage, |writer, turn, number| {
            let team = tree.turn(turn, writer.size.teams);
            format!(
                "- id: coverage-{number}\n  title: {} hours {number}\n  zone: America/New_York\n  windows:\n    - {{ days: mon-fri, from: \"0{}:00\", to: \"17:00\", kind: staffed, by: team-{team} }}\n    - {{ days: [mon-sun, holidays], from: \"00:00\", to: \"24:00\", kind: on-call, by: team-{team} }}\n",
                writer.dice.capital(),
                number % 4 + 5,
            )
        });
    }

    fn areas(&mut self, tree: Tree) {
        self.lists(tree, "areas", self.size.areas, |writer, _, number| {
            format!(
                "- {{ id: area-{number}, title: {} and {}, order: {}, expects: [patching, restore test] }}\n",
                writer.dice.capital(),
                writer.dice.word(),
                number * 10
            )
        });
    }

    fn channels(&mut self, tree: Tree) {
        self.lists(tree, "channels", self.size.channels, |writer, turn, number| {
            let (medium, address) = match number % 3 {
                0 => ("phone", format!("+1 614 555 {number:04}")),
                1 => ("email", format!("desk-{number}@northwind.example")),
                _ => ("portal", format!("https://desk.northwind.example/{number}")),
            };
            format!(
                "- id: channel-{number}\n  title: {} line {number}\n  medium: {medium}\n  address: {address}\n  purpose: {}\n  not_for: {}\n  coverage: coverage-{}\n  monitored_by: team-{}\n  answers_within: 4h\n  fallback: channel-{}\n",
                writer.dice.capital(),
                writer.dice.sentence(),
                writer.dice.sentence(),
                tree.turn(turn, writer.size.coverage),
                tree.turn(turn, writer.size.teams),
                tree.turn(turn + 1, writer.size.channels),
            )
        });
    }

    fn responsibilities(&mut self, tree: Tree) {
        self.lists(tree, "responsibilities", self.size.responsibilities, |writer, turn, number| {
            let team = |step: usize| format!("team-{}", tree.turn(turn + step, writer.size.teams));
            let (own, other, third) = (team(0), team(1), team(2));
            let contact = tree.turn(turn, writer.size.contacts);
            let mut row = format!(
                "- id: responsibility-{number}\n  code: R-{number:05}\n  title: {} the {} {number}\n  summary: {}\n  area: area-{}\n  service: service-{}\n  accountable: {own}\n",
                writer.dice.verb(),
                writer.dice.word(),
                writer.dice.sentence(),
                tree.turn(turn, writer.size.areas),
                tree.turn(turn, writer.size.services),
            );
            if number % 3 == 0 {
                let _ = writeln!(row, "  responsible: [{other}, contact-{contact}]");
            } else {
                let channel = tree.turn(turn, writer.size.channels);
                let _ = writeln!(
                    row,
                    "  parts:\n    - id: approve\n      title: Approve\n      split: decision\n      by: client\n      does: {}\n      hand_off: {{ to: deploy, via: channel-{channel}, within: 2bd }}\n    - id: deploy\n      title: Deploy\n      split: step\n      by: {other}\n      does: {}, asks [[{third}]]",
                    writer.dice.sentence(),
                    writer.dice.sentence(),
                );
            }
            let _ = writeln!(
                row,
                "  consulted: [{third}]\n  informed: [contact-{contact}, client]\n  every: month\n  next: 2026-12-{:02}\n  keywords: [{}, {}, {}]\n  procedures: [procedure-{}]\n  if_missed: {}\n  owner: {own}\n  reviewed: 2026-0{}-02",
                number % 28 + 1,
                writer.dice.word(),
                writer.dice.word(),
                writer.dice.word(),
                tree.turn(turn, writer.size.procedures),
                writer.dice.sentence(),
                number % 9 + 1,
            );
            row
        });
    }

    fn services(&mut self, tree: Tree) {
        let numbers: Vec<usize> = (0..self.size.services).filter(|number| Tree::of(*number) == tree).collect();
        for (turn, number) in numbers.into_iter().enumerate() {
            let mut text = format!(
                "---\ntitle: {} service {number}\nsummary: {}\narea: area-{}\nprovided_by: [team-{}, team-{}]\naudience: {}\ncriticality: high\nincludes:\n",
                self.dice.capital(),
                self.dice.sentence(),
                tree.turn(turn, self.size.areas),
                tree.turn(turn, self.size.teams),
                tree.turn(turn + 1, self.size.teams),
                self.dice.sentence(),
            );
            for _ in 0..3 {
                let _ = writeln!(text, "  - {}", self.dice.sentence());
            }
            let _ = write!(
                text,
                "excludes:\n  - {}\nrequest: channel-{}\ncoverage: coverage-{}\ntargets:\n  P1: {{ respond: 15m, resolve: 4h, update_every: 30m }}\n  P3: {{ respond: 4h, resolve: 2bd }}\ncontinuity:\n  rto: 8h\n  rpo: 24h\n  restored_by: team-{}\n  workaround: {}\n  last_test: 2026-09-16\n  result: pass\n  test_every: half-year\ndepends_on: [service-{}]\nprocedures: [procedure-{}]\nkeywords: [{}, {}]\nowner: team-{}\nreviewed: 2026-09-22\n---\n",
                self.dice.sentence(),
                tree.turn(turn, self.size.channels),
                tree.turn(turn, self.size.coverage),
                tree.turn(turn, self.size.teams),
                self.dice.sentence(),
                tree.turn(turn + 1, self.size.services),
                tree.turn(turn, self.size.procedures),
                self.dice.word(),
                self.dice.word(),
                tree.turn(turn, self.size.teams),
            );
            self.body(tree, turn, &mut text);
            self.file(&format!("{}/services/service-{number}.md", tree.folder()), text);
        }
    }

    fn procedures(&mut self, tree: Tree) {
        let numbers: Vec<usize> = (0..self.size.procedures).filter(|number| Tree::of(*number) == tree).collect();
        for (turn, number) in numbers.into_iter().enumerate() {
            let mut text = format!(
                "---\ntitle: {} procedure {number}\nsummary: {}\nkind: incident\npriority: P1\ntrigger: {}\nsteps:\n",
                self.dice.capital(),
                self.dice.sentence(),
                self.dice.sentence()
            );
            for step in 0..5 {
                let by = if step % 2 == 0 { format!("team-{}", tree.turn(turn + step, self.size.teams)) } else { "client".to_owned() };
                let _ = writeln!(
                    text,
                    "  - id: step-{step}\n    title: {}\n    by: {by}\n    within: {}m\n    body: {}",
                    self.dice.capital(),
                    step * 15 + 5,
                    self.dice.sentence()
                );
            }
            text.push_str("---\n");
            self.body(tree, turn, &mut text);
            self.file(&format!("{}/procedures/procedure-{number}.md", tree.folder()), text);
        }
    }

    /// Writes some paragraphs of Markdown with links, a list, a table and a picture.
    fn body(&mut self, tree: Tree, turn: usize, text: &mut String) {
        let _ = writeln!(text, "## Before\n\n{} Ask [[team-{}]] first.\n", self.dice.paragraph(), tree.turn(turn, self.size.teams));
        let _ = writeln!(
            text,
            "{} See [[service:service-{}]], [[procedure:procedure-{}|another one]] and [what comes after](#after).\n",
            self.dice.paragraph(),
            tree.turn(turn, self.size.services),
            tree.turn(turn + 1, self.size.procedures),
        );
        for _ in 0..3 {
            let _ = writeln!(text, "- {}", self.dice.sentence());
        }
        let up = if tree == Tree::Library { "../../" } else { "../../../" };
        let _ = writeln!(
            text,
            "\n| What | When |\n|---|---|\n| {} | daily |\n| **{}** | `weekly` |\n\n![Plan]({up}img/plan.svg)\n",
            self.dice.word(),
            self.dice.word()
        );
        let _ = writeln!(text, "## After\n\n{}\n\n{}", self.dice.paragraph(), self.dice.paragraph());
    }

    /// Adapts every seventh of the library's rows.
    fn overlays(&mut self) {
        let numbers: Vec<usize> =
            (0..self.size.responsibilities).filter(|number| Tree::of(*number) == Tree::Library && number % 7 == 0).collect();
        for (file, numbers) in numbers.chunks(ROWS_A_FILE).enumerate() {
            let mut text = String::new();
            for number in numbers {
                let team = Tree::Client.turn(*number, self.size.teams);
                let _ = writeln!(
                    text,
                    "- id: responsibility-{number}\n  every: week\n  consulted: [team-{team}]\n  addendum: {}",
                    self.dice.sentence()
                );
            }
            self.file(&format!("clients/{CLIENT}/responsibilities/adapted-{file}.yaml"), text);
        }
    }
}

/// Returns the bytes of the one picture.
pub(crate) fn picture() -> Arc<[u8]> {
    Arc::from(&b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>"[..])
}
