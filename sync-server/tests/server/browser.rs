//! A browser with one cookie.

use jemput_wire::office::{CSRF, SessionView};

use crate::{
    http::{Answer, ask},
    office::TestOffice,
};

pub(crate) const PASSWORD: &str = "hujan turun di sawah";

#[derive(Default)]
pub(crate) struct Browser {
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

impl Browser {
    /// Opens the console's page.
    pub(crate) fn open(office: &TestOffice) -> Self {
        let mut browser = Self::default();
        browser.session(office);
        browser
    }

    /// Sets the office up with the code that the server printed, and is signed in.
    pub(crate) fn set_up(office: &TestOffice) -> Self {
        let mut browser = Self::open(office);
        let code = office.running().setup_code.clone().expect("a set-up code");
        let answer = browser.post(
            office,
            "setup",
            &format!(r#"{{"code":"{code}","name":"Rini","password":"{PASSWORD}"}}"#),
        );
        assert_eq!(answer.status, 200, "{}", answer.text());
        browser
    }

    /// Signed in under a name.
    pub(crate) fn signed_in(office: &TestOffice, name: &str, password: &str) -> Self {
        let mut browser = Self::open(office);
        let wish = serde_json::json!({ "name": name, "password": password }).to_string();
        let answer = browser.post(office, "sign-in", &wish);
        assert_eq!(answer.status, 200, "{}", answer.text());
        browser
    }

    pub(crate) fn session(&mut self, office: &TestOffice) -> SessionView {
        let answer = self.get(office, "session");
        self.keep(&answer);
        answer.json()
    }

    pub(crate) fn get(&self, office: &TestOffice, path: &str) -> Answer {
        let path = format!("/office/api/{path}");
        ask(
            office.running().address,
            "GET",
            &path,
            &[("cookie", &self.cookie)],
            b"",
        )
    }

    pub(crate) fn post(&mut self, office: &TestOffice, path: &str, body: &str) -> Answer {
        let path = format!("/office/api/{path}");
        let headers = [
            ("cookie", self.cookie.as_str()),
            (CSRF, &self.csrf),
            ("content-type", "application/json"),
        ];
        let answer = ask(
            office.running().address,
            "POST",
            &path,
            &headers,
            body.as_bytes(),
        );
        self.keep(&answer);
        answer
    }

    fn keep(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.header("set-cookie") {
            assert!(
                cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
                "{cookie}"
            );
            cookie
                .split(';')
                .next()
                .unwrap_or_default()
                .clone_into(&mut self.cookie);
        }
        if let Ok(view) = serde_json::from_slice::<SessionView>(&answer.body) {
            self.csrf = view.csrf;
        }
    }
}
