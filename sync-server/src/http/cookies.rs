//! The one cookie of the office console.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{
    office::Office,
    sessions::{LONGEST_MS, Token},
};

/// Its name.
pub(super) const NAME: &str = "jemput_office";

/// What the browser sent.
pub(super) fn token(headers: &HeaderMap) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME)
        .and_then(|(_, value)| Token::read(value))
}

/// Not for scripts, not for other sites, not over plain HTTP where the server has HTTPS.
pub(super) fn set(office: &Office, token: &Token) -> HeaderValue {
    let secure = if office.is_https() { "; Secure" } else { "" };
    let text = format!(
        "{NAME}={}; Path=/office; HttpOnly; SameSite=Strict; Max-Age={}{secure}",
        token.text(),
        LONGEST_MS / 1000
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let token = Token::draw().unwrap();
        let mut headers = HeaderMap::new();
        let line = format!("a=b; {NAME}={}; c=d", token.text());
        headers.insert(header::COOKIE, HeaderValue::from_str(&line).unwrap());
        assert!(super::token(&headers).is_some_and(|found| found == token));
        headers.insert(header::COOKIE, HeaderValue::from_static("jemput_office=zz"));
        assert!(super::token(&headers).is_none());
    }
}
