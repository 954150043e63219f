-- What waits for the office's decision. Derived from the records: version 1.

-- Up to where the log was looked at.
CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 0), seq INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;

-- One row for each record and topic, and for each field where several values stand against each other.
CREATE TABLE matter (
  record BLOB NOT NULL,
  topic TEXT NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  village TEXT NOT NULL,
  at INTEGER NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (record, topic, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_at ON matter (at);

-- To which household a resident belonged when it was looked at last: also the one that was left must be looked at.
CREATE TABLE member (id BLOB PRIMARY KEY, household BLOB NOT NULL) STRICT, WITHOUT ROWID;
