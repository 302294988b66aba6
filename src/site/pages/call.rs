//! Whom to call now: the lines of `call_first`, most urgent first.

use serde::Serialize;

use crate::markdown::Html;
use crate::model::channel::Channel;
use crate::model::client::CallFirst;
use crate::model::portal::Entity;
use crate::site::here::{self, Here, Reach, Who};
use crate::site::hours::{Hours, hours};

/// One line of "who to call now".
#[derive(Clone, Debug, Serialize)]
pub struct CallView {
    /// What has happened.
    pub title: String,
    /// Examples of it.
    pub hint: Option<Html>,
    /// The number or address; nothing if none is written.
    pub reach: Option<Reach>,
    /// When somebody answers.
    pub hours: Option<Hours>,
    /// How soon somebody answers.
    pub answers_within: Option<String>,
    /// Who answers.
    pub who: Option<Who>,
    /// Whether it stands out.
    pub urgent: bool,
}

/// Returns the lines of a portal; where its client says nothing, the provider's own number or address.
pub(in crate::site) fn calls(here: &Here<'_>) -> Vec<CallView> {
    let portal = here.site.portal;
    let line = |(index, call): (usize, &CallFirst)| Some(call_view(here, index, call, portal.channels.get(&call.call)?));
    let calls: Vec<CallView> = portal.client.own.call_first.iter().enumerate().filter_map(line).collect();
    if calls.is_empty() { provider(here).into_iter().collect() } else { calls }
}

fn call_view(here: &Here<'_>, index: usize, call: &CallFirst, channel: &Entity<Channel>) -> CallView {
    let portal = here.site.portal;
    let hint = portal.client.node.at(&format!("call_first/{index}/hint"));
    let own = &channel.own;
    CallView {
        title: here.plain(call.when.as_str()),
        hint: call.hint.as_ref().map(|text| here.phrase(text, hint)),
        reach: here.reach(own),
        hours: own.coverage.as_ref().and_then(|id| portal.coverage.get(id)).map(|coverage| hours(here.words(), portal, &coverage.own)),
        answers_within: own.answers_within.map(|value| here.words().duration(value)),
        who: own.monitored_by.as_ref().map(|actor| here.who(actor)),
        urgent: call.urgent,
    }
}

fn provider(here: &Here<'_>) -> Option<CallView> {
    let provider = &here.site.portal.provider;
    let phone = provider.phone.as_deref().map(here::phone);
    let reach = phone.or_else(|| provider.email.as_deref().map(here::email))?;
    Some(CallView {
        title: provider.title.clone(),
        hint: None,
        reach: Some(reach),
        hours: None,
        answers_within: None,
        who: Some(here.who(&"provider".into())),
        urgent: false,
    })
}
