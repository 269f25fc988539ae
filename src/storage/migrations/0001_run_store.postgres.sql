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
    edition       BIGINT PRIMARY KEY,
    kind          TEXT COLLATE "C" NOT NULL CHECK (kind IN ('register', 'membership')),
    sha256        TEXT COLLATE "C" NOT NULL,     -- of the contents of its files
    rows_digest   TEXT COLLATE "C" NOT NULL,     -- of what was taken from them: other rules of intake, other rows
    columns       TEXT COLLATE "C" NOT NULL,     -- optional columns that the files had, 'nik,decile'
    rows_taken    BIGINT NOT NULL CHECK (rows_taken >= 0),
    rows_doubted  BIGINT NOT NULL CHECK (rows_doubted >= 0),
    rows_rejected BIGINT NOT NULL CHECK (rows_rejected >= 0),
    recorded_at   TEXT COLLATE "C" NOT NULL,
    UNIQUE (kind, sha256, rows_digest)
);

CREATE TABLE edition_file (
    edition  BIGINT NOT NULL REFERENCES edition (edition),
    position BIGINT NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,          -- without its folder
    PRIMARY KEY (edition, position)
);

-- Texts that many rows share: occupations of a register, kinds of payer of a membership extract.
CREATE TABLE edition_word (
    edition BIGINT NOT NULL REFERENCES edition (edition),
    word    BIGINT NOT NULL,
    text    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (edition, word)
);

CREATE TABLE person (
    person       BIGINT PRIMARY KEY, -- edition and row
    reg_id       TEXT COLLATE "C" NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    name_key     BIGINT NOT NULL,    -- hash of the normalised name
    birth        TEXT COLLATE "C",
    sex          BIGINT CHECK (sex IN (1, 2)),  -- 1 man (L), 2 woman (P)
    village_code BIGINT,             -- ten digits, as the file has it
    area         BIGINT NOT NULL,    -- deepest area known today, ten digits: 6303000000 is a regency
    family       BIGINT,             -- number of the family card within the edition
    decile       BIGINT CHECK (decile BETWEEN 1 AND 10),
    status       BIGINT CHECK (status BETWEEN 1 AND 7),
    sector       TEXT COLLATE "C",                -- KBLI letter
    occupation   BIGINT,             -- edition_word
    income       BIGINT,             -- sen a month
    decree       BIGINT NOT NULL CHECK (decree IN (0, 1))
);

-- The only place of a NIK. Field encryption (XChaCha20-Poly1305, keyed BLAKE2b to look one up) will
-- turn `nik` into bytes here and change no other table.
CREATE TABLE person_nik (
    person BIGINT PRIMARY KEY,
    nik    BIGINT NOT NULL,
    flags  BIGINT NOT NULL           -- how it agrees with its record (registry/identity.h)
);

-- From a reg_id to its row: entries of an edition stand in the order of their hashes.
CREATE TABLE person_by_id (
    edition BIGINT NOT NULL,
    id_hash BIGINT NOT NULL,
    row     BIGINT NOT NULL,
    PRIMARY KEY (edition, id_hash, row)
);

-- Who holds an account is told by link; the names, birth dates and NIKs of extracts are not kept.
CREATE TABLE account (
    account    BIGINT PRIMARY KEY,   -- edition and row
    acc_id     TEXT COLLATE "C" NOT NULL,
    active     BIGINT NOT NULL CHECK (active IN (0, 1)),
    from_month TEXT COLLATE "C",
    until      TEXT COLLATE "C",                  -- the month after the last
    programmes BIGINT NOT NULL,      -- bits: 1 JKK, 2 JKM, 4 JHT, 8 JP, 16 JKP
    segment    BIGINT NOT NULL,      -- 0 unknown, 1 PU, 2 BPU, 3 PMI, 4 JAKON
    payer      BIGINT,               -- edition_word
    wage       BIGINT                -- sen a month
);

-- The links between two editions: kept once for all runs that found the same.
CREATE TABLE linkage (
    linkage    BIGINT PRIMARY KEY,
    register   BIGINT NOT NULL REFERENCES edition (edition),
    membership BIGINT NOT NULL REFERENCES edition (edition),
    digest     TEXT COLLATE "C" NOT NULL,
    UNIQUE (register, membership, digest)
);

CREATE TABLE link (
    linkage     BIGINT NOT NULL,
    person_row  BIGINT NOT NULL,
    account_row BIGINT NOT NULL,
    rule        TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (linkage, person_row, account_row)
);

