-- Signed checkpoints over the audit chain, and what the next one goes on from.

CREATE TABLE audit_checkpoint (
    size  BIGINT PRIMARY KEY,   -- events it speaks for
    line  TEXT COLLATE "C" NOT NULL,         -- as it was signed and handed out
    peaks BYTEA NOT NULL          -- of the Merkle tree, 32 bytes each
);
