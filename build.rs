//! Tells cargo to build again when a file of a shipped theme or of the starter workspace comes or goes: `include_dir!` sees changes of known files only.

fn main() {
    println!("cargo::rerun-if-changed=themes");
    println!("cargo::rerun-if-changed=starter");
}
