//! Makes events, one by one as they are sent.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use fastrand::Rng;
use serde::Deserialize;
use serde_json::Value;
use ulid::Ulid;

use super::catalogue::Catalogue;
use crate::commands::send::Args;

/// How many events in a row `--reorder` shuffles.
const WINDOW: usize = 1000;

/// A placeholder for the part of an id that is new in every event.
const FRESH: &str = "{fresh}";

/// One event, as it is sent.
#[derive(Clone, Debug)]
pub struct Event {
    /// Like the name, `None` only if the user's file has none.
    pub id: Option<String>,
    pub name: Option<String>,
    pub body: Bytes,
    /// Where the body's `data` begins.
    data_at: usize,
}

impl Event {
    /// The body with one letter or digit changed after the id. It is still JSON, so only the
    /// signature shows the change.
    pub fn tampered(&self, rng: &mut Rng) -> Bytes {
        for _ in 0..100 {
            let mut body = self.body.to_vec();
            let places = body.len().saturating_sub(self.data_at).max(1);
            let Some(byte) = body.get_mut(self.data_at + rng.usize(0..places)) else { break };
            let before = *byte;
            *byte = rng.alphanumeric() as u8;
            if *byte != before && serde_json::from_slice::<Value>(&body).is_ok() {
                return body.into();
            }
        }
        // The body is not JSON, so any byte will do.
        let mut body = self.body.to_vec();
        match body.last_mut() {
            Some(byte) => *byte ^= 1,
            None => body.push(b'.'),
        }
        body.into()
    }
}

/// Makes events, in the order of their `created_at` or shuffled.
#[derive(Debug)]
pub struct Events {
    templates: Templates,
    next_number: u64,
    /// How many events are still to be made.
    remaining: u64,
    window: usize,
    ready: Vec<Event>,
    rng: Rng,
}

impl Events {
    /// Makes `count` events as the arguments demand.
    pub fn new(args: &Args, count: u64, rng: Rng) -> Result<Self, String> {
        let templates = if let Some(action) = args.action {
            let members = Value::Object(action.members()?).to_string();
            Templates::Action { object: action.object(), members }
        } else if let Some(file) = &args.payload {
            let body =
                fs::read(file).map_err(|error| format!("--payload {}: {error}", file.display()))?;
            Templates::File(from_file(body))
        } else {
            let catalogue = Catalogue::select(&args.event)?;
            Templates::Catalogue(catalogue.into_iter().map(Template::new).collect())
        };
        let window = if args.reorder { WINDOW } else { 1 };
        Ok(Self { templates, next_number: 0, remaining: count, window, ready: Vec::new(), rng })
    }
}

impl Iterator for Events {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        while self.ready.len() < self.window && self.remaining > 0 {
            self.ready.push(self.templates.event(self.next_number)?);
            self.next_number += 1;
            self.remaining -= 1;
        }
        if self.ready.is_empty() {
            return None;
        }
        Some(self.ready.swap_remove(self.rng.usize(0..self.ready.len())))
    }
}

#[derive(Debug)]
enum Templates {
    Catalogue(Vec<Template>),
    File(Event),
    /// The JSON object of its members, without `id` and `object`.
    Action {
        object: &'static str,
        members: String,
    },
}

impl Templates {
    fn event(&self, number: u64) -> Option<Event> {
        match self {
            Self::Catalogue(templates) => {
                let turn = usize::try_from(number).ok()?.checked_rem(templates.len())?;
                templates.get(turn).map(Template::event)
            }
            Self::File(event) => Some(event.clone()),
            Self::Action { object, members } => Some(action(object, members)),
        }
    }
}

/// An event of the catalogue, without the parts that are new each time.
#[derive(Debug)]
struct Template {
    name: String,
    /// The JSON of the data, split where its id goes; one piece if it has no id.
    data: Vec<String>,
}

impl Template {
    fn new((name, mut data): (String, Value)) -> Self {
        if let Some(Value::String(id)) = data.get_mut("id") {
            let prefix = id.rfind('_').map_or(0, |underscore| underscore + 1);
            id.truncate(prefix);
            id.push_str(FRESH);
        }
        let data = data.to_string().splitn(2, FRESH).map(str::to_owned).collect();
        Self { name, data }
    }

    fn event(&self) -> Event {
        let now = SystemTime::now();
        let (id, name) = (format!("event_{}", fresh(now)), &self.name);
        let head = format!(r#"{{"id":"{id}","event":"{name}","data":"#);
        let data = self.data.join(&fresh(now));
        let created_at = humantime::format_rfc3339_millis(now);
        let body = format!(r#"{head}{data},"created_at":"{created_at}"}}"#);
        let data_at = head.len();
        Event { id: Some(id), name: Some(name.clone()), body: body.into(), data_at }
    }
}

/// A question of an action, which has no `data`: its members stand beside the id.
fn action(object: &str, members: &str) -> Event {
    let id = format!("action_execution_{}", fresh(SystemTime::now()));
    let head = format!(r#"{{"id":"{id}","object":"{object}","#);
    let body = head.clone() + members.trim_start_matches('{');
    Event { id: Some(id), name: Some(object.to_owned()), body: body.into(), data_at: head.len() }
}

/// The seed does not repeat it, because an endpoint would take a repeated id for a duplicate.
fn fresh(now: SystemTime) -> String {
    let ms = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    Ulid::from_parts(u64::try_from(ms).unwrap_or_default(), fastrand::u128(..)).to_string()
}

fn from_file(body: Vec<u8>) -> Event {
    #[derive(Default, Deserialize)]
    struct Envelope {
        id: Option<String>,
        event: Option<String>,
    }
    let Envelope { id, event } = serde_json::from_slice(&body).unwrap_or_default();
    Event { id, name: event, body: body.into(), data_at: 0 }
}
