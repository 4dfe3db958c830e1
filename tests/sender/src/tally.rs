//! How often each answer was given.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::answer::Answer;

/// How many different answers are told apart: an endpoint may invent codes without end, and they
/// are kept in memory. The codes of further ones are left out.
const MOST: usize = 64;

/// Answers, counted. Its `Display` is for people; its JSON has them without codes and with.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<Answer, u64>);

impl Tally {
    pub fn add(&mut self, answer: &Answer) {
        if let Some(count) = self.0.get_mut(answer) {
            *count += 1;
        } else if self.0.len() < MOST {
            self.0.insert(answer.clone(), 1);
        } else {
            *self.0.entry(answer.without_code()).or_default() += 1;
        }
    }

    pub fn sum(&self) -> u64 {
        self.0.values().sum()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (answer, count)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{answer} x {count}")?;
        }
        Ok(())
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut statuses, mut answers) = (BTreeMap::new(), BTreeMap::new());
        for (answer, count) in &self.0 {
            *statuses.entry(answer.without_code().to_string()).or_insert(0) += count;
            answers.insert(answer.to_string(), count);
        }
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("statuses", &statuses)?;
        map.serialize_entry("answers", &answers)?;
        map.end()
    }
}
