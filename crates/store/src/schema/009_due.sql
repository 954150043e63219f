-- Residents whose words are not in `resident_text` yet: a search looks through them one by one.

CREATE TABLE resident_due (no INTEGER PRIMARY KEY);
