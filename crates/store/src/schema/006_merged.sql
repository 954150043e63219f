-- Residents whose record was merged into another one: what is asked of them is answered by the kept one.
CREATE TABLE merged (id BLOB PRIMARY KEY, target BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX merged_target ON merged (target);
-- People with the same birth date are compared when somebody new is registered.
CREATE INDEX resident_birth ON resident (birth) WHERE birth <> '';
