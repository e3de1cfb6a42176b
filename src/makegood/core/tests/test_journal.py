"""The journal: every attempt has its place in one chain, and no change to it goes unseen."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from conftest import automated
from makegood.core import clock, journal
from makegood.core.actor import V2, Actor
from makegood.core.models import JournalHead, JournalRow
from makegood.core.outcome import InvalidAsk, Outcome
from makegood.core.runner import run
from makegood.core.tests.conftest import Outside
from makegood.core.tests.umbrella import LendUmbrella

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stand")]
COLUMNS = sorted(str(field.column) for field in JournalRow._meta.concrete_fields)
CARD = "4111 1111 1111 1111"


def lend(words: str = "", actor: Actor | None = None, **more: JsonValue) -> Outcome:
    asked: dict[str, JsonValue] = {"stand": "UMBA", "rain": True, "words": words, **more}
    return run("tests.lend_umbrella", asked, actor=actor or automated("C-6", V2))


def sql(statement: str, *values: object) -> None:
    """Change the store itself, as only somebody with the keys of the database can."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]  # any column's value


@pytest.fixture
def unguarded() -> None:
    """The journal without the triggers that refuse to change it; put back with the test."""
    if connection.vendor == "postgresql":
        sql("ALTER TABLE core_journalrow DISABLE TRIGGER USER")
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    else:
        sql("DROP TRIGGER journal_no_change")
        sql("DROP TRIGGER journal_no_delete")


@pytest.fixture
def five() -> list[int]:
    """The places of five acts at the end of the chain."""
    return [lend(f"number {n}").journal or 0 for n in range(5)] if stock(9) else []


def stock(left: int) -> bool:
    sql("UPDATE core_number SET last = %s WHERE series = 'UMBA'", left)
    return True


def changed(row: JournalRow, column: str) -> object:
    """Another value for a column than the one that it has."""
    now = getattr(row, column)
    if column == "at":
        moved = connection.ops.adapt_datetimefield_value(now + timedelta(microseconds=1))
        return moved
    if column == "clauses":
        return '["RET-9@2026-01-01"]'
    if column == "payload":
        return json.dumps({**(row.payload or {}), "level": 4})
    if column == "seq":
        return row.seq + 1000
    return f"{now or ''}x"[-64:] if column in ("hash", "previous_hash") else "other"


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("column", COLUMNS)
def test_AC08_2_changing_any_column_of_a_row_is_found_at_that_row(
    column: str, five: list[int]
) -> None:
    assert journal.verify().is_intact
    row = JournalRow.objects.get(seq=five[2])
    if column == "seq":
        sql("DELETE FROM core_journalsubject WHERE row_id = %s", row.seq)
    where = f'UPDATE core_journalrow SET "{column}" = %s WHERE act = %s'  # noqa: S608 - our names
    sql(where, changed(row, column), row.act)
    found = journal.verify()
    assert (found.is_intact, found.broken_at) == (False, five[2])


@pytest.mark.usefixtures("unguarded")
def test_AC08_2_a_row_taken_out_of_the_middle_is_found_where_it_stood(five: list[int]) -> None:
    sql("DELETE FROM core_journalsubject WHERE row_id = %s", five[2])
    sql("DELETE FROM core_journalrow WHERE seq = %s", five[2])
    found = journal.verify()
    assert (found.broken_at, found.reason) == (five[2], "a row is missing before it")


@pytest.mark.usefixtures("unguarded")
def test_AC08_2_a_row_taken_from_the_end_is_found(five: list[int]) -> None:
    sql("DELETE FROM core_journalsubject WHERE row_id = %s", five[4])
    sql("DELETE FROM core_journalrow WHERE seq = %s", five[4])
    found = journal.verify()
    assert (found.broken_at, found.reason) == (five[4], "rows are missing at the end")


