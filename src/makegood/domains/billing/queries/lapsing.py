"""Which store credit was given for nothing, what is left of it, and what is due about it (REF-17).

For some hundred accounts at once each kind of row is read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Sum

from makegood.core.clock import local
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.core.reading import in_sets
from makegood.domains.billing.lapsing import Given, Spent, left_of
from makegood.domains.billing.models import GivenCredit
from makegood.domains.billing.policy import (
    Ending,
    EndingFound,
    GivenFacts,
    ending_of,
    is_spent,
    letter_days,
)
from makegood.domains.ledger.models import Entry, Line
from makegood.domains.ledger.postings import STORE_CREDIT
from makegood.domains.parties.queries import died_among


def endings(today: date) -> EndingFound:
    """Each given credit about which something is due today, and those that are spent."""
    near = today + timedelta(days=letter_days(today))
    found = GivenCredit.objects.filter(ended_by=None, closed_at=None, ends_on__lte=near)
    looked_at = set(found.values_list("number", flat=True))
    accounts = sorted(set(found.values_list("account_id", flat=True)))
    due: list[tuple[str, Ending]] = []
    spent: list[str] = []
    for some in in_sets(accounts):
        for one in _facts(some):
            if what := ending_of(one, today):
                due.append((one.number, what))
            elif one.number in looked_at and is_spent(one, today):
                spent.append(one.number)
    return EndingFound(tuple(due), tuple(spent))


def given_credit(number: str) -> GivenFacts:
    """One given credit as it stands; NotFound."""
    whose = GivenCredit.objects.filter(number=number).values_list("account_id", flat=True)
    for one in _facts(whose):
        if one.number == number:
            return one
    raise NotFound("given_credit", number)


def given_to(party: str) -> list[GivenFacts]:
    """All store credit that was given to a party, with its last days."""
    return _facts(
        GivenCredit.objects.filter(account__party=party).values_list("account_id", flat=True)
    )


def _facts(accounts: Iterable[int]) -> list[GivenFacts]:
    rows = GivenCredit.objects.filter(account__in=accounts).order_by("pk")
    every = list(rows.select_related("account", "entry__reversed_by", "ended_by__reversed_by"))
    by_account: dict[str, list[GivenCredit]] = defaultdict(list)
    for row in every:
        by_account[row.account.ref].append(row)
    spent, balances = _spent(by_account), _balances(by_account)
    left: dict[str, Money] = {}
    for ref, given in by_account.items():
        left |= left_of(map(_given, given), spent[ref], balances.get(ref, Money.zero()))
    ended, dead = _ended(every), died_among({row.account.party for row in every})
    return [
        GivenFacts(
            number=row.number, account=row.account.number, party=row.account.party,
            left=left[row.number], ends_on=row.ends_on,
            told_on=local(row.told_at).date() if row.told_at else None,
            ended=ended.get(row.number), has_died=row.account.party in dead,
            untold_on=local(row.untold_at).date() if row.untold_at else None,
        )
        for row in every
    ]  # fmt: skip


def _given(row: GivenCredit) -> Given:
    over = row.ended_by or getattr(row.entry, "reversed_by", None)
    over_at = over.sequence if isinstance(over, Entry) else None
    return Given(row.number, row.entry.sequence, row.amount, row.ends_on, over_at)


def _ended(rows: Iterable[GivenCredit]) -> Mapping[str, Money]:
    """What of each lapsed and was not taken back since."""
    lapsed = {row.ended_by: row for row in rows if row.ended_by is not None}
    still = [one for one in lapsed if getattr(one, "reversed_by", None) is None]
    lines = Line.objects.filter(account=STORE_CREDIT, entry__in=still).select_related("entry")
    return {lapsed[line.entry].number: line.amount for line in lines}


def _spent(accounts: Collection[str]) -> Mapping[str, Iterable[Spent]]:
    """What was bought with each (J18), and not taken back."""
    lines = Line.objects.filter(
        account=STORE_CREDIT, about__in=accounts, cents__gt=0, entry__rule="J18",
        entry__reversed_by=None, entry__reversal_of=None,
    )  # fmt: skip
    found: dict[str, list[Spent]] = defaultdict(list)
    for line in lines:
        found[line.about].append(Spent(line.entry_id, line.amount))
    return found


def _balances(accounts: Collection[str]) -> Mapping[str, Money]:
    lines = Line.objects.filter(account=STORE_CREDIT, about__in=accounts)
    sums = lines.values_list("about", "currency").annotate(cents=Sum("cents"))
    return {about: Money(-cents, currency) for about, currency, cents in sums}
