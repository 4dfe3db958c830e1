//! An endpoint that a tunnel or `hookseal send` posts to: the server of `receive`, with an application in place of
//! the inbox.

use std::sync::Arc;
use std::time::Duration;

use hookseal::{BODY_DEADLINE, DEFAULT_BODY_LIMIT, Verifier};
use http_body_util::Full;
use hyper::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, TE, TRAILER,
    TRANSFER_ENCODING, UPGRADE,
};
use hyper::{Request, Response, StatusCode};
use tokio::net::TcpListener;

use super::application::{self, Application};
use super::explainer::Explainer;
use super::kept_body::KeptBody;
use super::view::{Delivery, View};
use crate::inbox::NewEvent;
use crate::receive::answer::{self, Answer, Refusal};
use crate::receive::connection::{self, RequestBody, Service};
use crate::receive::delivery;
use crate::receive::refusals::Refusals;
use crate::receive::server::Server;
use crate::receive::slots::{Limits, Phase, Seat, Slots};
use crate::stop::Stop;

/// Enough for one developer.
const LIMITS: Limits = Limits {
    connections: 100,
    body_memory: 64 << 20,
    header_timeout: Duration::from_secs(10),
    idle_timeout: Duration::from_mins(2),
};
const MAX_HEADERS: usize = 16 << 10;

/// What concerns one connection only (RFC 9110, 7.6.1), and what the client sets anew.
const NOT_FORWARDED: [HeaderName; 8] =
    [CONNECTION, CONTENT_LENGTH, EXPECT, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// The endpoint. It answers at any path.
#[derive(Debug)]
pub struct Endpoint {
    /// Checks the deliveries.
    pub verifier: Verifier,
    /// Explains why some are refused.
    pub explainer: Explainer,
    /// Gets those that are accepted.
    pub application: Option<Application>,
    /// Shows all.
    pub view: View,
}

impl Endpoint {
    /// Serves until the program is to stop.
    pub async fn serve(self, listener: TcpListener, stop: Stop) {
        let server = Server {
            service: Arc::new(self),
            slots: Slots::new(LIMITS),
            protocol: connection::protocol(MAX_HEADERS),
            tls: None,
            // Nobody reads them.
            metrics: Arc::default(),
            refusals: Arc::new(Refusals::default()),
        };
        server.run(listener, stop).await;
    }

    /// Answers what the application answered; without one, 200.
    async fn hand_on(&self, event: &NewEvent, mut headers: HeaderMap) -> (Delivery, Answer) {
        let mut delivery = Delivery::accepted(event);
        let Some(application) = &self.application else {
            return (delivery, Response::default());
        };
        for name in NOT_FORWARDED {
            headers.remove(name);
        }
        let answered = application.post(headers, event.payload.clone()).await;
        delivery.answered(&answered);
        let answer = answered.map_or_else(|_| no_answer(), pass_on);
        (delivery, answer)
    }
}

impl Service for Endpoint {
    async fn answer(&self, request: Request<RequestBody>, seat: &Seat) -> Answer {
        let (head, body) = request.into_parts();
        let mut body = KeptBody::new(body);
        let limit = usize::try_from(DEFAULT_BODY_LIMIT).unwrap_or(usize::MAX);
        let verifier = &self.verifier;
        let read = delivery::read(&head, &mut body, seat, verifier, limit, BODY_DEADLINE).await;
        let (mut delivery, answer) = match read {
            Ok((event, _held)) => {
                seat.slot.begins(Phase::Storing);
                self.hand_on(&event, head.headers).await
            }
            Err(refusal) => {
                let mut delivery = Delivery::refused(&refusal);
                if matches!(refusal, Refusal::Delivery(_)) && self.explainer.is_due() {
                    let body = body.whole(limit, BODY_DEADLINE).await;
                    delivery.diagnosis = self.explainer.explain(body, &head.headers).await;
                }
                (delivery, refusal.answer())
            }
        };
        delivery.peer = Some(seat.slot.peer);
        self.view.show(&delivery);
        answer
    }
}

fn pass_on(answered: application::Answer) -> Answer {
    let mut answer = Response::new(Full::new(answered.body));
    *answer.status_mut() = answered.status;
    answer.headers_mut().extend(answered.content_type.map(|value| (CONTENT_TYPE, value)));
    answer
}

fn no_answer() -> Answer {
    let body = r#"{"error": "no_answer"}"#.to_owned();
    answer::text(StatusCode::BAD_GATEWAY.as_u16(), "application/json", body)
}
