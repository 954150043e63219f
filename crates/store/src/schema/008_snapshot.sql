-- A scope on its way as a file, on a laptop: pieces of packed records until all of them are here.

CREATE TABLE snapshot_piece (
    sha256 BLOB NOT NULL,   -- of the whole file, as the office offered it
    at INTEGER NOT NULL,    -- bytes before this piece
    bytes BLOB NOT NULL,
    UNIQUE (sha256, at)
);
