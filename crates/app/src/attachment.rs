//! Files that belong to a record: taken in, made small, listed, shown. Their way to the office is `sync::files`.

mod media;
mod picture;
mod record;

use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
    time::SystemTime,
};

use data_encoding::BASE64;
use jemput_domain::id::AttachmentId;
use jemput_wire::{
    attachment::{
        AttachBytes, AttachFile, AttachmentConsent, AttachmentContent, AttachmentFetch,
        AttachmentList, AttachmentOpen, AttachmentPick, AttachmentRemove, AttachmentRestore,
        AttachmentSave, AttachmentSuggestions, AttachmentsView, Owner, Purpose,
    },
    import::{FileCard, Picked, Saved},
};
use serde_json::Value;
use uuid::Uuid;

pub(crate) use media::Media;
pub(crate) use picture::{grey, thumb};
use record::{Attachment, KIND};

use crate::{
    App,
    error::{Result, coded},
    files,
    resident_form::CONSENT,
    session::Session,
};

/// A photo as it comes from a camera.
const LARGEST_PICTURE: u64 = 20 * 1024 * 1024;
/// Documents cannot be made smaller here, so they are refused when they are attached, not when they would be sent.
const LARGEST_DOCUMENT: u64 = 2 * 1024 * 1024;

/// What to keep of a file.
struct Taken {
    bytes: Vec<u8>,
    media: Media,
    thumb: Option<Vec<u8>>,
}

/// Checks a file and makes it small.
fn take(bytes: Vec<u8>, purpose: Purpose) -> Result<Taken> {
    if bytes.is_empty() {
        return Err(coded("attachment-empty"));
    }
    let media = Media::of(&bytes).ok_or_else(|| coded("attachment-type"))?;
    let (size, most) = (bytes.len() as u64, largest(media));
    if size > most {
        return Err(too_large(size, most));
    }
    if media.is_picture() {
        let picture = picture::shrink(&bytes, media, purpose)?;
        return Ok(Taken {
            bytes: picture.bytes,
            media: picture.media,
            thumb: Some(picture.thumb),
        });
    }
    Ok(Taken {
        bytes,
        media,
        thumb: None,
    })
}

fn largest(media: Media) -> u64 {
    if media.is_picture() {
        LARGEST_PICTURE
    } else {
        LARGEST_DOCUMENT
    }
}

fn too_large(size: u64, most: u64) -> crate::Error {
    let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    coded("attachment-large")
        .with("size", megabytes(size))
        .with("most", megabytes(most))
}

/// Reads a file of which nothing is known yet; never more than can be taken.
fn read(path: &Path) -> Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(coded("attachment-type"));
    }
    if about.len() > LARGEST_PICTURE {
        return Err(too_large(about.len(), LARGEST_PICTURE));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST_PICTURE + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The file's name with the end that fits its content.
fn name_of(name: &str, media: Media) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 5 => stem,
        _ => name,
    };
    let stem: String = stem
        .chars()
        .filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c))
        .take(80)
        .collect();
    let stem = if stem.is_empty() { "lampiran" } else { &stem };
    format!("{stem}.{}", media.extension())
}

impl App {
    pub(crate) fn attachment_list(&self, wish: AttachmentList) -> Result<AttachmentsView> {
        let session = self.session()?;
        self.attachments(&session, wish.owner.id)
    }

    pub(crate) fn attachment_suggestions(&self, _: AttachmentSuggestions) -> Result<Vec<FileCard>> {
        self.session()?;
        let mut found = Vec::new();
        for folder in &self.config.inboxes {
            likely(folder, 2, &mut found);
        }
        found.sort_by_key(|(at, _): &(SystemTime, FileCard)| std::cmp::Reverse(*at));
        Ok(found.into_iter().map(|(_, card)| card).take(12).collect())
    }

    pub(crate) fn attachment_pick(&self, _: AttachmentPick) -> Result<Picked> {
        self.session()?;
        let path = self.config.dialogs.pick_attachment();
        Ok(Picked {
            path: path.map(|path| path.display().to_string()),
        })
    }

