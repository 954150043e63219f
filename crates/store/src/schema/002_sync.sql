-- Of laptops: records of which only parts are here.
CREATE TABLE wanted (record BLOB PRIMARY KEY) WITHOUT ROWID;

-- Of the office: its log, and who held which record when. The bytes lie in `change`.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    received INTEGER NOT NULL,
    digest BLOB NOT NULL,                -- running: of this entry and all before it
    UNIQUE (session, n)
);

CREATE TABLE feed (
    scope TEXT NOT NULL,
    seq INTEGER NOT NULL,
    record BLOB NOT NULL,
    made INTEGER NOT NULL,
    before INTEGER NOT NULL,
    after INTEGER NOT NULL,
    PRIMARY KEY (scope, seq, record)
) WITHOUT ROWID;

CREATE TABLE thread (device BLOB PRIMARY KEY, accepted BLOB, issued BLOB NOT NULL) WITHOUT ROWID;

-- Laptops that were restored from a copy, or of which a copy is at work.
CREATE TABLE fork (device BLOB NOT NULL, at INTEGER NOT NULL);

-- Bytes that cannot be in the log: kept as evidence, never applied.
CREATE TABLE quarantine (
    hash BLOB PRIMARY KEY,
    device BLOB NOT NULL,
    bytes BLOB NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL
) WITHOUT ROWID;
