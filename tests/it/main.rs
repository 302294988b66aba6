//! What a person sees, tested through the library: text in, findings and files out. One binary, because it links once.

mod world;
mod tidy;
mod yaml;
mod yaml_syntax;
mod yaml_locate;
mod yaml_overlay;
mod yaml_read;
mod yaml_oracle;
mod yaml_hostile;
mod markdown;
mod reports;
mod findings;
mod noninterference;
mod portals;
mod pages_home;
mod pages_people;
mod pages_services;
mod counts;
mod commands;
mod render;
mod disk;
mod hostile;
