//! `disk` lists a workspace and reads its text; `yaml` parses each source once into a **located tree**; `load` overlays the client's tree on the library's, drops what the audience may not see, and reads the rest into a typed `Portal`; `site` plans pages and makes their **views**; `render`, `search` and `export` turn them into `Files`, a map from path to bytes; and only then does `disk` write them.
//!
//! Between the first word and the last there is no file system, no clock, no environment, no printing.
//! `check` is `build` without the writing.
//!
//! The modules stand in reading order, which is also the order of the layers: a module uses only those above it.

pub mod source;
pub mod files;
pub mod finding;
pub mod strings;
pub mod yaml;
pub mod markdown;
pub mod model;
pub mod load;
pub mod site;
pub mod render;
pub mod search;
pub mod export;
pub mod pipeline;
pub mod disk;
pub mod fleet;
pub mod serve;
pub mod cli;
