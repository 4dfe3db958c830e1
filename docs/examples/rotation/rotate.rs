use hookseal::{Signer, Verifier};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::builder().secret("whsec_new").secret("whsec_old").build()?;

    let body = br#"{"id": "event_01", "event": "connection.activated", "data": {}}"#;
    for secret in ["whsec_new", "whsec_old"] {
        let verified = verifier.verify(body, &Signer::new(secret)?.sign_now(body))?;
        println!("accepted by secret {}", verified.secret_index);
    }
    Ok(())
}
