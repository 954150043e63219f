-- What both sides compare and repair: sums and members of scopes; and what is listed of it.

ALTER TABLE record ADD COLUMN sum INTEGER NOT NULL DEFAULT 0;       -- of the state, see jemput_sync::Checksum
ALTER TABLE record ADD COLUMN scopes TEXT NOT NULL DEFAULT '[]';    -- in which it counts; none while it is hidden
CREATE TABLE member (scope TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (scope, record)) WITHOUT ROWID;
CREATE TABLE scope_sum (scope TEXT PRIMARY KEY, sum INTEGER NOT NULL) WITHOUT ROWID;

ALTER TABLE change ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;    -- the bytes are gone for ever

-- Of laptops: records that a restored office may lack (`lacking`: it asked for them), records that wait for the
-- cursor, and what was repaired.
CREATE TABLE offered (record BLOB PRIMARY KEY, lacking INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE staged (record BLOB PRIMARY KEY, seq INTEGER NOT NULL, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (no INTEGER PRIMARY KEY, value TEXT NOT NULL);

-- Of the office: which entries touched a record, what is worth a look, what was decided, laptops that know a later log.
CREATE INDEX feed_record ON feed (record, seq);
CREATE TABLE flag (
    seq INTEGER NOT NULL,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    earlier INTEGER NOT NULL,
    PRIMARY KEY (seq, record, earlier)
) WITHOUT ROWID;
CREATE TABLE decided (session INTEGER NOT NULL, n INTEGER NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (session, n))
    WITHOUT ROWID;
CREATE TABLE rollback (device BLOB NOT NULL, at INTEGER NOT NULL, lost TEXT NOT NULL, common TEXT NOT NULL);
