"""PostgreSQL itself refuses to rewrite the trace: no bug and no curious administrator of ours can."""

from django.db import migrations

INSTALL = """
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    purge_before text := current_setting('boussole.audit_purge_before', true);
BEGIN
    IF TG_OP = 'DELETE' AND COALESCE(purge_before, '') <> '' AND OLD.at < purge_before::timestamptz THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The trace is append only: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
"""
REMOVE = """
DROP TRIGGER audit_entry_is_append_only ON audit_entry;
DROP FUNCTION audit_entry_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(INSTALL, REMOVE)]
