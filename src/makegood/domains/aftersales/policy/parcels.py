"""Decide about parcels that come back: whose they are and what is in them (C19; RET-20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from makegood.core.decision import Decision, Verdict, allow, needs_info, refuse
from makegood.domains.aftersales.policy.returns import ReturnRecord, may_receive
from makegood.domains.aftersales.telling import clauses, ret


@dataclass(frozen=True, slots=True)
class Clues:
    """What can be read on a parcel and in it."""

    returns: tuple[str, ...] = ()
    tracking: str = ""
    serial: str = ""
    order: str = ""
    sender: str = ""

    @property
    def has_any(self) -> bool:
        """Whether anything of it can be read."""
        return bool(self.returns or self.tracking or self.serial or self.order or self.sender)


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """The returns that a parcel may be of, by which clue they were found, and whose it is."""

    by: str
    records: tuple[ReturnRecord, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """A parcel that is here, and the returns that somebody found to be in it."""

    number: str
    grams: int | None
    is_matched: bool
    records: tuple[ReturnRecord, ...]


def may_take_in(
    facts: ParcelFacts, clues: Clues, *, posted_on: date | None, today: date
) -> Decision:
    """Whether a parcel is taken in, and as what: its returns, or one that nobody knows yet.

    Where it may be of several returns, or only a name tells, somebody looks and names them.
    """
    if not clues.has_any:
        return needs_info("sender", says=[ret(20, "ask_clue", today)])
    sure = facts.by == "returns" or (facts.by != "name" and len(facts.records) == 1)
    numbers = tuple(one.number for one in facts.records)
    if numbers and not sure:
        told = ret(20, "which", today, returns=", ".join(numbers))
        return needs_info("returns", says=[told], options=numbers)
    if not numbers:
        name = "unasked" if facts.owner else "unknown"
        return allow(clauses=clauses(today, "RET-20"), says=[ret(20, name, today)])
    return _all_of(facts.records, posted_on, today)


def may_match(facts: MatchFacts, *, posted_on: date | None, today: date) -> Decision:
    """Whether a parcel is put to returns: once, and to such as are awaited."""
    if facts.is_matched:
        told = ret(20, "matched_already", today, parcel=facts.number)
        return refuse("policy_denied", says=[told])
    return _all_of(facts.records, posted_on, today)


def shares_of(grams: int | None, records: Iterable[ReturnRecord]) -> dict[str, int | None]:
    """What of a parcel's weight is each return's, by what its goods weigh."""
    found = {one.number: one.grams_sold for one in records}
    if grams is None or not all(found.values()):
        return dict.fromkeys(found)
    whole = sum(found.values())
    return {number: grams * own // whole for number, own in found.items()}


def _all_of(records: tuple[ReturnRecord, ...], posted_on: date | None, today: date) -> Decision:
    for record in records:
        unfit = may_receive(record, posted_on=posted_on, today=today)
        if unfit.verdict is not Verdict.ALLOW:
            return unfit
    told = ret(20, "matched", today, returns=", ".join(one.number for one in records))
    return allow(clauses=clauses(today, "RET-20"), says=[told])
