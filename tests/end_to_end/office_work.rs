//! The office at work: what two laptops bring without knowing of each other is looked at, decided and taken back.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context, Result, ensure};
use jemput_domain::id::ResidentId;
use jemput_testkit::{Browser, Laptop, Office, Page, Pictures, key, wait};
use jemput_wire::resident::{ResidentForm, ResidentGet, ResidentHit, ResidentSearch};

use super::{faults::Faults, office, office_inbox, sample};

#[tokio::test(flavor = "multi_thread")]
async fn the_office_decides_what_two_laptops_brought() -> Result<()> {
    wait::story(story()).await
}

async fn story() -> Result<()> {
    let office = Office::start()?;
    let one = Laptop::enrolled(&office, "Laptop 1", Some(&sample()))?;
    let two = Laptop::enrolled(&office, "Laptop 2", None)?;
    let people = people(&one)?;
    // Two residents with different values; from the first one's a letter was printed.
    let [first, second] = [people[0].id, people[1].id];
    write(
        &one,
        first,
        &[("phone", "0812-0000-0001"), ("occupation", "9")],
    )?;
    write(
        &two,
        first,
        &[("phone", "0812-0000-0002"), ("occupation", "65")],
    )?;
    write(&one, second, &[("address", "Jalan Melati 4")])?;
    write(&two, second, &[("address", "Jalan Mawar 7")])?;
    print(&one, first)?;
    // One whose changes do not stand against each other.
    write(&one, people[3].id, &[("phone", "0812-0000-0004")])?;
    write(&two, people[3].id, &[("address", "Jalan Kenanga 1")])?;
    // Somebody is registered once more by the other laptop.
    let twin = form(&one, people[2].id)?;
    let kept = ["name", "nik", "birth_date", "sex", "mother_name"];
    register(
        &two,
        kept.map(|field| (field, twin[field].as_str())),
        "0812-0000-0003",
    )?;
    for laptop in [&one, &two, &one] {
        laptop.sync()?;
    }

    let browser = Browser::open(Arc::new(Pictures::of("office-work")?)).await?;
    let page = browser.page();
    let mut faults = Faults::default();
    page.go(&format!("{}/office/", office.url())).await?;
    page.see("office-setup-code").await?;
    page.write("office-setup-code", &office.setup_code()?)
        .await?;
    office::sign_in(page).await?;
    faults
        .look(page, "ringkasan", "office-nav-overview")
        .await?;
    page.press("office-nav-letters").await?;
    faults.look(page, "surat", "office-row").await?;
    conflicts(page, &mut faults).await?;
    beside(page, &mut faults).await?;
    duplicates(page, &mut faults).await?;
    deletion(page, &mut faults, &two).await?;
    household(page, &mut faults, &one).await?;
    office_inbox::inbox(page, &mut faults, &one).await?;
    english(page, &mut faults, "office-nav-letters", "surat").await?;

    for laptop in [&one, &two] {
        laptop.sync()?;
    }
    let phone = |laptop: &Laptop| -> Result<String> { Ok(form(laptop, first)?["phone"].clone()) };
    ensure!(
        phone(&one)? == phone(&two)?,
        "both laptops follow the office"
    );
    browser.close().await?;
    faults.close()
}

