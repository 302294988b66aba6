//! One client, loaded: judged by the internal edition, shown in the one that was asked for.

use std::collections::HashSet;

use super::{Opened, Options};
use crate::finding::{Finding, Findings, any_error};
use crate::load::{self, Candidates, Step};
use crate::model::portal::{Edition, Portal};

/// One client, loaded for an edition.
pub struct Loaded {
    /// What can be shown of it.
    pub standing: Standing,
    /// The internal edition, if it has no errors and is not the one that was asked for: both editions are judged by it.
    pub judged: Option<Box<Portal>>,
    /// What is wrong, each with the client's name.
    pub findings: Findings,
    /// What the next loading can start from.
    pub memory: Memory,
}

/// What can be shown of a client.
pub enum Standing {
    /// A portal without errors.
    Portal(Box<Portal>),
    /// Nothing in this edition: `status: draft` keeps it unpublished.
    Draft,
    /// Nothing: errors stop it.
    Stopped,
}

/// What each edition was chosen from.
#[derive(Default)]
pub struct Memory {
    internal: Option<Candidates>,
    client: Option<Candidates>,
}

/// What an earlier loading of the same client and edition gave.
#[derive(Clone, Copy)]
pub struct Earlier<'a> {
    /// What it was made of.
    pub opened: &'a Opened,
    /// The portal that was shown.
    pub portal: &'a Portal,
    /// The internal edition beside it.
    pub judged: Option<&'a Portal>,
}

/// Loads one client. What is the same as in an earlier loading is not read again; the result is the same with it and without it.
///
/// Both editions are judged on the internal one, so that what is wrong there stops the client's too; the client edition is loaded by itself.
/// The findings are those of [`load::load`].
pub fn load(opened: &Opened, slug: &str, options: Options, earlier: Option<Earlier<'_>>) -> Loaded {
    let inputs = opened.inputs(options.today);
    let edition = |edition, like| load::load(&opened.workspace, slug, edition, inputs, like);
    if options.edition == Edition::Internal {
        let judged = edition(Edition::Internal, earlier.map(|earlier| earlier.portal));
        let memory = Memory { internal: judged.candidates, client: None };
        let standing = judged.portal.map_or(Standing::Stopped, |portal| Standing::Portal(Box::new(portal)));
        return Loaded { standing, judged: None, findings: judged.findings, memory };
    }
    let (judged, client) = match earlier {
        Some(Earlier { portal, judged, .. }) => {
            let (judged, client) = rayon::join(|| edition(Edition::Internal, judged), || edition(Edition::Client, Some(portal)));
            (judged, Some(client))
        }
        None => {
            let judged = edition(Edition::Internal, None);
            let client = judged.portal.as_ref().map(|internal| edition(Edition::Client, Some(internal)));
            (judged, client)
        }
    };
    let mut findings = judged.findings;
    let (Some(internal), Some(client)) = (judged.portal, client) else {
        return Loaded { standing: Standing::Stopped, judged: None, findings, memory: Memory::default() };
    };
    // What both editions find is told once.
    let told: HashSet<Finding> = findings.iter().cloned().collect();
    findings.extend(client.findings.into_iter().filter(|finding| !told.contains(finding)));
    let standing = match client.portal {
        Some(portal) => Standing::Portal(Box::new(portal)),
        None if any_error(&findings) => Standing::Stopped,
        None => Standing::Draft,
    };
    let memory = Memory { internal: judged.candidates, client: client.candidates };
    Loaded { standing, judged: Some(Box::new(internal)), findings, memory }
}

/// Makes a client's portals anew after an edit that changed no name, if nothing was found before and nothing is found now: the one that is shown, and the one that judges it.
///
/// See [`load::mend`]. `memory` must be what loading `earlier` gave.
pub fn mend(opened: &Opened, options: Options, earlier: Earlier<'_>, memory: &mut Memory) -> Option<(Box<Portal>, Option<Box<Portal>>)> {
    if opened.attachments != earlier.opened.attachments {
        return None;
    }
    let inputs = opened.inputs(options.today);
    let step = Step { before: &earlier.opened.workspace, after: &opened.workspace };
    let mend = |portal: &Portal, candidates: &mut Option<Candidates>| load::mend(step, inputs, portal, candidates.as_mut()?).map(Box::new);
    let Memory { internal, client } = memory;
    match earlier.judged {
        None => mend(earlier.portal, internal).map(|portal| (portal, None)),
        Some(judged) => {
            let (judged, portal) = rayon::join(|| mend(judged, internal), || mend(earlier.portal, client));
            portal.zip(judged).map(|(portal, judged)| (portal, Some(judged)))
        }
    }
}
