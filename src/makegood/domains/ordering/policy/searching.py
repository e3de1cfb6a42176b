"""Decide how a parcel that did not come is looked for, and what follows from it. Source: C12."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from makegood.core.decision import Decision, Statement, allow, needs_info, refuse, say
from makegood.core.money import Money, sum_of
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.policy.quotes import clause

AGAIN, MONEY = "again", "money"
FOUND, LOST, MISDELIVERED = "found", "lost", "misdelivered"
CAME_BACK = "came_back"


@dataclass(frozen=True, slots=True)
class MissingParcel:
    """A parcel as a customer misses it: promised for when, brought where, by its carrier's word.

    `searched_until` is the day of an answer while it is looked for; `is_undone` that its goods
    count as not sent already, or are on their way back to us.
    """

    number: str
    carrier: str
    promised_on: date
    delivered_on: date | None
    place: str
    note: str
    worth: Money
    is_undone: bool
    searched_until: date | None


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """An order with its parcels, of which one is `named`, or none.

    `on_their_word` is how often lately a parcel that was brought was missed by the same customer,
    and not found.
    """

    rights: Rights
    order: str
    party: str
    parcels: tuple[MissingParcel, ...]
    named: str
    on_their_word: int = 0

    @property
    def under_way(self) -> tuple[MissingParcel, ...]:
        """The parcels that have left and did not come back, those that are named before others."""
        left = tuple(one for one in self.parcels if not one.is_undone)
        return tuple(one for one in left if self.named in ("", one.number))

    def missing(self, today: date) -> tuple[MissingParcel, ...]:
        """Those that should be there by now, the late ones alone where some are late."""
        late = [one for one in self.under_way if not one.delivered_on and one.promised_on < today]
        return tuple(late) or tuple(one for one in self.under_way if one.delivered_on)

    def found(self, today: date) -> MissingParcel:
        """The parcel that is meant, where it is clear."""
        return self.missing(today)[0]

    def is_for_a_person(self, today: date) -> bool:
        """Whether people of ours look into it: their word alone is not enough for what was brought.

        It is worth more than we trust, or it is not the first of them lately.
        """
        parcel, rule = self.found(today), clause("DLV-6", today)
        if parcel.delivered_on is None:
            return False
        too_much = parcel.worth.amount > rule.decimal("trusted_up_to")
        return too_much or self.on_their_word >= rule.whole("trusted_times")

    def waits_for_answer(self, today: date) -> bool:
        """Whether a person has to hear what its carrier found: it was not brought, or is for one.

        What was not brought may still be on its way, so no day alone makes it lost.
        """
        return self.found(today).delivered_on is None or self.is_for_a_person(today)


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """A search with its parcel: (order line, stock number, pieces) are the goods in it.

    `has_come` is whether its carrier brought it after it was missed, `is_seen_since` whether it was
    scanned after that; `is_returned` whether pieces of this very parcel came back. `gone` are
    those of which no more can be had; `had` is what of each line was credited before, without tax
    and its tax, that counts no more once its goods are paid back.
    """

    number: str
    order: str
    party: str
    wish: str
    has_ended: bool
    has_come: bool
    is_seen_since: bool
    parcel: MissingParcel
    pieces: tuple[tuple[str, str, int], ...]
    is_returned: bool
    gone: tuple[str, ...] = ()
    had: tuple[tuple[str, Money, Money], ...] = ()

    def wanting(self, wish: str) -> SearchFacts:
        """The same where the customer wants something else by now; empty where not."""
        return replace(self, wish=wish or self.wish)

    @property
    def is_sent_again(self) -> bool:
        """Whether its goods are sent again: as the customer wants, and they can be had."""
        return self.wish == AGAIN and not self.gone


def may_search(
    facts: MissingFacts, *, looked: bool | None, wish: str, until: date, today: date
) -> Decision:
    """Whether a parcel is looked for: one that is late, or that was brought where nobody has it."""
    rule, found = clause("DLV-6", today), facts.missing(today)
    if not found:
        return refuse("policy_denied", says=[_not_yet(facts, today)])
    if len(found) > 1:
        numbers = tuple(one.number for one in found)
        return needs_info("shipment", says=[say(rule, "which")], options=numbers)
    parcel = found[0]
    if parcel.searched_until:
        return refuse("policy_denied", says=[say(rule, "searched", day=parcel.searched_until)])
    last = (parcel.delivered_on or parcel.promised_on) + timedelta(days=rule.whole("tell_days"))
    if today > last:
        told = say(rule, "too_late", day=last)
        return refuse("policy_denied", says=[told], instead=[say(rule, "a_person")])
    if parcel.delivered_on and not looked:
        return _look_first(parcel, looked, today)
    if not wish:
        return needs_info("wish", says=[say(rule, "wish")], options=(AGAIN, MONEY))
    return allow(clauses=[rule], says=list(_asked(facts, parcel, wish, until, today)))


def came_since(
    delivered_at: datetime | None, opened_at: datetime, *, was_brought: bool | None
) -> bool:
    """Whether a parcel was brought after it was missed; the same day tells nothing.

    `was_brought` is whether that was known when it was missed, where it was noted then.
    """
    if delivered_at is None or was_brought is not None:
        return delivered_at is not None and not was_brought
    return delivered_at > opened_at


def outcome_of(facts: SearchFacts, said: str) -> str:
    """How a search ended: as was said, else by what is known of the parcel; empty if not enough.

    A parcel that was brought before, and was seen nowhere since, is lost by its days alone.
    """
    if said or facts.has_come:
        return said or FOUND
    return LOST if facts.parcel.delivered_on and not facts.is_seen_since else ""


def may_end_search(
    facts: SearchFacts, said: str, where: str, *, arrives_on: date | None, today: date
) -> Decision:
    """Whether a search ends as said, or by itself, once; what is found is told with its place."""
    rule, outcome = clause("DLV-6", today), outcome_of(facts, said)
    if facts.has_ended or facts.parcel.is_undone:
        return refuse("policy_denied", says=[say(rule, "ended")])
    if not outcome:
        choices = (FOUND, LOST, MISDELIVERED)
        return needs_info("outcome", says=[say(rule, "which_outcome")], options=choices)
    if outcome == FOUND:
        if not where and not facts.has_come:
            return needs_info("report", says=[say(rule, "where")])
        if arrives_on is not None and arrives_on < today:
            told = say(clause("DLV-4", today), "past", wanted=arrives_on)
            return refuse("policy_denied", says=[told])
        return allow(clauses=[rule], says=list(_found(facts, where, arrives_on, today)))
    if facts.is_returned:
        return refuse("policy_denied", says=[say(rule, "returned")])
    came = facts.parcel.delivered_on
    if came and facts.has_come and outcome == LOST:
        return refuse("policy_denied", says=[say(rule, "has_come", day=came)])
    return allow(clauses=[rule], says=list(_not_found(facts, said, today)))


def _not_yet(facts: MissingFacts, today: date) -> Statement:
    rule = clause("DLV-6", today)
    if not facts.under_way:
        return say(rule, "nothing_left", order=facts.order)
    first = min(facts.under_way, key=lambda one: one.promised_on)
    return say(rule, "not_late", carrier=first.carrier, day=first.promised_on)


def _look_first(parcel: MissingParcel, looked: bool | None, today: date) -> Decision:
    """Most of what is missed is with a neighbor or at another door: that is asked before all."""
    rule, came = clause("DLV-6", today), parcel.delivered_on
    if looked is False:
        return refuse("policy_denied", says=[say(rule, "look_then")])
    brought = [say(rule, "brought", carrier=parcel.carrier, day=came)] if came else []
    noted = [say(rule, "noted", note=parcel.note)] if parcel.note else []
    told = [*brought, *noted, say(rule, "look_first")]
    return needs_info("looked", says=told, options=("true", "false"))


def _asked(
    facts: MissingFacts, parcel: MissingParcel, wish: str, until: date, today: date
) -> Iterator[Statement]:
    rule = clause("DLV-6", today)
    yield say(rule, "asks", order=facts.order, carrier=parcel.carrier, day=until)
    if facts.is_for_a_person(today):
        yield say(rule, "by_person")
    yield say(rule, f"then_{wish}")


def _found(
    facts: SearchFacts, where: str, arrives_on: date | None, today: date
) -> Iterator[Statement]:
    rule, came = clause("DLV-6", today), facts.parcel.delivered_on
    if facts.has_come and came:
        yield say(rule, "has_come", day=came)
    if where:
        yield say(rule, "found", where=where)
    if arrives_on:
        yield say(rule, "arrives", day=arrives_on)
    yield say(rule, "if_not")


def _not_found(facts: SearchFacts, said: str, today: date) -> Iterator[Statement]:
    """What follows; that its carrier found nothing is told only where somebody said so."""
    rule = clause("DLV-6", today)
    if said:
        yield say(rule, said, order=facts.order, carrier=facts.parcel.carrier)
    else:
        yield say(rule, "not_found", order=facts.order)
    if facts.is_sent_again:
        yield say(rule, "sent_again")
        return
    for sku in facts.gone if facts.wish == AGAIN else ():
        yield say(rule, "gone", goods=Article(sku))
    yield say(rule, "money_back")
    had = sum_of([goods + tax for _, goods, tax in facts.had])
    if had:
        yield say(rule, "had_before", had=had)
