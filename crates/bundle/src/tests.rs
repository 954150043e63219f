//! What is written reads back; what is not exactly that is refused and leaves nothing behind.

use std::{fs, path::Path};

use ed25519_dalek::SigningKey;
use proptest::prelude::*;

use super::*;

struct Post {
    folder: tempfile::TempDir,
    sender: SigningKey,
    receiver: BoxKey,
}

fn label() -> Label {
    Label {
        id: "5f0c".into(),
        from: "laptop".into(),
        from_name: "Laptop 07".into(),
        to: "office".into(),
        to_name: "Kecamatan Wanajaya".into(),
        made: 1_795_600_000_000,
    }
}

impl Post {
    fn new() -> Self {
        let post = Self {
            folder: tempfile::tempdir().unwrap(),
            sender: SigningKey::from_bytes(&[7; 32]),
            receiver: BoxKey::generate(),
        };
        fs::create_dir(post.stick()).unwrap();
        fs::create_dir(post.here()).unwrap();
        post
    }

    fn stick(&self) -> std::path::PathBuf {
        self.folder.path().join("stick")
    }

    fn here(&self) -> std::path::PathBuf {
        self.folder.path().join("here")
    }

    fn begin(&self) -> Result<Writer> {
        let to = self.receiver.public();
        Writer::begin(&self.stick(), "kiriman", &label(), &to, &self.sender, 0)
    }

    fn write(&self, frames: &[(u8, Vec<u8>)]) -> Written {
        let mut writer = self.begin().unwrap();
        for (kind, bytes) in frames {
            writer.frame(*kind, bytes).unwrap();
        }
        writer.finish().unwrap()
    }

    fn open(&self, path: &Path) -> Result<Opened> {
        let sender = self.sender.verifying_key();
        open(
            path,
            &self.here(),
            "office",
            &self.receiver,
            |_| Ok(sender),
            |_, _| true,
        )
    }

    fn code(&self, path: &Path) -> &'static str {
        let code = self.open(path).unwrap_err().code();
        assert_eq!(fs::read_dir(self.here()).unwrap().count(), 0, "{code}");
        code
    }
}

fn all(opened: &Opened) -> Vec<(u8, Vec<u8>)> {
    let mut frames = opened.frames().unwrap();
    let mut all = Vec::new();
    while let Some(frame) = frames.next().unwrap() {
        all.push(frame);
    }
    all
}

#[test]
fn what_is_written_reads_back_twice_and_the_copy_goes_away() {
    let post = Post::new();
    let frames = vec![
        (1, b"head".to_vec()),
        (3, Vec::new()),
        (5, vec![9; 200_000]),
    ];
    let written = post.write(&frames);
    assert_eq!(written.path, post.stick().join("kiriman.jemput"));
    assert_eq!(written.size, fs::metadata(&written.path).unwrap().len());
    assert_eq!(label_of(&written.path).unwrap(), label());
    let opened = post.open(&written.path).unwrap();
    assert_eq!(all(&opened), frames);
    assert_eq!(all(&opened), frames);
    drop(opened);
    assert_eq!(fs::read_dir(post.here()).unwrap().count(), 0);
    assert_eq!(
        post.write(&frames).path,
        post.stick().join("kiriman-2.jemput")
    );
}

#[test]
fn nothing_of_the_content_can_be_read_on_the_stick() {
    let post = Post::new();
    let written = post.write(&[(3, b"Sri Waluyo Ningsih".repeat(50))]);
    let bytes = fs::read(&written.path).unwrap();
    assert!(!bytes.windows(6).any(|six| six == b"Waluyo"));
}

#[test]
fn each_fault_has_its_own_word_and_leaves_nothing_behind() {
    let post = Post::new();
    let whole = fs::read(post.write(&[(1, vec![1; 5000])]).path).unwrap();
    let path = post.stick().join("x.jemput");
    let put = |bytes: &[u8]| fs::write(&path, bytes).unwrap();
    put(b"PK\x03\x04 a spreadsheet");
    assert_eq!(post.code(&path), "bundle-not-one");
    put(b"");
    assert_eq!(post.code(&path), "bundle-not-one");
    put(&whole[..whole.len() - 1]);
    assert_eq!(post.code(&path), "bundle-cut");
    put(&whole[..whole.len() / 2]);
    assert_eq!(post.code(&path), "bundle-cut");
    put(&whole[..40]);
    assert_eq!(post.code(&path), "bundle-damaged");
    let text = String::from_utf8_lossy(&whole[..16]).into_owned();
    assert_eq!(text, "jemput-bundle 1\n");
    put(&[b"jemput-bundle 2\n", &whole[16..]].concat());
    assert_eq!(post.code(&path), "bundle-newer");
    let mut bad = whole.clone();
    bad[whole.len() - file::SEAL - 20] ^= 1;
    put(&bad);
    assert_eq!(post.code(&path), "bundle-damaged");
    let mut bad = whole.clone();
    let at = whole.len() - 40;
    bad[at] ^= 1;
    put(&bad);
    assert_eq!(post.code(&path), "bundle-signature");
    assert_eq!(post.code(&post.stick().join("nowhere")), "bundle-missing");
    assert_eq!(post.code(&post.stick()), "bundle-not-one");
    put(&whole);
    let stranger = |me: &str, key: &BoxKey| {
        let sender = post.sender.verifying_key();
        open(&path, &post.here(), me, key, |_| Ok(sender), |_, _| true)
            .map(|_| ())
            .map_err(|error: BundleError| error.code())
    };
    assert_eq!(
        stranger("laptop 3", &post.receiver),
        Err("bundle-other-receiver")
    );
    assert_eq!(
        stranger("office", &BoxKey::generate()),
        Err("bundle-other-key")
    );
    assert_eq!(stranger("office", &post.receiver), Ok(()));
    assert_eq!(fs::read_dir(post.here()).unwrap().count(), 0);
}

