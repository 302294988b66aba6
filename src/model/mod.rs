//! What authors write, as types: one file a kind, and the values that the kinds are made of.
//!
//! The words here are the words everywhere: YAML keys, template variables, messages, addresses.
//! Nothing in this module reads files or judges; a computed thing is a method, never a field.
//! Reading order: [`id`] and [`entity`] (what every entity has), the kinds, [`kind`] (the table of them), [`portal`] (all of one client), [`backlinks`] (who names whom in it), [`held`] (what somebody has to do with it).

pub mod id;
pub mod date;
pub mod duration;
pub mod hours;
pub mod brand;
pub mod entity;
pub mod contact;
pub mod team;
pub mod coverage;
pub mod area;
pub mod channel;
pub mod service;
pub mod responsibility;
pub mod procedure;
pub mod client;
pub mod settings;
pub mod kind;
pub mod portal;
pub mod backlinks;
pub mod held;
