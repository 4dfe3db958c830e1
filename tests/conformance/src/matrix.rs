//! Asks every binding every vector.

use std::path::Path;

use crate::Result;
use crate::runner::Runner;
use crate::vectors;

/// Prints a table of bindings and files: how many answers agree, of how many asked. True if all do.
pub(crate) fn run(folder: &Path, mut runners: Vec<Runner>) -> Result<bool> {
    let files = vectors::load(folder)?;
    let (mut passed, mut failed) = (0, 0);
    let mut rows = Vec::new();
    for (name, cases) in &files {
        let mut row = vec![format!("{name:<16}")];
        for runner in &mut runners {
            let (mut asked, mut agreed) = (0, 0);
            let expressible = |case: &&vectors::Case| runner.fractions || !case.beyond_c;
            for case in cases.iter().filter(expressible).collect::<Vec<_>>() {
                asked += 1;
                let answer = runner.ask(&case.request);
                if answer == case.expected {
                    agreed += 1;
                } else {
                    let (id, comment) = (case.id, &case.comment);
                    println!("{}: {name} {id} ({comment})", runner.name);
                    println!("    expected {:?}\n    answered {answer:?}", case.expected);
                }
            }
            passed += agreed;
            failed += asked - agreed;
            let cell = if asked == 0 { "n/a".to_owned() } else { format!("{agreed}/{asked}") };
            row.push(format!("{cell:>10}"));
        }
        rows.push(row.concat());
    }
    let names: Vec<String> = runners.iter().map(|runner| format!("{:>10}", runner.name)).collect();
    println!("{:<16}{}\n{}", "", names.concat(), rows.join("\n"));
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0 && passed > 0)
}
