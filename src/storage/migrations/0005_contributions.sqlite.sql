-- What is owed for protection: bills, and what each member's share of them is. A bill is never
-- edited: what was billed too little is billed again as a difference. What changes in place (paid,
-- completed_on) is the sum of what was allocated to it.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM, instants milliseconds since 1970.

CREATE TABLE contribution_bill (
    bill         INTEGER PRIMARY KEY,   -- with two check digits: its payment code
    payer        INTEGER NOT NULL REFERENCES party (party),
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),    -- 1 contribution, 2 late charge, 3 difference
    segment      INTEGER NOT NULL CHECK (segment BETWEEN 1 AND 4), -- 1 PU, 2 BPU, 3 PMI, 4 JAKON
    first_month  TEXT NOT NULL,
    last_month   TEXT NOT NULL,         -- the same, but for months paid in advance
    version      INTEGER NOT NULL,      -- of one payer, month and kind, from 0
    issued       TEXT NOT NULL,
    due          TEXT NOT NULL,
    members      INTEGER NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount > 0),              -- the sum of its parts
    paid         INTEGER NOT NULL CHECK (paid BETWEEN 0 AND amount),
    jkk          INTEGER NOT NULL,      -- that stays in the fund of JKK
    jkp_jkk      INTEGER NOT NULL,      -- of the contribution for JKK, to be passed on to JKP
    jkm          INTEGER NOT NULL,
    jht          INTEGER NOT NULL,
    jp           INTEGER NOT NULL,
    paid_jkk     INTEGER NOT NULL,
    paid_jkp_jkk INTEGER NOT NULL,
    paid_jkm     INTEGER NOT NULL,
    paid_jht     INTEGER NOT NULL,
    paid_jp      INTEGER NOT NULL,
    jkp_state    INTEGER NOT NULL,      -- what the State owes beside it; not in `amount`
    completed_on TEXT,                  -- value day of the payment that completed it
    withdrawn    TEXT,                  -- why it is not to be paid any more
    posted       INTEGER,               -- group of the books; none where nothing is booked before it is paid
    UNIQUE (payer, first_month, kind, segment, version),
    CHECK (amount = jkk + jkp_jkk + jkm + jht + jp),
    CHECK (paid = paid_jkk + paid_jkp_jkk + paid_jkm + paid_jht + paid_jp),
    CHECK (last_month >= first_month),
    CHECK (withdrawn IS NULL OR paid = 0)
) STRICT;
CREATE INDEX contribution_bill_open ON contribution_bill (due) WHERE paid < amount AND withdrawn IS NULL;
CREATE INDEX contribution_bill_in_advance ON contribution_bill (last_month) WHERE first_month < last_month;

-- One member in one month of a bill. Rows of a bill are one range of numbers.
CREATE TABLE contribution_share (
    place      INTEGER PRIMARY KEY,     -- bill * 16777216 + place in it
    membership INTEGER NOT NULL,
    month      TEXT NOT NULL,
    base       INTEGER NOT NULL,        -- wage or declared income
    jkk        INTEGER NOT NULL,
    jkp_jkk    INTEGER NOT NULL,
    jkm        INTEGER NOT NULL,
    jht        INTEGER NOT NULL,
    jp         INTEGER NOT NULL,
    jkp_state  INTEGER NOT NULL,
    basis      INTEGER NOT NULL         -- contribution_basis
) STRICT;
CREATE INDEX contribution_share_of_membership ON contribution_share (membership, month);

-- By which rows of which law amounts were owed; few, and shared by millions.
CREATE TABLE contribution_basis (
    basis INTEGER PRIMARY KEY,
    text  TEXT NOT NULL UNIQUE
) STRICT;

-- When how much of a bill was paid that is charged for delay; negative where it was taken back.
CREATE TABLE contribution_payment (
    bill      INTEGER NOT NULL,
    place     INTEGER NOT NULL,          -- from 1
    value_day TEXT NOT NULL,
    amount    INTEGER NOT NULL,
    PRIMARY KEY (bill, place)
) STRICT, WITHOUT ROWID;

-- What was charged for the delay of a bill, and by which bill of charges.
CREATE TABLE late_charge (
    charge  INTEGER NOT NULL REFERENCES contribution_bill (bill),
    late    INTEGER NOT NULL REFERENCES contribution_bill (bill),
    until   TEXT NOT NULL,              -- the day up to which delay was counted
    months  INTEGER NOT NULL,           -- of delay by then
    amount  INTEGER NOT NULL,           -- charged this time
    PRIMARY KEY (late, charge)
) STRICT, WITHOUT ROWID;

-- Months of prepaid bills that were earned: moved from the advance to the income of their month.
CREATE TABLE advance_earned (
    bill  INTEGER NOT NULL REFERENCES contribution_bill (bill),
    month TEXT NOT NULL,
    posted INTEGER NOT NULL,            -- group of the books
    PRIMARY KEY (bill, month)
) STRICT, WITHOUT ROWID;
