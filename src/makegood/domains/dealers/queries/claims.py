"""Answer how a claim stands, line by line, and which claims wait for us. Source: C23."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from makegood.core.clock import at_local, local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.core.statements import Statement
from makegood.core.times_of_day import evening_of
from makegood.domains.dealers.models import ClaimLine, DealerClaim
from makegood.domains.dealers.policy import appeal_until, clocks
from makegood.domains.parties.queries import names_of
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class ClaimLineCard:
    """A line of a claim: both sides' figures, why they differ, and what each said of it."""

    place: int
    work: str
    code: str
    hours: Decimal
    rate: Money | None
    clocked: Decimal | None
    quantity: int
    miles: int | None
    invoice: str
    claimed: Money
    allowed: Money
    allowed_hours: Decimal
    rule: str
    reasons: tuple[str, ...]
    says: tuple[Statement, ...]
    cures: tuple[Statement, ...]
    tag: str
    due_on: date | None
    arrived_on: date | None
    finding: str
    notes: str
    argument: str
    offered: Money | None
    answer: str
    answered_by: str
    agreed_at: datetime | None

    @property
    def difference(self) -> Money:
        """What the dealer gets less than claimed, negative."""
        return self.allowed - self.claimed

    def title_in(self, language: str) -> str:
        """What it is, as it is called: a part by its name, an operation by its title."""
        if self.work == "part":
            found = book().catalogue.title_of(self.code)
            return found.get(language) or found["en"]
        if self.work == "labour":
            return self.code
        return book().voice(language).statement(f"dealers.work_{self.work}")


@dataclass(frozen=True, slots=True)
class AppealCard:
    """An appeal, and what became of it."""

    reason: str
    appealed_at: datetime
    due_on: date
    decided_at: datetime | None
    decided_by: str
    is_changed: bool | None
    answer: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as it is shown to both sides."""

    number: str
    dealer: str
    dealer_name: str
    party: str
    account: str
    ro_no: str
    serial: str
    model: str
    in_service_on: date | None
    failed_on: date
    repaired_on: date
    complaint: str
    cause: str
    correction: str
    failure_code: str
    approval: str
    state: str
    submitted_at: datetime
    received_on: date
    decide_by: date
    alerted_at: datetime | None
    question: Statement | None
    answer: str
    decision: str
    decided_at: datetime | None
    decided_by: str
    by_silence: bool
    appeal_until: date | None
    paid_at: datetime | None
    paid: Money
    charged_back: Money
    lines: tuple[ClaimLineCard, ...]
    appeal: AppealCard | None

    @property
    def ref(self) -> str:
        """How other records name it."""
        return f"dealer_claim:{self.number}"

    @property
    def claimed(self) -> Money:
        """All that was claimed."""
        return sum_of([one.claimed for one in self.lines])

    @property
    def allowed(self) -> Money:
        """All that is allowed as it stands."""
        return sum_of([one.allowed for one in self.lines])

    @property
    def adjustment(self) -> Money:
        """What the dealer gets less than claimed, negative."""
        return self.allowed - self.claimed

    @property
    def told(self) -> tuple[Statement, ...]:
        """Why lines are not allowed as claimed, each reason once."""
        return _once(each for line in self.lines for each in line.says)

    @property
    def cures(self) -> tuple[Statement, ...]:
        """What would change it, each once."""
        return _once(each for line in self.lines for each in line.cures)

    @property
    def due_on(self) -> date:
        """Until when it is decided, or its appeal."""
        appeal = self.appeal
        return appeal.due_on if appeal and appeal.decided_at is None else self.decide_by

    @property
    def due_at(self) -> datetime:
        """The evening of that day."""
        return evening_of(self.due_on)

    def may_be_appealed_on(self, day: date) -> bool:
        """Whether the dealer may still ask a second reviewer: something was taken off, in time."""
        until = self.appeal_until
        return bool(until and day <= until and self.adjustment and self.appeal is None)

    @property
    def is_open(self) -> bool:
        """Whether a decision of ours is still awaited."""
        return self.state in ("under_review", "appealed")


@dataclass(frozen=True, slots=True)
class DueClaim:
    """A claim that waits for us: what for, and until when."""

    claim: ClaimCard
    why: str
    due: datetime


def claim_card(number: str) -> ClaimCard:
    """A claim by its number; NotFound when there is none."""
    row = _rows().filter(number=number).first()
    if row is None:
        raise NotFound("dealer_claim", number)
    return _cards([row])[0]


def claims_of(dealers: Collection[str]) -> tuple[ClaimCard, ...]:
    """The claims of these dealers, the newest first."""
    return _cards(_rows().filter(dealer__number__in=dealers).order_by("-pk"))


def find_claims(dealers: Collection[str], *, number: str | None = None) -> tuple[ClaimCard, ...]:
    """The claims of these dealers that a number can mean; all of them for none."""
    return tuple(one for one in claims_of(dealers) if number in (None, one.number))


def claims_paid(dealer: str, first: date, last: date) -> Mapping[str, date]:
    """A dealer's claims that were paid in these days, by number, each with its day."""
    start, end = at_local(first, time(0)), at_local(last + timedelta(days=1), time(0))
    rows = DealerClaim.objects.filter(dealer__number=dealer, paid_at__gte=start, paid_at__lt=end)
    paid = rows.order_by("number").values_list("number", "paid_at")
    return {number: local(at).date() for number, at in paid if at is not None}


