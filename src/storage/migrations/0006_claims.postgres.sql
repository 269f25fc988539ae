-- Claims: what was reported and proved, what the law made of it, who decided, and what is paid to
-- whom. What was decided is never edited: a new assessment is a new version, and each step stands in
-- claim_event. What changes in place (state, carried, the state of a due or payment) is where things
-- stand now, and follows from what was added.
--
-- Money is counted in sen, days are YYYY-MM-DD, instants milliseconds since 1970. Bank accounts and
-- facts of health lie encrypted in `personal`.

CREATE TABLE claim (
    claim       BIGINT PRIMARY KEY,
    number      TEXT COLLATE "C" NOT NULL UNIQUE,   -- 'K-2026-0000001'
    kind        BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 4),  -- 0 JKK, 1 JKM, 2 JHT, 3 JP, 4 JKP
    membership  BIGINT NOT NULL REFERENCES membership (membership),
    event       TEXT COLLATE "C" NOT NULL,          -- day of accident, death, lay-off …
    claimed     TEXT COLLATE "C" NOT NULL,          -- day on which it was handed in
    complete    TEXT COLLATE "C",                   -- day on which all papers were there
    state       TEXT COLLATE "C" NOT NULL,          -- word of claims/claim_state.h
    version     BIGINT NOT NULL,       -- of the last assessment; 0 none
    approved    BIGINT NOT NULL,       -- version that was approved last; 0 none
    pay_until   TEXT COLLATE "C",                   -- last day on which it is paid on time
    estimate    BIGINT NOT NULL,       -- reserved at the report; 0 none
    reported_by TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    UNIQUE (kind, membership, event)
);
CREATE INDEX claim_of_membership ON claim (membership);
CREATE INDEX claim_by_state ON claim (state, claim);

-- What was told of the case, in words of claims/fact_words.h; the last one recorded counts. What
-- tells of health is not here.
CREATE TABLE claim_fact (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    version     BIGINT NOT NULL,       -- from 1, over all facts of the claim
    name        TEXT COLLATE "C" NOT NULL,
    value       TEXT COLLATE "C" NOT NULL,          -- empty: taken back
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (claim, version)
);

-- The family as papers prove it for this claim; the last version of each counts.
CREATE TABLE claim_relative (
    claim         BIGINT NOT NULL REFERENCES claim (claim),
    relative      BIGINT NOT NULL,     -- from 1, within the claim
    version       BIGINT NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    kinship       TEXT COLLATE "C" NOT NULL,        -- word of the law
    birth         TEXT COLLATE "C",
    died          TEXT COLLATE "C",
    married       BIGINT NOT NULL CHECK (married IN (0, 1)),
    work          TEXT COLLATE "C" NOT NULL,        -- word of the law
    months_worked BIGINT NOT NULL,     -- as a wage earner, without a break
    school        TEXT COLLATE "C" NOT NULL,        -- level; empty: attends none
    school_year   BIGINT NOT NULL,
    starts_school TEXT COLLATE "C",
    actor         TEXT COLLATE "C" NOT NULL,
    recorded_at   BIGINT NOT NULL,
    PRIMARY KEY (claim, relative, version)
);

CREATE TABLE claim_document (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    position    BIGINT NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,          -- as the law calls it
    sha256      TEXT COLLATE "C" NOT NULL,
    received    TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (claim, position)
);

-- Every step of every claim, for ever.
CREATE TABLE claim_event (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    position    BIGINT NOT NULL,
    action      TEXT COLLATE "C" NOT NULL,          -- word of claims/claim_state.h; 'report'
    from_state  TEXT COLLATE "C" NOT NULL,
    to_state    TEXT COLLATE "C" NOT NULL,
    reason      TEXT COLLATE "C" NOT NULL,
    article     TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (claim, position)
);

CREATE TABLE claim_assessment (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    version     BIGINT NOT NULL,       -- from 1
    receipt     TEXT COLLATE "C" NOT NULL,          -- JSON: every question to the law with its answer
    rulebook    TEXT COLLATE "C" NOT NULL,
    total       BIGINT NOT NULL,
    withheld    BIGINT NOT NULL,
    scheduled   BIGINT NOT NULL,
    payable     BIGINT NOT NULL CHECK (payable IN (0, 1)),
    refusal     TEXT COLLATE "C" NOT NULL,          -- why nothing is due, with articles; empty: something is
    maker       TEXT COLLATE "C" NOT NULL,
    made_at     BIGINT NOT NULL,
    checker     TEXT COLLATE "C",
    checked_at  BIGINT,
    approved    BIGINT CHECK (approved IN (0, 1)),
    PRIMARY KEY (claim, version),
    CHECK (checker IS NULL OR checker <> maker)
);

CREATE TABLE claim_component (
    claim       BIGINT NOT NULL,
    version     BIGINT NOT NULL,
    position    BIGINT NOT NULL,
    code        TEXT COLLATE "C" NOT NULL,          -- 'santunan_kematian', 'beasiswa:17'
    name        TEXT COLLATE "C" NOT NULL,
    nature      BIGINT NOT NULL CHECK (nature BETWEEN 0 AND 4),  -- as in claims/assessment.h
    payee       TEXT COLLATE "C" NOT NULL,
    relative    BIGINT NOT NULL,
    amount      BIGINT NOT NULL,
    decision    TEXT COLLATE "C" NOT NULL,
    rows        TEXT COLLATE "C" NOT NULL,
    article     TEXT COLLATE "C" NOT NULL,
    confirmed   BIGINT NOT NULL CHECK (confirmed IN (0, 1)),
    PRIMARY KEY (claim, version, position)
);

