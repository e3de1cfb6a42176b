"""Tables are changed while the company serves."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from makegood.core.migrating import AddIndexAside, unhurried
from makegood.core.models import Effect


def indexes_of_effects() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Effect._meta.db_table))


@pytest.mark.usefixtures("database_apart")
def test_an_index_is_built_outside_a_transaction_and_taken_away_again():
    step = AddIndexAside("effect", models.Index(fields=["kind"], name="effect_by_kind"))
    before = ProjectState.from_apps(apps)
    after = before.clone()
    step.state_forwards("core", after)
    with connection.schema_editor(atomic=False) as editor:
        step.database_forwards("core", editor, before, after)
    assert "effect_by_kind" in indexes_of_effects()
    with connection.schema_editor(atomic=False) as editor:
        step.database_backwards("core", editor, after, before)
    assert "effect_by_kind" not in indexes_of_effects()


@pytest.mark.postgres
@pytest.mark.usefixtures("database_apart")
def test_a_change_may_take_long_but_waits_only_seconds_and_acts_are_bounded_again_afterwards():
    def bounds() -> list[str]:
        with connection.cursor() as cursor:
            found = []
            for name in ("statement_timeout", "lock_timeout"):
                cursor.execute(f"SHOW {name}")
                found += cursor.fetchone()
            return found

    with unhurried("default"):
        assert bounds() == ["0", "5s"]
    assert bounds() == ["1min", "10s"]
