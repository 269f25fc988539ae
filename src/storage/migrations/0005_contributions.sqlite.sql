-- What is owed for protection: bills, and what each member's share of them is. What was billed too
-- little is billed again as a difference; what was billed too much is taken back by a correction,
-- whose shares stand behind those of the bill and are negative. What changes in place (amounts, paid,
-- completed_on, unearned_from) follows from what was corrected, allocated to it and earned of it.
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
    amount       INTEGER NOT NULL CHECK (amount >= 0),             -- the sum of its parts, less what was taken back
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
    unearned_from TEXT,                 -- first month that is not income yet; none where nothing waits
    charged_until TEXT,                 -- the day up to which its delay was charged
    withdrawn    TEXT,                  -- why it is not to be paid any more
    settled      INTEGER NOT NULL CHECK (settled IN (0, 1)),  -- the payer owed nothing from before when it was made: a condition of relief
    posted       INTEGER,               -- group of the books; none where nothing is booked before it is paid
    UNIQUE (payer, first_month, kind, segment, version),
    CHECK (amount = jkk + jkp_jkk + jkm + jht + jp),
    CHECK (paid = paid_jkk + paid_jkp_jkk + paid_jkm + paid_jht + paid_jp),
    CHECK (last_month >= first_month),
    CHECK (withdrawn IS NULL OR paid = 0),
    CHECK (amount > 0 OR withdrawn IS NOT NULL)
) STRICT;
CREATE INDEX contribution_bill_open ON contribution_bill (due) WHERE paid < amount AND withdrawn IS NULL;
CREATE INDEX contribution_bill_unearned ON contribution_bill (unearned_from, bill)
    WHERE unearned_from IS NOT NULL AND completed_on IS NOT NULL;
-- Wage earners' bills that are late or may be, until all their delay was charged.
CREATE INDEX contribution_bill_late ON contribution_bill (due)
    WHERE segment IN (1, 4) AND kind <> 2 AND withdrawn IS NULL
      AND (completed_on IS NULL
           OR (completed_on > due AND (charged_until IS NULL OR charged_until < completed_on)));
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

-- What was taken back of a bill of wage earners because a wage of its month was corrected down, or
-- somebody was no member then. What had been paid of it is free again on the receipts that paid it.
CREATE TABLE contribution_correction (
    correction INTEGER PRIMARY KEY,
    bill       INTEGER NOT NULL REFERENCES contribution_bill (bill),
    day        TEXT NOT NULL,
    share      INTEGER NOT NULL,        -- the first of its shares, by their order on the bill
    members    INTEGER NOT NULL,        -- how many shares
    jkk        INTEGER NOT NULL,        -- taken back, none negative
    jkp_jkk    INTEGER NOT NULL,
    jkm        INTEGER NOT NULL,
    jht        INTEGER NOT NULL,
    jp         INTEGER NOT NULL,
    jkp_state  INTEGER NOT NULL,
    freed      INTEGER NOT NULL,        -- of what had been paid
    allocation INTEGER NOT NULL,        -- the last there was before it
    actor      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    posted     INTEGER                  -- none where only the wage is other
) STRICT;
CREATE INDEX contribution_correction_of_bill ON contribution_correction (bill);

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

-- Money that came in. A receipt is known for ever by bank account (channel), day and the bank's
-- reference; what changes in place is the sum of what was made of it.

-- Bank accounts into which contributions are paid.
CREATE TABLE collection_account (
    account     TEXT PRIMARY KEY,       -- letters and digits of its number
    channel     TEXT NOT NULL,          -- sub-account of 1130: 'BRI'
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE bank_statement (
    statement   INTEGER PRIMARY KEY,
    sha256      TEXT NOT NULL,          -- of the file
    account     TEXT NOT NULL REFERENCES collection_account (account),
    file        TEXT NOT NULL,
    number      TEXT NOT NULL,          -- the bank's
    from_day    TEXT NOT NULL,
    until_day   TEXT NOT NULL,
    opening     INTEGER NOT NULL,
    closing     INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    UNIQUE (sha256, account)
) STRICT;

CREATE TABLE receipt (
    receipt    INTEGER PRIMARY KEY,
    channel    TEXT NOT NULL,
    booked     TEXT NOT NULL,
    reference  TEXT NOT NULL,
    value_day  TEXT NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount > 0),
    allocated  INTEGER NOT NULL CHECK (allocated >= 0),
    refunded   INTEGER NOT NULL CHECK (refunded >= 0),  -- asked for, approved or paid back
    payer      INTEGER REFERENCES party (party),        -- once known
    payer_name TEXT NOT NULL,           -- as the bank wrote it
    note       TEXT NOT NULL,           -- what the payer wrote; runs of 13 digits and more masked
    codes      TEXT NOT NULL,           -- what may be payment codes in it, with blanks between
    rule       INTEGER NOT NULL CHECK (rule BETWEEN 0 AND 4),    -- MatchRule
    reason     INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 11),  -- Unmatched
    statement  INTEGER NOT NULL REFERENCES bank_statement (statement),
    line       INTEGER NOT NULL,        -- of its file
    posted     INTEGER NOT NULL,        -- group of the books
    UNIQUE (channel, booked, reference),
    CHECK (allocated + refunded <= amount)
) STRICT;
CREATE INDEX receipt_unallocated ON receipt (booked) WHERE allocated + refunded < amount;