-- Who is paid: the member, an heir, an employer. His account lies in `personal` under this number.
CREATE TABLE beneficiary (
    beneficiary BIGINT PRIMARY KEY,
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    role        TEXT COLLATE "C" NOT NULL,          -- word of claims/assessment.h
    relative    BIGINT NOT NULL,       -- 0: not one of the family
    name        TEXT COLLATE "C" NOT NULL,          -- holder of the account
    recorded_at BIGINT NOT NULL,
    UNIQUE (claim, role, relative)
);

-- What decisions on a claim amount to in the books, by sub-account: the next one posts the
-- difference.
CREATE TABLE claim_standing (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    account     BIGINT NOT NULL,
    key         TEXT COLLATE "C" NOT NULL,
    amount      BIGINT NOT NULL,
    PRIMARY KEY (claim, account, key)
);

-- A scholarship, a pension, cash after a lay-off: paid in dues over time, carried at a value.
CREATE TABLE obligation (
    obligation  BIGINT PRIMARY KEY,
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    kind        BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 2),  -- 0 scholarship, 1 pension, 2 job loss
    code        TEXT COLLATE "C" NOT NULL,          -- of the component
    beneficiary BIGINT NOT NULL REFERENCES beneficiary (beneficiary),
    booked      BIGINT NOT NULL,       -- value at the award
    carried     BIGINT NOT NULL,       -- what stands in 2140 or 2150 for it now
    discount    BIGINT NOT NULL,       -- parts per million a year
    interest_to TEXT COLLATE "C" NOT NULL,          -- interest is booked until this day
    for_life    BIGINT NOT NULL CHECK (for_life IN (0, 1)),
    ended       TEXT COLLATE "C",
    end_reason  TEXT COLLATE "C" NOT NULL,
    UNIQUE (claim, code)
);

-- One sum for one person on one day: due at once, or an instalment.
CREATE TABLE claim_due (
    due         BIGINT PRIMARY KEY,
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    version     BIGINT NOT NULL,       -- of the assessment that granted it
    beneficiary BIGINT NOT NULL REFERENCES beneficiary (beneficiary),
    obligation  BIGINT REFERENCES obligation (obligation),
    what        TEXT COLLATE "C" NOT NULL,          -- 'SD 5', '2026-05'; 'manfaat'
    due_on      TEXT COLLATE "C" NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0),
    proof       TEXT COLLATE "C" NOT NULL,          -- SHA-256 of the school's paper …
    needs_proof BIGINT NOT NULL CHECK (needs_proof IN (0, 1)),
    state       BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3)  -- 0 open, 1 ordered, 2 paid, 3 cancelled
);
CREATE INDEX claim_due_of_claim ON claim_due (claim);
CREATE INDEX claim_due_open ON claim_due (due_on) WHERE state = 0;

-- An order to the bank: one fund, one account of it.
CREATE TABLE payment_order (
    payment_order  BIGINT PRIMARY KEY,
    number         TEXT COLLATE "C" NOT NULL UNIQUE, -- 'B-JKM-2026-000001'
    book           BIGINT NOT NULL,
    account_name   TEXT COLLATE "C" NOT NULL,        -- key of 1120
    account_number TEXT COLLATE "C" NOT NULL,
    account_bank   TEXT COLLATE "C" NOT NULL,
    payments       BIGINT NOT NULL,
    amount         BIGINT NOT NULL,
    execute_on     TEXT COLLATE "C" NOT NULL,
    expires_at     BIGINT NOT NULL,
    actor          TEXT COLLATE "C" NOT NULL,
    ordered_at     BIGINT NOT NULL
);

CREATE TABLE payment (
    payment       BIGINT PRIMARY KEY,
    payment_order BIGINT NOT NULL REFERENCES payment_order (payment_order),
    due           BIGINT NOT NULL REFERENCES claim_due (due),
    amount        BIGINT NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,         -- ordered, accepted, paid, refused, returned, expired
    pending       BIGINT NOT NULL,      -- group of the books that set the money aside
    settled       BIGINT,               -- group that booked it
    reason        TEXT COLLATE "C" NOT NULL,         -- of the bank
    value_date    TEXT COLLATE "C"
);
CREATE INDEX payment_of_order ON payment (payment_order);
CREATE INDEX payment_of_due ON payment (due);

CREATE TABLE appeal (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    position    BIGINT NOT NULL,
    filed       TEXT COLLATE "C" NOT NULL,
    grounds     TEXT COLLATE "C" NOT NULL,
    sha256      TEXT COLLATE "C" NOT NULL,
    upheld      BIGINT CHECK (upheld IN (0, 1)),
    decided_by  TEXT COLLATE "C",
    decided_at  BIGINT,
    reason      TEXT COLLATE "C" NOT NULL,
    article     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (claim, position)
);

-- What was paid too much and came back.
CREATE TABLE recovery (
    claim       BIGINT NOT NULL REFERENCES claim (claim),
    reference   TEXT COLLATE "C" NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0),
    received    TEXT COLLATE "C" NOT NULL,
    posted      BIGINT NOT NULL,
    PRIMARY KEY (claim, reference)
);
