use hookseal::{event_type, read_event};
use serde::Deserialize;

#[derive(Deserialize)]
struct Connection<'a> {
    id: &'a str,
    state: &'a str,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let stored = r#"{"id": "event_01", "event": "connection.activated",
                     "data": {"id": "conn_01", "state": "active"}}"#;
    let event = read_event(stored)?; // or verifier.construct_event(body, header)

    if event.event() == event_type::CONNECTION_ACTIVATED {
        let connection: Connection = event.data_as()?;
        println!("{} is {}", connection.id, connection.state);
    }
    Ok(())
}
