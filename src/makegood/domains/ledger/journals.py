"""Write the books down for other programs, and read them back: CSV and plain-text double entry.

The plain text is what `beancount` reads; its `balance` lines let that program prove that nothing
is missing. Both are pure: entries in, text out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.money import Money
from makegood.domains.ledger.postings import Credit, Debit, Side

COLUMNS = (
    "entry", "on", "rule", "source", "memo", "reference_period", "reversal_of",
    "account", "title", "party", "about", "currency", "amount",
)  # fmt: skip
_KINDS = {"asset": "Assets", "liability": "Liabilities", "income": "Income", "expense": "Expenses"}
# A spreadsheet would take such a cell for a formula, and a memo may hold a customer's words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NotAJournal(ValueError):
    """The text is no journal that this program wrote; says which line and why."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as it is listed: its code, its title and what it counts."""

    code: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as it stands in a journal."""

    number: str
    on: date
    rule: str
    source: str
    memo: str
    reference_period: str
    reversal_of: str
    sides: tuple[Side, ...]


def as_csv(entries: Iterable[Written], accounts: Sequence[Listed]) -> str:
    """The journal as CSV, one row for each line; a debit positive, a credit negative."""
    titles = {one.code: one.title for one in accounts}
    page = io.StringIO()
    sheet = csv.writer(page, lineterminator="\r\n")
    sheet.writerow(COLUMNS)
    for entry in entries:
        for side in entry.sides:
            words = (entry.number, entry.on.isoformat(), entry.rule, entry.source, entry.memo,
                     entry.reference_period, entry.reversal_of, side.account,
                     titles[side.account], side.party, side.about)  # fmt: skip
            amount = Money(side.cents, side.amount.currency)
            sheet.writerow([*map(_cell, words), amount.currency, f"{amount.amount:.2f}"])
    return page.getvalue()


def from_csv(text: str) -> list[Written]:
    """The entries of a journal that `as_csv` wrote; NotAJournal tells what is wrong with it."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise NotAJournal(f"line 1: the columns are {', '.join(COLUMNS)}")
    found: dict[str, tuple[dict[str, str], list[Side]]] = {}
    for row in rows:
        try:
            read = {name: _words(cell) for name, cell in row.items() if name != "amount"}
            money = Money.parse(f"{row['amount']} {read['currency']}")
            kind, amount = (Credit, -money) if money.cents < 0 else (Debit, money)
            date.fromisoformat(read["on"])
        except (ValueError, TypeError, AttributeError) as fault:
            raise NotAJournal(f"line {rows.line_num}: {fault}") from fault
        _, sides = found.setdefault(read["entry"], (read, []))
        sides.append(kind(read["account"], amount, read["party"], read["about"]))
    return [
        Written(
            number, date.fromisoformat(read["on"]), read["rule"], read["source"], read["memo"],
            read["reference_period"], read["reversal_of"], tuple(sides),
        )
        for number, (read, sides) in found.items()
    ]  # fmt: skip


def as_plain_text(
    entries: Sequence[Written],
    accounts: Sequence[Listed],
    balances: Mapping[str, Money],
    *,
    title: str,
    currency: str,
) -> str:
    """The journal as beancount reads it; `balances` are what each account must come to by it."""
    names = {one.code: _account(one) for one in accounts}
    first = min((entry.on for entry in entries), default=date(1970, 1, 1))
    last = max((entry.on for entry in entries), default=first)
    lines = [f'option "title" "{_quoted(title)}"', f'option "operating_currency" "{currency}"', ""]
    lines += [f"{first} open {names[one.code]} {currency}" for one in accounts]
    for entry in entries:
        lines += ["", *_transaction(entry, names)]
    lines.append("")
    for code, amount in sorted(balances.items()):
        spelled = f"{amount.amount:.2f} {amount.currency}"
        lines.append(f"{last + timedelta(days=1)} balance {names[code]} {spelled}")
    return "\n".join(lines) + "\n"


def _transaction(entry: Written, names: Mapping[str, str]) -> Iterator[str]:
    yield f'{entry.on} * "{_quoted(entry.rule)}" "{_quoted(entry.memo)}" ^{_link(entry.number)}'
    told = {"source": entry.source, "reference_period": entry.reference_period,
            "reversal_of": entry.reversal_of}  # fmt: skip
    yield from (f'  {name}: "{_quoted(words)}"' for name, words in told.items() if words)
    for side in entry.sides:
        amount = Money(side.cents, side.amount.currency).amount
        yield f"  {names[side.account]}  {amount:.2f} {side.amount.currency}"
        of = {"party": side.party, "about": side.about}
        yield from (f'    {name}: "{_quoted(words)}"' for name, words in of.items() if words)


def _account(one: Listed) -> str:
    words = re.findall(r"[A-Za-z0-9]+", one.title)
    return f"{_KINDS[one.kind]}:{one.code}-{'-'.join(words)}"


def _quoted(words: str) -> str:
    return " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')


def _link(words: str) -> str:
    return re.sub(r"[^A-Za-z0-9\-_/.]", "-", words)


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith((*_FORMULA, "'")) else words


def _words(cell: str) -> str:
    return cell.removeprefix("'")