/// The list and the record beside it, by keyboard; then many at once, and back.
async fn conflicts(page: &Page, faults: &mut Faults) -> Result<()> {
    page.press("office-nav-conflicts").await?;
    page.see("office-take-1").await?;
    faults.look(page, "perbedaan", "office-decide").await?;
    // Looking, choosing without saving, another window size, leaving and coming back decide nothing.
    page.press("office-take-2").await?;
    chosen(page, "1 ").await?;
    let (_, _, width, height) = page.client().get_window_rect().await?;
    page.client().set_window_size(700, 500).await?;
    chosen(page, "1 ").await?;
    page.client()
        .set_window_size(u32::try_from(width)?, u32::try_from(height)?)
        .await?;
    chosen(page, "1 ").await?;
    wait_for_count(page, "2").await?;
    page.press("office-nav-overview").await?;
    page.press("office-nav-conflicts").await?;
    page.see("office-take-1").await?;
    // Neither does a window that is made smaller, turned or loaded anew.
    let (_, _, width, height) = page.client().get_window_rect().await?;
    for (width, height) in [(600, 900), (900, 600), (width, height)] {
        page.client()
            .set_window_size(u32::try_from(width)?, u32::try_from(height)?)
            .await?;
        page.see("office-take-1").await?;
    }
    page.client().refresh().await?;
    page.see("office-take-1").await?;
    chosen(page, "0 ").await?;
    wait_for_count(page, "2").await?;
    page.press("office-write").await?;
    faults
        .look(page, "perbedaan-tulis", "office-written")
        .await?;
    english(page, faults, "office-nav-conflicts", "perbedaan").await?;

    page.press("office-mark-all").await?;
    faults.look(page, "perbedaan-banyak", "office-many").await?;
    page.press("office-decide").await?;
    page.see("toast").await?;
    faults.glance(page, "perbedaan-kosong", "undo").await?;
    page.press("undo").await?;
    page.see("office-take-1").await?;
    page.client().refresh().await?;
    page.see("office-take-1").await?;
    // One by one, without the mouse.
    for left in ["1", "0"] {
        chosen(page, "0 ").await?;
        take_all(page).await?;
        page.keys(&[key::CONTROL, key::ENTER, key::RELEASE].concat())
            .await?;
        let said = format!("{left} left");
        wait_for_count(page, left).await.context(said)?;
    }
    Ok(())
}

/// The pair side by side: merged, taken back, told apart.
async fn duplicates(page: &Page, faults: &mut Faults) -> Result<()> {
    page.press("office-nav-duplicates").await?;
    page.see("office-merge").await?;
    faults.look(page, "ganda", "office-distinct").await?;
    english(page, faults, "office-nav-duplicates", "ganda").await?;
    page.press("office-merge").await?;
    page.see("toast").await?;
    faults.glance(page, "ganda-kosong", "undo").await?;
    page.press("undo").await?;
    page.see("office-merge").await?;
    page.press("office-keep-2").await?;
    page.press("office-distinct").await?;
    page.gone("office-merge").await
}

/// A record that was made by mistake: deleted with a reason; a laptop edits it before it hears of that.
async fn deletion(page: &Page, faults: &mut Faults, laptop: &Laptop) -> Result<()> {
    page.press("office-nav-residents").await?;
    faults.look(page, "warga", "office-gone").await?;
    let first = page
        .find("[data-test='office-row'] a", "the link to a resident")
        .await?;
    first.click().await?;
    page.see("office-delete").await?;
    let url = page.client().current_url().await?;
    let id = url.as_str().rsplit('/').next().unwrap_or_default();
    let id: ResidentId = id.parse()?;
    page.press("office-delete").await?;
    faults.look(page, "warga-hapus", "office-why").await?;
    page.press("office-delete-yes").await?;
    page.see("error").await?;
    faults.look(page, "warga-hapus-salah", "error").await?;
    page.write("office-why", "salah catat").await?;
    page.press("office-delete-yes").await?;
    page.see("office-is-deleted").await?;
    faults
        .look(page, "warga-terhapus", "office-restore")
        .await?;
    write(laptop, id, &[("phone", "0812-0000-0009")])?;
    laptop.sync()?;
    page.press("office-nav-conflicts").await?;
    page.see("office-stay-away").await?;
    faults
        .look(page, "perbedaan-terhapus", "office-stay-away")
        .await?;
    page.press("office-restore").await?;
    page.gone("office-stay-away").await
}

/// A household with two heads, put right.
async fn household(page: &Page, faults: &mut Faults, laptop: &Laptop) -> Result<()> {
    for hit in people(laptop)? {
        let view = laptop.ask(&ResidentGet { id: hit.id })?;
        let members = view
            .household
            .map(|family| family.members)
            .unwrap_or_default();
        let Some(other) = members.iter().find(|member| member.card.id != hit.id) else {
            continue;
        };
        for id in [hit.id, other.card.id] {
            write(laptop, id, &[("relation", "1")])?;
        }
        laptop.sync()?;
        page.press("office-nav-overview").await?;
        page.press("office-nav-conflicts").await?;
        page.see("office-relation").await?;
        faults
            .look(page, "perbedaan-keluarga", "office-decide")
            .await?;
        let option = format!("[id='relation-{}'] option[value='4']", other.card.id);
        page.find(&option, "the relation of a child")
            .await?
            .click()
            .await?;
        page.press("office-decide").await?;
        return page.gone("office-relation").await;
    }
    anyhow::bail!("the sample has no household with two members")
}

