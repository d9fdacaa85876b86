"""The follow-up log and the history cannot be rewritten: the promise is measured on them (T28).

Two exceptions only: a text may be emptied (anonymisation), and an author may leave (account deleted).
"""

from django.db import migrations

PROTECT = """
CREATE FUNCTION contact_requests_keep_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A follow-up is never deleted.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.contact_request_id, NEW.kind, NEW.result, NEW.visibility, NEW.at)
     IS DISTINCT FROM (OLD.id, OLD.contact_request_id, OLD.kind, OLD.result, OLD.visibility, OLD.at)
     OR NEW.text NOT IN (OLD.text, '') OR NEW.next_step NOT IN (OLD.next_step, '')
     OR (NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id) THEN
    RAISE EXCEPTION 'A follow-up is never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contact_requests_follow_up_append_only BEFORE UPDATE OR DELETE ON contact_requests_followup
  FOR EACH ROW EXECUTE FUNCTION contact_requests_keep_follow_up();

CREATE FUNCTION contact_requests_keep_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'The history is never deleted.' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.contact_request_id, NEW.from_status, NEW.to_status, NEW.at)
     IS DISTINCT FROM (OLD.id, OLD.contact_request_id, OLD.from_status, OLD.to_status, OLD.at)
     OR NEW.note NOT IN (OLD.note, '')
     OR (NEW.by_id IS NOT NULL AND NEW.by_id IS DISTINCT FROM OLD.by_id) THEN
    RAISE EXCEPTION 'The history is never changed.' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contact_requests_history_append_only BEFORE UPDATE OR DELETE ON contact_requests_statuschange
  FOR EACH ROW EXECUTE FUNCTION contact_requests_keep_history();
"""
RELEASE = """
DROP TRIGGER contact_requests_follow_up_append_only ON contact_requests_followup;
DROP FUNCTION contact_requests_keep_follow_up;
DROP TRIGGER contact_requests_history_append_only ON contact_requests_statuschange;
DROP FUNCTION contact_requests_keep_history;
"""


class Migration(migrations.Migration):
    dependencies = [("contact_requests", "0001_initial")]
    operations = [migrations.RunSQL(PROTECT, RELEASE)]
