//! What a person sees, tested through the library: text in, findings and files out. One binary, because it links once.

mod yaml;
mod yaml_syntax;
mod yaml_locate;
mod yaml_overlay;
mod yaml_read;
mod yaml_oracle;
mod yaml_hostile;
mod markdown;
mod reports;
mod render;
mod disk;
