-- Changes as their authors wrote them, the records that they make, and what makes records findable.

CREATE TABLE change (
    no INTEGER PRIMARY KEY,              -- in the order of coming here: an edit is never sent before what it edits
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
    UNIQUE (session, n)
);
CREATE INDEX change_own ON change (seq) WHERE own = 1;
CREATE INDEX change_parked ON change (seq) WHERE parked IS NOT NULL;

CREATE TABLE change_record (
    record BLOB NOT NULL,
    session INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (record, session, n)
) WITHOUT ROWID;

CREATE INDEX change_record_change ON change_record (session, n);

CREATE TABLE record (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,                 -- all fields with all living values, see jemput_sync::RecordState
    last_seq INTEGER NOT NULL DEFAULT 0,
    left_seq INTEGER,                    -- it left this laptop's villages: hidden, deleted once all is sent
    rivals INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX record_kind ON record (kind, left_seq);
CREATE INDEX record_left ON record (left_seq) WHERE left_seq IS NOT NULL;
CREATE INDEX record_rivals ON record (id) WHERE rivals = 1;

CREATE TABLE resident (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name_key TEXT NOT NULL,
    text TEXT NOT NULL,                  -- name and address, folded
    nik TEXT NOT NULL,                   -- as typed, also when it is not a valid one
    nik_reversed TEXT NOT NULL,          -- for searching by the last digits
    kk TEXT NOT NULL,
    household BLOB,
    birth TEXT NOT NULL,
    opened INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX resident_name ON resident (name_key);
CREATE INDEX resident_nik ON resident (nik) WHERE nik <> '';
CREATE INDEX resident_tail ON resident (nik_reversed) WHERE nik_reversed <> '';
CREATE INDEX resident_kk ON resident (kk) WHERE kk <> '';
CREATE INDEX resident_household ON resident (household);
CREATE INDEX resident_opened ON resident (opened) WHERE opened > 0;
-- Only in which rows a trigram occurs: the row itself decides.
CREATE VIRTUAL TABLE resident_text USING
    fts5 (text, tokenize = 'trigram', detail = 'none', content = '', contentless_delete = 1);

CREATE TABLE household (id BLOB PRIMARY KEY, kk TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX household_kk ON household (kk);

CREATE TABLE request (
    id BLOB PRIMARY KEY,
    resident BLOB,
    state TEXT NOT NULL,
    opened_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX request_resident ON request (resident, opened_at);

CREATE TABLE letter (
    no INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    printed_at INTEGER NOT NULL,
    resident BLOB,
    cti TEXT NOT NULL,
    village TEXT NOT NULL,
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER,                      -- the plain number; NULL in a laptop's own series
    text TEXT NOT NULL                   -- number, name and title, folded
);
CREATE INDEX letter_printed ON letter (printed_at);
CREATE INDEX letter_issued ON letter (issued_on);
CREATE INDEX letter_cti ON letter (cti);
CREATE INDEX letter_resident ON letter (resident);
CREATE INDEX letter_state ON letter (state, printed_at);
CREATE INDEX letter_serial ON letter (village, series, year, serial) WHERE serial IS NOT NULL;
CREATE VIRTUAL TABLE letter_text USING
    fts5 (text, tokenize = 'trigram', detail = 'none', content = '', contentless_delete = 1);

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

CREATE TABLE view_log (no INTEGER PRIMARY KEY, record BLOB NOT NULL, officer BLOB NOT NULL, at INTEGER NOT NULL);
