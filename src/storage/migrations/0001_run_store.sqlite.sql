-- What `payung run --db` keeps: editions (a register or a membership extract, once for each content),
-- and runs on them.
--
-- Rows of files are addressed by edition and row, in one number: edition * 4294967296 + row, row 0
-- first (storage/row_key.h). So a file's rows stand in its order, are added at the end of their
-- table, and all rows of an edition are one range; likewise for what a run says of each of them.
-- These large tables have no secondary index and no foreign key: they are written as a whole, with
-- the edition or run they belong to, in one transaction, and never changed.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM. Nothing known is NULL.

CREATE TABLE edition (
    edition       INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('register', 'membership')),
    sha256        TEXT NOT NULL,     -- of the contents of its files
    rows_digest   TEXT NOT NULL,     -- of what was taken from them: other rules of intake, other rows
    columns       TEXT NOT NULL,     -- optional columns that the files had, 'nik,decile'
    rows_taken    INTEGER NOT NULL CHECK (rows_taken >= 0),
    rows_doubted  INTEGER NOT NULL CHECK (rows_doubted >= 0),
    rows_rejected INTEGER NOT NULL CHECK (rows_rejected >= 0),
    recorded_at   TEXT NOT NULL,
    UNIQUE (kind, sha256, rows_digest)
) STRICT;

CREATE TABLE edition_file (
    edition  INTEGER NOT NULL REFERENCES edition (edition),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,          -- without its folder
    PRIMARY KEY (edition, position)
) STRICT;

-- Texts that many rows share: occupations of a register, kinds of payer of a membership extract.
CREATE TABLE edition_word (
    edition INTEGER NOT NULL REFERENCES edition (edition),
    word    INTEGER NOT NULL,
    text    TEXT NOT NULL,
    PRIMARY KEY (edition, word)
) STRICT;

CREATE TABLE person (
    person       INTEGER PRIMARY KEY, -- edition and row
    reg_id       TEXT NOT NULL,
    name         TEXT NOT NULL,
    name_key     INTEGER NOT NULL,    -- hash of the normalised name
    birth        TEXT,
    sex          INTEGER CHECK (sex IN (1, 2)),  -- 1 man (L), 2 woman (P)
    village_code INTEGER,             -- ten digits, as the file has it
    area         INTEGER NOT NULL,    -- deepest area known today, ten digits: 6303000000 is a regency
    family       INTEGER,             -- number of the family card within the edition
    decile       INTEGER CHECK (decile BETWEEN 1 AND 10),
    status       INTEGER CHECK (status BETWEEN 1 AND 7),
    sector       TEXT,                -- KBLI letter
    occupation   INTEGER,             -- edition_word
    income       INTEGER,             -- sen a month
    decree       INTEGER NOT NULL CHECK (decree IN (0, 1))
) STRICT;

-- The only place of a NIK. Field encryption (XChaCha20-Poly1305, keyed BLAKE2b to look one up) will
-- turn `nik` into bytes here and change no other table.
CREATE TABLE person_nik (
    person INTEGER PRIMARY KEY,
    nik    INTEGER NOT NULL,
    flags  INTEGER NOT NULL           -- how it agrees with its record (registry/identity.h)
) STRICT;

-- From a reg_id to its row: entries of an edition stand in the order of their hashes.
CREATE TABLE person_by_id (
    edition INTEGER NOT NULL,
    id_hash INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    PRIMARY KEY (edition, id_hash, row)
) STRICT, WITHOUT ROWID;

-- Who holds an account is told by link; the names, birth dates and NIKs of extracts are not kept.
CREATE TABLE account (
    account    INTEGER PRIMARY KEY,   -- edition and row
    acc_id     TEXT NOT NULL,
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    from_month TEXT,
    until      TEXT,                  -- the month after the last
    programmes INTEGER NOT NULL,      -- bits: 1 JKK, 2 JKM, 4 JHT, 8 JP, 16 JKP
    segment    INTEGER NOT NULL,      -- 0 unknown, 1 PU, 2 BPU, 3 PMI, 4 JAKON
    payer      INTEGER,               -- edition_word
    wage       INTEGER                -- sen a month
) STRICT;

-- The links between two editions: kept once for all runs that found the same.
CREATE TABLE linkage (
    linkage    INTEGER PRIMARY KEY,
    register   INTEGER NOT NULL REFERENCES edition (edition),
    membership INTEGER NOT NULL REFERENCES edition (edition),
    digest     TEXT NOT NULL,
    UNIQUE (register, membership, digest)
) STRICT;

CREATE TABLE link (
    linkage     INTEGER NOT NULL,
    person_row  INTEGER NOT NULL,
    account_row INTEGER NOT NULL,
    rule        TEXT NOT NULL,
    PRIMARY KEY (linkage, person_row, account_row)
) STRICT, WITHOUT ROWID;

