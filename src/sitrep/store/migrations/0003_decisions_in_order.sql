-- Decisions get their place in the log and a chain over all before them; what they change is kept beside what was read.
ALTER TABLE decisions ADD COLUMN number INTEGER NOT NULL DEFAULT 0

ALTER TABLE decisions ADD COLUMN chain TEXT NOT NULL DEFAULT ''

CREATE UNIQUE INDEX ix_decisions_number ON decisions (number)

CREATE TABLE decided_claims (
    id TEXT NOT NULL PRIMARY KEY,
    rejected INTEGER NOT NULL,
    record TEXT NOT NULL
)

CREATE TABLE applied (
    run INTEGER NOT NULL PRIMARY KEY,
    decision INTEGER NOT NULL
)
