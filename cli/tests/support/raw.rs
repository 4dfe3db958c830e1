//! HTTP over a bare socket, so that a test can send anything and see what comes back.

use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};

use super::program::PATIENCE;

/// A connection.
pub struct Raw<S = TcpStream> {
    stream: S,
    received: Vec<u8>,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The `error` of its JSON.
    pub fn code(&self) -> &str {
        self.body.split('"').nth(3).unwrap_or_default()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Raw {
    /// Connects.
    pub fn connect(address: SocketAddr) -> Self {
        Self::over(stream(TcpStream::connect(address).unwrap()))
    }

    /// Connects from 127.0.0.`last`: another client, as the program sees it.
    pub fn connect_from(last: u8, address: SocketAddr) -> Self {
        let from = SocketAddr::from((IpAddr::from(Ipv4Addr::new(127, 0, 0, last)), 0));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let socket = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.bind(from).unwrap();
            socket.connect(address).await.unwrap().into_std().unwrap()
        });
        socket.set_nonblocking(false).unwrap();
        Self::over(stream(socket))
    }

    /// Says that nothing more will be sent.
    pub fn finish(&self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }
}

fn stream(stream: TcpStream) -> TcpStream {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

impl<S: Read + Write> Raw<S> {
    /// Over a connection that exists, such as one of TLS.
    pub fn over(stream: S) -> Self {
        Self { stream, received: Vec::new() }
    }

    /// Sends bytes.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    /// Sends bytes, unless the other side has closed.
    pub fn try_send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).is_ok()
    }

    /// The next answer; `None` if the connection is closed instead.
    pub fn answer(&mut self) -> Option<Answer> {
        let head_len = loop {
            if let Some(at) = self.received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                break at + 4;
            }
            self.read()?;
        };
        let head: Vec<u8> = self.received.drain(..head_len).collect();
        let head = String::from_utf8(head).unwrap();
        let mut answer = Answer { status: head[9..12].parse().unwrap(), head, body: String::new() };
        let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
        while self.received.len() < length {
            self.read()?;
        }
        answer.body = String::from_utf8(self.received.drain(..length).collect()).unwrap();
        Some(answer)
    }

    /// Sends a request and reads its answer.
    pub fn ask(&mut self, request: impl AsRef<[u8]>) -> Answer {
        self.send(request);
        self.answer().expect("an answer")
    }

    /// Waits until the other side closes. Panics if it sends anything.
    pub fn closed(&mut self) {
        assert_eq!(self.read(), None, "{:?}", String::from_utf8_lossy(&self.received));
    }

    fn read(&mut self) -> Option<()> {
        let mut buffer = [0; 16 * 1024];
        match self.stream.read(&mut buffer) {
            Ok(0) => None,
            Ok(read) => {
                self.received.extend_from_slice(&buffer[..read]);
                Some(())
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                panic!("nothing came, and the connection stays open")
            }
            Err(_) => None,
        }
    }
}
