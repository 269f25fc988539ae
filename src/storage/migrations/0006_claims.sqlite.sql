-- Claims: what was reported and proved, what the law made of it, who decided, and what is paid to
-- whom. What was decided is never edited: a new assessment is a new version, and each step stands in
-- claim_event. What changes in place (state, carried, the state of a due or payment) is where things
-- stand now, and follows from what was added.
--
-- Money is counted in sen, days are YYYY-MM-DD, instants milliseconds since 1970. Bank accounts and
-- facts of health lie encrypted in `personal`.

CREATE TABLE claim (
    claim       INTEGER PRIMARY KEY,
    number      TEXT NOT NULL UNIQUE,   -- 'K-2026-0000001'
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),  -- 0 JKK, 1 JKM, 2 JHT, 3 JP, 4 JKP
    membership  INTEGER NOT NULL REFERENCES membership (membership),
    event       TEXT NOT NULL,          -- day of accident, death, lay-off …
    claimed     TEXT NOT NULL,          -- day on which it was handed in
    complete    TEXT,                   -- day on which all papers were there
    state       TEXT NOT NULL,          -- word of claims/claim_state.h
    version     INTEGER NOT NULL,       -- of the last assessment; 0 none
    approved    INTEGER NOT NULL,       -- version that was approved last; 0 none
    pay_until   TEXT,                   -- last day on which it is paid on time
    estimate    INTEGER NOT NULL,       -- reserved at the report; 0 none
    reported_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    UNIQUE (kind, membership, event)
) STRICT;
CREATE INDEX claim_of_membership ON claim (membership);
CREATE INDEX claim_by_state ON claim (state, claim);

-- What was told of the case, in words of claims/fact_words.h; the last one recorded counts. What
-- tells of health is not here.
CREATE TABLE claim_fact (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    version     INTEGER NOT NULL,       -- from 1, over all facts of the claim
    name        TEXT NOT NULL,
    value       TEXT NOT NULL,          -- empty: taken back
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (claim, version)
) STRICT, WITHOUT ROWID;

