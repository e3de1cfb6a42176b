"""Answer who the dealers are, what was agreed with each, and for which ones a party may speak."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from makegood.core.clock import today
from makegood.core.money import Money
from makegood.core.outcome import NotFound
from makegood.domains.dealers.models import Audit, AuditFlag, Dealer
from makegood.domains.parties.queries import accounts_of, names_of

SCOPE = "dealer_claims"


@dataclass(frozen=True, slots=True)
class AgreementCard:
    """What is agreed from a day on."""

    starts_on: date
    labour_rate: Money
    markup: Decimal


@dataclass(frozen=True, slots=True)
class FlagCard:
    """That a dealer is flagged for audit: what is worth a look, why, by whom, until when."""

    reasons: tuple[str, ...]
    why: str
    until: date
    flagged_by: str


@dataclass(frozen=True, slots=True)
class DealerCard:
    """A dealer on one card, the agreements the oldest first."""

    number: str
    party: str
    account: str
    name: str
    models_repaired: tuple[str, ...]
    paid_for_labour: bool
    since: date
    closed_on: date | None
    agreements: tuple[AgreementCard, ...]
    flag: FlagCard | None = None


@dataclass(frozen=True, slots=True)
class AuditCard:
    """An audit: the claims that were drawn, among how many, and the seed that draws them again."""

    number: str
    dealer: str
    first_day: date
    last_day: date
    seed: str
    among: int
    drawn: tuple[str, ...]
    why: str
    begun_at: datetime
    begun_by: str


def dealer_card(number: str) -> DealerCard:
    """A dealer by number; NotFound when there is none."""
    row = Dealer.objects.filter(number=number).first()
    if row is None:
        raise NotFound("dealer", number)
    name = names_of({row.party}).get(row.party, row.party)
    return _card(row, name, AuditFlag.standing([number], today()).first())


def dealer_of(party: str) -> DealerCard | None:
    """The dealer that a party is, as it is told; None when it is none."""
    row = Dealer.objects.filter(party=party).first()
    return as_told(dealer_card(row.number)) if row else None


def as_told(card: DealerCard) -> DealerCard:
    """A dealer as the dealer itself sees it: that we doubt, and why, is ours until an audit."""
    return replace(card, flag=None)


def dealers() -> tuple[DealerCard, ...]:
    """All dealers, by name."""
    rows = list(Dealer.objects.prefetch_related("agreements"))
    flags = {one.dealer_id: one for one in AuditFlag.standing([r.number for r in rows], today())}
    names = names_of({row.party for row in rows})
    cards = [_card(row, names.get(row.party, row.party), flags.get(row.pk)) for row in rows]
    return tuple(sorted(cards, key=lambda one: one.name))


def dealers_for(party: str) -> tuple[DealerCard, ...]:
    """The dealers for whose claims a party may speak: its own, and those that gave it the scope."""
    accounts = [one.number for one in accounts_of(party) if one.scopes & {"*", SCOPE}]
    rows = Dealer.objects.filter(account__in=accounts).order_by("number")
    return tuple(as_told(dealer_card(row.number)) for row in rows)


def audit_card(number: str) -> AuditCard:
    """An audit by number; NotFound when there is none."""
    row = Audit.objects.select_related("dealer").filter(number=number).first()
    if row is None:
        raise NotFound("dealer_audit", number)
    return _audit(row)


def audits_of(dealer: str) -> tuple[AuditCard, ...]:
    """The audits of a dealer, the newest first."""
    rows = Audit.objects.select_related("dealer").filter(dealer__number=dealer)
    return tuple(_audit(row) for row in rows.order_by("-pk"))


def _card(row: Dealer, name: str, flag: AuditFlag | None) -> DealerCard:
    agreed = sorted(row.agreements.all(), key=lambda one: one.starts_on)
    return DealerCard(
        number=row.number, party=row.party, account=row.account, name=name,
        models_repaired=tuple(row.models_repaired), paid_for_labour=row.paid_for_labour,
        since=row.since, closed_on=row.closed_on,
        agreements=tuple(
            AgreementCard(one.starts_on, Money(one.labour_rate_cents, one.currency), one.markup)
            for one in agreed
        ),
        flag=FlagCard(tuple(flag.reasons), flag.why, flag.until, flag.flagged_by) if flag else None,
    )  # fmt: skip


def _audit(row: Audit) -> AuditCard:
    return AuditCard(
        row.number, row.dealer.number, row.first_day, row.last_day, row.seed, row.among,
        tuple(row.drawn), row.why, row.begun_at, row.begun_by,
    )  # fmt: skip


def open_matters_of(party: str) -> tuple[str, ...]:
    """The agreement in force with a party that is a dealer, such as "dealer:DL-4"."""
    found = dealer_of(party)
    return (f"dealer:{found.number}",) if found and found.closed_on is None else ()
