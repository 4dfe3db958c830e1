//! The events that can be sent, from the files in `catalogue/`.

use serde_json::{Map, Value};
use wildmatch::WildMatch;

/// Event names, each with the `data` of its body.
#[derive(Debug)]
pub struct Catalogue(Map<String, Value>);

impl Catalogue {
    /// The events whose names match any of `patterns`; all events if there are no patterns.
    pub fn select(patterns: &[String]) -> Result<Self, String> {
        let mut all: Map<String, Value> =
            serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/catalogue.json")))
                .map_err(|error| format!("this program's catalogue is broken: {error}"))?;
        let wanted: Vec<_> = patterns.iter().map(|pattern| WildMatch::new(pattern)).collect();
        for (pattern, text) in wanted.iter().zip(patterns) {
            if !all.keys().any(|name| pattern.matches(name)) {
                return Err(format!(
                    "no event matches '{text}'; the nearest are {}; --list prints all",
                    nearest(text, all.keys()).join(", ")
                ));
            }
        }
        if !wanted.is_empty() {
            all.retain(|name, _| wanted.iter().any(|pattern| pattern.matches(name)));
        }
        Ok(Self(all))
    }

    /// The names, in the order of the files.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl IntoIterator for Catalogue {
    type Item = (String, Value);
    type IntoIter = serde_json::map::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n String>) -> Vec<&'n str> {
    let mut names: Vec<_> =
        names.map(|name| (strsim::jaro_winkler(text, name), name.as_str())).collect();
    names.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    names.into_iter().take(3).map(|(_, name)| name).collect()
}