-- The family as papers prove it for this claim; the last version of each counts.
CREATE TABLE claim_relative (
    claim         INTEGER NOT NULL REFERENCES claim (claim),
    relative      INTEGER NOT NULL,     -- from 1, within the claim
    version       INTEGER NOT NULL,
    name          TEXT NOT NULL,
    kinship       TEXT NOT NULL,        -- word of the law
    birth         TEXT,
    died          TEXT,
    married       INTEGER NOT NULL CHECK (married IN (0, 1)),
    work          TEXT NOT NULL,        -- word of the law
    months_worked INTEGER NOT NULL,     -- as a wage earner, without a break
    school        TEXT NOT NULL,        -- level; empty: attends none
    school_year   INTEGER NOT NULL,
    starts_school TEXT,
    actor         TEXT NOT NULL,
    recorded_at   INTEGER NOT NULL,
    PRIMARY KEY (claim, relative, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_document (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,          -- as the law calls it
    sha256      TEXT NOT NULL,
    received    TEXT NOT NULL,
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- Every step of every claim, for ever.
CREATE TABLE claim_event (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    position    INTEGER NOT NULL,
    action      TEXT NOT NULL,          -- word of claims/claim_state.h; 'report'
    from_state  TEXT NOT NULL,
    to_state    TEXT NOT NULL,
    reason      TEXT NOT NULL,
    article     TEXT NOT NULL,
    actor       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_assessment (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    version     INTEGER NOT NULL,       -- from 1
    receipt     TEXT NOT NULL,          -- JSON: every question to the law with its answer
    rulebook    TEXT NOT NULL,
    total       INTEGER NOT NULL,
    withheld    INTEGER NOT NULL,
    scheduled   INTEGER NOT NULL,
    payable     INTEGER NOT NULL CHECK (payable IN (0, 1)),
    refusal     TEXT NOT NULL,          -- why nothing is due, with articles; empty: something is
    maker       TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    checker     TEXT,
    checked_at  INTEGER,
    approved    INTEGER CHECK (approved IN (0, 1)),
    PRIMARY KEY (claim, version),
    CHECK (checker IS NULL OR checker <> maker)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_component (
    claim       INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    code        TEXT NOT NULL,          -- 'santunan_kematian', 'beasiswa:17'
    name        TEXT NOT NULL,
    nature      INTEGER NOT NULL CHECK (nature BETWEEN 0 AND 4),  -- as in claims/assessment.h
    payee       TEXT NOT NULL,
    relative    INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    decision    TEXT NOT NULL,
    rows        TEXT NOT NULL,
    article     TEXT NOT NULL,
    confirmed   INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    PRIMARY KEY (claim, version, position)
) STRICT, WITHOUT ROWID;

-- Who is paid: the member, an heir, an employer. His account lies in `personal` under this number.
CREATE TABLE beneficiary (
    beneficiary INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    role        TEXT NOT NULL,          -- word of claims/assessment.h
    relative    INTEGER NOT NULL,       -- 0: not one of the family
    name        TEXT NOT NULL,          -- holder of the account
    recorded_at INTEGER NOT NULL,
    UNIQUE (claim, role, relative)
) STRICT;

-- What decisions on a claim amount to in the books, by sub-account: the next one posts the
-- difference.
CREATE TABLE claim_standing (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    account     INTEGER NOT NULL,
    key         TEXT NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (claim, account, key)
) STRICT, WITHOUT ROWID;

-- A scholarship, a pension, cash after a lay-off: paid in dues over time, carried at a value.
CREATE TABLE obligation (
    obligation  INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),  -- 0 scholarship, 1 pension, 2 job loss
    code        TEXT NOT NULL,          -- of the component
    beneficiary INTEGER NOT NULL REFERENCES beneficiary (beneficiary),
    booked      INTEGER NOT NULL,       -- value at the award
    carried     INTEGER NOT NULL,       -- what stands in 2140 or 2150 for it now
    discount    INTEGER NOT NULL,       -- parts per million a year
    interest_to TEXT NOT NULL,          -- interest is booked until this day
    for_life    INTEGER NOT NULL CHECK (for_life IN (0, 1)),
    ended       TEXT,
    end_reason  TEXT NOT NULL,
    UNIQUE (claim, code)
) STRICT;

-- One sum for one person on one day: due at once, or an instalment.
CREATE TABLE claim_due (
    due         INTEGER PRIMARY KEY,
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    version     INTEGER NOT NULL,       -- of the assessment that granted it
    beneficiary INTEGER NOT NULL REFERENCES beneficiary (beneficiary),
    obligation  INTEGER REFERENCES obligation (obligation),
    what        TEXT NOT NULL,          -- 'SD 5', '2026-05'; 'manfaat'
    due_on      TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount > 0),
    proof       TEXT NOT NULL,          -- SHA-256 of the school's paper …
    needs_proof INTEGER NOT NULL CHECK (needs_proof IN (0, 1)),
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3)  -- 0 open, 1 ordered, 2 paid, 3 cancelled
) STRICT;
CREATE INDEX claim_due_of_claim ON claim_due (claim);
CREATE INDEX claim_due_open ON claim_due (due_on) WHERE state = 0;

-- An order to the bank: one fund, one account of it.
CREATE TABLE payment_order (
    payment_order  INTEGER PRIMARY KEY,
    number         TEXT NOT NULL UNIQUE, -- 'B-JKM-2026-000001'
    book           INTEGER NOT NULL,
    account_name   TEXT NOT NULL,        -- key of 1120
    account_number TEXT NOT NULL,
    account_bank   TEXT NOT NULL,
    payments       INTEGER NOT NULL,
    amount         INTEGER NOT NULL,
    execute_on     TEXT NOT NULL,
    expires_at     INTEGER NOT NULL,
    actor          TEXT NOT NULL,
    ordered_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE payment (
    payment       INTEGER PRIMARY KEY,
    payment_order INTEGER NOT NULL REFERENCES payment_order (payment_order),
    due           INTEGER NOT NULL REFERENCES claim_due (due),
    amount        INTEGER NOT NULL,
    state         TEXT NOT NULL,         -- ordered, accepted, paid, refused, returned, expired
    pending       INTEGER NOT NULL,      -- group of the books that set the money aside
    settled       INTEGER,               -- group that booked it
    reason        TEXT NOT NULL,         -- of the bank
    value_date    TEXT
) STRICT;
CREATE INDEX payment_of_order ON payment (payment_order);
CREATE INDEX payment_of_due ON payment (due);

CREATE TABLE appeal (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    position    INTEGER NOT NULL,
    filed       TEXT NOT NULL,
    grounds     TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    upheld      INTEGER CHECK (upheld IN (0, 1)),
    decided_by  TEXT,
    decided_at  INTEGER,
    reason      TEXT NOT NULL,
    article     TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- What was paid too much and came back.
CREATE TABLE recovery (
    claim       INTEGER NOT NULL REFERENCES claim (claim),
    reference   TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount > 0),
    received    TEXT NOT NULL,
    posted      INTEGER NOT NULL,
    PRIMARY KEY (claim, reference)
) STRICT, WITHOUT ROWID;