def claims_due() -> tuple[DueClaim, ...]:
    """The claims that wait for us, by the day on which the law or our word runs out."""
    undecided = _cards(_rows().filter(decided_at=None, returned_at=None))
    appealed = _cards(_rows().filter(appeal__isnull=False, appeal__decided_at=None))
    argued = _cards(
        _rows().filter(
            lines__argued_at__isnull=False, lines__answered_at=None, lines__agreed_at=None
        ).distinct()
    )  # fmt: skip
    found = [DueClaim(one, "decide", evening_of(one.decide_by)) for one in undecided]
    found += [
        DueClaim(one, "appeal", evening_of(one.appeal.due_on)) for one in appealed if one.appeal
    ]
    found += [
        DueClaim(one, "argument", evening_of(one.appeal_until))
        for one in argued
        if one.appeal_until
    ]
    return tuple(sorted(found, key=lambda one: one.due))


def _rows() -> QuerySet[DealerClaim]:
    return DealerClaim.objects.select_related("dealer", "approval", "appeal").prefetch_related(
        "charge_backs", "lines__part_return__inspections"
    )


def _cards(rows: Iterable[DealerClaim]) -> tuple[ClaimCard, ...]:
    kept = list(rows)
    names = names_of({row.dealer.party for row in kept})
    return tuple(_card(row, names.get(row.dealer.party, row.dealer.party)) for row in kept)


def _card(row: DealerClaim, name: str) -> ClaimCard:
    received = local(row.received_at).date()
    decided = local(row.decided_at).date() if row.decided_at else None
    backs = [Money(one.amount_cents, row.currency) for one in row.charge_backs.all()]
    lines = sorted(row.lines.all(), key=lambda one: one.place)
    return ClaimCard(
        number=row.number, dealer=row.dealer.number, dealer_name=name, party=row.dealer.party,
        account=row.dealer.account, ro_no=row.ro_no, serial=row.serial, model=row.model,
        in_service_on=row.in_service_on, failed_on=row.failed_on, repaired_on=row.repaired_on,
        complaint=row.complaint, cause=row.cause, correction=row.correction,
        failure_code=row.failure_code, approval=row.approval.number if row.approval else "",
        state=row.state, submitted_at=row.submitted_at, received_on=received,
        decide_by=clocks(received).decide_by, alerted_at=row.alerted_at,
        question=Statement.read(row.question) if row.question else None,
        answer=row.answer, decision=row.decision, decided_at=row.decided_at,
        decided_by=row.decided_by, by_silence=row.by_silence,
        appeal_until=appeal_until(decided) if decided else None, paid_at=row.paid_at,
        paid=Money(row.paid_cents, row.currency), charged_back=sum_of(backs, row.currency),
        lines=tuple(_line(one) for one in lines), appeal=_appeal(row),
    )  # fmt: skip


def _line(row: ClaimLine) -> ClaimLineCard:
    currency = row.claim.currency
    tag = getattr(row, "part_return", None)
    looked = sorted(tag.inspections.all(), key=lambda one: one.pk) if tag else []
    cures = [one["cure"] for one in row.grounds if one["cure"]]
    return ClaimLineCard(
        place=row.place, work=row.work, code=row.code, hours=row.hours,
        rate=Money(row.rate_cents, currency) if row.rate_cents is not None else None,
        clocked=row.clocked, quantity=row.quantity, miles=row.miles, invoice=row.invoice,
        claimed=row.claimed, allowed=row.allowed, allowed_hours=row.allowed_hours, rule=row.rule,
        reasons=tuple(one["reason"] for one in row.grounds),
        says=tuple(Statement.read(one["says"]) for one in row.grounds),
        cures=tuple(Statement.read(one) for one in cures),
        tag=tag.number if tag else "", due_on=tag.due_on if tag else None,
        arrived_on=local(tag.arrived_at).date() if tag and tag.arrived_at else None,
        finding=looked[-1].finding if looked else "", notes=looked[-1].notes if looked else "",
        argument=row.argument,
        offered=Money(row.offered_cents, currency) if row.offered_cents is not None else None,
        answer=row.answer, answered_by=row.answered_by, agreed_at=row.agreed_at,
    )  # fmt: skip


def _appeal(row: DealerClaim) -> AppealCard | None:
    kept = getattr(row, "appeal", None)
    if kept is None:
        return None
    return AppealCard(
        kept.reason, kept.appealed_at, kept.due_on, kept.decided_at, kept.decided_by, kept.changed,
        kept.answer,
    )  # fmt: skip


def _once(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for one in statements:
        if one not in found:
            found.append(one)
    return tuple(found)
