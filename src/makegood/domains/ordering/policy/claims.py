"""Decide what may be claimed from a carrier, and what damage says of a carton. Source: C12."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from makegood.core.decision import Decision, Figure, allow, needs_info, refuse, say
from makegood.core.money import Money
from makegood.core.statements import Article
from makegood.domains.ordering.packaging import Arrived, chance
from makegood.domains.ordering.policy.orders import share_of_pieces
from makegood.domains.ordering.policy.quotes import clause

CONCEALED, LOST = "concealed", "lost"
CHANGE, COLLECT = "change_packaging", "collect_more_data"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Goods of a shipment: how many, when they arrived or should have, and what they are worth.

    `net` is the price of the whole line of `quantity` pieces, of which some are `claimed` already.
    """

    order: str
    pieces: int
    quantity: int
    net: Money
    claimed: int
    promised_on: date
    delivered_on: date | None
    is_claimed: bool

    def worth(self, count: int) -> Money:
        """The share of so many pieces more; all shares sum to the line's price exactly."""
        return share_of_pieces(self.net, self.quantity, before=self.claimed, count=count)


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """A claim that a carrier answers: how much it was for, and whether it was answered before."""

    number: str
    claimed: Money
    is_answered: bool


@dataclass(frozen=True, slots=True)
class DamageFacts:
    """How shipments of an article arrived by carton, the worst first, and what damage cost."""

    cartons: tuple[Arrived, ...]
    lost: Money


def may_claim(facts: ClaimFacts, kind: str, pieces: int, *, today: date) -> Decision:
    """Whether a carrier owes for goods: told in time, or not arrived after the promised day."""
    rule = clause("FRT-1", today)
    if facts.is_claimed or pieces > facts.pieces:
        sentence = "claimed" if facts.is_claimed else "too_many"
        return refuse("policy_denied", says=[say(rule, sentence, left=facts.pieces)])
    if kind == LOST and (facts.delivered_on or today <= facts.promised_on):
        return refuse("policy_denied", says=[say(rule, "not_lost", day=facts.promised_on)])
    if kind != LOST and facts.delivered_on is None:
        return refuse("policy_denied", says=[say(rule, "not_there")])
    days = timedelta(days=clause("DLV-2", today).whole("report_days"))
    if kind == CONCEALED and facts.delivered_on and today > facts.delivered_on + days:
        last = facts.delivered_on + days
        return refuse("policy_denied", says=[say(rule, "too_late", day=last)])
    amount = facts.worth(pieces)
    return allow(
        says=[say(rule, "claims", amount=amount)], figures=[Figure(name="claim", amount=amount)]
    )


def may_answer(facts: AnswerFacts, paid: Money | None, why: str, *, today: date) -> Decision:
    """A carrier answers a claim once, pays at most what was claimed, and says why not all."""
    rule, claimed = clause("FRT-1", today), facts.claimed
    if facts.is_answered:
        told = say(rule, "answered", claim=facts.number)
        return refuse("policy_denied", clause=rule, says=[told])
    if paid is not None and paid > claimed:
        return refuse("policy_denied", clause=rule, says=[say(rule, "at_most", amount=claimed)])
    if paid != claimed and not why:
        return needs_info("why", says=[say(rule, "why")])
    if paid is None:
        return allow(clauses=[rule], says=[say(rule, "declined", claimed=claimed)])
    told = say(rule, "paid", amount=paid, claimed=claimed)
    return allow(clauses=[rule], says=[told], figures=[Figure(name="paid", amount=paid)])


def recommended(sku: str, facts: DamageFacts, *, today: date) -> tuple[str, float, Decision]:
    """What damage says of the cartons of an article: never more than the numbers carry (AC38.6)."""
    rule, found = clause("PKG-1", today), list(_counted(facts.cartons))
    told = [
        say(rule, "counted", goods=Article(sku), carton=one.carton, sent=one.sent,
            damaged=one.damaged)
        for one in found
    ]  # fmt: skip
    if facts.lost:
        told.append(say(rule, "cost", lost=facts.lost))
    if len(found) < 2:
        return COLLECT, 1.0, allow(says=[*told, say(rule, "one_only")])
    worst, best = found[0], found[-1]
    likely = chance(worst, best)
    percent = Decimal(str(round(likely * 100)))
    if likely * 100 >= rule.decimal("chance_percent"):
        told.append(say(rule, "may_be_chance", likely=percent, carton=best.carton))
        return COLLECT, likely, allow(says=told)
    return CHANGE, likely, allow(says=[*told, say(rule, "change", carton=best.carton)])


def _counted(cartons: Sequence[Arrived]) -> Sequence[Arrived]:
    return sorted(cartons, key=lambda one: (-one.rate, one.carton))
