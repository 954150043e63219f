//! The way to the commands: Tauri's channel inside the desktop window, HTTP on the same origin in a browser.

use jemput_wire::{AppError, Command};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::done;

/// Runs one command that somebody asked for; what is on the screen looks again ([`done::use_done`]).
///
/// # Errors
/// What the command answered, or `shell-lost` / `shell-answer` when it did not arrive or answered something else.
pub async fn call<C: Command>(input: C) -> Result<C::Output, AppError> {
    let answer = ask(input).await;
    done::tell();
    answer
}

/// Runs one command that only looks.
///
/// # Errors
/// Like [`call`].
pub(crate) async fn ask<C: Command>(input: C) -> Result<C::Output, AppError> {
    let input = serde_json::to_string(&input).map_err(|_| AppError::new("shell-answer"))?;
    let answer = match tauri() {
        Some((object, invoke)) => through_tauri(&object, &invoke, C::NAME, &input).await,
        None => through_http(C::NAME, input).await,
    }?;
    serde_json::from_str(&answer)
        .map_err(|fault| AppError::new("shell-answer").with("detail", fault))
}

/// Tauri's bridge and its `invoke`, where there is one.
fn tauri() -> Option<(JsValue, Function)> {
    let window = web_sys::window()?;
    let object = Reflect::get(&window, &"__TAURI_INTERNALS__".into())
        .ok()
        .filter(JsValue::is_object)?;
    let invoke = Reflect::get(&object, &"invoke".into())
        .ok()?
        .dyn_into()
        .ok()?;
    Some((object, invoke))
}

async fn through_tauri(
    object: &JsValue,
    invoke: &Function,
    name: &str,
    input: &str,
) -> Result<String, AppError> {
    let lost = |_| AppError::new("shell-lost");
    let input = js_sys::JSON::parse(input).map_err(lost)?;
    let message = js_sys::Object::new();
    Reflect::set(&message, &"name".into(), &name.into()).map_err(lost)?;
    Reflect::set(&message, &"input".into(), &input).map_err(lost)?;
    let promise: Promise = invoke
        .call2(object, &"call".into(), &message)
        .map_err(lost)?
        .dyn_into()
        .map_err(lost)?;
    match JsFuture::from(promise).await {
        Ok(answer) => text_of(&answer),
        Err(refusal) => Err(text_of(&refusal)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_else(|| AppError::new("shell-lost"))),
    }
}

fn text_of(value: &JsValue) -> Result<String, AppError> {
    js_sys::JSON::stringify(value)
        .map(String::from)
        .map_err(|_| AppError::new("shell-answer"))
}

async fn through_http(name: &str, input: String) -> Result<String, AppError> {
    let lost = |_| AppError::new("shell-lost");
    let answer = gloo_net::http::Request::post(&format!("/command/{name}"))
        .header("content-type", "application/json")
        .body(input)
        .map_err(lost)?
        .send()
        .await
        .map_err(lost)?;
    let text = answer.text().await.map_err(lost)?;
    if answer.ok() {
        return Ok(text);
    }
    Err(serde_json::from_str(&text).unwrap_or_else(|_| AppError::new("shell-lost")))
}
