"""The books themselves: what a program, and the database under it, will not take."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from makegood.core.models import Number
from makegood.domains.ledger import queries
from makegood.domains.ledger.models import (
    AlreadyPosted,
    Entry,
    Period,
    PeriodClosed,
    Unbalanced,
)
from makegood.domains.ledger.postings import Credit, Debit, Side
from makegood.domains.ledger.tests.books import moved, moved_balances, posted, usd

TODAY = date(2026, 6, 15)
EUR_25 = usd("25.00 EUR")


def sides(amount: str = "25.00") -> list[Side]:
    return [Debit("5200", usd(amount)), Credit("2310", usd(amount), party="C-6")]


def post(source: str = "case:CS-70001:goodwill", on: date = TODAY) -> Entry:
    return Entry.post(rule="J12", source=source, on=on, lines=sides(), memo="Goodwill")


def close(month: str) -> None:
    Period.objects.create(month=month, closed_at="2026-06-15T12:00:00Z", closed_by="staff:omar")


def test_an_entry_is_numbered_and_found_by_its_source_and_what_it_is_about() -> None:
    lines = [Debit("5200", usd("25.00")), Credit("2310", usd("25.00"), "C-6", "order:O-7041")]
    entry = Entry.post(rule="J12", source="case:CS-70001:a", on=TODAY, lines=lines, party="C-6")
    post("case:CS-700010:a")
    assert entry.number == "JE-900001"
    assert [seen.number for seen in queries.entries_of("case:CS-70001")] == ["JE-900001"]
    assert [seen.number for seen in queries.entries_about("order:O-7041")] == ["JE-900001"]
    assert moved("2310", party="C-6") == usd("-50.00")
    assert moved("2310", about="order:O-7041") == usd("-25.00")
    assert queries.subledger("2310")["C-6"] == queries.balance_of("2310", party="C-6")
    assert queries.entry("JE-9999") is None


@pytest.mark.parametrize(
    "lines",
    [
        [Debit("5200", usd("25.00")), Credit("1010", usd("24.99"))],
        [Debit("5200", usd("25.00")), Credit("1010", EUR_25)],
        [Debit("5200", usd("25.00"))],
        [],
    ],
    ids=["unbalanced", "two currencies", "one line", "no line"],
)
def test_lines_that_do_not_balance_are_not_posted(lines: list[Side]) -> None:
    with pytest.raises(Unbalanced):
        Entry.post(rule="J12", source="case:CS-70001:a", on=TODAY, lines=lines)
    assert (posted(), Number.objects.get(series="JE").last) == (0, 900_000)


def test_AC18_2_one_source_event_makes_one_entry() -> None:
    first = post()
    with pytest.raises(AlreadyPosted, match=first.number):
        post()
    assert moved("5200") == usd("25.00")


def test_AC18_3_nothing_is_posted_into_a_closed_period_and_the_correction_names_it() -> None:
    close("2026-01")
    with pytest.raises(PeriodClosed, match="2026-01 is closed"):
        post(on=date(2026, 1, 31))
    assert posted() == 0
    corrected = Entry.post(
        rule="J12", source="case:CS-70001:late", on=TODAY, lines=sides(), reference_period="2026-01"
    )
    assert (corrected.on, corrected.reference_period) == (TODAY, "2026-01")
    assert post("case:CS-70001:february", on=date(2026, 2, 1)).number == "JE-900002"


def save(statements: list[str]) -> None:
    """Write past every program, as far as the moment before the transaction is saved."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.check_constraints()


ENTRY = (
    'INSERT INTO ledger_entry (sequence, number, rule, source, "on", reference_period, party, memo,'
    " posted_at) VALUES ({seq}, 'JE-{seq}', 'J12', '{source}', '{on}', '', '', '',"
    " '2026-06-15 12:00:00+00:00')"
)
LINE = (
    "INSERT INTO ledger_line (entry_id, account_id, party, about, currency, cents)"
    " VALUES ({seq}, '{account}', '{party}', '', '{currency}', {cents})"
)


def line(
    account: str, cents: int, *, seq: int = 900_007, currency: str = "USD", party: str = ""
) -> str:
    return LINE.format(seq=seq, account=account, cents=cents, currency=currency, party=party)


def entry(seq: int = 900_007, source: str = "raw:1", on: str = "2026-06-15") -> str:
    return ENTRY.format(seq=seq, source=source, on=on)


BALANCED = [line("5200", 2500), line("1010", -2500)]
REFUSED: dict[str, list[str]] = {
    "unbalanced": [line("5200", 2500), line("1010", -2499), entry()],
    "across currencies": [line("5200", 2500), line("1010", -2500, currency="EUR"), entry()],
    "balanced in two currencies": [
        *BALANCED,
        line("5200", 2500, currency="EUR"),
        line("1010", -2500, currency="EUR"),
        entry(),
    ],
    "without lines": [entry()],
    "one source twice": [*BALANCED, entry(source="case:CS-70001:goodwill")],
    "into a closed period": [*BALANCED, entry(on="2026-01-31")],
    "a line of nothing": [line("5200", 0), *BALANCED, entry()],
    "a line more": [line("5200", 1, seq=900001)],
    "two lines more": [line("5200", 1, seq=900001), line("1010", -1, seq=900001)],
    "nobody's line on a control account": [line("2310", 2500)],
    "an unknown account": [line("9999", 2500), line("1010", -2500), entry()],
    "lines whose entry never comes": BALANCED,
    "an entry changed": ["UPDATE ledger_entry SET memo = 'another' WHERE sequence = 900001"],
    "an entry removed": ["DELETE FROM ledger_entry WHERE sequence = 900001"],
    "a line changed": ["UPDATE ledger_line SET cents = cents * 2 WHERE entry_id = 900001"],
    "a line moved": ["UPDATE ledger_line SET account_id = '5300' WHERE account_id = '5200'"],
    "a line removed": ["DELETE FROM ledger_line WHERE entry_id = 900001"],
    "a closed period opened": ["DELETE FROM ledger_period WHERE month = '2026-01'"],
    "a closed period moved": ["UPDATE ledger_period SET month = '2025-01'"],
}


@pytest.mark.parametrize("statements", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_itself_refuses(statements: list[str]) -> None:
    post()
    close("2026-01")
    with pytest.raises(IntegrityError):
        save(statements)
    assert moved_balances() == {"2310": usd("-25.00"), "5200": usd("25.00")}
    assert [seen.memo for seen in queries.entries_of("case:CS-70001")] == ["Goodwill"]
    assert not queries.is_open(date(2026, 1, 1))


def test_the_database_takes_what_is_right() -> None:
    save([*BALANCED, entry()])
    assert moved_balances() == {"1010": usd("-25.00"), "5200": usd("25.00")}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows in silence")
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_line"])
def test_a_row_is_not_replaced_in_silence(table: str) -> None:
    post()
    with pytest.raises(IntegrityError):
        save([f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"])  # noqa: S608 - ours
    assert moved("5200") == usd("25.00")
