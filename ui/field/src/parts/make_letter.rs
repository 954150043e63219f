//! From a resident to the form of a letter, with as few steps as there are choices.

use jemput_domain::id::ResidentId;
use jemput_ui_kit::call;
use jemput_wire::{AppError, request::RequestStart, service::ServiceList};

use crate::route::Route;

/// Opens the form of the only service, or the choice of services.
pub(crate) async fn make_letter(resident: ResidentId) -> Result<(), AppError> {
    let services = call(ServiceList {}).await?;
    if let [only] = &services[..] {
        let request = call(RequestStart {
            resident,
            service: only.id.clone(),
        })
        .await?;
        Route::Request(request.id).go();
    } else {
        Route::Services(resident).go();
    }
    Ok(())
}
