-- Commands that were done, so that the same one sent again is answered as the first time and does
-- nothing more. Written in the transaction of its effect.

CREATE TABLE command (
    key    BLOB PRIMARY KEY,       -- 16 bytes of a keyed digest of kind and event
    kind   TEXT NOT NULL,          -- 'bill.issue' …
    digest BLOB NOT NULL,          -- keyed, of what was asked
    answer TEXT NOT NULL,          -- what was answered
    actor  TEXT NOT NULL,
    at     INTEGER NOT NULL        -- milliseconds since 1970
) STRICT, WITHOUT ROWID;
