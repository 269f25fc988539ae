-- Who is a member, of what, through whom, and who pays. Nothing is edited: a correction is a new row
-- that names the old one, so that what was known at any time can be told.
--
-- Money is counted in sen, days are YYYY-MM-DD, months YYYY-MM, instants milliseconds since 1970.

-- Whoever pays: a worker for himself, an employer, a group of workers, a sponsor.
CREATE TABLE party (
    party       BIGINT PRIMARY KEY,
    kind        BIGINT NOT NULL CHECK (kind BETWEEN 1 AND 4), -- 1 person, 2 employer, 3 group, 4 sponsor
    number      TEXT COLLATE "C" NOT NULL,      -- NPP, number of the group, id of the sponsor; KPJ of a person
    name        TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    UNIQUE (kind, number)
);

-- What holds of an employer from a month on; the last one recorded for the latest month counts.
CREATE TABLE employer_fact (
    fact        BIGINT PRIMARY KEY,
    party       BIGINT NOT NULL REFERENCES party (party),
    from_month  TEXT COLLATE "C" NOT NULL,
    scale       TEXT COLLATE "C" NOT NULL,      -- word of `Skala usaha`
    risk_group  TEXT COLLATE "C" NOT NULL,      -- word of `Kelompok risiko`
    sector      TEXT COLLATE "C" NOT NULL,      -- KBLI letter, may be empty
    industry    TEXT COLLATE "C" NOT NULL,      -- word of `Industri`
    takes_jht   BIGINT NOT NULL CHECK (takes_jht IN (0, 1)),  -- of its own will, where it need not
    takes_jp    BIGINT NOT NULL CHECK (takes_jp IN (0, 1)),
    area        BIGINT NOT NULL,   -- ten digits
    closed      BIGINT NOT NULL CHECK (closed IN (0, 1)),     -- no activity from that month on (BLTH NA)
    reason      TEXT COLLATE "C" NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE INDEX employer_fact_of_party ON employer_fact (party, from_month);

CREATE TABLE sponsor (
    party       BIGINT PRIMARY KEY REFERENCES party (party),
    payer       TEXT COLLATE "C" NOT NULL,      -- kind of money, 'APBD_KAB' …
    area        BIGINT NOT NULL,
    legal_basis TEXT COLLATE "C" NOT NULL
);

-- A person who is or was a member. NIK, family card, phone and bank account lie in `personal`.
CREATE TABLE participant (
    participant BIGINT PRIMARY KEY,
    name        TEXT COLLATE "C" NOT NULL,
    birth       TEXT COLLATE "C" NOT NULL,
    sex         BIGINT CHECK (sex IN (1, 2)),
    citizen     BIGINT NOT NULL CHECK (citizen IN (0, 1)),   -- WNI
    area        BIGINT NOT NULL,
    died        TEXT COLLATE "C",
    recorded_at BIGINT NOT NULL
);

-- A number (KPJ) under which a person is a member. One person may have several, one an employment.
CREATE TABLE membership (
    membership  BIGINT PRIMARY KEY,
    kpj         TEXT COLLATE "C" NOT NULL UNIQUE,
    participant BIGINT NOT NULL REFERENCES participant (participant),
    segment     BIGINT NOT NULL CHECK (segment BETWEEN 1 AND 4),  -- 1 PU, 2 BPU, 3 PMI, 4 JAKON
    recorded_at BIGINT NOT NULL
);
CREATE INDEX membership_of_participant ON membership (participant);

-- From when until when a membership stands, with what and at whose cost. A spell that was recorded
-- wrongly, or ends, is replaced by a new one and never counts again.
CREATE TABLE spell (
    spell       BIGINT PRIMARY KEY,
    membership  BIGINT NOT NULL REFERENCES membership (membership),
    payer       BIGINT NOT NULL REFERENCES party (party),
    programmes  BIGINT NOT NULL,   -- bits: 1 JKK, 2 JKM, 4 JHT, 8 JP, 16 JKP
    income      BIGINT NOT NULL,   -- declared a month (BPU); 0 where wages are reported
    sector      TEXT COLLATE "C" NOT NULL,      -- KBLI letter of the work, may be empty
    has_jkn     BIGINT NOT NULL CHECK (has_jkn IN (0, 1)),  -- health insurance, a condition of JKP
    from_month  TEXT COLLATE "C" NOT NULL,
    until_month TEXT COLLATE "C",               -- the first month in which it stands no more
    end_reason  TEXT COLLATE "C" NOT NULL,      -- word of membership/spell.h; empty while open
    commitment  BIGINT,            -- the sponsor's promise by which it is paid
    replaces    BIGINT REFERENCES spell (spell),
    replaced_by BIGINT,
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    CHECK (until_month IS NULL OR until_month >= from_month)
);
CREATE INDEX spell_of_membership ON spell (membership);
CREATE INDEX spell_of_payer ON spell (payer, membership);

-- A sponsor's promise to pay for a named worker, from a roster that a second person approved.
CREATE TABLE roster (
    roster      BIGINT PRIMARY KEY,
    sponsor     BIGINT NOT NULL REFERENCES party (party),
    source      TEXT COLLATE "C" NOT NULL,      -- 'run:ID:SOURCE' or the SHA-256 of its file
    state       BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2),  -- 0 proposed, 1 approved, 2 refused
    workers     BIGINT NOT NULL,
    amount      BIGINT NOT NULL,
    proposed_by TEXT COLLATE "C" NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by  TEXT COLLATE "C",
    decided_at  BIGINT,
    reason      TEXT COLLATE "C" NOT NULL,
    UNIQUE (sponsor, source),
    CHECK (decided_by IS NULL OR decided_by <> proposed_by)
);

