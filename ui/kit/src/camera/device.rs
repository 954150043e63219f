//! What the browser has to say about cameras.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    CanvasRenderingContext2d, DomException, HtmlCanvasElement, HtmlVideoElement, MediaDeviceInfo,
    MediaDeviceKind, MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

/// Of what is kept; the app makes it smaller where it must.
const QUALITY: f64 = 0.92;
/// Papers are photographed: the camera's usual 640 by 480 would not be legible.
const WIDTH: u32 = 1920;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// This machine has none.
    Missing,
    /// The system, or a switch on the machine, does not allow it.
    Denied,
    /// Another program has it.
    Busy,
}

impl Trouble {
    fn of(error: &JsValue) -> Self {
        let name = error
            .dyn_ref::<DomException>()
            .map(DomException::name)
            .unwrap_or_default();
        match name.as_str() {
            "NotAllowedError" | "SecurityError" => Self::Denied,
            "NotReadableError" | "AbortError" => Self::Busy,
            _ => Self::Missing,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Missing => "camera-missing",
            Self::Denied => "camera-denied",
            Self::Busy => "camera-busy",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Missing => "camera-missing-help",
            Self::Denied => "camera-denied-help",
            Self::Busy => "camera-busy-help",
        }
    }
}

/// A camera that was asked for; closing it turns its lamp off.
#[derive(Clone, Default)]
pub(super) struct Opened {
    stream: Rc<RefCell<Option<MediaStream>>>,
    closed: Rc<Cell<bool>>,
}

impl Opened {
    /// Lets go of the camera.
    pub(super) fn close(&self) {
        self.closed.set(true);
        if let Some(stream) = self.stream.take() {
            stop(&stream);
        }
    }
}

fn stop(stream: &MediaStream) {
    for track in stream.get_tracks() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
}

/// Asks for a camera; `answer` gets what it sees, and how many cameras there are.
pub(super) fn open(
    front: bool,
    answer: impl FnOnce(Result<MediaStream, Trouble>, usize) + 'static,
) -> Opened {
    let opened = Opened::default();
    let kept = opened.clone();
    spawn_local(async move {
        let found = ask(front).await;
        if kept.closed.get() {
            if let Ok(stream) = &found {
                stop(stream);
            }
            return;
        }
        if let Ok(stream) = &found {
            kept.stream.replace(Some(stream.clone()));
        }
        let cameras = cameras().await;
        if !kept.closed.get() {
            answer(found, cameras);
        }
    });
    opened
}

/// `None` where the browser knows no cameras at all, such as on a page that is not secure.
fn devices() -> Option<MediaDevices> {
    let navigator = web_sys::window()?.navigator();
    let devices = Reflect::get(&navigator, &"mediaDevices".into()).ok()?;
    devices.dyn_into().ok()
}

async fn ask(front: bool) -> Result<MediaStream, Trouble> {
    let devices = devices().ok_or(Trouble::Missing)?;
    let wish = MediaStreamConstraints::new();
    wish.set_video(&constraints(front));
    let promise = devices
        .get_user_media_with_constraints(&wish)
        .map_err(|error| Trouble::of(&error))?;
    let stream = JsFuture::from(promise)
        .await
        .map_err(|error| Trouble::of(&error))?;
    stream.dyn_into().map_err(|_| Trouble::Missing)
}

/// Wishes only: a machine with one camera gives that one.
fn constraints(front: bool) -> Object {
    let video = Object::new();
    let side = if front { "user" } else { "environment" };
    let ideal = |value: JsValue| {
        let wish = Object::new();
        let _ = Reflect::set(&wish, &"ideal".into(), &value);
        wish
    };
    let _ = Reflect::set(&video, &"facingMode".into(), &ideal(side.into()));
    let _ = Reflect::set(&video, &"width".into(), &ideal(WIDTH.into()));
    video
}

async fn cameras() -> usize {
    let Some(promise) = devices().and_then(|devices| devices.enumerate_devices().ok()) else {
        return 0;
    };
    let Ok(found) = JsFuture::from(promise).await else {
        return 0;
    };
    js_sys::Array::from(&found)
        .iter()
        .filter_map(|device| device.dyn_into::<MediaDeviceInfo>().ok())
        .filter(|device| device.kind() == MediaDeviceKind::Videoinput)
        .count()
}

/// Shows what the camera sees.
pub(super) fn show(video: &HtmlVideoElement, stream: &MediaStream) {
    // Set here: as an attribute alone it would not count for a picture that was made by a script.
    video.set_muted(true);
    video.set_src_object(Some(stream));
    // The promise fails only when the dialog is closed meanwhile.
    if let Ok(playing) = video.play() {
        spawn_local(async move {
            let _ = JsFuture::from(playing).await;
        });
    }
}

/// What the camera sees now, no larger than the edge: `data:image/jpeg;base64,…`; `None` before the first picture.
pub(super) fn picture(video: &HtmlVideoElement, edge: u32) -> Option<String> {
    let (width, height) = fit(video.video_width(), video.video_height(), edge)?;
    let document = web_sys::window()?.document()?;
    let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_video_element_and_dw_and_dh(
            video,
            0.0,
            0.0,
            f64::from(width),
            f64::from(height),
        )
        .ok()?;
    // WebKit gives PNG where it is asked for WebP, so JPEG is asked for.
    canvas
        .to_data_url_with_type_and_encoder_options("image/jpeg", &QUALITY.into())
        .ok()
}

/// Width and height with the longer one no longer than the edge.
fn fit(width: u32, height: u32, edge: u32) -> Option<(u32, u32)> {
    let longest = width.max(height);
    if width == 0 || height == 0 {
        return None;
    }
    if longest <= edge {
        return Some((width, height));
    }
    let scale = |side: u32| (u64::from(side) * u64::from(edge) / u64::from(longest)).max(1);
    Some((
        u32::try_from(scale(width)).ok()?,
        u32::try_from(scale(height)).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn a_picture_keeps_its_shape_and_is_never_made_larger() {
        assert_eq!(fit(640, 480, 1024), Some((640, 480)));
        assert_eq!(fit(4000, 3000, 2000), Some((2000, 1500)));
        assert_eq!(fit(1080, 1920, 960), Some((540, 960)));
        assert_eq!(fit(9000, 1, 1000), Some((1000, 1)));
        assert_eq!(fit(0, 0, 1000), None, "nothing was seen yet");
    }
}
