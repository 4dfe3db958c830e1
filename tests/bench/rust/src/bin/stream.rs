//! Streams the given number of MiB through a verification.

use hookseal::Verifier;

fn main() {
    let chunks: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let verifier = Verifier::new("whsec_benchmark").expect("a usable secret");
    let header = hookseal::sign("whsec_benchmark", "", 1_735_000_000_000);
    let mut verification = verifier.begin(&header).expect("a good header");
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..chunks {
        verification.update(&chunk);
    }
    println!("{}", verification.finish().expect_err("signed for another payload").code());
    let _ = std::io::stdin().read_line(&mut String::new()); // waits while run.py reads the peak
}
