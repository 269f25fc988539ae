-- What identifies a person or tells of his health, encrypted (storage/personal_store.h). Keys lie
-- in a file of their own, never here.

-- The versions of the key with which values here are or were written. The highest is in use.
CREATE TABLE personal_key (
    version     INTEGER PRIMARY KEY CHECK (version > 0),
    fingerprint BLOB NOT NULL   -- tells the right key from another; 16 bytes, derived
) STRICT;

CREATE TABLE personal (
    kind        INTEGER NOT NULL CHECK (kind > 0),    -- of the owner: 1 participant, 2 relative, 3 party,
                                                      -- 4 claim, 5 commitment
    field       INTEGER NOT NULL CHECK (field > 0),   -- 1 NIK, 2 family card, 3 phone, 4 bank account,
                                                      -- 5 health
    number      INTEGER NOT NULL,                     -- of the owner
    key_version INTEGER NOT NULL REFERENCES personal_key (version),
    digest      INTEGER,                              -- 64 bits of keyed BLAKE2b; none for health
    sealed      BLOB NOT NULL,                        -- nonce, cipher, tag (XChaCha20-Poly1305)
    PRIMARY KEY (kind, field, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX personal_of_digest ON personal (digest);

-- The NIKs of a register, which is written as a whole and never changed: 64 rows of an edition in
-- one sealed block, which takes the place of person_nik (0001). That one stays empty: what older
-- programs left in it is sealed when the store is opened.
CREATE TABLE person_nik_block (
    block       INTEGER PRIMARY KEY,  -- number of its first person / 64
    key_version INTEGER NOT NULL REFERENCES personal_key (version),
    sealed      BLOB NOT NULL         -- of 64 times: NIK in 8 bytes, flags in one
) STRICT;
