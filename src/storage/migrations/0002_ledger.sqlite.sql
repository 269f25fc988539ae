-- The books and the audit chain: only ever added to. What changes in place is derived from what was
-- added, and can be made again from it: balances, totals, and the state of a group.
--
-- Money is counted in sen, instants in milliseconds since 1970. Days and months are whole numbers here,
-- 20260503 and 202605: there are more lines than of anything else, and they are summed by month.

CREATE TABLE ledger_sub_account (
    id      INTEGER PRIMARY KEY,
    path    TEXT NOT NULL UNIQUE,   -- 'JKM:2110:K-2026-0001': book, account, key
    book    INTEGER NOT NULL,
    account INTEGER NOT NULL
) STRICT;

-- Apart from the names, since each posting changes some: the narrower the rows, the fewer pages are
-- written again.
CREATE TABLE ledger_balance (
    sub_account INTEGER PRIMARY KEY,
    posted      INTEGER NOT NULL,   -- debit positive
    reserved    INTEGER NOT NULL    -- of pending groups, towards the limit of the account
) STRICT;

CREATE TABLE ledger_group (
    number        INTEGER PRIMARY KEY,  -- from 1, without holes
    key           BLOB NOT NULL,        -- 16 bytes
    digest        BLOB NOT NULL,        -- SHA-256 of all that was asked, but the key
    reason        TEXT NOT NULL,
    refers_to     TEXT NOT NULL,
    booked_at     INTEGER NOT NULL,
    state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    reverses      INTEGER,              -- a number of this table, as settles
    reversed_by   INTEGER,
    pending_until INTEGER,
    settles       INTEGER,
    outcome       INTEGER CHECK (outcome BETWEEN 0 AND 2)
) STRICT;

-- A command counts once. The slot of a key is its first eight bytes as a number, or, where another
-- key has it already, the next free one: a table of whole numbers is half as large as one of keys,
-- and faster to search.
CREATE TABLE ledger_key (
    slot   INTEGER PRIMARY KEY,
    number INTEGER NOT NULL             -- of the group, which has the whole key
) STRICT;

-- The lines of an entry follow each other and share its days; its book is that of its sub-accounts.
CREATE TABLE ledger_line (
    line        INTEGER PRIMARY KEY,    -- group * 1048576 + place in it
    entry       INTEGER NOT NULL,       -- place of its entry in the group
    sub_account INTEGER NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount <> 0),
    period      INTEGER NOT NULL,       -- negative: only set aside, and in no sum
    event       INTEGER NOT NULL,
    value_date  INTEGER
) STRICT;

CREATE TABLE ledger_total (
    book    INTEGER NOT NULL,
    account INTEGER NOT NULL,
    period  INTEGER NOT NULL,
    debit   INTEGER NOT NULL,
    credit  INTEGER NOT NULL,
    PRIMARY KEY (book, account, period)
) STRICT;

CREATE TABLE ledger_period (
    book       INTEGER PRIMARY KEY,
    first_open TEXT NOT NULL
) STRICT;

CREATE TABLE audit_event (
    number  INTEGER PRIMARY KEY,        -- from 1, without holes
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    content BLOB NOT NULL,              -- SHA-256
    hash    BLOB NOT NULL               -- SHA-256 over the hash before and this event
) STRICT;
