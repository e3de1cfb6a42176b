"""Tables are changed while the company serves."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from makegood.core.fulltext import AddWordIndex
from makegood.core.migrating import AddIndexAside, unhurried
from makegood.core.models import Effect


def indexes_of_effects() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Effect._meta.db_table))


@pytest.mark.usefixtures("database_apart")
def test_an_index_is_built_outside_a_transaction_and_taken_away_again():
    step = AddIndexAside("effect", models.Index(fields=["kind"], name="effect_by_kind"))
    before = ProjectState.from_apps(apps)
    done(step)
    assert "effect_by_kind" in indexes_of_effects()
    with connection.schema_editor(atomic=False) as editor:
        step.database_backwards("core", editor, before, before)
    assert "effect_by_kind" not in indexes_of_effects()


STEPS = {
    "effect_by_kind": AddIndexAside("effect", models.Index(fields=["kind"], name="effect_by_kind")),
    "core_effect_kind_words": AddWordIndex("effect", "kind"),
}


def done(step) -> None:
    before = ProjectState.from_apps(apps)
    after = before.clone()
    step.state_forwards("core", after)
    with connection.schema_editor(atomic=False) as editor:
        step.database_forwards("core", editor, before, after)


def is_valid(index: str) -> bool:
    with connection.cursor() as cursor:
        asked = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)"
        cursor.execute(asked, [index])
        return bool(cursor.fetchone()[0])


@pytest.mark.postgres
@pytest.mark.usefixtures("database_apart")
@pytest.mark.parametrize(("index", "step"), STEPS.items(), ids=STEPS)
def test_an_index_whose_building_was_broken_off_is_built_by_the_next_migrate(index, step):
    done(step)
    with connection.cursor() as cursor:
        broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = to_regclass(%s)"
        cursor.execute(broken, [index])
    assert not is_valid(index)
    done(step)
    assert is_valid(index)
    done(step)
    assert is_valid(index), "and one that was built but not noted down is left as it is"


@pytest.mark.usefixtures("database_apart")
def test_an_index_of_words_that_was_broken_off_is_simply_made_again():
    step = AddWordIndex("effect", "kind")
    done(step)
    done(step)
    before = ProjectState.from_apps(apps)
    with connection.schema_editor(atomic=False) as editor:
        step.database_backwards("core", editor, before, before)


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
