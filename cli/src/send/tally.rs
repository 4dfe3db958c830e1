//! Counts the answers.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::answer::Answer;

/// How many different answers are counted separately. An endpoint may invent any number of codes,
/// and they stay in memory, so further answers are counted without their codes.
const MAX_DISTINCT: usize = 64;

/// How often each answer came. Its `Display` is for people; its JSON counts them without and with codes.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<Answer, u64>);

impl Tally {
    pub fn add(&mut self, answer: &Answer) {
        if let Some(count) = self.0.get_mut(answer) {
            *count += 1;
        } else if self.0.len() < MAX_DISTINCT {
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
