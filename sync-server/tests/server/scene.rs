//! Two laptops and a clerk.

use jemput_wire::office::{Decided, MatterDetail, MatterPage};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{browser::Browser, clock::HOUR, laptop::Laptop, office::TestOffice};

/// Two laptops that know the same residents, and a signed-in clerk.
pub(crate) struct Scene {
    pub(crate) office: TestOffice,
    pub(crate) browser: Browser,
    pub(crate) one: Laptop,
    pub(crate) two: Laptop,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let office = TestOffice::new();
        let browser = Browser::set_up(&office);
        let one = Laptop::join(&office, "Laptop 01", 1);
        let two = Laptop::join(&office, "Laptop 02", 2);
        Self {
            office,
            browser,
            one,
            two,
        }
    }

    /// A resident that both laptops hold.
    pub(crate) fn resident(&mut self, fields: Value) -> Uuid {
        let id = self.one.create(&self.office, "resident", fields);
        self.one.sync(&self.office);
        self.two.sync(&self.office);
        id
    }

    /// Both laptops write without knowing of each other; the second one an hour later.
    pub(crate) fn apart(&mut self, id: Uuid, field: &str, one: Value, two: Value) {
        self.one.edit(&self.office, id, field, one);
        self.office.clock.forward(HOUR);
        self.two.edit(&self.office, id, field, two);
    }

    pub(crate) fn sync(&mut self) {
        for _ in 0..2 {
            self.one.sync(&self.office);
            self.two.sync(&self.office);
        }
    }

    pub(crate) fn list(&self, query: &str) -> MatterPage {
        self.browser
            .get(&self.office, &format!("conflicts?{query}"))
            .json()
    }

    pub(crate) fn detail(&self, id: Uuid) -> MatterDetail {
        self.browser
            .get(&self.office, &format!("conflicts/{id}"))
            .json()
    }

    pub(crate) fn decide(&mut self, items: &[Value]) -> Decided {
        self.tell(
            "conflicts/decide",
            &json!({ "items": items, "note": "lihat KK asli" }),
        )
    }

    pub(crate) fn undo(&mut self, action: &str) -> Decided {
        self.tell("conflicts/undo", &json!({ "action": action }))
    }

    /// Tells the console to do something that must work.
    pub(crate) fn tell(&mut self, path: &str, body: &Value) -> Decided {
        let answer = self.browser.post(&self.office, path, &body.to_string());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }
}