CREATE TABLE run (
    run             BIGINT PRIMARY KEY,
    id              TEXT COLLATE "C" NOT NULL UNIQUE,  -- SHA-256 of all that it was made from
    register        BIGINT NOT NULL REFERENCES edition (edition),
    membership      BIGINT NOT NULL REFERENCES edition (edition),
    linkage         BIGINT NOT NULL REFERENCES linkage (linkage),
    month           TEXT COLLATE "C" NOT NULL,
    law_version     TEXT COLLATE "C" NOT NULL,
    program_version TEXT COLLATE "C" NOT NULL,
    options         TEXT COLLATE "C" NOT NULL,
    links           BIGINT NOT NULL,
    gap             BIGINT NOT NULL,      -- persons in it
    covered         BIGINT NOT NULL,      -- of them, on a roster
    amount          BIGINT NOT NULL,      -- of all rosters
    worker_basis    TEXT COLLATE "C" NOT NULL CHECK (worker_basis IN ('main_status', 'all_rows')),
    placed_above_village BIGINT NOT NULL, -- workers whose village is not known
    summary         TEXT COLLATE "C" NOT NULL,         -- summary.json
    recorded_at     TEXT COLLATE "C" NOT NULL
);

-- The budgets of a run, in the order of its file, and what became of their money.
CREATE TABLE budget (
    run         BIGINT NOT NULL REFERENCES run (run),
    source      BIGINT NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    kind        TEXT COLLATE "C" NOT NULL,
    area        BIGINT NOT NULL,
    sectors     BIGINT NOT NULL,          -- bit k: KBLI letter 'A' + k; 0 all
    decile_max  BIGINT,
    programmes  BIGINT NOT NULL,          -- bits, as in account
    ceiling     BIGINT NOT NULL CHECK (ceiling >= 0),
    from_month  TEXT COLLATE "C" NOT NULL,
    months      BIGINT NOT NULL,
    legal_basis TEXT COLLATE "C" NOT NULL,
    used        BIGINT NOT NULL CHECK (used >= 0 AND used <= ceiling),
    workers     BIGINT NOT NULL,
    eligible    BIGINT NOT NULL,
    left_out    BIGINT NOT NULL,
    leftover    BIGINT NOT NULL,          -- 0 nothing, 1 too little, 2 nobody to pay, 3 nobody eligible
    PRIMARY KEY (run, source)
);

-- What the codes of standing mean in this run: the names that its files use.
CREATE TABLE run_standing (
    run      BIGINT NOT NULL REFERENCES run (run),
    standing BIGINT NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (run, standing)
);

-- Every row of the register: where it stands in the test, its place in the gap, and which budget
-- covers it at which of its prices. The roster of a budget is its rows in the order of rank.
CREATE TABLE standing (
    person   BIGINT PRIMARY KEY,   -- run and row of the register
    area     BIGINT NOT NULL,      -- as in person, so that a question about an area reads this alone
    standing BIGINT NOT NULL,
    rank     BIGINT,               -- 1 is first; NULL outside the gap
    same_as  BIGINT,               -- row that stands for the same person
    source   BIGINT,
    price    BIGINT,
    CHECK ((source IS NULL) = (price IS NULL)),
    CHECK (source IS NULL OR rank IS NOT NULL)
);

-- What one worker costs a budget: months in a row that cost the same. A budget has one price, or
-- several where relief depends on the sector.
CREATE TABLE price_run (
    run            BIGINT NOT NULL REFERENCES run (run),
    source         BIGINT NOT NULL,
    price          BIGINT NOT NULL,
    position       BIGINT NOT NULL,
    from_month     TEXT COLLATE "C" NOT NULL,
    months         BIGINT NOT NULL CHECK (months > 0),
    jkk            BIGINT NOT NULL,
    jkm            BIGINT NOT NULL,
    jht            BIGINT NOT NULL,
    jp             BIGINT NOT NULL,
    jkp            BIGINT NOT NULL,
    monthly        BIGINT NOT NULL CHECK (monthly = jkk + jkm + jht + jp + jkp),
    unconfirmed    BIGINT NOT NULL CHECK (unconfirmed IN (0, 1)),
    sector_assumed BIGINT NOT NULL CHECK (sector_assumed IN (0, 1)),
    PRIMARY KEY (run, source, price, position)
);

CREATE TABLE bill (
    run          BIGINT NOT NULL REFERENCES run (run),
    source       BIGINT NOT NULL,
    month        TEXT COLLATE "C" NOT NULL,
    programme    BIGINT NOT NULL,  -- 0 JKK, 1 JKM, 2 JHT, 3 JP, 4 JKP
    participants BIGINT NOT NULL CHECK (participants >= 0),
    amount       BIGINT NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (run, source, month, programme)
);

CREATE TABLE coverage (
    run            BIGINT NOT NULL REFERENCES run (run),
    area           BIGINT NOT NULL,
    workers        BIGINT NOT NULL CHECK (workers >= 0),
    covered_before BIGINT NOT NULL CHECK (covered_before >= 0),
    covered_after  BIGINT NOT NULL CHECK (covered_after >= 0),
    withheld       BIGINT NOT NULL CHECK (withheld IN (0, 1)),  -- a small cell: not to be shown
    PRIMARY KEY (run, area)
);
