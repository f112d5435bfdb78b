"""The tables, as SQLAlchemy Core sees them. How they came to be is in migrations/; a test holds the two equal.

Only types that SQLite and PostgreSQL share, bytes aside. A derived record is kept whole as its JSON line (`record`, the
same bytes as in the JSONL files), beside the columns that are asked for; days are ISO dates, moments are ISO 8601 text in
UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

#: One row per migration applied.
schema_versions = Table(
    "schema_versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
)

#: Every report ever read, each version once. Append-only: rows are never changed or deleted (migration 2).
documents = Table(
    "documents",
    metadata,
    Column("key", Text, primary_key=True),  # hash of the document as read
    Column("id", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False),  # of the bytes received
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Date),
    Column("published_from", Text),
    Column("language", Text),
    Column("warnings", Text, nullable=False),  # JSON list of sentences
    Column("obtained_at", Text, nullable=False),
    Column("obtained_how", Text, nullable=False),
)

#: The bytes of reports whose text does not give them back (pages, other encodings), packed by zlib. Append-only.
originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),  # of the bytes before packing
    Column("content", LargeBinary, nullable=False),
)

#: The documents that the present results are made of; derived. `engine` made its claims.
current_documents = Table(
    "current_documents",
    metadata,
    Column("document", Text, primary_key=True),
    Column("key", Text, ForeignKey("documents.key"), nullable=False),
    Column("engine", Text, nullable=False),
)

segments = Table(
    "segments",
    metadata,
    Column("document", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False, index=True),
    Column("type", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("start_day", Date),
    Column("end_day", Date),
    Column("record", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("place_id", Text),
    Column("place_name", Text),
    Column("start_day", Date),
    Column("end_day", Date),
    Column("record", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("event", Text, primary_key=True),
    Column("claim", Text, primary_key=True, index=True),
)

holdings = Table(
    "holdings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place_id", Text),
    Column("place_name", Text, nullable=False),
    Column("holder_id", Text),
    Column("state", Text, nullable=False),
    Column("from_day", Date),
    Column("from_latest", Date),
    Column("until_day", Date),
    Column("until_earliest", Date),
    Column("record", Text, nullable=False),
    Index("ix_holdings_days", "from_day", "until_day"),
)

#: What people decided (review). Append-only; a correction is a new row that names its predecessor.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("predecessor", Text, ForeignKey("decisions.id")),
    Column("subject", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("number", Integer, nullable=False, server_default="0"),  # its place in the log, from 1
    Column("chain", Text, nullable=False, server_default=""),  # hash over this record and the chain before it
    Index("ix_decisions_number", "number", unique=True),
)

#: Claims that decisions changed, as they are after them, or rejected, as they were read. `claims` keeps all as read.
decided_claims = Table(
    "decided_claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("rejected", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

#: One row: the run and the number of the last decision that the derived tables take into account; negative where the last
#: ones were worked in around what they touch only (`conclude.around`), and the whole is still to be gone through.
applied = Table(
    "applied",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("decision", Integer, nullable=False),
)

#: Claims that hang together with no others, as fused, before events of one episode are linked; derived. A later run with
#: more reports fuses anew only the parts that these touch, if the same `method` made the others.
fused_parts = Table(
    "fused_parts",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("method", Text, nullable=False),
    Column("record", Text, nullable=False),
)

#: One row per finished run: the content of run.json.
runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("started_at", Text, nullable=False),
    Column("record", Text, nullable=False),
)

#: What a run replaces, children first.
DERIVED = (applied, decided_claims, holdings, event_claims, events, fused_parts, claims, segments, current_documents)
