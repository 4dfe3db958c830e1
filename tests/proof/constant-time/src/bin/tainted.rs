//! Verifies under memcheck with secrets marked as undefined. The keyed state and every expected
//! digest are then undefined too. Prints for each delivery how many branches or addresses depended
//! on them, and how many verdicts should be published. `run.py` checks where those branches are.

use std::hint::black_box;
use std::process::ExitCode;

use hookseal::{Verified, Verifier, VerifyError, sign};
use hookseal_constant_time::{conceal, errors, is_running, reveal, unwatched};

const NOW: i64 = 1_735_000_000_000;
const SECRETS: [&str; 3] = ["whsec_first_first_first", "whsec_second_second", "whsec_third"];
const STRANGER: &str = "whsec_of_someone_else";

type Verdict = Result<Verified, VerifyError>;
type Verify = fn(&Verifier, &[u8], &str) -> Verdict;

/// A delivery, and how many verdicts it publishes: one for each secret that is tried.
struct Case {
    name: &'static str,
    secrets: usize,
    header: String,
    verdicts: usize,
    accepted: bool,
}

fn signature(secret: &str, payload: &[u8]) -> String {
    sign(secret, payload, NOW).split_once("v1=").map(|(_, hex)| hex.to_owned()).unwrap_or_default()
}

/// The signature with a different digit at `at`.
fn differing(signature: &str, at: usize) -> String {
    let (before, rest) = signature.split_at(at);
    let (digit, after) = rest.split_at(1);
    format!("{before}{}{after}", if digit == "0" { "1" } else { "0" })
}

fn header(timestamp: i64, signatures: &[String]) -> String {
    signatures.iter().fold(format!("t={timestamp}"), |all, v1| all + ", v1=" + v1)
}

fn cases(payload: &[u8]) -> Vec<Case> {
    let [first, second, third] = SECRETS.map(|secret| signature(secret, payload));
    let wrong = signature(STRANGER, payload);
    let crowd = |at: usize, good: &String| {
        let mut all = vec![wrong.clone(); 16];
        all[at].clone_from(good);
        header(NOW, &all)
    };
    let one = |v1: &String| header(NOW, std::slice::from_ref(v1));
    let case = |name, secrets, header, verdicts, accepted| Case {
        name,
        secrets,
        header,
        verdicts,
        accepted,
    };
    vec![
        case("matching", 1, one(&first), 1, true),
        case("differing in the first digit", 1, one(&differing(&first, 0)), 1, false),
        case("differing in the last digit", 1, one(&differing(&first, 63)), 1, false),
        case("differing everywhere", 1, one(&wrong), 1, false),
        case("16 v1, the first matching", 1, crowd(0, &first), 1, true),
        case("16 v1, the last matching", 1, crowd(15, &first), 1, true),
        case("16 v1, none matching", 1, crowd(0, &wrong), 1, false),
        case(
            "16 v1, one differing in the last digit",
            1,
            crowd(7, &differing(&first, 63)),
            1,
            false,
        ),
        case("3 secrets, the first matching", 3, one(&first), 1, true),
        case("3 secrets, the second matching", 3, one(&second), 2, true),
        case("3 secrets, the third matching", 3, one(&third), 3, true),
        case("3 secrets, none matching", 3, one(&wrong), 3, false),
        case("3 secrets, 16 v1, the last matching the third", 3, crowd(15, &third), 3, true),
    ]
}

fn one_shot(verifier: &Verifier, payload: &[u8], header: &str) -> Verdict {
    verifier.verify_at(payload, header, NOW)
}

fn streamed(verifier: &Verifier, payload: &[u8], header: &str) -> Verdict {
    let mut verification = verifier.begin(header)?;
    for chunk in payload.chunks(100) {
        verification.update(chunk);
    }
    verification.finish_at(NOW)
}

/// A verifier whose secrets are undefined. Making it may branch on them (is one empty, does it end
/// with white space?), which only whoever configures it can observe.
fn tainted(count: usize) -> Verifier {
    let mut secrets = SECRETS.map(|secret| secret.as_bytes().to_vec());
    for secret in &mut secrets {
        conceal(secret.as_slice());
    }
    let verifier = unwatched(|| Verifier::builder().secrets(&secrets[..count]).build());
    reveal(&verifier); // the tolerance and the pointers to the keyed state, not the state itself
    verifier.unwrap_or_else(|error| panic!("{error}"))
}

fn main() -> ExitCode {
    if !is_running() {
        eprintln!("run this under valgrind");
        return ExitCode::FAILURE;
    }
    let payload = vec![b'x'; 1000];
    let mut wrong = 0;
    for (variant, verify) in [("", one_shot as Verify), (", streamed", streamed)] {
        for case in cases(&payload) {
            let verifier = tainted(case.secrets);
            let before = errors();
            let verdict = verify(&verifier, black_box(&payload), black_box(&case.header));
            let counted = errors() - before;
            reveal(&verdict);
            drop(verifier);
            assert_eq!(verdict.is_ok(), case.accepted, "{}", case.name);
            let same = counted == case.verdicts;
            wrong += usize::from(!same);
            println!(
                "{} {}{variant}: {counted} of {} published",
                if same { "ok  " } else { "MORE" },
                case.name,
                case.verdicts
            );
        }
    }
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) }
}
