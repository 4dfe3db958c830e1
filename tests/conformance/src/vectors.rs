//! Reads the vector files, which `vectors/schema.json` describes.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::Result;
use crate::request::{Delivery, Operation, field, list, read, sign};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    test_groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    r#type: Kind,
    secrets: Vec<Bytes>,
    /// An absent tolerance means the default; a null one means that the time is not checked.
    #[serde(default, deserialize_with = "present")]
    tolerance_seconds: Option<Value>,
    tests: Vec<Test>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Verify,
    Event,
    Sign,
    Action,
    Respond,
    Diagnose,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    tc_id: u32,
    comment: String,
    payload: Bytes,
    header: Option<Bytes>,
    #[serde(default)]
    now_ms: i64,
    #[serde(default)]
    timestamp: i64,
    #[serde(default)]
    verdict: String,
    message: Option<Bytes>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Bytes {
    Text(String),
    Hex(String),
    Repeat { hex: String, count: usize },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Expected {
    timestamp: Option<i64>,
    secret_index: Option<usize>,
    code: Option<String>,
    id: Option<String>,
    event: Option<String>,
    header: Option<String>,
    object: Option<String>,
    body: Option<String>,
    #[serde(default)]
    bad_argument: bool,
    findings: Option<Vec<String>>,
    #[serde(default)]
    ruled_out: bool,
}

fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A request to a runner, and the answer it should give.
pub(crate) struct Case {
    pub(crate) id: u32,
    pub(crate) comment: String,
    pub(crate) request: String,
    pub(crate) expected: String,
    /// Whether C cannot express the tolerance, because it is not whole seconds or is -1.
    pub(crate) beyond_c: bool,
}

/// The cases of every file with the file's name, in the order of their ids.
pub(crate) fn load(folder: &Path) -> Result<Vec<(String, Vec<Case>)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "json") && name != "schema" {
            let file: File = serde_json::from_slice(&std::fs::read(&path)?)?;
            files.push((name, cases(file)?));
        }
    }
    files.sort_by_key(|(_, cases)| cases.first().map(|case| case.id));
    Ok(files)
}

fn cases(file: File) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for group in file.test_groups {
        let secrets = group.secrets.into_iter().map(Bytes::decode).collect::<Result<Vec<_>>>()?;
        let beyond_c = group.tolerance_seconds.as_ref().is_some_and(|value| {
            !value.is_null() && value.as_i64().is_none_or(|whole| whole == -1)
        });
        let tolerance = match group.tolerance_seconds {
            None => "default".to_owned(),
            Some(Value::Null) => "none".to_owned(),
            Some(Value::String(text)) => text,
            Some(number) => number.to_string(),
        };
        for test in group.tests {
            let expected = test.expected.line();
            let payload = test.payload.decode()?;
            let case = |variant: &str, request: String| Case {
                id: test.tc_id,
                comment: format!("{}{variant}", test.comment),
                request,
                expected: expected.clone(),
                beyond_c,
            };
            if let Kind::Sign = group.r#type {
                let secret = secrets.first().ok_or("signing needs a secret")?;
                cases.push(case("", sign(secret, test.timestamp, &payload)));
                continue;
            }
            let header = test.header.map(Bytes::decode).transpose()?;
            let tolerance = tolerance.clone();
            let chunks = [payload.len() / 3 + 1, payload.len().min(1 << 16) / 50 + 1];
            let delivery = Delivery {
                secrets: secrets.clone(),
                tolerance,
                header,
                now_ms: test.now_ms,
                payload,
            };
            if let Kind::Action = group.r#type {
                cases.push(case("", delivery.action()));
                continue;
            }
            if let Kind::Diagnose = group.r#type {
                let answer = test.expected.diagnosis(&delivery);
                cases.push(Case { expected: answer, ..case("", delivery.diagnose()) });
                continue;
            }
            if let Kind::Respond = group.r#type {
                let message = test.message.map(Bytes::decode).transpose()?;
                cases.push(case("", delivery.respond(&test.verdict, message.as_deref())));
                continue;
            }
            if let Kind::Event = group.r#type {
                cases.push(case("", delivery.request(Operation::Event)));
                for chunk in chunks {
                    let variant = format!(", in chunks of {chunk}");
                    cases.push(case(&variant, delivery.request(Operation::StreamEvent(chunk))));
                }
                if test.expected.is_about_the_payload() {
                    cases.push(case(", stored", read(&delivery.payload)));
                }
                continue;
            }
            cases.push(case("", delivery.request(Operation::Verify)));
            for chunk in chunks {
                let variant = format!(", in chunks of {chunk}");
                cases.push(case(&variant, delivery.request(Operation::Stream(chunk))));
            }
        }
    }
    Ok(cases)
}

