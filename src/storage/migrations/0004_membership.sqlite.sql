-- Who is a member, of what, through whom, and who pays. Nothing is edited: a correction is a new row
-- that names the old one, so that what was known at any time can be told.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM, instants milliseconds since 1970.

-- Whoever pays: a worker for himself, an employer, a group of workers, a sponsor.
CREATE TABLE party (
    party       INTEGER PRIMARY KEY,
    kind        INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4), -- 1 person, 2 employer, 3 group, 4 sponsor
    number      TEXT NOT NULL,      -- NPP, number of the group, id of the sponsor; KPJ of a person
    name        TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    UNIQUE (kind, number)
) STRICT;

-- What holds of an employer from a month on; the last one recorded for the latest month counts.
CREATE TABLE employer_fact (
    fact        INTEGER PRIMARY KEY,
    party       INTEGER NOT NULL REFERENCES party (party),
    from_month  TEXT NOT NULL,
    scale       TEXT NOT NULL,      -- word of `Skala usaha`
    risk_group  TEXT NOT NULL,      -- word of `Kelompok risiko`
    sector      TEXT NOT NULL,      -- KBLI letter, may be empty
    industry    TEXT NOT NULL,      -- word of `Industri`
    takes_jht   INTEGER NOT NULL CHECK (takes_jht IN (0, 1)),  -- of its own will, where it need not
    takes_jp    INTEGER NOT NULL CHECK (takes_jp IN (0, 1)),
    area        INTEGER NOT NULL,   -- ten digits
    closed      INTEGER NOT NULL CHECK (closed IN (0, 1)),     -- no activity from that month on (BLTH NA)
    reason      TEXT NOT NULL,
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX employer_fact_of_party ON employer_fact (party, from_month);

CREATE TABLE sponsor (
    party       INTEGER PRIMARY KEY REFERENCES party (party),
    payer       TEXT NOT NULL,      -- kind of money, 'APBD_KAB' …
    area        INTEGER NOT NULL,
    legal_basis TEXT NOT NULL
) STRICT;

-- A person who is or was a member. NIK, family card, phone and bank account lie in `personal`.
CREATE TABLE participant (
    participant INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    birth       TEXT NOT NULL,
    sex         INTEGER CHECK (sex IN (1, 2)),
    citizen     INTEGER NOT NULL CHECK (citizen IN (0, 1)),   -- WNI
    area        INTEGER NOT NULL,
    died        TEXT,
    recorded_at INTEGER NOT NULL
) STRICT;

-- A number (KPJ) under which a person is a member. One person may have several, one an employment.
CREATE TABLE membership (
    membership  INTEGER PRIMARY KEY,
    kpj         TEXT NOT NULL UNIQUE,
    participant INTEGER NOT NULL REFERENCES participant (participant),
    segment     INTEGER NOT NULL CHECK (segment BETWEEN 1 AND 4),  -- 1 PU, 2 BPU, 3 PMI, 4 JAKON
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX membership_of_participant ON membership (participant);

-- From when until when a membership stands, with what and at whose cost. A spell that was recorded
-- wrongly, or ends, is replaced by a new one and never counts again.
CREATE TABLE spell (
    spell       INTEGER PRIMARY KEY,
    membership  INTEGER NOT NULL REFERENCES membership (membership),
    payer       INTEGER NOT NULL REFERENCES party (party),
    programmes  INTEGER NOT NULL,   -- bits: 1 JKK, 2 JKM, 4 JHT, 8 JP, 16 JKP
    income      INTEGER NOT NULL,   -- declared a month (BPU); 0 where wages are reported
    sector      TEXT NOT NULL,      -- KBLI letter of the work, may be empty
    has_jkn     INTEGER NOT NULL CHECK (has_jkn IN (0, 1)),  -- health insurance, a condition of JKP
    from_month  TEXT NOT NULL,
    until_month TEXT,               -- the first month in which it stands no more
    end_reason  TEXT NOT NULL,      -- word of membership/spell.h; empty while open
    commitment  INTEGER,            -- the sponsor's promise by which it is paid
    replaces    INTEGER REFERENCES spell (spell),
    replaced_by INTEGER,
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    CHECK (until_month IS NULL OR until_month >= from_month)
) STRICT;
CREATE INDEX spell_of_membership ON spell (membership);
CREATE INDEX spell_of_payer ON spell (payer, membership);

-- A sponsor's promise to pay for a named worker, from a roster that a second person approved.
CREATE TABLE roster (
    roster      INTEGER PRIMARY KEY,
    sponsor     INTEGER NOT NULL REFERENCES party (party),
    source      TEXT NOT NULL,      -- 'run:ID:SOURCE' or the SHA-256 of its file
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),  -- 0 proposed, 1 approved, 2 refused
    workers     INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    decided_by  TEXT,
    decided_at  INTEGER,
    reason      TEXT NOT NULL,
    UNIQUE (sponsor, source),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by)
) STRICT;

