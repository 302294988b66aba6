//! Many clients: each made by itself, in parallel, and handed over as soon as it is made.

use rayon::prelude::*;

use crate::pipeline::{self, Made, Opened, Options, ReadAttachment, Stage};

/// Makes the portals of several clients, and gives each to `take` as soon as it is made; results come back in the order of `slugs`.
///
/// No client sees another: each is made from the opened workspace alone.
pub fn each<T: Send>(
    opened: &Opened,
    slugs: &[String],
    options: Options,
    read: &ReadAttachment<'_>,
    done: &(dyn Fn(&str, Stage) + Sync),
    take: impl Fn(&str, Made) -> T + Sync,
) -> Vec<T> {
    slugs.par_iter().map(|slug| take(slug, pipeline::client(opened, slug, options, read, &mut |stage| done(slug, stage)))).collect()
}