impl Bytes {
    fn decode(self) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Text(text) => text.into_bytes(),
            Self::Hex(digits) => hex::decode(digits)?,
            Self::Repeat { hex, count } => hex::decode(hex)?.repeat(count),
        })
    }
}

impl Expected {
    /// Whether the payload alone, without a header, gets the same answer.
    fn is_about_the_payload(&self) -> bool {
        self.code.as_ref().is_none_or(|code| code == "invalid_payload")
    }

    /// The answer of a runner to `diagnose`: what the vector states, in the words of the core.
    fn diagnosis(&self, delivery: &Delivery) -> String {
        let header = delivery.header.as_deref();
        let told =
            hookseal::diagnose(&delivery.payload, header, &delivery.secrets, delivery.now_ms);
        let code = self.code.as_deref().unwrap_or_default();
        let findings = list(self.findings.iter().flatten().cloned());
        let ruled_out = list(told.ruled_out().iter().map(|code| code.as_str().to_owned()));
        let ruled_out = match (self.ruled_out, ruled_out.as_str()) {
            (true, "-") => "some codes",
            (false, codes) if codes != "-" => "-",
            (_, codes) => codes,
        };
        let mut lines: Vec<&str> = Vec::new();
        for finding in told.findings() {
            lines.extend([finding.message(), finding.advice()]);
        }
        lines.push(told.summary());
        lines.extend(told.next_steps());
        let text = lines.join("\n") + "\n";
        format!("{code}\t{findings}\t{ruled_out}\t{}", field(text.as_bytes()))
    }

    /// The answer as a runner writes it.
    fn line(&self) -> String {
        let text = |text: &Option<String>| field(text.as_deref().unwrap_or_default().as_bytes());
        match self {
            Self { code: Some(code), timestamp: Some(timestamp), .. } => {
                format!("{code}\t{timestamp}")
            }
            Self { code: Some(code), .. } => code.clone(),
            Self { header: Some(_), .. } => format!("ok\t{}", text(&self.header)),
            Self { bad_argument: true, .. } => "argument".to_owned(),
            Self { body: Some(_), .. } => format!("ok\t{}", text(&self.body)),
            Self { object: Some(_), .. } => {
                format!("ok\t{}\t{}", text(&self.id), text(&self.object))
            }
            Self { id: Some(_), .. } => format!("ok\t{}\t{}", text(&self.id), text(&self.event)),
            Self { timestamp, secret_index, .. } => {
                format!("ok\t{}\t{}", timestamp.unwrap_or(-1), secret_index.unwrap_or(usize::MAX))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hookseal::FindingCode;

    #[test]
    fn every_finding_has_a_vector() -> crate::Result<()> {
        let files = super::load(&crate::root().join("tests/conformance/vectors"))?;
        let cases =
            files.iter().filter(|(name, _)| name == "diagnose").flat_map(|(_, cases)| cases);
        let found: Vec<&str> = cases
            .filter_map(|case| case.expected.split('\t').nth(1))
            .flat_map(|findings| findings.split(','))
            .collect();
        let codes = FindingCode::ALL.iter().map(|code| code.as_str());
        let missing: Vec<&str> = codes.filter(|code| !found.contains(code)).collect();
        assert!(missing.is_empty(), "no vector expects {missing:?}");
        Ok(())
    }
}
