-- The bytes as received are evidence as well: the database itself refuses to change or forget them.
CREATE TABLE originals (
    sha256 TEXT NOT NULL PRIMARY KEY,
    content BLOB NOT NULL
)

CREATE TRIGGER originals_never_change BEFORE UPDATE ON originals
BEGIN SELECT RAISE(ABORT, 'originals are append-only'); END

CREATE TRIGGER originals_never_go BEFORE DELETE ON originals
BEGIN SELECT RAISE(ABORT, 'originals are append-only'); END
