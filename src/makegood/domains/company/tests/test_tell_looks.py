"""Who looked at a customer's records: noted before it is shown, told to who leads a team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from makegood.core import looks
from makegood.core.actor import V2, Actor, ActorKind, Channel
from makegood.core.decision import Code
from makegood.core.looks import looks_at, note_look
from makegood.core.models import JournalRow, Look
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.company.queries import actor_for
from makegood.faces.shared.records import card_of, look_about

pytestmark = pytest.mark.usefixtures("northvale", "db")
TOM = {"party": "C-6"}


def seen() -> list[tuple[str, str, str]]:
    return [(one.actor, one.channel, one.ref) for one in looks_at("C-6")]


def test_each_way_to_a_customer_s_record_leaves_one_look_an_hour(standing_time):
    rae = actor_for("rae", Channel.DESK)
    for ref in ("C-6", "O-1041", "party:C-6"):
        card_of(ref, rae)
    assert seen() == [("staff:rae", "desk", "C-6")]
    look_about("O-1041", actor_for("rae", Channel.API))
    standing_time.at += timedelta(hours=1)
    card_of("O-1041", rae)
    assert seen() == [
        ("staff:rae", "desk", "O-1041"),
        ("staff:rae", "api", "O-1041"),
        ("staff:rae", "desk", "C-6"),
    ]


def test_looking_on_within_the_hour_costs_no_write(django_assert_num_queries):
    rae = actor_for("rae", Channel.DESK)
    note_look(rae, "C-6", "C-6")
    with django_assert_num_queries(0):
        note_look(rae, "C-6", "O-1041")


def test_two_processes_note_it_once():
    rae = actor_for("rae", Channel.DESK)
    note_look(rae, "C-6", "C-6")
    looks.forget()
    note_look(rae, "C-6", "O-1041")
    assert seen() == [("staff:rae", "desk", "C-6")]


def test_who_is_shown_nothing_looked_at_nothing_and_customers_read_their_own():
    with pytest.raises(NotFound):
        card_of("C-6", actor_for("noor", Channel.DESK))
    tom = Actor(kind=ActorKind.CUSTOMER, name="customer:CV-1", role="customer",
                channel=Channel.PORTAL, party="C-6", level=V2)  # fmt: skip
    card_of("O-1041", tom)
    assert seen() == []


def test_ines_is_told_who_looked_and_when():
    card_of("O-1041", actor_for("rae", Channel.DESK))
    outcome = run("company.tell_looks", TOM, actor=actor_for("ines", Channel.DESK))
    assert outcome.answer("looks") == [
        {"actor": "staff:rae", "channel": "desk", "ref": "O-1041", "at": "2026-06-15T16:00:00Z"}
    ]


def test_rae_is_not_told_and_nothing_but_the_attempt_is_kept():
    before = JournalRow.objects.count()
    outcome = run("company.tell_looks", TOM, actor=actor_for("rae", Channel.DESK))
    assert outcome.code is Code.NOT_AUTHORISED
    assert JournalRow.objects.count() == before + 1


@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(actor="x"), lambda rows: rows.delete()]
)
def test_nobody_changes_or_deletes_a_look(change):
    note_look(actor_for("rae", Channel.DESK), "C-6", "C-6")
    with pytest.raises(DatabaseError, match="who looked is never changed"), transaction.atomic():
        change(Look.objects.all())
    assert len(seen()) == 1
