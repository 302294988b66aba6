//! What a person sees, tested through the library: text in, findings and files out. One binary, because it links once.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing where something must be fails at that line")]
#![expect(clippy::disallowed_methods, reason = "tests read the source and the folders that the program has written")]

mod world;
mod theming_reference;
mod tidy;
mod yaml;
mod yaml_syntax;
mod yaml_locate;
mod yaml_overlay;
mod yaml_read;
mod yaml_oracle;
mod yaml_again;
mod yaml_hostile;
mod markdown;
mod reports;
mod findings;
mod noninterference;
mod portals;
mod pages_home;
mod pages_people;
mod pages_coverage;
mod pages_services;
mod pages_together;
mod pages_continuity;
mod pages_drawings;
mod pages_proof;
mod calendar;
mod counts;
mod commands;
mod computed;
mod presence;
mod interface_words;
mod live_hours;
mod every_field;
mod authoring;
mod render;
mod disk;
mod hostile;
mod serve;
mod content_reference;
mod search;
mod shell;
mod export;