    pub(crate) fn attach_file(&self, wish: AttachFile) -> Result<AttachmentsView> {
        let session = self.session()?;
        let path = Path::new(wish.path.trim());
        let taken = take(read(path)?, wish.purpose)?;
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        self.attach(&session, &wish.owner, &name, &wish.note, &taken)
    }

    pub(crate) fn attach_bytes(&self, wish: AttachBytes) -> Result<AttachmentsView> {
        let session = self.session()?;
        // Four letters are three bytes; asked before they are unpacked.
        let size = wish.content.len() as u64 / 4 * 3;
        if size > LARGEST_PICTURE + 3 {
            return Err(too_large(size, LARGEST_PICTURE));
        }
        let bytes = BASE64
            .decode(wish.content.as_bytes())
            .map_err(|_| coded("attachment-damaged"))?;
        let taken = take(bytes, wish.purpose)?;
        self.attach(&session, &wish.owner, &wish.name, &wish.note, &taken)
    }

    fn attach(
        &self,
        session: &Session,
        owner: &Owner,
        name: &str,
        note: &str,
        taken: &Taken,
    ) -> Result<AttachmentsView> {
        self.check_owner(session, owner)?;
        let village = session.membership.village()?.scope();
        let now = self.time.now_ms();
        let mut store = session.store();
        let before = store.attachments_of(owner.id)?;
        store.transact(&self.author(session), |tx| {
            let sha256 = tx.put_blob(&taken.bytes, taken.thumb.as_deref())?;
            let attachment = Attachment {
                owner: owner.id,
                owner_kind: owner.kind.clone(),
                sha256: data_encoding::HEXLOWER.encode(&sha256),
                bytes: taken.bytes.len() as u64,
                media: taken.media.name().to_owned(),
                name: name_of(name, taken.media),
                note: note.trim().chars().take(200).collect(),
                taken_at: now,
                deleted: false,
            };
            // The same file once more, such as by a second click, is the same attachment.
            let known = before
                .iter()
                .find(|record| record.text("sha256") == Some(&attachment.sha256));
            match known {
                Some(known) => tx.edit_value(known.id, "deleted", Value::Bool(false))?,
                None => tx.create_as(Uuid::now_v7(), KIND, &attachment, &[("scope", &village)])?,
            }
            Ok::<_, crate::Error>(())
        })?;
        drop(store);
        self.attachments(session, owner.id)
    }

    fn check_owner(&self, session: &Session, owner: &Owner) -> Result<()> {
        let known = match owner.kind.as_str() {
            "resident" => session
                .store()
                .record(owner.id)?
                .is_some_and(|record| record.kind == "resident"),
            "request" => self.knows_request(session, owner.id)?,
            _ => false,
        };
        if known {
            Ok(())
        } else {
            Err(coded("attachment-owner"))
        }
    }

    pub(crate) fn attachment_consent(&self, wish: AttachmentConsent) -> Result<AttachmentsView> {
        let session = self.session()?;
        let owner = wish.owner.id;
        if wish.owner.kind != "resident" {
            return Err(coded("attachment-owner"));
        }
        self.check_owner(&session, &wish.owner)?;
        let day = if wish.given {
            Value::from(jemput_domain::date::iso(self.today_in(&session)))
        } else {
            Value::Null
        };
        session.store().transact(&self.author(&session), |tx| {
            tx.edit_value(owner, CONSENT, day)
        })?;
        self.attachments(&session, owner)
    }

    pub(crate) fn attachment_open(&self, wish: AttachmentOpen) -> Result<AttachmentContent> {
        let session = self.session()?;
        let (attachment, bytes) = self.content_of(&session, wish.id)?;
        Ok(AttachmentContent {
            name: attachment.name,
            media: attachment.media,
            content: BASE64.encode(&bytes),
        })
    }

