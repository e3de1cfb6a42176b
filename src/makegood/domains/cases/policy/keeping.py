"""Sort out what goes when a person wants their records erased, and what stays and why. C05.

Pure: from what there is and the day to two lists. What the law, an open matter or a legal hold
wants kept stays, item by item; all else goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from makegood.core.deadlines import months_after
from makegood.handbook import book

TAX, OPEN_ORDER, UNPAID = "tax_7y", "open_order", "unpaid"
REFUND_PENDING, HELD, COMPLAINT = "refund_pending", "claim_or_hold", "complaint_5y"
REASONS = (HELD, OPEN_ORDER, REFUND_PENDING, UNPAID, TAX, COMPLAINT)
"""Why something stays, the most pressing first."""
PERSON = ("advertising", "proofs", "reach", "identity")
"""The facts about who somebody is, each kept once."""
_NEEDS_REACHING = frozenset({HELD, OPEN_ORDER, REFUND_PENDING, UNPAID})
_THEIR_OWN = frozenset(
    {"", "party", "conversation", "gap", "contact_point", "challenge", "mail", "privacy_request"}
)
"""Kinds of records about nothing but the person: what was written about them goes."""
_ERASABLE = _THEIR_OWN | {"case", "quote"}
_DONE = frozenset({"delivered", "cancelled"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept about a person; `reason` says why it stays, empty when it goes."""

    what: str
    ref: str
    reason: str = ""

    @staticmethod
    def read(kept: object) -> Kept:
        """One as it was kept in a report; ValidationError for anything else."""
        return _KEPT.validate_python(kept)


_KEPT = TypeAdapter(Kept)


@dataclass(frozen=True, slots=True)
class OrderKept:
    """What matters of an order when it is asked whether it stays."""

    number: str
    ordered_on: date
    state: str
    is_paid: bool
    is_refund_pending: bool
    invoices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseKept:
    """What matters of a case when it is asked whether it stays."""

    number: str
    closed_on: date | None
    conversation: str


@dataclass(frozen=True, slots=True)
class Written:
    """A letter or paper, and the records it is about, such as "order:O-1041"."""

    ref: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """All that is kept about a person, as far as it matters for what goes.

    `matters` are open in another way than by an order or money, such as a repair under way.
    `quotes` are those that never became an order, and whether they can still be taken.
    `person` names those of the facts about who somebody is that there are.
    """

    party: str
    holds: tuple[str, ...]
    orders: tuple[OrderKept, ...]
    owed: tuple[str, ...]
    matters: tuple[str, ...]
    cases: tuple[CaseKept, ...]
    conversations: tuple[str, ...]
    letters: tuple[Written, ...]
    documents: tuple[Written, ...]
    quotes: tuple[tuple[str, bool], ...]
    questions: tuple[str, ...]
    person: frozenset[str]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What goes and what stays, item by item."""

    goes: tuple[Kept, ...]
    stays: tuple[Kept, ...]

    def going(self, what: str) -> tuple[str, ...]:
        """The numbers of what goes of one kind."""
        return tuple(one.ref for one in self.goes if one.what == what)

    def has_to_keep(self, what: str) -> bool:
        """Whether something of this kind stays."""
        return any(one.what == what for one in self.stays)


def sort_out(held: Holding, today: date) -> Keeping:
    """What goes and what stays of all that is kept about a person, on a day."""
    items = tuple(_items(held, today))
    if held.holds:
        items = tuple(Kept(one.what, one.ref, HELD) for one in items)
    return Keeping(
        goes=tuple(one for one in items if not one.reason),
        stays=tuple(one for one in items if one.reason),
    )


def _items(held: Holding, today: date) -> Iterator[Kept]:
    own = [*_orders(held, today), *_cases(held, today)]
    reasons = {f"{one.what}:{one.ref}": one.reason for one in own}
    business = _first_of(one.reason for one in own if one.what != "case")
    yield from own
    busy = {one.conversation for one in held.cases if one.closed_on is None}
    for talk in held.conversations:
        yield Kept("conversation", talk, HELD if talk in busy else "")
    for letter in held.letters:
        yield Kept("letter", letter.ref, _because(letter, reasons, business))
    for paper in held.documents:
        yield Kept("document", paper.ref, _because(paper, reasons, business))
    for question in held.questions:
        yield Kept("question", question)
    pressing = _first_of(one.reason for one in own if one.reason in _NEEDS_REACHING)
    why = {"reach": pressing, "identity": pressing or business}
    for fact in PERSON:
        if fact in held.person:
            yield Kept(fact, held.party, why.get(fact, ""))


def _orders(held: Holding, today: date) -> Iterator[Kept]:
    years = book().clause("PRV-4", on=today).whole("orders_years")
    for one in held.orders:
        taxed = TAX if months_after(one.ordered_on, 12 * years) > today else ""
        yield Kept("order", one.number, _open(one) or taxed)
        for invoice in one.invoices:
            yield Kept("invoice", invoice, taxed)
    for quote, is_open in held.quotes:
        yield Kept("quote", quote, OPEN_ORDER if is_open else "")
    for about in held.owed:
        yield Kept("balance", about, UNPAID)
    for about in held.matters:
        yield Kept("matter", about, HELD)


def _open(one: OrderKept) -> str:
    if one.state not in _DONE:
        return OPEN_ORDER
    if one.is_refund_pending:
        return REFUND_PENDING
    return "" if one.is_paid else UNPAID


def _cases(held: Holding, today: date) -> Iterator[Kept]:
    years = book().clause("PRV-4", on=today).whole("complaints_years")
    for one in held.cases:
        if one.closed_on is None:
            yield Kept("case", one.number, HELD)
        else:
            is_young = months_after(one.closed_on, 12 * years) > today
            yield Kept("case", one.number, COMPLAINT if is_young else "")


def _because(one: Written, reasons: Mapping[str, str], business: str) -> str:
    """Why a letter or paper stays: for the record it is about, or for the business behind it."""
    found = [
        reasons.get(about, "" if about.partition(":")[0] in _ERASABLE else business)
        for about in one.about
    ]
    return _first_of(found)


def _first_of(reasons: Iterable[str]) -> str:
    """The most pressing of some reasons; empty when there is none."""
    given = set(reasons)
    return next((one for one in REASONS if one in given), "")
