//! A gateway on a free port.

use std::fs;
use std::net::SocketAddr;

use crate::application::free_address;
use crate::program::{Program, SECRET, wait_until};
use crate::setup::{Setup, client, payload};

#[derive(Debug)]
pub struct Gateway {
    pub program: Program,
    address: SocketAddr,
    client: reqwest::Client,
}

impl Gateway {
    pub async fn start(setup: &Setup, to: &str, more: &[&str]) -> Self {
        // Not port 0, so that it is the same after a restart.
        let address = free_address().await;
        let (listen, inbox) = (address.to_string(), setup.url());
        let mut arguments =
            vec!["gateway", "--listen", &listen, "--inbox", &inbox, "--forward-to", to];
        arguments.extend(more);
        let program = Program::start(&arguments);
        program.expect_lines("listening on ", 1);
        program.expect_lines("forwarding to ", 1);
        Self { program, address, client: client() }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Delivers an event, as WorkOS does. Returns the status, if there is an answer.
    pub async fn deliver(&self, id: &str) -> Option<u16> {
        let body = payload(id, id, 0);
        let header = hookseal::Signer::new(SECRET).expect("a secret").sign_now(&body);
        let request = self.client.post(format!("http://{}/webhooks/workos", self.address));
        let answer = request
            .header(hookseal::HEADER_NAME, header)
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await;
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// The process of one half, which must run.
    pub fn half(&self, name: &str) -> u32 {
        self.find_half(name).unwrap_or_else(|| panic!("{name} does not run"))
    }

    /// The process of one half, if it runs.
    pub fn find_half(&self, name: &str) -> Option<u32> {
        let halves = self.halves();
        let variable = format!("HOOKSEAL_GATEWAY_HALF={name}");
        let is_it = |process: &u32| {
            let environment = fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
            environment.split(|byte| *byte == 0).any(|entry| entry == variable.as_bytes())
        };
        halves.into_iter().find(is_it)
    }

    /// The processes of both halves.
    pub fn halves(&self) -> Vec<u32> {
        let gateway = self.program.id();
        // Its threads start them, and each child belongs to the thread that did.
        let threads = fs::read_dir(format!("/proc/{gateway}/task")).expect("its threads");
        let children = threads
            .filter_map(Result::ok)
            .filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
        children
            .flat_map(|line| {
                line.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Waits until these processes have ended.
pub fn expect_ends(processes: &[u32]) {
    let ended = |process: &u32| {
        // A process that ended, but was not waited for, has the state Z.
        fs::read_to_string(format!("/proc/{process}/stat"))
            .map_or(true, |stat| stat.contains(") Z "))
    };
    wait_until("the ends of the halves", || processes.iter().all(ended));
}
