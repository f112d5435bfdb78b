-- Documents and people's decisions are evidence: the database itself refuses to change or forget them.
CREATE FUNCTION sitrep_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' are append-only'; END $$

CREATE TRIGGER documents_never_change BEFORE UPDATE OR DELETE ON documents
FOR EACH ROW EXECUTE FUNCTION sitrep_append_only()

CREATE TRIGGER documents_never_go BEFORE TRUNCATE ON documents
FOR EACH STATEMENT EXECUTE FUNCTION sitrep_append_only()

CREATE TRIGGER decisions_never_change BEFORE UPDATE OR DELETE ON decisions
FOR EACH ROW EXECUTE FUNCTION sitrep_append_only()

CREATE TRIGGER decisions_never_go BEFORE TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION sitrep_append_only()
