//! `hookseal.diagnose`, `hookseal.Diagnosis` and `hookseal.Finding`.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use crate::arguments::{Instant, Secrets, now_ms};
use crate::bytes_like::BytesLike;
use crate::header::with_value;

pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Diagnosis>()?;
    module.add_class::<Finding>()?;
    module.add_function(wrap_pyfunction!(diagnose, module)?)
}

/// Say why a delivery is refused, for development and support.
///
/// It tries again what usually goes wrong: a payload that was parsed and serialised again, a secret in
/// quotes, a header of another sender, a wrong clock, or two of these at once. That takes far longer
/// than to verify, so do not call it for every request. The arguments are those of Verifier and
/// verify(); a secret may also be one that Verifier would refuse. A diagnosis contains no secret, no
/// signature and nothing of the payload.
///
/// >>> header = hookseal.sign("whsec_example", b"{}")
/// >>> hookseal.diagnose(b"{}\n", header, "whsec_example").findings[0].code
/// 'payload_newline_added'
#[pyfunction]
#[pyo3(signature = (payload, header, secret, *, now = None))]
fn diagnose<'py>(
    py: Python<'py>,
    payload: &Bound<'py, PyAny>,
    header: &Bound<'py, PyAny>,
    secret: Secrets<'py>,
    now: Option<Instant>,
) -> PyResult<Diagnosis> {
    // Copies what other threads could change, since they run meanwhile.
    let payload = BytesLike::from_argument("payload", payload)?.into_immutable(py);
    let secrets: Vec<_> = secret.0.into_iter().map(|secret| secret.into_immutable(py)).collect();
    let now_ms = now_ms(now);
    let (bytes, secrets) = (payload.as_bytes(), secrets.iter().map(BytesLike::as_bytes));
    let secrets: Vec<&[u8]> = secrets.collect();
    let diagnosis = with_value(header, |value| {
        py.detach(|| hookseal::diagnose(bytes, value, &secrets, now_ms))
    })?;
    Diagnosis::new(py, &diagnosis)
}

/// Diagnoses by a verifier. Returns what to add to the log line of a refusal.
pub(crate) fn log_line(
    py: Python<'_>,
    payload: &Bound<'_, PyAny>,
    header: &Bound<'_, PyAny>,
    now: Option<Instant>,
    diagnose: impl Send + FnOnce(&[u8], Option<&[u8]>, i64) -> hookseal::Diagnosis,
) -> PyResult<Option<String>> {
    let payload = BytesLike::from_argument("payload", payload)?.into_immutable(py);
    let (bytes, now_ms) = (payload.as_bytes(), now_ms(now));
    let diagnosis = with_value(header, |value| py.detach(|| diagnose(bytes, value, now_ms)))?;
    Ok(diagnosis.log_line())
}

/// What is wrong with a delivery. diagnose() returns it; str() shows all of it, in a few lines.
///
/// `code` is "ok", or the code of the error that verify() raises with the default tolerance, or of the
/// ConfigurationError. `findings` are what explains it, the most telling first; there are none if
/// nothing does, or if all is well. `summary` says the same in a sentence or two. If nothing was found,
/// `ruled_out` has the codes that were tried in vain, and `next_steps` what to check, the most likely
/// first.
#[pyclass(frozen, module = "hookseal")]
pub(crate) struct Diagnosis {
    #[pyo3(get)]
    code: &'static str,
    #[pyo3(get)]
    findings: Py<PyTuple>,
    #[pyo3(get)]
    summary: Py<PyString>,
    #[pyo3(get)]
    ruled_out: Py<PyTuple>,
    #[pyo3(get)]
    next_steps: Py<PyTuple>,
    text: String,
}

/// One accident that explains a refusal.
///
/// `code` is stable and the same in every language, such as "payload_newline_added". `message` says
/// what happened, `advice` what to do.
#[pyclass(frozen, get_all, eq, hash, module = "hookseal")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Finding {
    code: &'static str,
    message: String,
    advice: String,
}

impl Diagnosis {
    fn new(py: Python<'_>, diagnosis: &hookseal::Diagnosis) -> PyResult<Self> {
        let findings = diagnosis.findings().iter().map(|finding| {
            let (message, advice) = (finding.message().to_owned(), finding.advice().to_owned());
            Finding { code: finding.code().as_str(), message, advice }
        });
        let findings: PyResult<Vec<_>> = findings.map(|finding| Bound::new(py, finding)).collect();
        let ruled_out = diagnosis.ruled_out().iter().map(|code| code.as_str());
        Ok(Self {
            code: diagnosis.code(),
            findings: PyTuple::new(py, findings?)?.unbind(),
            summary: PyString::new(py, diagnosis.summary()).unbind(),
            ruled_out: PyTuple::new(py, ruled_out.collect::<Vec<_>>())?.unbind(),
            next_steps: PyTuple::new(py, diagnosis.next_steps())?.unbind(),
            text: diagnosis.to_string(),
        })
    }
}

#[pymethods]
impl Diagnosis {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut codes = Vec::new();
        for finding in self.findings.bind(py) {
            codes.push(finding.cast_into::<Finding>()?.get().code);
        }
        Ok(format!("<hookseal.Diagnosis {}: {}>", self.code, codes.join(", ")))
    }
}

#[pymethods]
impl Finding {
    #[classattr]
    fn __match_args__() -> (&'static str, &'static str, &'static str) {
        ("code", "message", "advice")
    }

    fn __repr__(&self) -> String {
        format!("<hookseal.Finding {}>", self.code)
    }
}
