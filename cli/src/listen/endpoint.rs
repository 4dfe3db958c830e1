//! An endpoint that a tunnel or `hookseal send` posts to: verifies as `receive` does, and hands what it accepts to
//! the application, unchanged.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use hookseal::{
    BODY_DEADLINE, DEFAULT_BODY_LIMIT, RequestFault, Verifier, VerifyError, admit, find_header,
};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{
    ALLOW, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap,
    HeaderName, HeaderValue, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use hyper::{Method, Request, Response, StatusCode};
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::application::{Answer, Application};
use super::server;
use super::view::{Delivery, View};
use crate::inbox::NewEvent;

/// What concerns one connection only (RFC 9110, 7.6.1), and what the client sets anew.
const NOT_FORWARDED: [HeaderName; 8] =
    [CONNECTION, CONTENT_LENGTH, EXPECT, HOST, TE, TRAILER, TRANSFER_ENCODING, UPGRADE];

/// The endpoint. It answers at any path.
#[derive(Debug)]
pub struct Endpoint {
    /// Checks the deliveries.
    pub verifier: Verifier,
    /// Gets those that are accepted.
    pub application: Option<Application>,
    /// Shows all.
    pub view: View,
}

/// Why a delivery is refused.
enum Refusal {
    Request(RequestFault),
    Verification(VerifyError),
}

impl From<RequestFault> for Refusal {
    fn from(fault: RequestFault) -> Self {
        Self::Request(fault)
    }
}

impl From<VerifyError> for Refusal {
    fn from(error: VerifyError) -> Self {
        Self::Verification(error)
    }
}

impl Endpoint {
    /// Serves for ever.
    pub async fn serve(self, listener: TcpListener) {
        let endpoint = Arc::new(self);
        server::serve(listener, move |request, peer| {
            let endpoint = Arc::clone(&endpoint);
            async move { endpoint.answer(request, peer).await }
        })
        .await;
    }

    async fn answer(&self, request: Request<Incoming>, peer: SocketAddr) -> Response<Full<Bytes>> {
        let (parts, body) = request.into_parts();
        let (mut delivery, response) = match self.accept(&parts.method, &parts.headers, body).await
        {
            Ok(event) => self.hand_on(&event, parts.headers).await,
            Err(Refusal::Request(fault)) => {
                (Delivery::turned_away(fault), refusal(fault.http_status(), fault.as_str()))
            }
            Err(Refusal::Verification(error)) => {
                let code = error.code();
                (Delivery::refused(&error), refusal(code.http_status(), code.as_str()))
            }
        };
        delivery.peer = Some(peer);
        self.view.show(&delivery);
        response
    }

    async fn accept(
        &self,
        method: &Method,
        headers: &HeaderMap,
        mut body: Incoming,
    ) -> Result<NewEvent, Refusal> {
        if *method != Method::POST {
            return Err(RequestFault::MethodNotAllowed.into());
        }
        let value = |name| headers.get(name).map(HeaderValue::as_bytes);
        admit(value(CONTENT_ENCODING), value(CONTENT_LENGTH), DEFAULT_BODY_LIMIT)?;
        let mut verification = self.verifier.begin(find_header(headers).as_ref())?;

        let mut payload = BytesMut::new();
        let read = async {
            while let Some(frame) = body.frame().await {
                let chunk = frame.map_err(|_| RequestFault::ClientDisconnected)?.into_data();
                let chunk = chunk.unwrap_or_default();
                if (payload.len() + chunk.len()) as u64 > DEFAULT_BODY_LIMIT {
                    return Err(RequestFault::PayloadTooLarge);
                }
                verification.update(&chunk);
                payload.extend_from_slice(&chunk);
            }
            Ok(())
        };
        timeout(BODY_DEADLINE, read).await.map_err(|_| RequestFault::RequestTimeout)??;
        verification.finish()?;
        Ok(NewEvent::read(payload.freeze())?)
    }

    /// Answers what the application answered; without one, 200.
    async fn hand_on(
        &self,
        event: &NewEvent,
        mut headers: HeaderMap,
    ) -> (Delivery, Response<Full<Bytes>>) {
        let mut delivery = Delivery::accepted(event);
        let Some(application) = &self.application else {
            return (delivery, Response::default());
        };
        for name in NOT_FORWARDED {
            headers.remove(name);
        }
        let answer = application.post(headers, event.payload.clone()).await;
        delivery.answered(&answer);
        let response = match answer {
            Ok(answer) => pass_on(answer),
            Err(_) => refusal(StatusCode::BAD_GATEWAY.as_u16(), "no_answer"),
        };
        (delivery, response)
    }
}

fn pass_on(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() = answer.status;
    response.headers_mut().extend(answer.content_type.map(|value| (CONTENT_TYPE, value)));
    response
}

fn refusal(status: u16, code: &str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(format!(r#"{{"error":"{code}"}}"#)));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let json = HeaderValue::from_static("application/json");
    response.headers_mut().insert(CONTENT_TYPE, json);
    if status == RequestFault::MethodNotAllowed.http_status() {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    }
    response
}
