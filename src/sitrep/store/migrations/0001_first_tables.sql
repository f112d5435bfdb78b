-- Statements are separated by blank lines. A file named NNNN_name.DIALECT.sql runs on that database only.
CREATE TABLE documents (
    "key" TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published DATE,
    published_from TEXT,
    language TEXT,
    warnings TEXT NOT NULL,
    obtained_at TEXT NOT NULL,
    obtained_how TEXT NOT NULL
)

CREATE INDEX ix_documents_id ON documents (id)

CREATE TABLE current_documents (
    document TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL REFERENCES documents ("key"),
    engine TEXT NOT NULL
)

CREATE TABLE segments (
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, position)
)

CREATE TABLE claims (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    start_day DATE,
    end_day DATE,
    record TEXT NOT NULL
)

CREATE INDEX ix_claims_document ON claims (document)

CREATE INDEX ix_claims_type ON claims (type)

CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    standing TEXT NOT NULL,
    place_id TEXT,
    place_name TEXT,
    start_day DATE,
    end_day DATE,
    record TEXT NOT NULL
)

CREATE INDEX ix_events_type ON events (type)

CREATE TABLE event_claims (
    event TEXT NOT NULL,
    claim TEXT NOT NULL,
    PRIMARY KEY (event, claim)
)

CREATE INDEX ix_event_claims_claim ON event_claims (claim)

CREATE TABLE holdings (
    id TEXT NOT NULL PRIMARY KEY,
    place_id TEXT,
    place_name TEXT NOT NULL,
    holder_id TEXT,
    state TEXT NOT NULL,
    from_day DATE,
    from_latest DATE,
    until_day DATE,
    until_earliest DATE,
    record TEXT NOT NULL
)

CREATE INDEX ix_holdings_days ON holdings (from_day, until_day)

CREATE TABLE decisions (
    id TEXT NOT NULL PRIMARY KEY,
    predecessor TEXT REFERENCES decisions (id),
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    record TEXT NOT NULL
)

CREATE INDEX ix_decisions_subject ON decisions (subject)

CREATE TABLE runs (
    number INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_at TEXT NOT NULL,
    record TEXT NOT NULL
)
