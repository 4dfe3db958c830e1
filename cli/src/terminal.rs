//! Text of others, on its way to a terminal. Events carry what strangers typed; nothing in it may move the cursor,
//! change colours or the direction of writing, or make up a line.

use std::fmt::Write;

/// The text with everything that is not a visible character or a blank escaped, as in `\u{1b}`.
pub fn printable(text: &str) -> String {
    let mut printed = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            // `escape_debug` escapes these too, but only because of Rust's syntax.
            '"' | '\'' | '\\' => printed.push(char),
            char => printed.extend(char.escape_debug()),
        }
    }
    printed
}

/// JSON text with the same characters escaped as JSON does, so that its meaning stays. Inside strings only: outside,
/// valid JSON has none of them but white space.
pub fn printable_json(json: &str) -> String {
    let mut printed = String::with_capacity(json.len());
    for char in json.chars() {
        if (char.is_ascii() && !char.is_ascii_control()) || char.escape_debug().len() == 1 {
            printed.push(char);
            continue;
        }
        for unit in char.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(printed, "\\u{unit:04x}");
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::{printable, printable_json};

    #[test]
    fn escapes_what_steers_a_terminal_and_nothing_else() {
        let hostile = "\u{1b}[2J\u{9b}31m\r\n\u{202e}gnp\u{7f}";
        for text in [printable(hostile), printable_json(&serde_json::json!(hostile).to_string())] {
            assert!(text.chars().all(|char| char.is_ascii_graphic()), "{text}");
        }
        let harmless = r#"Jürgen "O'Neil" \ 東京 🙂"#;
        assert_eq!(printable(harmless), harmless);
        let json = serde_json::json!({ "name": harmless }).to_string();
        assert_eq!(printable_json(&json), json);
    }

    #[test]
    fn json_keeps_its_meaning() {
        let value = serde_json::json!({ "name": "a\u{9b}b\u{e0001}c" });
        let printed = printable_json(&value.to_string());
        assert_eq!(serde_json::from_str::<serde_json::Value>(&printed).unwrap(), value);
    }
}
