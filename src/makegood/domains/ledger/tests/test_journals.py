"""The books written down and read back: as CSV, and as plain text that beancount checks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Transaction

from makegood.core.money import Money
from makegood.domains.ledger import journals, queries
from makegood.domains.ledger import postings as rules
from makegood.domains.ledger.journals import NotAJournal
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import Posting
from makegood.domains.ledger.tests.books import moved_balances, usd

MAY = (date(2026, 5, 1), date(2026, 5, 31))
TOM = {"party": "C-6", "about": "order:O-1041"}
STORY: list[tuple[date, Posting, str]] = [
    (date(2026, 5, 4), rules.order_deposit(usd("228.99"), **TOM), "Payment P-5001, O-1041"),
    (date(2026, 5, 20), rules.shipment_invoiced(
        goods=usd("888.10"), services=usd("188.00"), tax=usd("68.83"), **TOM), "Shipment"),
    (date(2026, 5, 31), rules.goodwill_given(usd("25.00"), **TOM), '=1+1, "so sorry" \\ and\nmore'),
    (date(2026, 6, 1), rules.restocking_fee_kept(usd("10.00"), **TOM), "'quoted'"),
]  # fmt: skip


def post_the_story() -> None:
    for place, (on, posting, memo) in enumerate(STORY):
        Entry.of(posting, source=f"story:{place}", on=on, memo=memo)


def exported(days: tuple[date, date] = MAY) -> str:
    return journals.as_csv(queries.journal(days), queries.accounts())


def plain_text(days: tuple[date, date]) -> str:
    return journals.as_plain_text(
        queries.journal(days), queries.accounts(), queries.trial_balance(days=days),
        title='Northvale "Appliances"', currency="USD",
    )  # fmt: skip


def test_AC18_5_the_journal_of_may_as_csv_comes_back_to_the_same_trial_balance() -> None:
    post_the_story()
    read = journals.from_csv(exported())
    assert read == queries.journal(MAY)
    before = moved_balances()
    for entry in read:
        Entry.post(
            rule=entry.rule, source=f"again:{entry.source}", on=entry.on, lines=entry.sides,
            memo=entry.memo,
        )  # fmt: skip
    came_in = {code: amount - before[code] for code, amount in moved_balances().items()}
    assert {code: amount for code, amount in came_in.items() if amount} == {
        "1020": usd("228.99"), "1100": usd("1144.93"), "2100": usd("-228.99"),
        "2200": usd("-68.83"), "2310": usd("-25.00"), "4000": usd("-888.10"),
        "4100": usd("-188.00"), "5200": usd("25.00"),
    }  # fmt: skip
    assert sum(came_in.values(), start=Money.zero()) == Money.zero()


def test_a_customers_words_are_no_formula_for_a_spreadsheet() -> None:
    post_the_story()
    assert '"\'=1+1, ""so sorry""' in exported()
    everything = (date(2026, 1, 1), date(2026, 12, 31))
    assert [entry.memo for entry in journals.from_csv(exported(everything))][2:] == [
        '=1+1, "so sorry" \\ and\nmore', "'quoted'",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: the columns are entry, on, rule"),
        ("a,b\r\n1,2\r\n", "line 1: the columns"),
        (",".join(journals.COLUMNS) + "\r\nJE-1,yesterday,J04,s,m,,,1010,Cash,,,USD,1.00\r\n",
         "line 2: Invalid isoformat"),
        (",".join(journals.COLUMNS) + "\r\nJE-1,2026-05-01,J04,s,m,,,1010,Cash,,,USD,much\r\n",
         "line 2: an amount such as"),
        (",".join(journals.COLUMNS) + "\r\nJE-1,2026-05-01\r\n", "line 2"),
    ],
)  # fmt: skip
def test_what_is_no_journal_is_said_with_its_line(text: str, told: str) -> None:
    with pytest.raises(NotAJournal, match=told):
        journals.from_csv(text)


@pytest.mark.parametrize("days", [MAY, (date(2026, 1, 1), date(2026, 12, 31))])
def test_beancount_checks_the_plain_text_and_finds_nothing(
    days: tuple[date, date], tmp_path: Path
) -> None:
    post_the_story()
    page = tmp_path / "books.beancount"
    page.write_text(plain_text(days), encoding="utf-8")
    found, errors, options = loader.load_file(str(page))
    assert errors == []
    assert options["title"] == 'Northvale "Appliances"'
    transactions = [one for one in found if isinstance(one, Transaction)]
    assert len(transactions) == len(queries.journal(days))
    (party,) = {(leg.meta or {})["party"] for one in transactions for leg in one.postings}
    assert party == "C-6"


def test_beancount_misses_a_line_that_is_left_out(tmp_path: Path) -> None:
    """The balance lines come from the books, not from the entries: they catch a lost entry."""
    post_the_story()
    whole = plain_text(MAY)
    begin = whole.index('2026-05-31 * "J12"')
    page = tmp_path / "books.beancount"
    page.write_text(whole[:begin] + whole[whole.index("2026-06-01 balance") :], encoding="utf-8")
    _, errors, _ = loader.load_file(str(page))
    assert {type(error).__name__ for error in errors} == {"BalanceError"}
    assert len(errors) == 2


def test_books_without_entries_are_written_down_too(tmp_path: Path) -> None:
    page = tmp_path / "books.beancount"
    page.write_text(plain_text((date(2020, 1, 1), date(2020, 1, 31))), encoding="utf-8")
    _, errors, _ = loader.load_file(str(page))
    assert errors == []