#[test]
fn a_seal_replaced_by_another_laptops_is_noticed() {
    let post = Post::new();
    let path = post.write(&[(1, b"content".to_vec())]).path;
    let mut bytes = fs::read(&path).unwrap();
    let thief = SigningKey::from_bytes(&[8; 32]);
    let sender = b"\"from\":\"laptop\"";
    let at = bytes.windows(sender.len()).position(|w| w == sender);
    let at = at.unwrap();
    bytes[at..at + sender.len()].copy_from_slice(b"\"from\":\"thieve\"");
    let content = bytes.len() - file::SEAL;
    let hash: [u8; 32] = file::hash_of(&bytes[..], content as u64, std::io::sink(), |_| true)
        .unwrap()
        .unwrap();
    use ed25519_dalek::Signer as _;
    bytes.truncate(content);
    bytes.extend_from_slice(&hash);
    bytes.extend_from_slice(&thief.sign(&file::signed(&hash)).to_bytes());
    bytes.extend_from_slice(file::END);
    fs::write(&path, bytes).unwrap();
    let refused = open(
        &path,
        &post.here(),
        "office",
        &post.receiver,
        |label| {
            assert_eq!(label.from, "thieve");
            Ok(thief.verifying_key())
        },
        |_, _| true,
    );
    assert_eq!(
        refused.map(|_| ()).map_err(|e: BundleError| e.code()),
        Err("bundle-signature")
    );
}

#[test]
fn a_bundle_that_is_given_up_or_stopped_leaves_no_file() {
    let post = Post::new();
    let mut writer = post.begin().unwrap();
    writer.frame(1, &[1; 1000]).unwrap();
    drop(writer);
    assert_eq!(fs::read_dir(post.stick()).unwrap().count(), 0);
    let path = post.write(&[(5, vec![3; 1000])]).path;
    let sender = post.sender.verifying_key();
    let stopped = open(
        &path,
        &post.here(),
        "office",
        &post.receiver,
        |_| Ok(sender),
        |_, _| false,
    );
    assert_eq!(
        stopped.map(|_| ()).map_err(|e: BundleError| e.code()),
        Err("bundle-stopped")
    );
    assert_eq!(fs::read_dir(post.here()).unwrap().count(), 0);
}

#[test]
fn a_stick_without_room_or_gone_is_told_before_anything_is_written() {
    let post = Post::new();
    let to = post.receiver.public();
    let begin = |folder: &Path, needed| {
        Writer::begin(folder, "kiriman", &label(), &to, &post.sender, needed)
            .map(|_| ())
            .map_err(|error| error.code())
    };
    assert_eq!(begin(&post.stick(), u64::MAX / 2), Err("bundle-no-room"));
    assert_eq!(
        begin(&post.folder.path().join("gone"), 0),
        Err("bundle-missing")
    );
    assert_eq!(fs::read_dir(post.stick()).unwrap().count(), 0);
    assert_eq!(
        BundleError::from(std::io::Error::from_raw_os_error(5)).code(),
        "bundle-medium-gone"
    );
}

#[test]
fn the_key_is_one_that_ages_own_tools_read() {
    let key = BoxKey::generate();
    assert!(key.secret_text().starts_with("AGE-SECRET-KEY-1"));
    assert_eq!(
        BoxKey::parse(&key.secret_text()).unwrap().public(),
        key.public()
    );
    assert_eq!(
        BoxPublic::parse(&key.public().text()).unwrap(),
        key.public()
    );
    assert!(BoxPublic::parse("age1x").is_err());
    let bytes = BoxKey::from_bytes(&[7; 32]).unwrap();
    assert_eq!(
        bytes.public(),
        BoxKey::from_bytes(&[7; 32]).unwrap().public()
    );
    assert_ne!(
        bytes.public(),
        BoxKey::from_bytes(&[8; 32]).unwrap().public()
    );
    assert!(!format!("{key:?}").contains("SECRET"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_bit_can_change_and_no_end_be_missing(bit in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>()) {
        let post = Post::new();
        let path = post.write(&[(1, b"head".to_vec()), (3, vec![7; 3000])]).path;
        let whole = fs::read(&path).unwrap();
        let mut bad = whole.clone();
        let at = bit.index(bad.len() * 8);
        bad[at / 8] ^= 1 << (at % 8);
        fs::write(&path, bad).unwrap();
        post.code(&path);
        fs::write(&path, &whole[..cut.index(whole.len())]).unwrap();
        post.code(&path);
    }

    #[test]
    fn any_frames_read_back(frames in prop::collection::vec((1_u8..9, prop::collection::vec(any::<u8>(), 0..3000)), 0..20)) {
        let post = Post::new();
        let path = post.write(&frames).path;
        prop_assert_eq!(all(&post.open(&path).unwrap()), frames);
    }
}
