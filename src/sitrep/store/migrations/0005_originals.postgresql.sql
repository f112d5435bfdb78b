-- The bytes as received are evidence as well: the database itself refuses to change or forget them.
CREATE TABLE originals (
    sha256 TEXT NOT NULL PRIMARY KEY,
    content BYTEA NOT NULL
)

CREATE TRIGGER originals_never_change BEFORE UPDATE OR DELETE ON originals
FOR EACH ROW EXECUTE FUNCTION sitrep_append_only()

CREATE TRIGGER originals_never_go BEFORE TRUNCATE ON originals
FOR EACH STATEMENT EXECUTE FUNCTION sitrep_append_only()
