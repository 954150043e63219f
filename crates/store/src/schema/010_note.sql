-- Who looked, printed, saved, came and went on this laptop: rows wait here until they go to the office as records.

CREATE TABLE note (
    no INTEGER PRIMARY KEY,
    who BLOB NOT NULL,
    deed TEXT NOT NULL,
    of BLOB NOT NULL,                    -- 16 zero bytes where it was about no record
    at INTEGER NOT NULL,                 -- this laptop's clock, ms since 1970 UTC
    text TEXT NOT NULL
);
-- Looks at whole numbers were kept before, and never sent.
INSERT INTO note (who, deed, of, at, text) SELECT officer, 'saw-numbers', record, at, '' FROM view_log ORDER BY no;
DROP TABLE view_log;
