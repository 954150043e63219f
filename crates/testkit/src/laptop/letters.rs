//! The domicile letter from the request to the printer, as an officer gives the commands.

use anyhow::Result;
use jemput_domain::id::{RequestId, ResidentId};
use jemput_wire::{
    letter::{LetterPrint, PrintView},
    printer::PrinterSelect,
    request::{RequestSave, RequestSaved, RequestStart, RequestView},
};
use serde_json::json;

use super::Laptop;

impl Laptop {
    /// A filled request for a domicile letter, as it was before its answers.
    ///
    /// # Errors
    /// When a step is refused.
    pub fn domicile(&self, who: ResidentId, paper: &str) -> Result<RequestView> {
        let request = self.start_domicile(who)?;
        self.fill(&request, paper)?;
        Ok(request)
    }

    /// The same with nothing answered.
    ///
    /// # Errors
    /// When it is refused.
    pub fn start_domicile(&self, who: ResidentId) -> Result<RequestView> {
        self.ask(&RequestStart {
            resident: who,
            service: "domisili".to_owned(),
        })
    }

    /// Answers what a domicile letter asks every resident.
    ///
    /// # Errors
    /// When it is refused.
    pub fn fill(&self, request: &RequestView, paper: &str) -> Result<RequestSaved> {
        let mut answers = request.answers.clone();
        answers.insert("purpose".to_owned(), json!("Membuka rekening bank"));
        self.ask(&RequestSave {
            id: request.id,
            answers,
            signer: request.signers.first().map(|signer| signer.id),
            paper: paper.to_owned(),
        })
    }

    /// Prints on the printer that is chosen.
    ///
    /// # Errors
    /// When it is refused.
    pub fn print(&self, request: RequestId) -> Result<PrintView> {
        self.ask(&LetterPrint {
            request,
            printer: None,
        })
    }

    /// Chooses a printer and says which paper lies in it.
    ///
    /// # Errors
    /// When it is refused.
    pub fn choose_printer(&self, id: &str, paper: &str) -> Result<()> {
        self.ask(&PrinterSelect {
            id: id.to_owned(),
            name: None,
            paper: paper.to_owned(),
            offset_x: 0,
            offset_y: 0,
        })?;
        Ok(())
    }
}