CREATE TABLE commitment (
    commitment  INTEGER PRIMARY KEY,
    roster      INTEGER NOT NULL REFERENCES roster (roster),
    position    INTEGER NOT NULL,   -- row of the roster
    name        TEXT NOT NULL,
    birth       TEXT NOT NULL,
    sex         INTEGER CHECK (sex IN (1, 2)),
    area        INTEGER NOT NULL,
    sector      TEXT NOT NULL,
    reg_id      TEXT NOT NULL,
    programmes  INTEGER NOT NULL,
    from_month  TEXT NOT NULL,
    months      INTEGER NOT NULL CHECK (months > 0),
    amount      INTEGER NOT NULL,   -- of all months
    membership  INTEGER REFERENCES membership (membership),  -- once approved
    verdict     TEXT NOT NULL,      -- name of the code that refused him; empty: taken
    UNIQUE (roster, position)
) STRICT;

-- Husband or wife, children and other heirs, as declared or proved.
CREATE TABLE relative (
    relative    INTEGER PRIMARY KEY,
    participant INTEGER NOT NULL REFERENCES participant (participant),
    name        TEXT NOT NULL,
    birth       TEXT,
    relation    TEXT NOT NULL,      -- word of membership/relative.h
    married     INTEGER NOT NULL CHECK (married IN (0, 1)),
    works       INTEGER NOT NULL CHECK (works IN (0, 1)),
    school      TEXT NOT NULL,      -- level of schooling, a word of the law; empty: none
    recorded_at INTEGER NOT NULL,
    replaced_by INTEGER
) STRICT;
CREATE INDEX relative_of_participant ON relative (participant);

-- A wage list that an employer handed in, and each wage that was taken from it. The highest version
-- of a month counts; a later list makes a new version, never a change.
CREATE TABLE wage_list (
    wage_list   INTEGER PRIMARY KEY,
    employer    INTEGER NOT NULL REFERENCES party (party),
    month       TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    file        TEXT NOT NULL,
    taken       INTEGER NOT NULL,
    doubted     INTEGER NOT NULL,
    rejected    INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    UNIQUE (employer, month, sha256)
) STRICT;

CREATE TABLE wage (
    membership  INTEGER NOT NULL,
    month       TEXT NOT NULL,
    version     INTEGER NOT NULL,   -- from 1
    amount      INTEGER NOT NULL,
    back_pay    INTEGER NOT NULL,   -- rapel
    wage_list   INTEGER NOT NULL REFERENCES wage_list (wage_list),
    PRIMARY KEY (membership, month, version)
) STRICT, WITHOUT ROWID;

-- Who somebody is was written down wrongly, and a document proves it. What changes a benefit (the
-- birth date) is asked for by one person and decided by another.
CREATE TABLE participant_correction (
    correction   INTEGER PRIMARY KEY,
    participant  INTEGER NOT NULL REFERENCES participant (participant),
    name_before  TEXT NOT NULL,
    birth_before TEXT NOT NULL,
    sex_before   INTEGER NOT NULL,      -- 0 unknown
    name         TEXT NOT NULL,
    birth        TEXT NOT NULL,
    sex          INTEGER NOT NULL,
    document     TEXT NOT NULL,         -- runs of 13 digits and more masked
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),  -- 0 asked, 1 made, 2 refused
    asked_by     TEXT NOT NULL,
    asked_at     INTEGER NOT NULL,
    decided_by   TEXT,
    decided_at   INTEGER,
    CHECK (decided_by IS NULL OR decided_by <> asked_by)
) STRICT;
CREATE INDEX participant_correction_of_participant ON participant_correction (participant);
