-- Files that records speak of, so that they are found by their content and by what they belong to. The bytes lie elsewhere.

CREATE TABLE attachment (
    id BLOB PRIMARY KEY,
    owner BLOB,
    sha256 BLOB NOT NULL,                -- empty where the record names none that could be one
    bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX attachment_owner ON attachment (owner);
CREATE INDEX attachment_sha256 ON attachment (sha256);
