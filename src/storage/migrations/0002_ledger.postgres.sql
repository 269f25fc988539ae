-- The books and the audit chain: only ever added to. What changes in place is derived from what was
-- added, and can be made again from it: balances, totals, and the state of a group.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM, instants milliseconds since 1970.

CREATE TABLE ledger_sub_account (
    id       BIGINT PRIMARY KEY,
    path     TEXT COLLATE "C" NOT NULL UNIQUE,   -- 'JKM:2110:K-2026-0001': book, account, key
    book     BIGINT NOT NULL,
    account  BIGINT NOT NULL,
    posted   BIGINT NOT NULL,       -- debit positive
    reserved BIGINT NOT NULL        -- of pending groups, towards the limit of the account
);

CREATE TABLE ledger_group (
    number        BIGINT PRIMARY KEY,  -- from 1, without holes
    key           BYTEA NOT NULL UNIQUE, -- 16 bytes: a command counts once
    digest        TEXT COLLATE "C" NOT NULL,        -- SHA-256 of all that was asked, but the key
    reason        TEXT COLLATE "C" NOT NULL,
    refers_to     TEXT COLLATE "C" NOT NULL,
    booked_at     BIGINT NOT NULL,
    state         BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    reverses      BIGINT REFERENCES ledger_group (number),
    reversed_by   BIGINT,
    pending_until BIGINT,
    settles       BIGINT REFERENCES ledger_group (number),
    outcome       BIGINT CHECK (outcome BETWEEN 0 AND 2)
);

CREATE TABLE ledger_entry (
    entry      BIGINT PRIMARY KEY,     -- group * 1048576 + place in it
    book       BIGINT NOT NULL,
    period     TEXT COLLATE "C" NOT NULL,
    event      TEXT COLLATE "C" NOT NULL,
    value_date TEXT COLLATE "C"
);

CREATE TABLE ledger_line (
    line        BIGINT PRIMARY KEY,    -- group * 1048576 + place in it
    entry       BIGINT NOT NULL,       -- place of its entry in the group
    sub_account BIGINT NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount <> 0)
);

CREATE TABLE ledger_total (
    book    BIGINT NOT NULL,
    account BIGINT NOT NULL,
    debit   BIGINT NOT NULL,
    credit  BIGINT NOT NULL,
    PRIMARY KEY (book, account)
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