CREATE TABLE run (
    run             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,  -- SHA-256 of all that it was made from
    register        INTEGER NOT NULL REFERENCES edition (edition),
    membership      INTEGER NOT NULL REFERENCES edition (edition),
    linkage         INTEGER NOT NULL REFERENCES linkage (linkage),
    month           TEXT NOT NULL,
    law_version     TEXT NOT NULL,
    program_version TEXT NOT NULL,
    options         TEXT NOT NULL,
    links           INTEGER NOT NULL,
    gap             INTEGER NOT NULL,      -- persons in it
    covered         INTEGER NOT NULL,      -- of them, on a roster
    amount          INTEGER NOT NULL,      -- of all rosters
    worker_basis    TEXT NOT NULL CHECK (worker_basis IN ('main_status', 'all_rows')),
    placed_above_village INTEGER NOT NULL, -- workers whose village is not known
    summary         TEXT NOT NULL,         -- summary.json
    recorded_at     TEXT NOT NULL
) STRICT;

-- The budgets of a run, in the order of its file, and what became of their money.
CREATE TABLE budget (
    run         INTEGER NOT NULL REFERENCES run (run),
    source      INTEGER NOT NULL,
    id          TEXT NOT NULL,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    area        INTEGER NOT NULL,
    sectors     INTEGER NOT NULL,          -- bit k: KBLI letter 'A' + k; 0 all
    decile_max  INTEGER,
    programmes  INTEGER NOT NULL,          -- bits, as in account
    ceiling     INTEGER NOT NULL CHECK (ceiling >= 0),
    from_month  TEXT NOT NULL,
    months      INTEGER NOT NULL,
    legal_basis TEXT NOT NULL,
    used        INTEGER NOT NULL CHECK (used >= 0 AND used <= ceiling),
    workers     INTEGER NOT NULL,
    eligible    INTEGER NOT NULL,
    left_out    INTEGER NOT NULL,
    leftover    INTEGER NOT NULL,          -- 0 nothing, 1 too little, 2 nobody to pay, 3 nobody eligible
    PRIMARY KEY (run, source)
) STRICT;

-- What the codes of standing mean in this run: the names that its files use.
CREATE TABLE run_standing (
    run      INTEGER NOT NULL REFERENCES run (run),
    standing INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (run, standing)
) STRICT;

-- Every row of the register: where it stands in the test, its place in the gap, and which budget
-- covers it at which of its prices. The roster of a budget is its rows in the order of rank.
CREATE TABLE standing (
    person   INTEGER PRIMARY KEY,   -- run and row of the register
    area     INTEGER NOT NULL,      -- as in person, so that a question about an area reads this alone
    standing INTEGER NOT NULL,
    rank     INTEGER,               -- 1 is first; NULL outside the gap
    same_as  INTEGER,               -- row that stands for the same person
    source   INTEGER,
    price    INTEGER,
    CHECK ((source IS NULL) = (price IS NULL)),
    CHECK (source IS NULL OR rank IS NOT NULL)
) STRICT;

-- What one worker costs a budget: months in a row that cost the same. A budget has one price, or
-- several where relief depends on the sector.
CREATE TABLE price_run (
    run            INTEGER NOT NULL REFERENCES run (run),
    source         INTEGER NOT NULL,
    price          INTEGER NOT NULL,
    position       INTEGER NOT NULL,
    from_month     TEXT NOT NULL,
    months         INTEGER NOT NULL CHECK (months > 0),
    jkk            INTEGER NOT NULL,
    jkm            INTEGER NOT NULL,
    jht            INTEGER NOT NULL,
    jp             INTEGER NOT NULL,
    jkp            INTEGER NOT NULL,
    monthly        INTEGER NOT NULL CHECK (monthly = jkk + jkm + jht + jp + jkp),
    unconfirmed    INTEGER NOT NULL CHECK (unconfirmed IN (0, 1)),
    sector_assumed INTEGER NOT NULL CHECK (sector_assumed IN (0, 1)),
    PRIMARY KEY (run, source, price, position)
) STRICT;

CREATE TABLE bill (
    run          INTEGER NOT NULL REFERENCES run (run),
    source       INTEGER NOT NULL,
    month        TEXT NOT NULL,
    programme    INTEGER NOT NULL,  -- 0 JKK, 1 JKM, 2 JHT, 3 JP, 4 JKP
    participants INTEGER NOT NULL CHECK (participants >= 0),
    amount       INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (run, source, month, programme)
) STRICT;

CREATE TABLE coverage (
    run            INTEGER NOT NULL REFERENCES run (run),
    area           INTEGER NOT NULL,
    workers        INTEGER NOT NULL CHECK (workers >= 0),
    covered_before INTEGER NOT NULL CHECK (covered_before >= 0),
    covered_after  INTEGER NOT NULL CHECK (covered_after >= 0),
    withheld       INTEGER NOT NULL CHECK (withheld IN (0, 1)),  -- a small cell: not to be shown
    PRIMARY KEY (run, area)
) STRICT;
