//! Prints the section of docs/errors.md about the findings of `diagnose`, from the core's own list.

use hookseal::FindingCode;

fn main() {
    for code in FindingCode::ALL {
        println!("### `{}`\n\n{}\n\n{}\n", code.as_str(), code.message(), code.advice());
    }
}
