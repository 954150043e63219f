//! A paper photographed in the real window, through WebKit's mock camera.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use jemput_testkit::{Office, Page, Pictures, Screen, Window, key, wait};

use super::{built, enrol, import, program};

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_photographed_in_the_real_window() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    built()?;
    let pictures = Arc::new(Pictures::of("camera")?);
    let office = Office::start()?;
    let screen = Screen::start()?;
    let data = tempfile::tempdir()?;
    let code = office.code("Laptop 1")?;
    let environment = [
        ("JEMPUT_SERVER", office.url()),
        ("JEMPUT_CODE", &code),
        ("JEMPUT_MOCK_CAMERA", "1"),
    ];
    let window = Window::open(program(), data.path(), &environment, &screen, pictures).await?;
    let page = window.page();
    enrol(page).await?;
    import(page).await?;
    page.press("nav-today").await?;
    page.write("search", "wa").await?;
    page.press("hit").await?;

    // Who is photographed is asked first; a slip is taken back.
    page.scroll_to("attach-consent").await?;
    page.picture("foto-persetujuan").await?;
    page.press("attach-consent").await?;
    page.gone("attach-consent").await?;
    page.press("undo").await?;
    page.press("attach-consent").await?;
    page.gone("attach-consent").await?;

    // Closing the dialog turns the camera off and keeps nothing.
    open_camera(page).await?;
    page.keys(key::ESCAPE).await?;
    page.gone("camera-live").await?;

    // Without the mouse: the focus stands on what comes next.
    open_camera(page).await?;
    page.picture("kamera").await?;
    page.keys(key::SPACE).await?;
    page.see("camera-taken").await?;
    page.picture("kamera-foto").await?;
    page.press("camera-again").await?;
    seen(page).await?;
    page.keys(key::SPACE).await?;
    page.see("camera-taken").await?;
    page.keys(key::SPACE).await?;
    page.gone("camera-taken").await?;
    page.press("attachment-open").await?;
    page.find(".attachment-view", "the photo").await?;
    wait::until_async("the photo is drawn", async || {
        let drawn = page
            .script("const photo = document.querySelector('.attachment-view'); return photo.complete && photo.naturalWidth > 0;")
            .await?;
        Ok((drawn == true).then_some(()))
    })
    .await?;
    let shown = page
        .script(
            "const photo = document.querySelector('.attachment-view'); \
             const canvas = document.createElement('canvas'); canvas.width = canvas.height = 32; \
             const context = canvas.getContext('2d'); context.drawImage(photo, 0, 0, 32, 32); \
             const colours = new Set(new Uint32Array(context.getImageData(0, 0, 32, 32).data.buffer)); \
             return [photo.naturalWidth, photo.naturalHeight, photo.src.slice(0, 15), colours.size];",
        )
        .await?;
    let edge = |at: usize| shown[at].as_u64().context("the edge of a photo");
    let (width, height) = (edge(0)?, edge(1)?);
    ensure!(
        width.max(height) <= 2480 && width.min(height) >= 240,
        "the photo has {width} by {height} pixels"
    );
    ensure!(shown[2] == "data:image/jpeg", "{shown}");
    ensure!(
        shown[3].as_u64().unwrap_or_default() > 8,
        "the photo shows nothing: {shown}"
    );
    page.picture("kamera-lampiran").await?;
    window.close().await
}

async fn open_camera(page: &Page) -> Result<()> {
    page.press("camera-document").await?;
    page.see("camera-live").await?;
    seen(page).await
}

/// Waits for the camera's first picture that shows something: a camera begins black.
async fn seen(page: &Page) -> Result<()> {
    wait::until_async("the camera's first picture", async || {
        let colours = page
            .script(
                "const live = document.querySelector('[data-test=camera-live]'); \
                 if (!live || !live.videoWidth) return 0; \
                 const canvas = document.createElement('canvas'); canvas.width = canvas.height = 32; \
                 const context = canvas.getContext('2d'); context.drawImage(live, 0, 0, 32, 32); \
                 return new Set(new Uint32Array(context.getImageData(0, 0, 32, 32).data.buffer)).size;",
            )
            .await?;
        Ok((colours.as_u64().unwrap_or_default() > 8).then_some(()))
    })
    .await
}
