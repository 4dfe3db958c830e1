//! Asks every binding and the model the same random questions. Any difference is a fault.

mod delivery;
mod event;
mod header;
mod question;
mod random;

use std::collections::BTreeMap;
use std::thread;
use std::time::Instant;

use crate::Result;
use crate::runner::Runner;
use question::Question;
use random::Random;

/// Questions sent in one go, so that the runners do not wait for each other.
const BATCH: u64 = 500;
/// How many differences are printed. One fault usually causes many.
const MAX_SHOWN: usize = 5;

pub(crate) struct Options {
    pub(crate) seed: u64,
    pub(crate) cases: u64,
}

/// Prints every difference with the vector that it should become. True if there is none.
pub(crate) fn run(options: &Options, mut runners: Vec<Runner>) -> Result<bool> {
    let Options { seed, cases } = *options;
    let started = Instant::now();
    let (mut asked, mut failed) = (0, 0);
    let mut verdicts = BTreeMap::<String, usize>::new();
    for first in (0..cases).step_by(usize::try_from(BATCH)?) {
        // A case depends only on the seed and its number, so it can be repeated alone.
        let numbers = first..cases.min(first + BATCH);
        let questions: Vec<Question> =
            numbers.map(|number| Question::random(&mut Random::new(seed, number))).collect();
        let answers: Vec<Vec<Option<String>>> = thread::scope(|scope| {
            let asking: Vec<_> = runners
                .iter_mut()
                .map(|runner| scope.spawn(|| answers(runner, &questions)))
                .collect();
            asking.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
        });
        for (at, (number, question)) in (first..).zip(&questions).enumerate() {
            let expected = question.expected();
            let code = expected.split('\t').next().unwrap_or_default();
            *verdicts.entry(format!("{} {code}", question.name())).or_default() += 1;
            let received: Vec<Option<&str>> = answers
                .iter()
                .map(|answers| answers.get(at).map_or(Some(""), Option::as_deref))
                .collect();
            asked += received.iter().flatten().count();
            if received.iter().flatten().all(|answer| *answer == expected) {
                continue;
            }
            failed += 1;
            if failed <= MAX_SHOWN {
                println!("seed {seed}, case {number}: {}", question.request());
                println!("    {:<8}{expected}", "model");
                for (runner, answer) in runners.iter().zip(&received) {
                    println!("    {:<8}{}", runner.name, answer.unwrap_or("(not asked)"));
                }
                println!("{}", question.vector(seed, number));
            }
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    for (verdict, count) in verdicts {
        println!("{verdict:<32}{count:>8}");
    }
    println!("seed {seed}: {asked} requests in {seconds:.1} s");
    let passed = usize::try_from(cases)? - failed;
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0 && passed > 0)
}

/// The answers of a runner; `None` for a question that its binding cannot express.
fn answers(runner: &mut Runner, questions: &[Question]) -> Vec<Option<String>> {
    let expressible: Vec<bool> =
        questions.iter().map(|question| runner.fractions || !question.is_beyond_c()).collect();
    let requests: Vec<String> = questions
        .iter()
        .zip(&expressible)
        .filter(|&(_, expressible)| *expressible)
        .map(|(question, _)| question.request())
        .collect();
    let mut answers = runner.ask_all(&requests).into_iter();
    expressible
        .into_iter()
        .map(|expressible| expressible.then(|| answers.next().unwrap_or_default()))
        .collect()
}
