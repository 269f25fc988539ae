-- The books and the audit chain: only ever added to. What changes in place is derived from what was
-- added, and can be made again from it: balances, totals, and the state of a group.
--
-- Money is counted in sen, instants in milliseconds since 1970. Days and months are whole numbers here,
-- 20260503 and 202605: there are more lines than of anything else, and they are summed by month.

CREATE TABLE ledger_sub_account (
    id      BIGINT PRIMARY KEY,
    path    TEXT COLLATE "C" NOT NULL UNIQUE,   -- 'JKM:2110:K-2026-0001': book, account, key
    book    BIGINT NOT NULL,
    account BIGINT NOT NULL
);

-- Apart from the names, since each posting changes some: the narrower the rows, the fewer pages are
-- written again. Room is left on each page for rows that change.
CREATE TABLE ledger_balance (
    sub_account BIGINT PRIMARY KEY,
    posted      BIGINT NOT NULL,   -- debit positive
    reserved    BIGINT NOT NULL    -- of pending groups, towards the limit of the account
) WITH (fillfactor = 60);

CREATE TABLE ledger_group (
    number        BIGINT PRIMARY KEY,  -- from 1, without holes
    key           BYTEA NOT NULL,        -- 16 bytes
    digest        BYTEA NOT NULL,        -- SHA-256 of all that was asked, but the key
    reason        TEXT COLLATE "C" NOT NULL,
    refers_to     TEXT COLLATE "C" NOT NULL,
    booked_at     BIGINT NOT NULL,
    state         BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    reverses      BIGINT,              -- a number of this table, as settles
    reversed_by   BIGINT,
    pending_until BIGINT,
    settles       BIGINT,
    outcome       BIGINT CHECK (outcome BETWEEN 0 AND 2)
);

-- A command counts once. The slot of a key is its first eight bytes as a number, or, where another
-- key has it already, the next free one: a table of whole numbers is half as large as one of keys,
-- and faster to search.
CREATE TABLE ledger_key (
    slot   BIGINT PRIMARY KEY,
    number BIGINT NOT NULL             -- of the group, which has the whole key
);

-- The lines of an entry follow each other and share its days; its book is that of its sub-accounts.
CREATE TABLE ledger_line (
    line        BIGINT PRIMARY KEY,    -- group * 1048576 + place in it
    entry       BIGINT NOT NULL,       -- place of its entry in the group
    sub_account BIGINT NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount <> 0),
    period      BIGINT NOT NULL,       -- negative: only set aside, and in no sum
    event       BIGINT NOT NULL,
    value_date  BIGINT
);

CREATE TABLE ledger_total (
    book    BIGINT NOT NULL,
    account BIGINT NOT NULL,
    period  BIGINT NOT NULL,
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    PRIMARY KEY (book, account, period)
);

CREATE TABLE ledger_period (
    book       BIGINT PRIMARY KEY,
    first_open TEXT COLLATE "C" NOT NULL
);

CREATE TABLE audit_event (
    number  BIGINT PRIMARY KEY,        -- from 1, without holes
    at      BIGINT NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    action  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    content BYTEA NOT NULL,              -- SHA-256
    hash    BYTEA NOT NULL               -- SHA-256 over the hash before and this event
);
