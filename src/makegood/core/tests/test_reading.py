"""Asking often: the same answers as Django's own queries give, on either engine."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

import pytest
from django.db.models import Q, QuerySet

from makegood.core.inserting import add, insert
from makegood.core.models import Check, Effect, JournalRow, JournalSubject, Number
from makegood.core.numbers import next_number
from makegood.core.reading import asked_often

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
LATER = datetime(2026, 6, 16, 12, tzinfo=UTC)


@asked_often
def effects_due(kind: str, now: datetime) -> QuerySet[Effect]:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    due = Effect.objects.filter(free, kind=kind, delivered_at=None, next_try_at__lte=now)
    return due.order_by("-next_try_at")[:2]


@asked_often
def keys_of(kind: str) -> QuerySet[Effect, str]:
    return Effect.objects.filter(kind=kind).order_by("key").values_list("key", flat=True)


@asked_often
def payloads_of(kind: str) -> QuerySet[Effect, tuple[str, object]]:
    return Effect.objects.filter(kind=kind).order_by("key").values_list("key", "payload")


@asked_often
def subjects_of(party: str) -> QuerySet[JournalSubject]:
    return JournalSubject.objects.filter(row__party=party).select_related("row").order_by("pk")


def letter(key: str, kind: str = "letter", at: datetime = NOON) -> Effect:
    """An effect that waits, added as acts add their rows."""
    payload = {"to": "Tom", "lines": [1, 2]}
    return add(Effect(key=key, kind=kind, payload=payload, act="a", queued_at=at, next_try_at=at))


def test_rows_come_as_django_itself_would_give_them_and_in_the_order_asked_for():
    for key, at in (("one", NOON), ("two", LATER), ("three", datetime(2026, 6, 15, tzinfo=UTC))):
        letter(key, at=at)
    letter("text", kind="text")

    assert [row.key for row in effects_due("letter", NOON)] == ["one", "three"]
    assert [row.key for row in effects_due("letter", LATER)] == ["two", "one"]
    (found,) = effects_due("text", NOON)
    (known,) = Effect.objects.filter(key="text")
    assert found == known
    assert (found.payload, found.next_try_at, found.leased_until) == (
        {"to": "Tom", "lines": [1, 2]}, NOON, None,
    )  # fmt: skip


def test_a_row_so_found_can_be_changed_and_saved():
    letter("one")
    (found,) = effects_due("letter", NOON)
    found.attempt = 3
    found.save()
    assert Effect.objects.get(key="one").attempt == 3


def test_single_columns_and_several_of_them_come_as_values():
    letter("b"), letter("a")
    assert keys_of("letter") == ["a", "b"]
    assert payloads_of("letter")[0] == ("a", {"to": "Tom", "lines": [1, 2]})
    assert keys_of("mail") == []


def test_related_rows_come_along_and_are_not_asked_for_again(django_assert_num_queries):
    insert(JournalRow, {
        "seq": 900_001, "at": NOON, "act": "a1", "actor": "staff:rae", "role": "A2",
        "channel": "desk", "party": "C-900", "operation": "tests.act", "status": "done",
        "handbook": "h", "ask_hash": "x", "payload_hash": "y", "hash": "z",
    })  # fmt: skip
    insert(JournalSubject, {"row_id": 900_001, "ref": "O-900"})
    subjects_of("nobody")
    with django_assert_num_queries(1):
        (found,) = subjects_of("C-900")
        assert (found.ref, found.row.at, found.row.clauses) == ("O-900", NOON, [])


def test_what_looks_like_sql_is_only_a_value():
    letter("one")
    assert keys_of("letter' OR '1'='1") == []
    assert keys_of("%s") == []


@pytest.mark.parametrize("values", [("letter", None), (None, NOON)])
def test_nothing_is_not_a_value(values):
    with pytest.raises(TypeError, match="none is None"):
        effects_due(*values)


def test_a_question_that_does_not_use_its_argument_as_it_is_is_refused():
    @asked_often
    def keys_like(start: str) -> QuerySet[Effect, str]:
        return Effect.objects.filter(key=f"{start}:1").values_list("key", flat=True)

    with pytest.raises(TypeError, match="each of its arguments"):
        keys_like("turn")


def test_a_row_that_is_added_knows_its_key_and_the_columns_left_out_have_their_defaults():
    added = letter("one")
    assert Effect.objects.get(pk=added.pk).key == "one"
    assert not added._state.adding
    assert (added.attempt, added.then) == (0, "")
    look = add(Check(name="settled", subject="refund:RF-1", act="a", due_at=NOON,
                     next_look_at=NOON, deadline_at=LATER))  # fmt: skip
    assert Check.objects.get(pk=look.pk).deadline_at == LATER


def test_numbers_of_a_series_follow_each_other_from_where_it_began():
    assert [next_number("TST") for _ in range(3)] == ["TST-1001", "TST-1002", "TST-1003"]
    assert Number.objects.get(series="TST").last == 1003


@asked_often
def effects_named(keys: Collection[str]) -> QuerySet[Effect]:
    return Effect.objects.filter(key__in=keys).order_by("key")


@asked_often
def subjects_in(rows: Collection[int], ref: str) -> QuerySet[JournalSubject]:
    return JournalSubject.objects.filter(row__pk__in=rows, ref=ref)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_as_many_as_are_given_are_looked_for(count):
    keys = [letter(f"{place}").key for place in range(5)]
    assert [one.key for one in effects_named(keys[:count])] == keys[:count]
    assert [one.key for one in effects_named(set(keys[:count]))] == keys[:count]
    assert subjects_in(range(count), "O-900") == []


def test_lists_of_about_one_length_share_a_plan():
    for keys in (("a", "b", "c"), ("a", "b", "c", "d"), ("a",)):
        effects_named(keys)
    assert {kind[2:] for kind in effects_named._plans} >= {(1,), (4,)}
    assert (3,) not in {kind[2:] for kind in effects_named._plans}


def test_none_of_several_finds_nothing_and_does_not_ask(django_assert_num_queries):
    letter("one")
    with django_assert_num_queries(0):
        assert effects_named(()) == []
        assert subjects_in([], "O-900") == []


def test_an_answer_is_cut_off_after_as_many_rows_as_are_wanted():
    for key in ("one", "two", "three"):
        letter(key)
    assert keys_of.at_most(2, "letter") == ["one", "three"]
    assert keys_of.at_most(1, "letter") == ["one"]
    assert keys_of("letter") == ["one", "three", "two"]


def test_a_change_is_seen_the_next_time():
    letter("one")
    assert effects_named(["one"])[0].attempt == 0
    Effect.objects.filter(key="one").update(attempt=7)
    assert effects_named(["one"])[0].attempt == 7
