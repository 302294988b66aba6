//! What authors write, as types: one file a kind, and the values that the kinds are made of.
//!
//! The words here are the words everywhere: YAML keys, template variables, messages, addresses.
//! Nothing in this module reads files or judges; a computed thing is a method, never a field.
//! Reading order: [`id`] and [`entity`] (what every entity has), the kinds, [`kind`] (the table of them), [`portal`] (all of one client), [`backlinks`] (who names whom in it), [`held`] (what somebody has to do with it), [`alone`] (what rests on one person), [`restore`] (what comes back in which order), [`presence`] and [`week`] (who is there at an instant, and in a week), [`calendar`] (what is when), [`met`] (how far each control is met).

pub mod id;
pub mod date;
pub mod duration;
pub mod hours;
pub mod brand;
pub mod entity;
pub mod priority;
pub mod score;
pub mod weekday;
pub mod control_id;
pub mod contract;
pub mod contact;
pub mod team;
pub mod site;
pub mod coverage;
pub mod holidays;
pub mod surge;
pub mod area;
pub mod channel;
pub mod service;
pub mod severity;
pub mod plan;
pub mod responsibility;
pub mod decision;
pub mod meeting;
pub mod escalation;
pub mod procedure;
pub mod tool;
pub mod practice;
pub mod vendor;
pub mod framework;
pub mod evidence;
pub mod page;
pub mod term;
pub mod client;
pub mod settings;
pub mod kind;
pub mod portal;
pub mod backlinks;
pub mod business;
pub mod presence;
pub mod week;
pub mod due;
pub mod calendar;
pub mod met;
pub mod held;
pub mod alone;
pub mod restore;
pub mod schema;
