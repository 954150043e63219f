//! What the office sends down: villages, signers, services. Read from the records each time, so that a sync shows at
//! once; there are a handful of each.

use std::sync::OnceLock;

use jemput_domain::{
    date::Date,
    id::SignerId,
    letter::{Capacity, Signer, VillageProfile},
    service::Service,
};
use jemput_wire::{
    request::SignerCard,
    service::{ServiceCard, ServiceList},
};

use crate::{
    App,
    error::{Result, coded},
    session::Session,
};

/// The services of the program, read once: there are dozens, and a form asks for them at every key.
fn built_in() -> &'static [Service] {
    static READ: OnceLock<Vec<Service>> = OnceLock::new();
    READ.get_or_init(jemput_domain::service::built_in)
}

impl App {
    /// The village that is worked for.
    pub(crate) fn village_of(&self, session: &Session) -> Result<VillageProfile> {
        let code = session.membership.village()?;
        session
            .store()
            .records("village")?
            .iter()
            .filter_map(|record| record.to::<VillageProfile>().ok())
            .find(|village| village.code == *code)
            .ok_or_else(|| coded("village-missing"))
    }

    /// Who may sign on `day`, in the order of their posts.
    pub(crate) fn signers_on(
        &self,
        session: &Session,
        day: Date,
    ) -> Result<Vec<(SignerId, Signer)>> {
        let code = session.membership.village()?;
        let mut signers: Vec<_> = session
            .store()
            .records("signer")?
            .iter()
            .filter_map(|record| Some((SignerId(record.id), record.to::<Signer>().ok()?)))
            .filter(|(_, signer)| signer.village == *code && signer.may_sign_on(day))
            .collect();
        signers.sort_by(|(_, a), (_, b)| {
            (a.capacity != Capacity::Own, &a.name).cmp(&(b.capacity != Capacity::Own, &b.name))
        });
        Ok(signers)
    }

    /// All services, the office's file before the built-in one of the same id; the newest version of each.
    pub(crate) fn services(&self, session: &Session) -> Result<Vec<Service>> {
        let sent: Vec<String> = session
            .store()
            .records("service")?
            .iter()
            .filter_map(|record| record.text("file").map(str::to_owned))
            .collect();
        let mut services: Vec<Service> = Vec::new();
        for file in &sent {
            match Service::parse(file) {
                Ok(service) if services.iter().all(|known| known.id != service.id) => {
                    services.push(service);
                }
                Ok(_) => {}
                Err(problems) => {
                    tracing::warn!(problems = problems.len(), "a service file cannot be used");
                }
            }
        }
        for service in built_in() {
            if services.iter().all(|known| known.id != service.id) {
                services.push(service.clone());
            }
        }
        let formats: Vec<(String, String)> = session
            .store()
            .records("numbering")?
            .iter()
            .filter_map(|record| {
                let format = record
                    .text("number_format")
                    .filter(|text| !text.is_empty())?;
                let service = record.text("service").unwrap_or_default();
                Some((service.to_owned(), format.to_owned()))
            })
            .collect();
        for service in &mut services {
            if let Some(format) = jemput_domain::service::own_format(&formats, &service.id) {
                format.clone_into(&mut service.number_format);
            }
        }
        services.sort_by(|a, b| (&a.category, &a.title).cmp(&(&b.category, &b.title)));
        Ok(services)
    }

    pub(crate) fn service(&self, session: &Session, id: &str) -> Result<Service> {
        self.services(session)?
            .into_iter()
            .find(|service| service.id == id)
            .ok_or_else(|| coded("service-unknown").with("service", id))
    }

    pub(crate) fn service_list(&self, _: ServiceList) -> Result<Vec<ServiceCard>> {
        let session = self.session()?;
        Ok(self.services(&session)?.iter().map(card).collect())
    }
}

fn card(service: &Service) -> ServiceCard {
    ServiceCard {
        id: service.id.clone(),
        title: service.title.clone(),
        category: service.category.clone(),
        requirements: service.standard.requirements.to_vec(),
        time_minutes: service.standard.time_minutes,
        fee_rupiah: service.standard.fee_rupiah,
    }
}

/// A signer for the form's list.
pub(crate) fn signer_card(id: SignerId, signer: &Signer) -> SignerCard {
    SignerCard {
        id,
        name: signer.full_name(),
        post: signer.post_lines().join(", "),
    }
}
