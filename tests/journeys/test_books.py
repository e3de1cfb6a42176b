"""The books of a real company, looked at and written down by the console."""

from __future__ import annotations

from decimal import Decimal

from beancount import loader
from beancount.core.data import Balance

from makegood.domains.ledger import journals
from tests.journeys.place import makegood


def test_the_books_of_the_company_are_written_down_and_beancount_finds_nothing(place, tmp_path):
    page = tmp_path / "books.beancount"
    ended = makegood(place, "books", "export", str(page), "--as", "beancount")
    assert ended.returncode == 0, ended.stderr
    found, errors, _ = loader.load_file(str(page))
    assert errors == []
    balances = [one for one in found if isinstance(one, Balance)]
    assert len(balances) > 8
    again = makegood(place, "books", "export", str(page))
    assert (again.returncode, "exists already" in again.stderr) == (2, True)


def test_AC18_5_the_journal_of_may_comes_to_zero_again(place, tmp_path):
    sheet = tmp_path / "may.csv"
    ended = makegood(place, "books", "export", str(sheet), "--month", "2026-05")
    assert ended.returncode == 0, ended.stderr
    entries = journals.from_csv(sheet.read_bytes().decode())
    assert {entry.on.isoformat()[:7] for entry in entries} == {"2026-05"}
    assert sum(side.cents for entry in entries for side in entry.sides) == 0
    assert makegood(place, "books", "export", str(sheet), "--month", "May").returncode == 2


def test_the_trial_balance_is_printed_and_together_is_zero(place):
    ended = makegood(place, "books", "balance")
    assert ended.returncode == 0, ended.stderr
    amounts = [
        Decimal(line.split()[-1].replace(",", ""))
        for line in ended.stdout.splitlines()
        if line[:4].isdigit()
    ]
    assert sum(amounts) == 0
    assert "what its subledger says" in ended.stdout