    pub(crate) fn attachment_save(&self, wish: AttachmentSave) -> Result<Saved> {
        let session = self.session()?;
        let (attachment, bytes) = self.content_of(&session, wish.id)?;
        // The name may come from another laptop: what it ends with follows the content.
        let media = Media::of(&bytes).ok_or_else(|| coded("attachment-type"))?;
        let name = name_of(&attachment.name, media);
        let stem = name.strip_suffix(media.extension()).unwrap_or(&name);
        let path = files::free_name(
            &self.config.documents.join("Lampiran"),
            stem.trim_end_matches('.'),
            media.extension(),
        );
        files::replace(&path, &bytes)?;
        Ok(Saved {
            path: path.display().to_string(),
        })
    }

    pub(crate) fn attachment_remove(&self, wish: AttachmentRemove) -> Result<AttachmentsView> {
        self.set_removed(wish.id, true)
    }

    pub(crate) fn attachment_restore(&self, wish: AttachmentRestore) -> Result<AttachmentsView> {
        self.set_removed(wish.id, false)
    }

    fn set_removed(&self, id: AttachmentId, removed: bool) -> Result<AttachmentsView> {
        let session = self.session()?;
        let attachment = self.attachment(&session, id)?;
        session.store().transact(&self.author(&session), |tx| {
            tx.edit_value(id.0, "deleted", Value::Bool(removed))
        })?;
        self.attachments(&session, attachment.owner)
    }

    pub(crate) fn attachment_fetch(&self, wish: AttachmentFetch) -> Result<AttachmentsView> {
        let session = self.session()?;
        let attachment = self.attachment(&session, wish.id)?;
        let sha256 = attachment.sha()?;
        session.store().want_blob(&sha256, attachment.bytes)?;
        self.sync_soon();
        self.attachments(&session, attachment.owner)
    }
}

/// Pictures and documents by their names; what they are is looked at when one is chosen.
fn likely(folder: &Path, depth: u8, found: &mut Vec<(SystemTime, FileCard)>) {
    const ENDS: [&str; 5] = ["jpg", "jpeg", "png", "pdf", "docx"];
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten().take(2_000) {
        let path = entry.path();
        let Ok(about) = entry.metadata() else {
            continue;
        };
        if about.is_dir() && depth > 0 {
            likely(&path, depth - 1, found);
        }
        let end = path
            .extension()
            .map(|end| end.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let name = entry.file_name().to_string_lossy().into_owned();
        if about.is_file() && ENDS.contains(&end.as_str()) && !name.starts_with(['~', '.']) {
            let card = FileCard {
                path: path.display().to_string(),
                name,
                folder: folder.display().to_string(),
                size: about.len(),
            };
            found.push((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), card));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: Vec<u8>) -> jemput_wire::AppError {
        match take(bytes, Purpose::Document) {
            Err(error) => error.view,
            Ok(_) => panic!("taken"),
        }
    }

    #[test]
    fn what_is_too_large_is_refused_when_it_is_attached_with_the_reason() {
        let mut scan = b"%PDF-1.7 ".to_vec();
        scan.resize(30 * 1024 * 1024, b' ');
        let refused = refusal(scan);
        assert_eq!(refused.code, "attachment-large");
        assert_eq!(
            (&*refused.params["size"], &*refused.params["most"]),
            ("30", "2")
        );
        assert_eq!(refusal(b"MZ a program".to_vec()).code, "attachment-type");
        assert_eq!(refusal(Vec::new()).code, "attachment-empty");
        let document = b"%PDF-1.7 letter".to_vec();
        let taken = take(document.clone(), Purpose::Document)
            .ok()
            .map(|taken| taken.bytes);
        assert_eq!(taken, Some(document), "documents stay as they are");
    }

    #[test]
    fn a_name_fits_its_content_and_leads_into_no_other_folder() {
        for (name, expected) in [
            ("KTP depan.JPG", "KTP depan.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            (r"C:\foto\kk.jpeg", "kk.jpg"),
            ("tagihan.pdf.exe", "tagihan.pdf.jpg"),
            (".jpg", ".jpg.jpg"),
            ("", "lampiran.jpg"),
            ("a:b*c?.png", "abc.jpg"),
        ] {
            assert_eq!(name_of(name, Media::Jpeg), expected, "{name}");
        }
    }
}