@pytest.mark.usefixtures("unguarded")
def test_AC08_2_two_rows_that_change_places_are_found_at_the_first(five: list[int]) -> None:
    first, second = five[1], five[3]
    sql("DELETE FROM core_journalsubject WHERE row_id IN (%s, %s)", first, second)
    for was, becomes in ((first, -1), (second, first), (-1, second)):
        sql("UPDATE core_journalrow SET seq = %s WHERE seq = %s", becomes, was)
    assert journal.verify().broken_at == first


@pytest.mark.usefixtures("unguarded")
def test_AC08_2_a_row_changed_together_with_its_own_hash_is_found_at_the_next(
    five: list[int],
) -> None:
    row = JournalRow.objects.get(seq=five[2])
    row.actor = "staff:ghost"
    forged = journal._hash({name: getattr(row, name) for name in journal._CHAINED})
    sql(
        "UPDATE core_journalrow SET actor = %s, hash = %s WHERE seq = %s",
        row.actor,
        forged,
        five[2],
    )
    found = journal.verify()
    assert (found.broken_at, found.reason) == (five[3], "it does not follow the row before it")


def test_AC08_2_an_end_that_was_moved_back_is_found(five: list[int]) -> None:
    row = JournalRow.objects.get(seq=five[3])
    JournalHead.objects.update(seq=row.seq, hash=row.hash)
    found = journal.verify()
    assert (found.broken_at, found.reason) == (five[4], "rows stand behind the end of the chain")


def test_AC08_2_a_chain_without_its_end_does_not_prove_itself(five: list[int]) -> None:
    JournalHead.objects.all().delete()
    assert not journal.verify().is_intact


@pytest.mark.parametrize("column", sorted(set(COLUMNS) - {"payload"}))
def test_the_database_refuses_to_change_a_row(column: str, five: list[int]) -> None:
    row = JournalRow.objects.get(seq=five[2])
    where = f'UPDATE core_journalrow SET "{column}" = %s WHERE act = %s'  # noqa: S608 - our names
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sql(where, changed(row, column), row.act)
    # nor is the erasing of a payload a way to change another column with it
    where = where.replace(" SET ", " SET payload = NULL, ")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sql(where, changed(row, column), row.act)
    assert journal.verify().is_intact


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core_journalrow",
        "DELETE FROM core_journalrow WHERE seq = (SELECT max(seq) FROM core_journalrow)",
        """UPDATE core_journalrow SET payload = '{"ask": {}}'""",
        "TRUNCATE core_journalrow CASCADE",
    ],
)
def test_the_database_refuses_to_empty_or_rewrite_the_journal(
    statement: str, five: list[int]
) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    connection.check_constraints()  # nothing pending may refuse it first
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sql(statement)
    assert journal.verify().is_intact


def test_words_erased_for_a_person_leave_the_chain_whole_and_are_counted(five: list[int]) -> None:
    before = journal.verify()
    JournalRow.objects.filter(seq__in=five[1:3]).update(payload=None)
    found = journal.verify()
    assert found.is_intact
    assert (found.rows, found.erased) == (before.rows, before.erased + 2)


def test_a_key_whose_answer_was_erased_is_a_conflict_and_nothing_is_done_again() -> None:
    asked: dict[str, JsonValue] = {"stand": "UMBA", "rain": True}
    first = run("tests.lend_umbrella", asked, actor=automated("C-6", V2), key="k")
    JournalRow.objects.filter(seq=first.journal or 0).update(payload=None)
    again = run("tests.lend_umbrella", asked, actor=automated("C-6", V2), key="k")
    assert (again.code, again.result) == ("conflict", None)
    assert JournalRow.objects.filter(operation="tests.lend_umbrella").count() == 1


def test_a_key_opens_no_answer_that_was_given_to_another_party() -> None:
    lend("hello", key_actor := automated("C-6", V2))
    asked: dict[str, JsonValue] = {"stand": "UMBA", "rain": True}
    run("tests.lend_umbrella", asked, actor=key_actor, key="k")
    other = run("tests.lend_umbrella", asked, actor=automated("C-8", V2), key="k")
    assert (other.code, other.result) == ("conflict", None)


