//! A network that stops passing bytes without closing connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hookseal_cli::settings::inbox_url::InboxUrl;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Between an inbox and its server.
pub struct Proxy {
    address: SocketAddr,
    /// Counts how often all open connections were silenced.
    generation: watch::Sender<u64>,
    silent: Arc<AtomicBool>,
}

impl Proxy {
    /// In front of the server of a URL.
    pub async fn start(url: &str) -> Self {
        let server = server(url);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (generation, watcher) = watch::channel(0);
        let silent = Arc::new(AtomicBool::new(false));
        let proxy = Self {
            address: listener.local_addr().unwrap(),
            generation,
            silent: Arc::clone(&silent),
        };
        tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((client, _)) = listener.accept().await {
                if silent.load(Ordering::Relaxed) {
                    held.push(client);
                    continue;
                }
                let mut watcher = watcher.clone();
                watcher.mark_unchanged();
                let server = TcpStream::connect(&server).await.expect("the server");
                tokio::spawn(pass(client, server, watcher));
            }
        });
        proxy
    }

    /// The URL with this proxy in place of the server.
    pub fn url(&self, url: &str) -> InboxUrl {
        url.replace(&server(url), &self.address.to_string()).parse().expect("an address")
    }

    /// Passes nothing more on the connections that are open now.
    pub fn silence_open_connections(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Whether connections that are opened from now on are silent from the start.
    pub fn silence_new_connections(&self, silent: bool) {
        self.silent.store(silent, Ordering::Relaxed);
    }
}

fn server(url: &str) -> String {
    url.split(['@', '/']).nth(3).expect("a host").to_owned()
}

async fn pass(mut client: TcpStream, mut server: TcpStream, mut silenced: watch::Receiver<u64>) {
    let (mut up, mut down) = (vec![0; 65536], vec![0; 65536]);
    loop {
        let sent = tokio::select! {
            biased;
            _ = silenced.changed() => return std::future::pending().await,
            read = client.read(&mut up) => match read {
                Ok(1..) => server.write_all(&up[..read.unwrap()]).await,
                _ => return,
            },
            read = server.read(&mut down) => match read {
                Ok(1..) => client.write_all(&down[..read.unwrap()]).await,
                _ => return,
            },
        };
        if sent.is_err() {
            return;
        }
    }
}
