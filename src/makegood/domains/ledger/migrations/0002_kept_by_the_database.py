"""Let the database itself refuse what must never be in the books, on both engines.

An entry's lines are written first, under the sequence number that the entry will have; the foreign
key is deferred, so that lines whose entry never comes cannot be saved. When the entry comes, a
trigger looks at its lines: two or more, one currency, together zero, an open period. From then on
no line can join them, and neither lines nor entries can be changed or removed.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Each: (name, when, table, condition under which it is refused, what is said).
_SQLITE_RULES = (
    ("entry_has_lines", "INSERT", "ledger_entry",
     "(SELECT COUNT(*) FROM ledger_line WHERE entry_id = NEW.sequence) < 2",
     "an entry has two lines or more"),
    ("entry_in_one_currency", "INSERT", "ledger_entry",
     "(SELECT COUNT(DISTINCT currency) FROM ledger_line WHERE entry_id = NEW.sequence) > 1",
     "an entry is in one currency"),
    ("entry_balances", "INSERT", "ledger_entry",
     "(SELECT SUM(cents) FROM ledger_line WHERE entry_id = NEW.sequence) <> 0",
     "an entry balances"),
    ("entry_in_open_period", "INSERT", "ledger_entry",
     'EXISTS (SELECT 1 FROM ledger_period WHERE month = substr(NEW."on", 1, 7))',
     "the period is closed"),
    # INSERT OR REPLACE would remove the old row without a word to the triggers on DELETE.
    ("entry_posted_once", "INSERT", "ledger_entry",
     "EXISTS (SELECT 1 FROM ledger_entry WHERE sequence = NEW.sequence"
     " OR number = NEW.number OR source = NEW.source)",
     "this source has its entry already"),
    ("entry_no_change", "UPDATE", "ledger_entry", "1", "an entry is never changed"),
    ("entry_no_delete", "DELETE", "ledger_entry", "1", "an entry is never removed"),
    ("line_joins_no_entry", "INSERT", "ledger_line",
     "EXISTS (SELECT 1 FROM ledger_entry WHERE sequence = NEW.entry_id)",
     "an entry takes no more lines"),
    ("line_written_once", "INSERT", "ledger_line",
     "EXISTS (SELECT 1 FROM ledger_line WHERE id = NEW.id)",
     "a line is never changed"),
    ("line_in_its_subledger", "INSERT", "ledger_line",
     "EXISTS (SELECT 1 FROM ledger_account WHERE code = NEW.account_id AND"
     " (subledger = 'party' AND NEW.party = '' OR subledger = 'about' AND NEW.about = ''))",
     "a line on a control account says whose it is"),
    ("line_no_change", "UPDATE", "ledger_line", "1", "a line is never changed"),
    ("line_no_delete", "DELETE", "ledger_line", "1", "a line is never removed"),
    ("period_no_change", "UPDATE", "ledger_period", "1", "a closed period stays closed"),
    ("period_no_delete", "DELETE", "ledger_period", "1", "a closed period stays closed"),
)  # fmt: skip

SQLITE = [
    f"CREATE TRIGGER ledger_{name} BEFORE {when} ON {table} WHEN {refused}"
    f" BEGIN SELECT RAISE(ABORT, '{told}'); END;"
    for name, when, table, refused, told in _SQLITE_RULES
]

POSTGRES = """
CREATE FUNCTION ledger_refuse(told text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', told USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION ledger_entry_balances(entry bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  lines bigint; currencies bigint; total bigint;
BEGIN
  SELECT COUNT(*), COUNT(DISTINCT currency), SUM(cents) INTO lines, currencies, total
    FROM ledger_line WHERE entry_id = entry;
  IF lines < 2 THEN PERFORM ledger_refuse('an entry has two lines or more'); END IF;
  IF currencies > 1 THEN PERFORM ledger_refuse('an entry is in one currency'); END IF;
  IF total <> 0 THEN PERFORM ledger_refuse('an entry balances'); END IF;
END $$;

CREATE FUNCTION ledger_entry_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_entry_balances(NEW.sequence);
  IF EXISTS (SELECT 1 FROM ledger_period WHERE month = to_char(NEW."on", 'YYYY-MM')) THEN
    PERFORM ledger_refuse('the period is closed');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_line_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_entry WHERE sequence = NEW.entry_id) THEN
    PERFORM ledger_refuse('an entry takes no more lines');
  END IF;
  IF EXISTS (SELECT 1 FROM ledger_account WHERE code = NEW.account_id AND
      (subledger = 'party' AND NEW.party = '' OR subledger = 'about' AND NEW.about = '')) THEN
    PERFORM ledger_refuse('a line on a control account says whose it is');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_entry_balances(NEW.entry_id);
  RETURN NULL;
END $$;

CREATE FUNCTION ledger_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_refuse(TG_ARGV[0]);
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_entry_comes BEFORE INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_entry_comes();
CREATE TRIGGER ledger_line_comes BEFORE INSERT ON ledger_line
  FOR EACH ROW EXECUTE FUNCTION ledger_line_comes();
-- Two sessions that write to one entry do not see each other's lines: count again at the end.
CREATE CONSTRAINT TRIGGER ledger_line_stays AFTER INSERT ON ledger_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_line_stays();
CREATE TRIGGER ledger_entry_kept BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION ledger_is_kept('an entry is never changed or removed');
CREATE TRIGGER ledger_line_kept BEFORE UPDATE OR DELETE ON ledger_line
  FOR EACH ROW EXECUTE FUNCTION ledger_is_kept('a line is never changed or removed');
CREATE TRIGGER ledger_period_kept BEFORE UPDATE OR DELETE ON ledger_period
  FOR EACH ROW EXECUTE FUNCTION ledger_is_kept('a closed period stays closed');
"""

POSTGRES_AWAY = """
DROP TRIGGER ledger_entry_comes ON ledger_entry;
DROP TRIGGER ledger_entry_kept ON ledger_entry;
DROP TRIGGER ledger_line_comes ON ledger_line;
DROP TRIGGER ledger_line_stays ON ledger_line;
DROP TRIGGER ledger_line_kept ON ledger_line;
DROP TRIGGER ledger_period_kept ON ledger_period;
DROP FUNCTION ledger_entry_comes();
DROP FUNCTION ledger_line_comes();
DROP FUNCTION ledger_line_stays();
DROP FUNCTION ledger_is_kept();
DROP FUNCTION ledger_entry_balances(bigint);
DROP FUNCTION ledger_refuse(text);
"""


def put_up(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of this engine."""
    statements = [POSTGRES] if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement, params=None)


def take_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_AWAY, params=None)
        return
    for name, *_ in _SQLITE_RULES:
        schema_editor.execute(f"DROP TRIGGER ledger_{name}", params=None)


class Migration(migrations.Migration):
    """Refuse unbalanced, repeated, changed, removed and late entries in the database."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
