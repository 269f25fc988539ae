-- Crediting the return of a month to the JHT accounts: how far it has come, so that it is taken up
-- where it stopped, with the terms it was begun with.

CREATE TABLE fund_credit_run (
    period      BIGINT PRIMARY KEY,  -- 202605
    rate        BIGINT NOT NULL,     -- of the year, in parts of a million
    reference   TEXT COLLATE "C" NOT NULL,        -- what sets it: the law, or a decision
    pool        BIGINT,              -- what is to be distributed; none: what the accounts earn
    last_id     BIGINT NOT NULL,     -- sub-accounts up to here are credited
    until_id    BIGINT NOT NULL,     -- the last there was when it began
    accounts    BIGINT NOT NULL,
    basis       BIGINT NOT NULL,     -- what earned
    credited    BIGINT NOT NULL,
    finished_at BIGINT
);
