-- What waits for the office's decision. Derived from the records: version 7.

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

-- Numbers of letters that are not void, each after its village: two of one number are listed.
CREATE TABLE letter_number (id BLOB PRIMARY KEY, number TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX letter_number_number ON letter_number (number);

-- Who checked a letter, and the request that it answers: what is said of either later is a reason to look again.
CREATE TABLE letter_check (id BLOB PRIMARY KEY, officer BLOB, request BLOB) STRICT, WITHOUT ROWID;
CREATE INDEX letter_check_officer ON letter_check (officer);
CREATE INDEX letter_check_request ON letter_check (request);

-- What tells residents apart, by record, and the keys that alike ones share.
CREATE TABLE person (id BLOB PRIMARY KEY, traits TEXT NOT NULL, village TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person_key (key TEXT NOT NULL, id BLOB NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;
CREATE INDEX person_key_id ON person_key (id);

-- Residents who may be one person; `a` is the smaller id.
CREATE TABLE pair (
  a BLOB NOT NULL,
  b BLOB NOT NULL,
  points INTEGER NOT NULL,
  reasons TEXT NOT NULL,
  village_a TEXT NOT NULL,
  village_b TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b);
CREATE INDEX pair_points ON pair (points);

-- Who saw, printed, exported, came and went; one row for each record of that kind.
CREATE TABLE deed (
  id BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  who BLOB NOT NULL,
  deed TEXT NOT NULL,
  of BLOB NOT NULL,
  place BLOB NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deed_at ON deed (at, id);
CREATE INDEX deed_of ON deed (of, at);
CREATE INDEX deed_who ON deed (who, at);

-- What the rules of the automatic audit found, with what people said of it.
CREATE TABLE irregular (
  id BLOB PRIMARY KEY,
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  facts TEXT NOT NULL,
  at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  village TEXT NOT NULL,
  of BLOB NOT NULL,
  who BLOB NOT NULL,
  words TEXT NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  closed INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  said_by TEXT NOT NULL DEFAULT '',
  said_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX irregular_due ON irregular (closed, deadline);
CREATE INDEX irregular_rule ON irregular (rule, key);
-- Whose letter a day's was, for counting; and approvals of an officer's day that took seconds.
CREATE TABLE letter_day (id BLOB PRIMARY KEY, officer BLOB NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX letter_day_officer ON letter_day (officer, day);
CREATE TABLE quick_check (letter BLOB PRIMARY KEY, officer BLOB NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX quick_check_officer ON quick_check (officer, day);
-- Books of the register in which gaps are to be looked for when there is time.
CREATE TABLE book_due (village TEXT NOT NULL, series TEXT NOT NULL, year INTEGER NOT NULL, PRIMARY KEY (village, series, year))
  STRICT, WITHOUT ROWID;
