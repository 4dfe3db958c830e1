//! Who sent a request: `--allow-from` and `--trusted-proxies`.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use hyper::HeaderMap;
use ipnet::IpNet;

/// The addresses that WorkOS sends webhooks, actions and log streams from, by its documentation of August 2026.
const WORKOS: [[u8; 4]; 9] = [
    [3, 217, 146, 166],
    [23, 21, 184, 92],
    [34, 204, 154, 149],
    [44, 213, 245, 178],
    [44, 215, 236, 82],
    [50, 16, 203, 9],
    [52, 1, 251, 34],
    [52, 21, 49, 187],
    [174, 129, 36, 47],
];

/// Some networks, as a flag names them: `workos`, `10.0.0.0/8` or `192.0.2.1`.
#[derive(Clone, Debug, Default)]
pub struct Networks(Vec<IpNet>);

impl FromStr for Networks {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "workos" {
            return Ok(Self(WORKOS.iter().map(|octets| IpAddr::from(*octets).into()).collect()));
        }
        cidr(text).map(|network| Self(vec![network]))
    }
}

/// A network, such as `10.0.0.0/8`, or an address.
///
/// # Errors
///
/// A message that says what a network looks like; clap names the flag and the value.
pub fn cidr(text: &str) -> Result<IpNet, String> {
    text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| {
        "it is not a network: write an address such as 192.0.2.1, or 10.0.0.0/8".to_owned()
    })
}

impl FromIterator<IpNet> for Networks {
    fn from_iter<I: IntoIterator<Item = IpNet>>(networks: I) -> Self {
        Self(networks.into_iter().collect())
    }
}

impl FromIterator<Networks> for Networks {
    fn from_iter<I: IntoIterator<Item = Networks>>(several: I) -> Self {
        several.into_iter().flat_map(|networks| networks.0).collect()
    }
}

impl Networks {
    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// Who may send requests.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Only these, if given.
    pub allowed: Option<Networks>,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Networks,
}

impl Guard {
    /// Who sent a request: the peer, or whom a trusted proxy names.
    ///
    /// Each proxy appends the address that it saw. So the sender is the rightmost address that is not a trusted
    /// proxy's; whatever stands left of it, the sender may have invented.
    #[must_use]
    pub fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut sender = peer.to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        let entries = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
        for entry in entries {
            if !self.proxies.contain(sender) {
                break;
            }
            let Some(address) = address(entry) else { break };
            sender = address;
        }
        sender
    }

    /// Whether this sender may send requests.
    #[must_use]
    pub fn allows(&self, sender: IpAddr) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed.contain(sender))
    }
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn address(entry: &[u8]) -> Option<IpAddr> {
    let entry = std::str::from_utf8(entry).ok()?.trim();
    let address = entry.parse().ok().or_else(|| Some(entry.parse::<SocketAddr>().ok()?.ip()))?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(proxies: &[&str]) -> Guard {
        let proxies = proxies.iter().map(|text| cidr(text).unwrap()).collect();
        Guard { allowed: Some("workos".parse().unwrap()), proxies }
    }

    fn sender(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        guard(proxies).sender(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_header_counts_only_if_a_trusted_proxy_sent_it() {
        assert_eq!(sender(&[], "192.0.2.1", &["3.217.146.166"]), "192.0.2.1");
        assert_eq!(sender(&["10.0.0.0/8"], "192.0.2.1", &["3.217.146.166"]), "192.0.2.1");
        assert_eq!(sender(&["10.0.0.0/8"], "10.0.0.1", &["3.217.146.166"]), "3.217.146.166");
        assert_eq!(
            sender(&["10.0.0.0/8"], "::ffff:10.0.0.1", &["3.217.146.166:99"]),
            "3.217.146.166"
        );
        assert_eq!(sender(&["10.0.0.0/8"], "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn what_the_sender_wrote_himself_is_ignored() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(sender(&proxies, "10.0.0.1", &["3.217.146.166, 192.0.2.1"]), "192.0.2.1");
        assert_eq!(
            sender(&proxies, "10.0.0.1", &["3.217.146.166", "192.0.2.1, 10.0.0.2"]),
            "192.0.2.1"
        );
        assert_eq!(sender(&proxies, "10.0.0.1", &["3.217.146.166, nonsense"]), "10.0.0.1");
        assert_eq!(sender(&proxies, "10.0.0.1", &["3.217.146.166, unknown, 10.0.0.2"]), "10.0.0.2");
    }

    #[test]
    fn workos_is_its_documented_addresses() {
        let guard = guard(&[]);
        assert!(guard.allows(IpAddr::from([174, 129, 36, 47])));
        assert!(!guard.allows(IpAddr::from([174, 129, 36, 48])));
        assert!(Guard::default().allows(IpAddr::from([192, 0, 2, 1])));
        assert!("10.0.0.0/33".parse::<Networks>().is_err());
        assert!("WorkOS".parse::<Networks>().is_err());
    }
}
