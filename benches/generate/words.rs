//! Words of the trade, drawn from a seed.

/// Decisions from a seed (xorshift, Marsaglia 2003).
pub(super) struct Dice(u64);

const WORDS: [&str; 24] = [
    "laptop",
    "server",
    "mailbox",
    "firewall",
    "backup",
    "licence",
    "printer",
    "network",
    "account",
    "ticket",
    "incident",
    "change",
    "scanner",
    "tenant",
    "password",
    "certificate",
    "switch",
    "phone",
    "desk",
    "record",
    "report",
    "review",
    "storage",
    "console",
];
const VERBS: [&str; 12] =
    ["Patch", "Review", "Order", "Replace", "Watch", "Restore", "Approve", "Close", "Test", "Renew", "Archive", "Check"];
const FIRST: [&str; 10] = ["Dana", "Lee", "Priya", "Sam", "Glen", "Rosa", "Ines", "Owen", "Tess", "Yusuf"];
const LAST: [&str; 10] = ["Kim", "Ortiz", "Nair", "Rivera", "Kowalski", "Delgado", "Carvalho", "Tanaka", "Okafor", "Demir"];

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed | 1)
    }

    fn pick(&mut self, words: &[&'static str]) -> &'static str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        words[(self.0 % words.len() as u64) as usize]
    }

    pub(super) fn word(&mut self) -> &'static str {
        self.pick(&WORDS)
    }

    pub(super) fn verb(&mut self) -> &'static str {
        self.pick(&VERBS)
    }

    pub(super) fn capital(&mut self) -> String {
        let word = self.word();
        word[..1].to_uppercase() + &word[1..]
    }

    pub(super) fn title(&mut self) -> String {
        format!("{} manager", self.capital())
    }

    pub(super) fn name(&mut self) -> (&'static str, &'static str) {
        (self.pick(&FIRST), self.pick(&LAST))
    }

    /// Returns a sentence that YAML reads as plain text.
    pub(super) fn sentence(&mut self) -> String {
        format!(
            "{} each {} that the {} names, before the {} of the {} is due",
            self.verb(),
            self.word(),
            self.word(),
            self.word(),
            self.word()
        )
    }

    pub(super) fn paragraph(&mut self) -> String {
        (0..4).map(|_| format!("{}, with *{}*.", self.sentence(), self.word())).collect::<Vec<_>>().join("\n")
    }
}
