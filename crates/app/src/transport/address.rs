//! The office's address as an officer types it.

use crate::error::{Result, coded};

/// `https://host[:port]`; plain `http` only inside the machine or the office's own network, where the signatures of
/// both sides protect the content.
pub(super) fn checked(text: &str) -> Result<String> {
    let text = text.trim();
    let with_scheme = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = reqwest::Url::parse(&with_scheme).map_err(|_| coded("server-address"))?;
    let host = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(|| coded("server-address"))?;
    match url.scheme() {
        "https" => {}
        "http" if is_local(host) => {}
        "http" => return Err(coded("server-needs-https").with("host", host)),
        _ => return Err(coded("server-address")),
    }
    Ok(with_scheme.trim_end_matches('/').to_owned())
}

fn is_local(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match host.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(address)) => {
            address.is_loopback() || address.is_private() || address.is_link_local()
        }
        Ok(std::net::IpAddr::V6(address)) => address.is_loopback() || address.is_unique_local(),
        Err(_) => host == "localhost" || host.ends_with(".local"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_only_for_the_offices_own_network() {
        assert_eq!(
            checked("http://127.0.0.1:7878/").unwrap(),
            "http://127.0.0.1:7878"
        );
        assert_eq!(checked("http://192.168.1.5").unwrap(), "http://192.168.1.5");
        assert_eq!(
            checked("http://jemput.contoh.id").unwrap_err().view.code,
            "server-needs-https"
        );
    }

    #[test]
    fn an_address_without_a_scheme_means_https() {
        assert_eq!(
            checked(" jemput.contoh.id ").unwrap(),
            "https://jemput.contoh.id"
        );
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["", "http://", "ftp://a", "file:///etc"] {
            assert_eq!(
                checked(text).unwrap_err().view.code,
                "server-address",
                "{text}"
            );
        }
    }
}
