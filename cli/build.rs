//! Joins the files in `catalogue/` into one, and refuses what cannot be sent.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=catalogue");
    let mut files: Vec<_> = fs::read_dir("catalogue")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();

    let mut catalogue = Map::new();
    for file in &files {
        let failed = |fault: String| format!("{}: {fault}", file.display());
        let events: Map<String, Value> =
            serde_json::from_slice(&fs::read(file)?).map_err(|error| failed(error.to_string()))?;
        for (name, data) in events {
            if !data.is_object() {
                return Err(failed(format!("the data of {name} is not an object")).into());
            }
            if catalogue.insert(name.clone(), data).is_some() {
                return Err(failed(format!("{name} is in another file too")).into());
            }
        }
    }
    if catalogue.is_empty() {
        return Err("catalogue/ has no events".into());
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("catalogue.json"), serde_json::to_vec(&catalogue)?)?;
    Ok(())
}
