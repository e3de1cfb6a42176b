"""Note upkeep: the newest copy, proof and rehearsal are found by their kind."""

from __future__ import annotations

from datetime import datetime

import pytest

from makegood.core import clock
from makegood.core.actor import Actor, Channel
from makegood.core.models import JournalRow
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for, last_upkeep

pytestmark = [pytest.mark.django_db, pytest.mark.records]
CONSOLE = Actor.system("system:console")


def note(kind: str, actor: Actor = CONSOLE) -> str:
    return str(run("company.note_upkeep", {"kind": kind, "rows": 12}, actor=actor).status)


def test_the_newest_of_each_kind_is_found():
    assert last_upkeep("backup") is None
    with clock.standing_at("2026-06-14T10:00"):
        assert note("backup") == "done"
    with clock.standing_at("2026-06-15T10:00"):
        assert note("backup") == "done"
        assert note("proof") == "done"
    found = last_upkeep("backup")
    assert found is not None
    assert clock.local(found) == datetime(2026, 6, 15, 10, tzinfo=clock.zone())
    assert last_upkeep("drill") is None


@pytest.mark.usefixtures("people")
def test_nobody_at_the_desk_can_claim_a_backup():
    before = JournalRow.objects.count()
    assert note("backup", actor_for("omar", Channel.DESK)) == "refused"
    assert last_upkeep("backup") is None
    assert JournalRow.objects.count() == before + 1
