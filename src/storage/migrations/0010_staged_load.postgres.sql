-- Loads of many rows that have begun and are not done: how far each came (its watermark), and where
-- its rows stand meanwhile. Instants are milliseconds since 1970.

CREATE TABLE staged_load (
    load     BIGINT PRIMARY KEY,
    key      TEXT COLLATE "C" NOT NULL UNIQUE,  -- what is loaded, told by its content; 'dropped:N': never resumed
    taken    BIGINT NOT NULL CHECK (taken >= 0),     -- rows that are durable
    position BIGINT NOT NULL CHECK (position >= 0),  -- in the source, after the last of them
    begun_at BIGINT NOT NULL,
    taken_at BIGINT NOT NULL
);

-- Rows that stand at the end of their own table already, where nobody looks until the load is done:
-- those whose first key column lies in [first_key, end_key). Other loads have a table staged_LOAD.
CREATE TABLE staged_range (
    load       BIGINT NOT NULL REFERENCES staged_load (load),
    table_name TEXT COLLATE "C" NOT NULL,
    first_key  BIGINT NOT NULL,
    end_key    BIGINT NOT NULL CHECK (end_key > first_key),
    PRIMARY KEY (load, table_name)
);
