-- Crediting the return of a month to the JHT accounts: how far it has come, so that it is taken up
-- where it stopped, with the terms it was begun with.

CREATE TABLE fund_credit_run (
    period      INTEGER PRIMARY KEY,  -- 202605
    rate        INTEGER NOT NULL,     -- of the year, in parts of a million
    reference   TEXT NOT NULL,        -- what sets it: the law, or a decision
    pool        INTEGER,              -- what is to be distributed; none: what the accounts earn
    last_id     INTEGER NOT NULL,     -- sub-accounts up to here are credited
    until_id    INTEGER NOT NULL,     -- the last there was when it began
    accounts    INTEGER NOT NULL,
    basis       INTEGER NOT NULL,     -- what earned
    credited    INTEGER NOT NULL,
    finished_at INTEGER
) STRICT;
