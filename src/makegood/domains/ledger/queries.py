"""Questions about the books: what stands where, for whom, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from makegood.core.money import Money, sum_of
from makegood.core.reading import asked_often
from makegood.domains.ledger.estimating import Sold
from makegood.domains.ledger.journals import Listed, Written
from makegood.domains.ledger.models import Account, Entry, Line, Period, Reconciliation
from makegood.domains.ledger.postings import (
    COST_OF_GOODS,
    GOODS_TO_COME,
    PRODUCT_SALES,
    REFUNDS_TO_COME,
    RETURNS,
    SALES_TAX,
    SERVICE_REVENUE,
)
from makegood.domains.ledger.subledgers import kept_elsewhere

_CURRENCY = "USD"
_SALES = (PRODUCT_SALES, SERVICE_REVENUE, RETURNS)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of an entry; the amount positive for a debit, negative for a credit."""

    account: str
    title: str
    amount: Money
    party: str
    about: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry with its lines, the debits first."""

    number: str
    rule: str
    source: str
    on: date
    party: str
    memo: str
    reference_period: str
    reversal_of: str | None
    reversed_by: str | None
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A control account whose balance is not the sum of its subledger."""

    account: str
    control: Money
    subledger: Money


@dataclass(frozen=True, slots=True)
class ReconciliationView:
    """What one comparison of the books with their subledgers showed."""

    number: str
    at: datetime
    by: str
    balance: Money
    differences: tuple[Difference, ...]


Days = tuple[date, date]
"""A first and a last day, both of them meant."""


def trial_balance(currency: str = _CURRENCY, *, days: Days | None = None) -> Mapping[str, Money]:
    """The balance of every account that was posted on, debits positive, by account code.

    With `days`, what was posted on those days alone.
    """
    lines = Line.objects.filter(currency=currency)
    if days:
        lines = lines.filter(entry__on__range=days)
    sums = lines.values_list("account_id").annotate(cents=Sum("cents")).order_by("account_id")
    return {account: Money(cents, currency) for account, cents in sums}


def trial_balance_sum(currency: str = _CURRENCY) -> Money:
    """All accounts together: zero, or the books are broken."""
    return _sum(Line.objects.filter(currency=currency), currency)


def balance_of(
    account: str, *, party: str | None = None, about: str | None = None, currency: str = _CURRENCY
) -> Money:
    """What stands on an account, for one party or about one record if named; debits positive."""
    lines = Line.objects.filter(account_id=account, currency=currency)
    if party is not None:
        lines = lines.filter(party=party)
    if about is not None:
        lines = lines.filter(about=about)
    return _sum(lines, currency)


def balances_about(
    account: str, records: Collection[str], currency: str = _CURRENCY
) -> Mapping[tuple[str, str], Money]:
    """What stands on an account by party and record, for some records, with one look."""
    lines = Line.objects.filter(account_id=account, about__in=records, currency=currency)
    sums = lines.values_list("party", "about").annotate(cents=Sum("cents")).order_by()
    return {(party, about): Money(cents, currency) for party, about, cents in sums}


def open_since(account: str, *, party: str, until: date, currency: str = _CURRENCY) -> Money:
    """What of a party's debits to a day is not paid by the credits about the same record."""
    lines = Line.objects.filter(account_id=account, party=party, currency=currency)
    old = Q(cents__lt=0) | Q(entry__on__lte=until)
    sums = lines.filter(old).values("about").annotate(left=Sum("cents")).filter(left__gt=0)
    return Money(sum(one["left"] for one in sums), currency)


def subledger(account: str, currency: str = _CURRENCY) -> Mapping[str, Money]:
    """The balances behind a control account, by party or record; empty for other accounts."""
    key = Account.objects.get(code=account).subledger
    if not key:
        return {}
    sums = (
        Line.objects.filter(account_id=account, currency=currency)
        .exclude(**{key: ""})
        .values_list(key)
        .annotate(cents=Sum("cents"))
        .order_by(key)
    )
    return {name: Money(cents, currency) for name, cents in sums}


def kept_by_acts() -> frozenset[str]:
    """The accounts that only acts post on: rows beside the books, or an estimate, explain them."""
    controls = Account.objects.exclude(subledger=Account.Subledger.NONE)
    explained = frozenset(controls.values_list("code", flat=True)) | kept_elsewhere().keys()
    return explained | {GOODS_TO_COME, REFUNDS_TO_COME}


def control_differences(currency: str = _CURRENCY) -> list[Difference]:
    """The control accounts that are not the sum of their subledger; none, when all is well."""
    by = Account.Subledger
    whose = Q(account__subledger=by.PARTY) & ~Q(party="")
    which = Q(account__subledger=by.ABOUT) & ~Q(about="")
    lines = Line.objects.filter(currency=currency)
    kept = lines.exclude(account__subledger=by.NONE)
    controls = dict(kept.values_list("account_id").annotate(cents=Sum("cents")))
    parts = dict(lines.filter(whose | which).values_list("account_id").annotate(cents=Sum("cents")))
    return [
        Difference(account, Money(cents, currency), Money(parts.get(account, 0), currency))
        for account, cents in sorted(controls.items())
        if cents != parts.get(account, 0)
    ]


