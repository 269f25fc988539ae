-- What is owed for protection: bills, and what each member's share of them is. What was billed too
-- little is billed again as a difference; what was billed too much is taken back by a correction,
-- whose shares stand behind those of the bill and are negative. What changes in place (amounts, paid,
-- completed_on, unearned_from) follows from what was corrected, allocated to it and earned of it.
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
    amount       BIGINT NOT NULL CHECK (amount >= 0),             -- the sum of its parts, less what was taken back
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
    unearned_from TEXT COLLATE "C",                 -- first month that is not income yet; none where nothing waits
    charged_until TEXT COLLATE "C",                 -- the day up to which its delay was charged
    withdrawn    TEXT COLLATE "C",                  -- why it is not to be paid any more
    settled      BIGINT NOT NULL CHECK (settled IN (0, 1)),  -- the payer owed nothing from before when it was made: a condition of relief
    posted       BIGINT,               -- group of the books; none where nothing is booked before it is paid
    UNIQUE (payer, first_month, kind, segment, version),
    CHECK (amount = jkk + jkp_jkk + jkm + jht + jp),
    CHECK (paid = paid_jkk + paid_jkp_jkk + paid_jkm + paid_jht + paid_jp),
    CHECK (last_month >= first_month),
    CHECK (withdrawn IS NULL OR paid = 0),
    CHECK (amount > 0 OR withdrawn IS NOT NULL)
);
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

-- What was taken back of a bill of wage earners because a wage of its month was corrected down, or
-- somebody was no member then. What had been paid of it is free again on the receipts that paid it.
CREATE TABLE contribution_correction (
    correction BIGINT PRIMARY KEY,
    bill       BIGINT NOT NULL REFERENCES contribution_bill (bill),
    day        TEXT COLLATE "C" NOT NULL,
    share      BIGINT NOT NULL,        -- the first of its shares, by their order on the bill
    members    BIGINT NOT NULL,        -- how many shares
    jkk        BIGINT NOT NULL,        -- taken back, none negative
    jkp_jkk    BIGINT NOT NULL,
    jkm        BIGINT NOT NULL,
    jht        BIGINT NOT NULL,
    jp         BIGINT NOT NULL,
    jkp_state  BIGINT NOT NULL,
    freed      BIGINT NOT NULL,        -- of what had been paid
    allocation BIGINT NOT NULL,        -- the last there was before it
    actor      TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    posted     BIGINT                  -- none where only the wage is other
);
CREATE INDEX contribution_correction_of_bill ON contribution_correction (bill);

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

-- Money that came in. A receipt is known for ever by bank account (channel), day and the bank's
-- reference; what changes in place is the sum of what was made of it.

