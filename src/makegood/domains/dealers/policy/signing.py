"""Decide who signs the worksheet of a claim: what was offered is owed once both sides did. C32."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from makegood.core.canonical import fingerprint
from makegood.core.decision import Decision, Statement, Use, allow, refuse
from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.domains.dealers.policy.claims import AUTHORITY
from makegood.domains.dealers.policy.facts import ClaimRecord
from makegood.domains.dealers.telling import clause, dlr

_OPEN = ("approved", "adjusted", "denied", "paid", "appealed")


class Side(StrEnum):
    """Who signs."""

    DEALER = "dealer"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that counts: of which side, on which day, by whom."""

    side: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """A worksheet: the claim, who signed it as it reads now, and who of ours made the offers.

    `signed_before` is what worksheets of this claim that both sides signed added to it already.
    """

    record: ClaimRecord
    signed: tuple[Signed, ...]
    offered_by: frozenset[str]
    signed_before: Money

    @property
    def rights(self) -> Rights:
        """Who may speak for the dealer."""
        return self.record.rights

    @property
    def extra(self) -> Money:
        """What the lines that both agree on add to what was decided."""
        return open_extra(self.record)

    @property
    def total(self) -> Money:
        """What the claim comes to once it is signed."""
        return self.record.allowed + self.extra

    @property
    def seal(self) -> str:
        """What is signed, as one hash: each line's figures, and whether both agree on it."""
        lines = [
            (one.place, one.label, one.claimed, one.worth if one.is_agreed else None)
            for one in self.record.lines
        ]
        return seal_of(self.record.number, lines)

    @property
    def is_whole(self) -> bool:
        """Whether both sides agree on every line."""
        return all(one.is_agreed for one in self.record.lines)

    def has_signed(self, side: Side) -> bool:
        """Whether this side's signature stands on the sheet as it reads now."""
        return any(one.side == side for one in self.signed)


def open_extra(record: ClaimRecord) -> Money:
    """What was offered beyond the decision and agreed to, and is not signed yet."""
    return sum_of([one.worth - one.allowed for one in record.lines if one.is_agreed])


def seal_of(number: str, lines: Iterable[tuple[int, str, Money, Money | None]]) -> str:
    """The hash of a worksheet: each line's place, what it is, what is claimed and agreed of it."""
    return fingerprint({"claim": number, "lines": list(lines)})


def counts_until(signed_on: date) -> date:
    """The last day for what a signature is followed by. Source: DLR-23, C32."""
    return signed_on + timedelta(days=clause("DLR-23", signed_on).whole("waits_days"))


def is_counting(side: str, signed_on: date, today: date) -> bool:
    """Whether a signature still counts: ours for some days, the dealer's until we have answered.

    So nobody has to sign again because the other side was silent.
    """
    return side == Side.DEALER or today <= counts_until(signed_on)


def may_sign(facts: SigningFacts, side: Side, seal: str, by: str, today: date) -> Decision:
    """Whether a side signs: the very sheet as it reads now, once, and not its own offer alone."""
    record, rule = facts.record, clause("DLR-23", today)
    if not facts.extra:
        return refuse("policy_denied", says=[dlr(23, "nothing", today, number=record.number)])
    if not _is_open(facts.record):
        return refuse("policy_denied", says=[dlr(19, "final", today, number=record.number)])
    if seal and seal != facts.seal:
        return refuse("policy_denied", says=[dlr(23, "changed", today), _sheet(facts, today)])
    if facts.has_signed(side):
        return refuse("policy_denied", says=[dlr(23, f"{side}_signed", today)])
    if side is Side.DEALER:
        last = dlr(23, "both" if facts.has_signed(Side.COMPANY) else "we_sign", today,
                   last_day=counts_until(today))  # fmt: skip
        return allow(clauses=[rule], says=[_sheet(facts, today), last])
    alone = Money.parse(str(rule.decimal("alone_up_to")))
    if by in facts.offered_by and facts.signed_before + facts.extra > alone:
        return refuse("not_authorised", says=[dlr(23, "second_person", today)])
    use = Use(kind=AUTHORITY, amount=facts.extra, subject=f"dealer_claim:{record.number}")
    return allow(clauses=[rule], says=[_sheet(facts, today)], uses=use)


def _sheet(facts: SigningFacts, today: date) -> Statement:
    return dlr(23, "sheet", today, number=facts.record.number, total=facts.total, extra=facts.extra)


def _is_open(record: ClaimRecord) -> bool:
    """Whether a sheet may still be signed: a line is agreed on in time, or not at all.

    So neither our silence after that nor an appeal about the claim takes an offer back.
    """
    return record.decided_on is not None and record.state in _OPEN
