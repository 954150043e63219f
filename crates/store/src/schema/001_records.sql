-- Changes as their authors wrote them, the records that they make, and what makes records findable.

CREATE TABLE change (
    session INTEGER NOT NULL,            -- 64 random bits of the author's process, as a signed number
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,                 -- the author's bytes (of others' changes: what this laptop may see)
    own INTEGER NOT NULL,                -- written on this laptop
    device BLOB NOT NULL,
    user BLOB NOT NULL,
    wall INTEGER NOT NULL,
    seq INTEGER,                         -- place in the office's log; NULL: not answered yet; 0: kept outside it
    eff INTEGER,                         -- the time that counts, from the office
    parked TEXT,                         -- why it waits for the office's decision, if it does
    PRIMARY KEY (session, n)
) WITHOUT ROWID;
CREATE INDEX change_unsent ON change (wall) WHERE own = 1 AND seq IS NULL;

CREATE TABLE change_record (
    record BLOB NOT NULL,
    session INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (record, session, n)
) WITHOUT ROWID;

CREATE TABLE record (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,                 -- all fields with all living values, see jemput_sync::RecordState
    last_seq INTEGER NOT NULL DEFAULT 0,
    left_seq INTEGER,                    -- it left this laptop's villages: hidden, deleted once all is sent
    rivals INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX record_kind ON record (kind);
CREATE INDEX record_rivals ON record (id) WHERE rivals = 1;

CREATE TABLE resident (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name_key TEXT NOT NULL,
    nik TEXT NOT NULL,                   -- as typed, also when it is not a valid one
    kk TEXT NOT NULL,
    household BLOB,
    birth TEXT NOT NULL,
    opened INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX resident_name ON resident (name_key);
CREATE INDEX resident_nik ON resident (nik) WHERE nik <> '';
CREATE INDEX resident_household ON resident (household);
CREATE INDEX resident_opened ON resident (opened) WHERE opened > 0;
CREATE VIRTUAL TABLE resident_text USING fts5 (text, tokenize = 'trigram', detail = 'full');

CREATE TABLE letter (
    id BLOB PRIMARY KEY,
    state TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    resident BLOB,
    cti TEXT NOT NULL,
    text TEXT NOT NULL                   -- number, name and title, folded
) WITHOUT ROWID;
CREATE INDEX letter_printed ON letter (printed_at);
CREATE INDEX letter_cti ON letter (cti);
CREATE INDEX letter_resident ON letter (resident);

-- Below: what belongs to this laptop alone and is never sent.

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE draft (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    saved INTEGER NOT NULL,
    discarded INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE stock (
    village TEXT NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (village, series, year)
) WITHOUT ROWID;

CREATE TABLE print (
    id BLOB PRIMARY KEY,
    letter BLOB NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX print_letter ON print (letter);

CREATE TABLE view_log (record BLOB NOT NULL, officer BLOB NOT NULL, at INTEGER NOT NULL);
