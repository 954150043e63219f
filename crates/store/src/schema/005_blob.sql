-- Content of files on a laptop, in pieces: no file is ever in memory as a whole but while it is attached.

CREATE TABLE blob (
    no INTEGER PRIMARY KEY,              -- in the order of coming: oldest goes first
    sha256 BLOB NOT NULL UNIQUE,
    length INTEGER NOT NULL,
    have INTEGER NOT NULL,               -- bytes from its beginning that are here
    sent INTEGER NOT NULL,               -- bytes from its beginning that the office has
    wanted INTEGER NOT NULL DEFAULT 0,   -- somebody asked for it
    problem TEXT,                        -- why it does not move on
    thumb BLOB
);
CREATE INDEX blob_unsent ON blob (no) WHERE sent < length;
CREATE INDEX blob_wanted ON blob (no) WHERE wanted = 1;

CREATE TABLE blob_piece (
    blob INTEGER NOT NULL,
    no INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (blob, no)
);

-- The officer took it back: the record stays, its file is not sent any more.
ALTER TABLE attachment ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
