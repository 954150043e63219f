-- Roles, one-time codes of accounts, second factors. Version 2.
-- Whoever had an account until now could do everything.
ALTER TABLE account ADD COLUMN roles TEXT NOT NULL DEFAULT 'operator,verifier,admin';
ALTER TABLE account ADD COLUMN village TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN closed INTEGER;
ALTER TABLE account ADD COLUMN signed_in INTEGER;
-- The hash of a one-time code for a first or forgotten passphrase.
ALTER TABLE account ADD COLUMN code BLOB;
ALTER TABLE account ADD COLUMN code_until INTEGER NOT NULL DEFAULT 0;
-- The second factor's secret, sealed; whether it is in force; the last step whose code was used.
ALTER TABLE account ADD COLUMN second TEXT;
ALTER TABLE account ADD COLUMN second_on INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN second_step INTEGER NOT NULL DEFAULT 0;

-- Codes on paper in the place of the second factor; only hashes, deleted when used.
CREATE TABLE paper_code (
  hash BLOB PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_code_account ON paper_code(account);
