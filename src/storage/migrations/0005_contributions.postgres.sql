-- What is owed for protection: bills, and what each member's share of them is. A bill is never
-- edited: what was billed too little is billed again as a difference. What changes in place (paid,
-- completed_on) is the sum of what was allocated to it.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM, instants milliseconds since 1970.

CREATE TABLE contribution_bill (
    bill         BIGINT PRIMARY KEY,   -- with two check digits: its payment code
    payer        BIGINT NOT NULL REFERENCES party (party),
    kind         BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 3),    -- 1 contribution, 2 late charge, 3 difference
    segment      BIGINT NOT NULL CHECK (segment BETWEEN 1 AND 4), -- 1 PU, 2 BPU, 3 PMI, 4 JAKON
    first_month  TEXT COLLATE "C" NOT NULL,
    last_month   TEXT COLLATE "C" NOT NULL,         -- the same, but for months paid in advance
    version      BIGINT NOT NULL,      -- of one payer, month and kind, from 0
    issued       TEXT COLLATE "C" NOT NULL,
    due          TEXT COLLATE "C" NOT NULL,
    members      BIGINT NOT NULL,
    amount       BIGINT NOT NULL CHECK (amount > 0),              -- the sum of its parts
    paid         BIGINT NOT NULL CHECK (paid BETWEEN 0 AND amount),
    jkk          BIGINT NOT NULL,      -- that stays in the fund of JKK
    jkp_jkk      BIGINT NOT NULL,      -- of the contribution for JKK, to be passed on to JKP
    jkm          BIGINT NOT NULL,
    jht          BIGINT NOT NULL,
    jp           BIGINT NOT NULL,
    paid_jkk     BIGINT NOT NULL,
    paid_jkp_jkk BIGINT NOT NULL,
    paid_jkm     BIGINT NOT NULL,
    paid_jht     BIGINT NOT NULL,
    paid_jp      BIGINT NOT NULL,
    jkp_state    BIGINT NOT NULL,      -- what the State owes beside it; not in `amount`
    completed_on TEXT COLLATE "C",                  -- value day of the payment that completed it
    withdrawn    TEXT COLLATE "C",                  -- why it is not to be paid any more
    posted       BIGINT,               -- group of the books; none where nothing is booked before it is paid
    UNIQUE (payer, first_month, kind, segment, version),
    CHECK (amount = jkk + jkp_jkk + jkm + jht + jp),
    CHECK (paid = paid_jkk + paid_jkp_jkk + paid_jkm + paid_jht + paid_jp),
    CHECK (last_month >= first_month),
    CHECK (withdrawn IS NULL OR paid = 0)
);
CREATE INDEX contribution_bill_open ON contribution_bill (due) WHERE paid < amount AND withdrawn IS NULL;
CREATE INDEX contribution_bill_in_advance ON contribution_bill (last_month) WHERE first_month < last_month;

-- One member in one month of a bill. Rows of a bill are one range of numbers.
CREATE TABLE contribution_share (
    place      BIGINT PRIMARY KEY,     -- bill * 16777216 + place in it
    membership BIGINT NOT NULL,
    month      TEXT COLLATE "C" NOT NULL,
    base       BIGINT NOT NULL,        -- wage or declared income
    jkk        BIGINT NOT NULL,
    jkp_jkk    BIGINT NOT NULL,
    jkm        BIGINT NOT NULL,
    jht        BIGINT NOT NULL,
    jp         BIGINT NOT NULL,
    jkp_state  BIGINT NOT NULL,
    basis      BIGINT NOT NULL         -- contribution_basis
);
CREATE INDEX contribution_share_of_membership ON contribution_share (membership, month);

-- By which rows of which law amounts were owed; few, and shared by millions.
CREATE TABLE contribution_basis (
    basis BIGINT PRIMARY KEY,
    text  TEXT COLLATE "C" NOT NULL UNIQUE
);

-- When how much of a bill was paid that is charged for delay; negative where it was taken back.
CREATE TABLE contribution_payment (
    bill      BIGINT NOT NULL,
    place     BIGINT NOT NULL,          -- from 1
    value_day TEXT COLLATE "C" NOT NULL,
    amount    BIGINT NOT NULL,
    PRIMARY KEY (bill, place)
);

-- What was charged for the delay of a bill, and by which bill of charges.
CREATE TABLE late_charge (
    charge  BIGINT NOT NULL REFERENCES contribution_bill (bill),
    late    BIGINT NOT NULL REFERENCES contribution_bill (bill),
    until   TEXT COLLATE "C" NOT NULL,              -- the day up to which delay was counted
    months  BIGINT NOT NULL,           -- of delay by then
    amount  BIGINT NOT NULL,           -- charged this time
    PRIMARY KEY (late, charge)
);

-- Months of prepaid bills that were earned: moved from the advance to the income of their month.
CREATE TABLE advance_earned (
    bill  BIGINT NOT NULL REFERENCES contribution_bill (bill),
    month TEXT COLLATE "C" NOT NULL,
    posted BIGINT NOT NULL,            -- group of the books
    PRIMARY KEY (bill, month)
);
