-- What fusion made of claims that hang together, so that the next run with more reports need not make it anew.
CREATE TABLE fused_parts (
    position INTEGER NOT NULL PRIMARY KEY,
    method TEXT NOT NULL,
    record TEXT NOT NULL
)