-- What a receipt paid: one group of the books. Taken back by another one that names it; freed in part
-- by one that names it, where a bill that it paid was corrected.
CREATE TABLE allocation (
    allocation INTEGER PRIMARY KEY,
    receipt    INTEGER NOT NULL REFERENCES receipt (receipt),
    day        TEXT NOT NULL,           -- in the books
    amount     INTEGER NOT NULL CHECK (amount <> 0),
    rule       INTEGER NOT NULL CHECK (rule BETWEEN 1 AND 4),
    strategy   TEXT NOT NULL,           -- 'proportional/1'; empty where the bills were paid whole
    undoes     INTEGER UNIQUE REFERENCES allocation (allocation),
    frees      INTEGER REFERENCES allocation (allocation),
    reason     TEXT NOT NULL,           -- why it was taken back
    actor      TEXT NOT NULL,
    at         INTEGER NOT NULL,
    posted     INTEGER NOT NULL,
    CHECK (amount > 0 OR undoes IS NOT NULL OR frees IS NOT NULL),
    CHECK (frees IS NULL OR (amount < 0 AND undoes IS NULL))
) STRICT;
CREATE INDEX allocation_of_receipt ON allocation (receipt);

CREATE TABLE allocation_bill (
    allocation INTEGER NOT NULL REFERENCES allocation (allocation),
    bill       INTEGER NOT NULL REFERENCES contribution_bill (bill),
    jkk        INTEGER NOT NULL,
    jkp_jkk    INTEGER NOT NULL,
    jkm        INTEGER NOT NULL,
    jht        INTEGER NOT NULL,
    jp         INTEGER NOT NULL,
    PRIMARY KEY (bill, allocation)
) STRICT, WITHOUT ROWID;
CREATE INDEX allocation_bill_of_allocation ON allocation_bill (allocation);

CREATE TABLE refund (
    refund      INTEGER PRIMARY KEY,
    receipt     INTEGER NOT NULL REFERENCES receipt (receipt),
    amount      INTEGER NOT NULL CHECK (amount > 0),
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),  -- 0 asked, 1 approved, 2 paid, 3 refused
    payee       TEXT NOT NULL,          -- key of 2230
    reason      TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    decided_by  TEXT,
    decided_at  INTEGER,
    paid_on     TEXT,
    CHECK (decided_by IS NULL OR decided_by <> asked_by)
) STRICT;
CREATE INDEX refund_of_receipt ON refund (receipt);

-- Money moved from clearing to the funds: every allocation up to the last one of a sweep.
CREATE TABLE sweep (
    sweep           INTEGER PRIMARY KEY,
    day             TEXT NOT NULL,
    last_allocation INTEGER NOT NULL,
    amount          INTEGER NOT NULL,
    passed_on       INTEGER NOT NULL,   -- of it from JKK to JKP
    actor           TEXT NOT NULL,
    at              INTEGER NOT NULL,
    posted          INTEGER             -- none where everything cancelled out
) STRICT;

-- What a receipt has over, kept for later months of a payer: asked by one, decided by another. Its
-- money stands in 2210 by the allocation without bills that is named, until a bill takes it.
CREATE TABLE contribution_advance (
    advance     INTEGER PRIMARY KEY,
    receipt     INTEGER NOT NULL REFERENCES receipt (receipt),
    payer       INTEGER NOT NULL REFERENCES party (party),
    first_month TEXT NOT NULL,
    last_month  TEXT NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount > 0),
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),  -- 0 asked, 1 stands, 2 refused, 3 ended
    allocation  INTEGER REFERENCES allocation (allocation),      -- the last one
    reason      TEXT NOT NULL,
    asked_by    TEXT NOT NULL,
    asked_at    INTEGER NOT NULL,
    decided_by  TEXT,
    decided_at  INTEGER,
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    CHECK (last_month >= first_month)
) STRICT;
CREATE INDEX contribution_advance_stands ON contribution_advance (payer) WHERE state = 1;
