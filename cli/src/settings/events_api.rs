//! The key and the address of WorkOS's Events API.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;

use zeroize::Zeroizing;

use super::secrets::from_file;
use super::values::duration;
use crate::outcome::Fault;

/// The variable of the key. There is no flag for the key itself, because others could see it.
const KEY_VARIABLE: &str = "WORKOS_API_KEY";

/// How the Events API is reached.
#[derive(Clone, Debug, clap::Args)]
pub struct EventsApiArgs {
    /// Read the WorkOS API key from this file. Default: the variable WORKOS_API_KEY.
    #[arg(long, value_name = "FILE", env = "HOOKSEAL_API_KEY_FILE")]
    pub api_key_file: Option<PathBuf>,
    /// Where the Events API is, for an emulator or a test.
    #[arg(
        long,
        value_name = "URL",
        env = "HOOKSEAL_API_URL",
        default_value = "https://api.workos.com",
        value_parser = api_url
    )]
    pub api_url: Url,
    /// How long the API may take for a page.
    #[arg(
        long,
        value_name = "DURATION",
        env = "HOOKSEAL_API_TIMEOUT",
        default_value = "30s",
        value_parser = duration
    )]
    pub api_timeout: Duration,
    /// Divide the pauses between tries by this, for tests.
    #[arg(long, value_name = "X", default_value_t = 1.0, hide = true, value_parser = time_scale)]
    pub time_scale: f64,
}

impl EventsApiArgs {
    /// Reads the key, as the value of `Authorization`, which `Debug` does not show.
    ///
    /// # Errors
    ///
    /// [`Fault::Usage`] if there is none, or if it cannot be one.
    pub fn authorization(&self) -> Result<HeaderValue, Fault> {
        let (source, text) = match &self.api_key_file {
            Some(path) => {
                (format!("--api-key-file {}", path.display()), from_file("--api-key-file", path)?)
            }
            None => (
                KEY_VARIABLE.to_owned(),
                Zeroizing::new(std::env::var(KEY_VARIABLE).unwrap_or_default()),
            ),
        };
        let key = text.trim();
        if key.is_empty() {
            return Err(Fault::Usage(match &self.api_key_file {
                Some(_) => format!("{source}: the file is empty; write a WorkOS API key into it"),
                None => format!("no WorkOS API key: set {KEY_VARIABLE}, or give --api-key-file"),
            }));
        }
        let value = HeaderValue::from_str(&Zeroizing::new(format!("Bearer {key}"))).ok();
        let Some(mut value) = value.filter(|_| key.chars().all(|char| char.is_ascii_graphic()))
        else {
            let cure = "give the key alone, as WorkOS's dashboard shows it (sk_...)";
            return Err(Fault::Usage(format!("{source}: blanks or odd characters inside; {cure}")));
        };
        value.set_sensitive(true);
        Ok(value)
    }
}

fn api_url(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or("it must be a URL such as https://api.workos.com")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it must not contain a password; set WORKOS_API_KEY instead".to_owned());
    }
    Ok(url)
}

fn time_scale(text: &str) -> Result<f64, String> {
    let scale = text.parse().ok().filter(|scale: &f64| scale.is_finite() && *scale > 0.0);
    scale.ok_or_else(|| "it must be a number above 0".to_owned())
}
