-- Documents and people's decisions are evidence: the database itself refuses to change or forget them.
CREATE TRIGGER documents_never_change BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END

CREATE TRIGGER documents_never_go BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are append-only'); END

CREATE TRIGGER decisions_never_change BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END

CREATE TRIGGER decisions_never_go BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END
