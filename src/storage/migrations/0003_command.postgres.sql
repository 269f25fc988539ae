-- Commands that were done, so that the same one sent again is answered as the first time and does
-- nothing more. Written in the transaction of its effect.

CREATE TABLE command (
    key    BYTEA PRIMARY KEY,       -- 16 bytes of a keyed digest of kind and event
    kind   TEXT COLLATE "C" NOT NULL,          -- 'bill.issue' …
    digest BYTEA NOT NULL,          -- keyed, of what was asked
    answer TEXT COLLATE "C" NOT NULL,          -- what was answered
    actor  TEXT COLLATE "C" NOT NULL,
    at     BIGINT NOT NULL        -- milliseconds since 1970
);
