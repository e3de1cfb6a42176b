"""A company is brought up to date while it serves: its migrations lock nobody out."""

import pytest
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader
from django.db.models.functions import Now

from makegood.core.fulltext import AddWordIndex
from makegood.core.migrating import AddCheckUnproved, AddIndexAside, ProveCheck
from tests.architecture.rules.upgrades import locks_nobody_out

BEFORE_ANYBODY_SERVED = {
    ("aftersales", "0002_disputed_merchandise"),
    ("company", "0003_second_factor"),
    ("conversations", "0004_caller"),
    ("core", "0004_found_by_record_and_act"),
    ("parties", "0002_carried_proofs"),
}
"""Written before there was a version to upgrade from; nothing is added once 0.1.0 is out."""


def test_no_migration_locks_anybody_out():
    loader = MigrationLoader(None)
    found = {}
    for key, migration in loader.disk_migrations.items():
        if key in BEFORE_ANYBODY_SERVED or key[0].endswith("_simulated"):
            continue  # the simulators' tables are the demo's own, and small
        before = loader.project_state(key, at_end=False)
        if faults := locks_nobody_out(migration, before):
            found[key] = faults
    assert found == {}, "do it as docs/upgrading.md says, or name it above while 0.1.0 is not out"


SAMPLES = {
    "AddIndex locks": operations.AddIndex("effect", models.Index(fields=["kind"], name="i")),
    "AddIndexAside needs": AddIndexAside("effect", models.Index(fields=["kind"], name="i")),
    "AddWordIndex needs": AddWordIndex("effect", "kind"),
    "AddConstraint reads": operations.AddConstraint(
        "effect", models.CheckConstraint(condition=models.Q(attempt__gte=0), name="c")
    ),
    "RenameField takes": operations.RenameField("effect", "kind", "sort"),
    "an indexed field": operations.AddField(
        "effect", "more", models.CharField(null=True, max_length=9, db_index=True)
    ),
    "the version still running": operations.AddField(
        "effect", "more", models.CharField(default="", max_length=9)
    ),
    "a default that differs": operations.AddField(
        "effect", "more", models.DateTimeField(db_default=Now())
    ),
    "another type": operations.AlterField("effect", "kind", models.IntegerField()),
    "a shorter text": operations.AlterField("effect", "kind", models.CharField(max_length=9)),
    "NOT NULL reads": operations.AlterField("effect", "dead_at", models.DateTimeField()),
    "an index is built": operations.AlterField(
        "effect", "kind", models.CharField(max_length=40, db_index=True)
    ),
}


def judged(*steps, atomic=True):
    kept = {"operations": list(steps), "atomic": atomic}
    migration = type("Sample", (Migration,), kept)("0099_sample", "core")
    return locks_nobody_out(migration, MigrationLoader(None).project_state())


def test_a_check_is_not_proved_under_the_lock_it_was_added_with():
    counted = models.CheckConstraint(condition=models.Q(attempt__gte=0), name="c")
    steps = AddCheckUnproved("effect", counted), ProveCheck("effect", "c")
    (fault,) = judged(*steps)
    assert fault.startswith("ProveCheck reads")


@pytest.mark.parametrize(("beginning", "step"), SAMPLES.items(), ids=SAMPLES)
def test_what_locks_or_breaks_is_noticed(beginning, step):
    (fault,) = judged(step)
    assert fault.startswith(beginning)


def test_rows_and_a_table_are_not_changed_in_one_transaction():
    more = operations.AddField("effect", "more", models.CharField(null=True, max_length=9))
    (fault,) = judged(more, operations.RunPython(operations.RunPython.noop))
    assert fault.startswith("rows and a table that exists")
    assert judged(operations.RunPython(operations.RunPython.noop)) == []


def test_what_keeps_everybody_served_is_accepted():
    index = models.Index(fields=["kind"], name="i")
    assert judged(AddIndexAside("effect", index), atomic=False) == []
    counted = models.CheckConstraint(condition=models.Q(attempt__gte=0), name="c")
    assert judged(AddCheckUnproved("effect", counted)) == []
    assert judged(ProveCheck("effect", "c")) == []
    longer = operations.AlterField("effect", "kind", models.TextField())
    flag = operations.AddField("effect", "more", models.BooleanField(db_default=False))
    assert judged(longer, flag) == []
    sort = operations.CreateModel("Sort", [("id", models.BigAutoField(primary_key=True))])
    named = operations.AddIndex("sort", models.Index(fields=["id"], name="n"))
    assert judged(sort, named, operations.RunPython(operations.RunPython.noop)) == []