def test_the_history_of_a_record_is_found_by_its_number_newest_first() -> None:
    of_order = lend("O-1041").journal
    of_return = lend("R-2001").journal
    about_line = lend("O-1041/1").journal
    both = run(
        "tests.lend_umbrella",
        {"stand": "UMBA", "rain": False, "words": "O-1041"},
        actor=automated("C-6", V2),
    ).journal
    assert found("O-1041") == [both, of_order]
    assert found("R-2001") == [of_return]
    assert found("O-1041/1") == [about_line]
    assert found("C-6")[:4] == [both, about_line, of_return, of_order]
    assert found("UMBA")[0] == about_line  # done, so it recorded "stand:UMBA"
    assert found("O-104") == []
    assert journal.touched(["O-1041", "R-2001"], after=of_return or 0) == {"O-1041"}


def found(ref: str) -> list[int | None]:
    since = clock.now()
    rows = journal.history([ref], limit=200)
    return [row.seq for row in rows if row.operation == "tests.lend_umbrella" and row.at >= since]


def test_secrets_of_an_ask_and_of_an_answer_are_never_in_the_journal(
    monkeypatch: pytest.MonkeyPatch, outside: Outside
) -> None:
    monkeypatch.setattr(LendUmbrella, "secrets", frozenset({"words", "left"}))
    outcome = lend("the secret is swordfish")
    assert outcome.result == {"left": 2}
    row = JournalRow.objects.get(seq=outcome.journal or 0)
    kept = row.payload or {}
    assert kept["ask"]["words"] == "[removed]"
    assert kept["outcome"]["result"] == {"left": "[removed]"}
    assert "swordfish" not in str(JournalRow.objects.filter(pk=row.pk).values().get())


@pytest.mark.parametrize(
    "words",
    [CARD, f"please charge {CARD}, exp 04/29, cvv 123", "4111111111111111", "4111-1111-1111-1111"],
)
def test_AC05_1_a_card_number_in_an_ask_is_nowhere_in_the_journal(words: str) -> None:
    row = JournalRow.objects.get(seq=lend(words).journal or 0)
    kept = row.payload or {}
    assert "4111111111111111" not in "".join(filter(str.isdigit, str(kept)))
    assert "[card ••••1111]" in kept["ask"]["words"]


def test_AC05_1_a_card_number_in_an_ask_of_a_wrong_shape_is_nowhere_in_the_journal() -> None:
    asked: dict[str, JsonValue] = {"stand": "UMBA", "rain": CARD, CARD: CARD}
    with pytest.raises(InvalidAsk) as caught:
        run("tests.lend_umbrella", asked, actor=automated("C-6", V2))
    row = JournalRow.objects.latest("seq")
    assert row.status == "invalid"
    for told in (str(row.payload), str(caught.value), str(caught.value.faults)):
        assert "4111111111111111" not in "".join(filter(str.isdigit, told))


def test_what_went_wrong_with_us_is_recorded_without_its_key() -> None:
    with pytest.raises(Exception, match="one umbrella fewer"):
        run(
            "tests.lend_umbrella",
            {"stand": "UMBA", "rain": True, "break_it": True},
            actor=automated("C-6", V2),
            key="k",
        )
    row = JournalRow.objects.latest("seq")
    assert (row.status, row.key) == ("broken", None)
    assert (row.payload or {})["note"] == "BrokenPromise: one umbrella fewer in the stand"


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**30), 10**30)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VALUES)
def test_whatever_an_act_says_of_itself_reads_back_from_the_store_as_it_was_proved(
    value: JsonValue,
) -> None:
    before = JournalHead.objects.get(pk=1)
    draft = journal.Draft(
        act=uuid4().hex, parent="", actor=Actor.system(), operation="tests.any", status="done",
        code="", ask=value, ask_hash="", key=None, outcome=None,
    )  # fmt: skip
    place = journal.append([draft])
    row = JournalRow.objects.get(seq=place)
    assert journal._fault(row, before.seq + 1, before.hash) == ""
