-- What only this server knows. Version 1.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL,
  created INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Only the hash of the cookie is kept.
CREATE TABLE session (
  token BLOB PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One-time enrolment codes; only hashes are kept.
CREATE TABLE code (
  hash BLOB PRIMARY KEY,
  device_name TEXT NOT NULL,
  villages TEXT NOT NULL,
  created INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  device TEXT REFERENCES device(id)
) STRICT, WITHOUT ROWID;

-- Wrong codes, by where they came from; forgotten after an hour.
CREATE TABLE attempt (
  source TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX attempt_at ON attempt(at);

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  mark TEXT NOT NULL UNIQUE,
  public_key BLOB NOT NULL UNIQUE,
  villages TEXT NOT NULL,
  officer TEXT NOT NULL,
  officer_name TEXT NOT NULL,
  certificate BLOB NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER,
  enrolled INTEGER NOT NULL,
  last_contact INTEGER
) STRICT;

-- A nonce is kept until a request with its time would be refused as too old anyway.
CREATE TABLE nonce (
  nonce BLOB PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_until ON nonce(until);

-- Every number that was ever handed out in a block, for good.
CREATE TABLE number_block (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL REFERENCES device(id),
  village TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  created INTEGER NOT NULL,
  published INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX number_block_first ON number_block(village, series, year, first);

-- Letters by their random id, so that the check page needs no name and no number.
CREATE TABLE letter_status (
  cti BLOB PRIMARY KEY,
  prefix INTEGER NOT NULL,
  record TEXT NOT NULL,
  status INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_status_prefix ON letter_status(prefix);

-- Numbers that stand on paper, as far as the office knows.
CREATE TABLE number_used (
  village TEXT NOT NULL,
  series TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (village, series, year, number)
) STRICT, WITHOUT ROWID;
