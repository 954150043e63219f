-- What laptops tell of themselves; lost ones; retired ones. Version 3.
-- The last word of each, as it was told.
CREATE TABLE device_told (
  device TEXT PRIMARY KEY REFERENCES device(id),
  at INTEGER NOT NULL,
  version TEXT NOT NULL,
  unsent INTEGER NOT NULL,
  files INTEGER NOT NULL,
  free_mb INTEGER,
  clock_s INTEGER
) STRICT, WITHOUT ROWID;

-- Laptops that are lost now; what was before is in the log.
CREATE TABLE device_lost (
  device TEXT PRIMARY KEY REFERENCES device(id),
  -- Milliseconds; the notice that the laptop gets bears it.
  marked INTEGER NOT NULL,
  -- Seconds: seals after it are not trusted.
  since INTEGER NOT NULL,
  reason TEXT NOT NULL,
  account TEXT NOT NULL,
  -- When somebody who knows the laptop's id first fetched the notice, and said that the keys are deleted.
  fetched INTEGER,
  done INTEGER,
  -- When the laptop itself, by its key, asked for anything last.
  seen INTEGER
) STRICT, WITHOUT ROWID;

-- The laptop sent everything and wiped itself, in seconds.
ALTER TABLE device ADD COLUMN retired_at INTEGER;