CREATE TABLE commitment (
    commitment  BIGINT PRIMARY KEY,
    roster      BIGINT NOT NULL REFERENCES roster (roster),
    position    BIGINT NOT NULL,   -- row of the roster
    name        TEXT COLLATE "C" NOT NULL,
    birth       TEXT COLLATE "C" NOT NULL,
    sex         BIGINT CHECK (sex IN (1, 2)),
    area        BIGINT NOT NULL,
    sector      TEXT COLLATE "C" NOT NULL,
    reg_id      TEXT COLLATE "C" NOT NULL,
    programmes  BIGINT NOT NULL,
    from_month  TEXT COLLATE "C" NOT NULL,
    months      BIGINT NOT NULL CHECK (months > 0),
    amount      BIGINT NOT NULL,   -- of all months
    membership  BIGINT REFERENCES membership (membership),  -- once approved
    verdict     TEXT COLLATE "C" NOT NULL,      -- name of the code that refused him; empty: taken
    UNIQUE (roster, position)
);

-- Husband or wife, children and other heirs, as declared or proved.
CREATE TABLE relative (
    relative    BIGINT PRIMARY KEY,
    participant BIGINT NOT NULL REFERENCES participant (participant),
    name        TEXT COLLATE "C" NOT NULL,
    birth       TEXT COLLATE "C",
    relation    TEXT COLLATE "C" NOT NULL,      -- word of membership/relative.h
    married     BIGINT NOT NULL CHECK (married IN (0, 1)),
    works       BIGINT NOT NULL CHECK (works IN (0, 1)),
    school      TEXT COLLATE "C" NOT NULL,      -- level of schooling, a word of the law; empty: none
    recorded_at BIGINT NOT NULL,
    replaced_by BIGINT
);
CREATE INDEX relative_of_participant ON relative (participant);

-- A wage list that an employer handed in, and each wage that was taken from it. The highest version
-- of a month counts; a later list makes a new version, never a change.
CREATE TABLE wage_list (
    wage_list   BIGINT PRIMARY KEY,
    employer    BIGINT NOT NULL REFERENCES party (party),
    month       TEXT COLLATE "C" NOT NULL,
    sha256      TEXT COLLATE "C" NOT NULL,
    file        TEXT COLLATE "C" NOT NULL,
    taken       BIGINT NOT NULL,
    doubted     BIGINT NOT NULL,
    rejected    BIGINT NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL,
    UNIQUE (employer, month, sha256)
);

CREATE TABLE wage (
    membership  BIGINT NOT NULL,
    month       TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,   -- from 1
    amount      BIGINT NOT NULL,
    back_pay    BIGINT NOT NULL,   -- rapel
    wage_list   BIGINT NOT NULL REFERENCES wage_list (wage_list),
    PRIMARY KEY (membership, month, version)
);

-- Who somebody is was written down wrongly, and a document proves it. What changes a benefit (the
-- birth date) is asked for by one person and decided by another.
CREATE TABLE participant_correction (
    correction   BIGINT PRIMARY KEY,
    participant  BIGINT NOT NULL REFERENCES participant (participant),
    name_before  TEXT COLLATE "C" NOT NULL,
    birth_before TEXT COLLATE "C" NOT NULL,
    sex_before   BIGINT NOT NULL,      -- 0 unknown
    name         TEXT COLLATE "C" NOT NULL,
    birth        TEXT COLLATE "C" NOT NULL,
    sex          BIGINT NOT NULL,
    document     TEXT COLLATE "C" NOT NULL,         -- runs of 13 digits and more masked
    state        BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2),  -- 0 asked, 1 made, 2 refused
    asked_by     TEXT COLLATE "C" NOT NULL,
    asked_at     BIGINT NOT NULL,
    decided_by   TEXT COLLATE "C",
    decided_at   BIGINT,
    CHECK (decided_by IS NULL OR decided_by <> asked_by)
);
CREATE INDEX participant_correction_of_participant ON participant_correction (participant);