/// Changes of different fields that did not know of each other: looked at, ticked off, taken back.
async fn beside(page: &Page, faults: &mut Faults) -> Result<()> {
    page.press("office-way-look").await?;
    page.see("office-beside").await?;
    faults
        .look(page, "perbedaan-lihat", "office-decide")
        .await?;
    english(page, faults, "office-nav-conflicts", "perbedaan-lihat").await?;
    page.press("office-decide").await?;
    page.see("toast").await?;
    faults
        .glance(page, "perbedaan-lihat-kosong", "undo")
        .await?;
    page.press("undo").await?;
    // The card is there before its record is; only then the keys do something.
    page.see("office-decide").await?;
    page.keys(&[key::CONTROL, key::ENTER, key::RELEASE].concat())
        .await?;
    page.gone("office-beside").await
}

/// Takes the second value of every field, by its key.
async fn take_all(page: &Page) -> Result<()> {
    for _ in 0..10 {
        let told = page.text("office-chosen").await?;
        let mut numbers = told.split(' ').filter(|word| word.parse::<u8>().is_ok());
        let chosen = numbers.next().unwrap_or_default().to_owned();
        if numbers.next() == Some(&chosen) {
            return Ok(());
        }
        page.keys("2").await?;
        page.text_is("office-chosen", "one more chosen", |text| {
            !text.starts_with(&chosen)
        })
        .await?;
    }
    anyhow::bail!("not every field could be chosen by its key")
}

/// Waits until the bar says that so many fields are chosen.
async fn chosen(page: &Page, count: &str) -> Result<()> {
    let told = |text: &str| text.starts_with(count);
    page.text_is("office-chosen", "how many are chosen", told)
        .await?;
    Ok(())
}

/// Waits until the menu says how much is left.
async fn wait_for_count(page: &Page, left: &str) -> Result<()> {
    let told = |text: &str| {
        let count = text
            .lines()
            .find(|line| line.chars().all(|c| c.is_ascii_digit()));
        count.unwrap_or("0") == left
    };
    page.text_is("office-nav-conflicts", "the count", told)
        .await?;
    Ok(())
}

/// The same screen in English.
pub(super) async fn english(page: &Page, faults: &mut Faults, nav: &str, name: &str) -> Result<()> {
    page.press("language").await?;
    faults.english(page, name, nav).await?;
    page.press("language").await
}

fn people(laptop: &Laptop) -> Result<Vec<ResidentHit>> {
    let found = laptop.ask(&ResidentSearch {
        query: "wa".to_owned(),
        limit: 50,
    })?;
    let people: Vec<ResidentHit> = found
        .hits
        .into_iter()
        .filter(|hit| !hit.nik_tail.is_empty())
        .collect();
    ensure!(people.len() > 3, "the sample has people with a NIK");
    Ok(people)
}

fn form(laptop: &Laptop, id: ResidentId) -> Result<BTreeMap<String, String>> {
    let form = laptop.ask(&ResidentForm {
        id: Some(id),
        household_of: None,
    })?;
    Ok(form.values)
}

fn write(laptop: &Laptop, id: ResidentId, fields: &[(&str, &str)]) -> Result<()> {
    laptop.mend(id, fields)?;
    Ok(())
}

fn register(laptop: &Laptop, fields: [(&str, &str); 5], phone: &str) -> Result<()> {
    let known: Vec<_> = fields.into_iter().chain([("phone", phone)]).collect();
    laptop.register(&known)?;
    Ok(())
}

fn print(laptop: &Laptop, id: ResidentId) -> Result<()> {
    let request = laptop.domicile(id, "F4")?;
    laptop.print(request.id).context("a letter")?;
    Ok(())
}