-- Bank accounts into which contributions are paid.
CREATE TABLE collection_account (
    account     TEXT COLLATE "C" PRIMARY KEY,       -- letters and digits of its number
    channel     TEXT COLLATE "C" NOT NULL,          -- sub-account of 1130: 'BRI'
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE TABLE bank_statement (
    statement   BIGINT PRIMARY KEY,
    sha256      TEXT COLLATE "C" NOT NULL,          -- of the file
    account     TEXT COLLATE "C" NOT NULL REFERENCES collection_account (account),
    file        TEXT COLLATE "C" NOT NULL,
    number      TEXT COLLATE "C" NOT NULL,          -- the bank's
    from_day    TEXT COLLATE "C" NOT NULL,
    until_day   TEXT COLLATE "C" NOT NULL,
    opening     BIGINT NOT NULL,
    closing     BIGINT NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    UNIQUE (sha256, account)
);

CREATE TABLE receipt (
    receipt    BIGINT PRIMARY KEY,
    channel    TEXT COLLATE "C" NOT NULL,
    booked     TEXT COLLATE "C" NOT NULL,
    reference  TEXT COLLATE "C" NOT NULL,
    value_day  TEXT COLLATE "C" NOT NULL,
    amount     BIGINT NOT NULL CHECK (amount > 0),
    allocated  BIGINT NOT NULL CHECK (allocated >= 0),
    refunded   BIGINT NOT NULL CHECK (refunded >= 0),  -- asked for, approved or paid back
    payer      BIGINT REFERENCES party (party),        -- once known
    payer_name TEXT COLLATE "C" NOT NULL,           -- as the bank wrote it
    note       TEXT COLLATE "C" NOT NULL,           -- what the payer wrote; runs of 13 digits and more masked
    codes      TEXT COLLATE "C" NOT NULL,           -- what may be payment codes in it, with blanks between
    rule       BIGINT NOT NULL CHECK (rule BETWEEN 0 AND 4),    -- MatchRule
    reason     BIGINT NOT NULL CHECK (reason BETWEEN 0 AND 11),  -- Unmatched
    statement  BIGINT NOT NULL REFERENCES bank_statement (statement),
    line       BIGINT NOT NULL,        -- of its file
    posted     BIGINT NOT NULL,        -- group of the books
    UNIQUE (channel, booked, reference),
    CHECK (allocated + refunded <= amount)
);
CREATE INDEX receipt_unallocated ON receipt (booked) WHERE allocated + refunded < amount;

-- What a receipt paid: one group of the books. Taken back by another one that names it; freed in part
-- by one that names it, where a bill that it paid was corrected.
CREATE TABLE allocation (
    allocation BIGINT PRIMARY KEY,
    receipt    BIGINT NOT NULL REFERENCES receipt (receipt),
    day        TEXT COLLATE "C" NOT NULL,           -- in the books
    amount     BIGINT NOT NULL CHECK (amount <> 0),
    rule       BIGINT NOT NULL CHECK (rule BETWEEN 1 AND 4),
    strategy   TEXT COLLATE "C" NOT NULL,           -- 'proportional/1'; empty where the bills were paid whole
    undoes     BIGINT UNIQUE REFERENCES allocation (allocation),
    frees      BIGINT REFERENCES allocation (allocation),
    reason     TEXT COLLATE "C" NOT NULL,           -- why it was taken back
    actor      TEXT COLLATE "C" NOT NULL,
    at         BIGINT NOT NULL,
    posted     BIGINT NOT NULL,
    CHECK (amount > 0 OR undoes IS NOT NULL OR frees IS NOT NULL),
    CHECK (frees IS NULL OR (amount < 0 AND undoes IS NULL))
);
CREATE INDEX allocation_of_receipt ON allocation (receipt);

CREATE TABLE allocation_bill (
    allocation BIGINT NOT NULL REFERENCES allocation (allocation),
    bill       BIGINT NOT NULL REFERENCES contribution_bill (bill),
    jkk        BIGINT NOT NULL,
    jkp_jkk    BIGINT NOT NULL,
    jkm        BIGINT NOT NULL,
    jht        BIGINT NOT NULL,
    jp         BIGINT NOT NULL,
    PRIMARY KEY (bill, allocation)
);
CREATE INDEX allocation_bill_of_allocation ON allocation_bill (allocation);

CREATE TABLE refund (
    refund      BIGINT PRIMARY KEY,
    receipt     BIGINT NOT NULL REFERENCES receipt (receipt),
    amount      BIGINT NOT NULL CHECK (amount > 0),
    state       BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),  -- 0 asked, 1 approved, 2 paid, 3 refused
    payee       TEXT COLLATE "C" NOT NULL,          -- key of 2230
    reason      TEXT COLLATE "C" NOT NULL,
    asked_by    TEXT COLLATE "C" NOT NULL,
    asked_at    BIGINT NOT NULL,
    decided_by  TEXT COLLATE "C",
    decided_at  BIGINT,
    paid_on     TEXT COLLATE "C",
    CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
CREATE INDEX refund_of_receipt ON refund (receipt);

-- Money moved from clearing to the funds: every allocation up to the last one of a sweep.
CREATE TABLE sweep (
    sweep           BIGINT PRIMARY KEY,
    day             TEXT COLLATE "C" NOT NULL,
    last_allocation BIGINT NOT NULL,
    amount          BIGINT NOT NULL,
    passed_on       BIGINT NOT NULL,   -- of it from JKK to JKP
    actor           TEXT COLLATE "C" NOT NULL,
    at              BIGINT NOT NULL,
    posted          BIGINT             -- none where everything cancelled out
);

-- What a receipt has over, kept for later months of a payer: asked by one, decided by another. Its
-- money stands in 2210 by the allocation without bills that is named, until a bill takes it.
CREATE TABLE contribution_advance (
    advance     BIGINT PRIMARY KEY,
    receipt     BIGINT NOT NULL REFERENCES receipt (receipt),
    payer       BIGINT NOT NULL REFERENCES party (party),
    first_month TEXT COLLATE "C" NOT NULL,
    last_month  TEXT COLLATE "C" NOT NULL,
    amount      BIGINT NOT NULL CHECK (amount > 0),
    state       BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),  -- 0 asked, 1 stands, 2 refused, 3 ended
    allocation  BIGINT REFERENCES allocation (allocation),      -- the last one
    reason      TEXT COLLATE "C" NOT NULL,
    asked_by    TEXT COLLATE "C" NOT NULL,
    asked_at    BIGINT NOT NULL,
    decided_by  TEXT COLLATE "C",
    decided_at  BIGINT,
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    CHECK (last_month >= first_month)
);
CREATE INDEX contribution_advance_stands ON contribution_advance (payer) WHERE state = 1;