def differences(currency: str = _CURRENCY) -> list[Difference]:
    """Where the books are not what their subledgers say, in the books and in the parts above."""
    found = control_differences(currency)
    for account, kept in kept_elsewhere().items():
        control = balance_of(account, currency=currency)
        if control != kept:
            found.append(Difference(account, control, kept))
    return found


def reconciliations(limit: int = 30) -> list[ReconciliationView]:
    """The latest comparisons of the books with their subledgers, the last one first."""
    return [
        ReconciliationView(
            row.number, row.made_at, row.made_by, row.balance,
            tuple(Difference(one["account"], Money.parse(one["control"]),
                             Money.parse(one["subledger"])) for one in row.differences),
        )
        for row in Reconciliation.objects.order_by("-made_at", "-pk")[:limit]
    ]  # fmt: skip


def accounts() -> list[Listed]:
    """The chart of accounts, by code."""
    return [Listed(row.code, row.title, row.type) for row in Account.objects.order_by("code")]


def journal(days: Days) -> list[Written]:
    """The entries of some days as an export writes them, oldest first."""
    rows = Entry.objects.filter(on__range=days).select_related("reversal_of").order_by("sequence")
    return [
        Written(
            row.number, row.on, row.rule, row.source, row.memo, row.reference_period,
            row.reversal_of.number if row.reversal_of else "",
            tuple(line.side for line in sorted(row.lines.all(), key=lambda line: line.pk)),
        )
        for row in rows.prefetch_related("lines")
    ]  # fmt: skip


def entry(number: str) -> EntryView | None:
    """One entry by its number; None when there is none."""
    return next(iter(_views(Entry.objects.filter(number=number))), None)


def entries_of(source_prefix: str) -> list[EntryView]:
    """The entries of a source and what belongs to it, such as "return:R-2001", oldest first."""
    whole_or_part = Q(source=source_prefix) | Q(source__startswith=f"{source_prefix}:")
    return _views(Entry.objects.filter(whole_or_part))


def debited_by(source: str) -> Money | None:
    """What was debited in the entry of exactly this source; None when nothing was posted."""
    amounts = [Money(cents, currency) for cents, currency in _debits(source)]
    return sum_of(amounts) if amounts else None


def entries_about(record: str) -> list[EntryView]:
    """The entries with a line about a record, such as "order:O-1041", oldest first."""
    return _views(Entry.objects.filter(lines__about=record).distinct())


def sold_in(entries: Iterable[EntryView], currency: str = _CURRENCY) -> tuple[Money, Money]:
    """What some entries sold, without tax, and its tax; what they credit counts against it."""
    lines = [line for entry in entries for line in entry.lines]
    sold = sum_of([line.amount for line in lines if line.account in _SALES], currency)
    taxed = sum_of([line.amount for line in lines if line.account == SALES_TAX], currency)
    return -sold, -taxed


def sold_in_days(days: Days, *, until: date, currency: str = _CURRENCY) -> Sold:
    """The goods sold in some days, what of their orders was credited until a day, their cost."""
    lines = Line.objects.filter(currency=currency)
    sales = lines.filter(account_id=PRODUCT_SALES, entry__on__range=days)
    theirs = lines.exclude(about="").filter(about__in=sales.values("about"))
    since = theirs.filter(entry__on__range=(days[0], until))
    return Sold(
        sales=-_sum(sales, currency),
        credited=_sum(since.filter(account_id=RETURNS), currency),
        cost=_sum(theirs.filter(account_id=COST_OF_GOODS, cents__gt=0, entry__on__range=days),
                  currency),
    )  # fmt: skip


def is_open(on: date) -> bool:
    """Whether something can still be posted on this day."""
    return Period.is_open(on)


@asked_often
def _debits(source: str) -> QuerySet[Line, tuple[int, str]]:
    lines = Line.objects.filter(entry__source=source, cents__gt=0)
    return lines.values_list("cents", "currency")


def _views(entries: QuerySet[Entry]) -> list[EntryView]:
    rows = entries.select_related("reversal_of", "reversed_by").order_by("sequence")
    return [_view(row) for row in rows.prefetch_related("lines__account")]


def _view(row: Entry) -> EntryView:
    lines = sorted(row.lines.all(), key=lambda line: (line.cents < 0, line.pk))
    reversal = getattr(row, "reversed_by", None)
    return EntryView(
        number=row.number,
        rule=row.rule,
        source=row.source,
        on=row.on,
        party=row.party,
        memo=row.memo,
        reference_period=row.reference_period,
        reversal_of=row.reversal_of.number if row.reversal_of else None,
        reversed_by=reversal.number if isinstance(reversal, Entry) else None,
        lines=tuple(
            LineView(line.account_id, line.account.title, line.amount, line.party, line.about)
            for line in lines
        ),
    )


def _sum(lines: QuerySet[Line], currency: str) -> Money:
    return Money(lines.aggregate(cents=Sum("cents"))["cents"] or 0, currency)
