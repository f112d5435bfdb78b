"""The log of decisions in the store: appended in one order, chained so that a change would show, read back whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from sitrep.errors import ConflictError, StoreError
from sitrep.model.record import from_json, replace, to_json
from sitrep.review.decisions import Decision, with_id
from sitrep.store import schema
from sitrep.store.connect import is_store, reading
from sitrep.store.databases.address import Address


def read_log(connection: Connection) -> tuple[Decision, ...]:
    """Every decision, in the order in which they were appended."""
    query = select(schema.decisions.c.record).order_by(schema.decisions.c.number)
    return tuple(from_json(line, Decision) for line in connection.execute(query).scalars())


def log_in(store: Address) -> tuple[Decision, ...]:
    """Every decision of the store at the path; none where there is no store yet."""
    if not is_store(store):
        return ()
    with reading(store) as connection:
        return read_log(connection)


def last_number(connection: Connection) -> int:
    """How many decisions there are: the number of the last one."""
    return int(connection.execute(select(func.max(schema.decisions.c.number))).scalar() or 0)


def append(connection: Connection, drafts: Sequence[Decision]) -> tuple[Decision, ...]:
    """Appends the decisions within the caller's transaction, all or none; returns them with their ids.

    Raises ConflictError where a draft does not name the last decision on its subject as its predecessor: somebody
    decided meanwhile, and who decides now must have seen it.
    """
    made = []
    for draft in drafts:
        _check_predecessor(connection, draft)
        made.append(with_id(draft))
        _insert(connection, made[-1])
    return tuple(made)


def append_log(connection: Connection, decisions: Sequence[Decision]) -> int:
    """Appends what another log holds and this one does not, in its order; returns how many that were.

    Raises StoreError where a line is not what its id says, or names a decision that neither log holds.
    """
    known = set(connection.execute(select(schema.decisions.c.id)).scalars())
    added = 0
    for number, decision in enumerate(decisions, start=1):
        if with_id(decision).id != decision.id:
            raise StoreError(f"line {number}: {decision.id or 'no id'} is not what it says; it was changed since")
        for named in (decision.predecessor, decision.undoes):
            if named is not None and named not in known:
                raise StoreError(f"line {number}: follows {named}, which neither this log nor the store holds")
        if decision.id not in known:
            _insert(connection, decision)
            known.add(decision.id)
            added += 1
    return added


def broken_link(connection: Connection) -> int | None:
    """The number of the first decision that is not what was appended, or stands where another one stood; None where
    the whole chain holds."""
    before = ""
    query = select(schema.decisions).order_by(schema.decisions.c.number)
    for expected, row in enumerate(connection.execute(query), start=1):
        decision = from_json(row.record, Decision)
        before = _chained(before, row.record)
        if row.number != expected or row.chain != before or with_id(decision).id != row.id:
            return expected
    return None


def _check_predecessor(connection: Connection, draft: Decision) -> None:
    columns = schema.decisions.c
    query = select(columns.record).where(columns.subject == draft.subject).order_by(columns.number.desc()).limit(1)
    found = connection.execute(query).scalar()
    last = from_json(found, Decision) if found is not None else None
    if (last.id if last else None) != draft.predecessor:
        who = f"{last.decided_by} decided “{last.kind}” at {last.decided_at}" if last else "there is no such decision"
        raise ConflictError(f"{draft.subject}: {who}, after what you were shown; look again, then decide")


def _insert(connection: Connection, decision: Decision) -> None:
    query = select(schema.decisions.c.number, schema.decisions.c.chain)
    last = connection.execute(query.order_by(schema.decisions.c.number.desc()).limit(1)).first()
    record = to_json(decision)
    connection.execute(
        insert(schema.decisions),
        {
            "id": decision.id,
            "number": (last.number if last else 0) + 1,
            "chain": _chained(last.chain if last else "", record),
            "predecessor": decision.predecessor,
            "subject": decision.subject,
            "kind": decision.kind,
            "decided_at": decision.decided_at,
            "decided_by": decision.decided_by,
            "record": record,
        },
    )


def _chained(before: str, record: str) -> str:
    return hashlib.sha256(f"{before}\n{record}".encode()).hexdigest()


def after(decision: Decision, last: Decision | None) -> Decision:
    """The draft as the next decision on its subject."""
    return replace(decision, predecessor=last.id if last else None)
