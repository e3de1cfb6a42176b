"""What may be done with money: take it, give it back, see that it arrived.

Here is what several of the acts ask for alike, and the moments that they name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, JsonValue, StringConstraints

from makegood.core.acting import Leaving
from makegood.core.calendars import company_calendar
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.core.times_of_day import evening_of, when_sent
from makegood.domains.billing import queries
from makegood.domains.billing.models import AS_CHEQUE, STORED_VALUE, Refund, RefundLeg
from makegood.domains.billing.policy import LegFacts, back_by, clause
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry

_LONGEST_DIGITS = 11
_FIRST_LOOK = timedelta(days=1)


def _no_card_number(token: str) -> str:
    if sum(character.isdigit() for character in token) > _LONGEST_DIGITS:
        raise ValueError("a token of the payment provider, never a card number")
    return token


OrderNumber = Annotated[str, StringConstraints(pattern=r"^O-[0-9]{1,9}$")]
PartyNumber = Annotated[str, StringConstraints(pattern=r"^C-[0-9]{1,9}$")]
Source = Annotated[str, StringConstraints(pattern=r"^[a-z_]+:[A-Za-z0-9/:._-]{1,70}$")]
Token = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{2,63}$"),
    AfterValidator(_no_card_number),
]
Last4 = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]


def refund_due_on(today: date) -> date:
    """The last day on which a refund sent today should be with the customer. Source: REF-7."""
    days = clause("REF-7", today).whole("refund_days")
    return company_calendar().add_working_days(today, days)


def looks(now: datetime, today: date, held: date | None = None) -> tuple[datetime, datetime]:
    """When it is first looked whether money settled, and when that must be so. Source: REF-4.

    What is `held` until a day is sent only then.
    """
    days = clause("REF-4", today).whole("settled_days")
    return now + _FIRST_LOOK, (send_on(held) if held else now) + timedelta(days=days)


def leg_facts(number: str) -> LegFacts:
    """A leg of a refund, locked, as the policy sees it; NotFound when there is none."""
    row = RefundLeg.objects.select_for_update().filter(number=number).first()
    seen = queries.leg(number)
    if row is None or seen is None:
        raise NotFound("refund_leg", number)
    return LegFacts(
        number=seen.number,
        refund=seen.refund,
        order=row.refund.order,
        about=row.refund.about,
        party=row.refund.party,
        payment=seen.payment,
        tender=seen.tender,
        last4=seen.last4,
        amount=seen.amount,
        state=seen.state,
        is_cheque=row.tender in AS_CHEQUE and not row.drawer,
        is_promised=bool(open_promises(subject=row.refund.ref)),
    )


def text_of(receipt: dict[str, JsonValue], name: str) -> str:
    """A text of a provider's receipt; empty when it has none."""
    value = receipt.get(name)
    return value if isinstance(value, str) else ""


def open_refund(
    acting: Leaving, *, order: str, party: str, source: str, reason: str, total: Money,
    held: date | None,
) -> Refund:  # fmt: skip
    """A refund whose parts are sent next, or when what was paid by cheque is certain (`held`)."""
    row = Refund.objects.create(
        number=next_number("RF"), order=order, party=party, source=source, reason=reason,
        total_cents=total.cents, currency=total.currency, made_at=acting.now,
        made_by=acting.actor.name, due_on=refund_due_on(held or acting.today),
    )  # fmt: skip
    acting.record(row.ref)
    return row


def promise_refund(acting: Leaving, row: Refund, tenders: Iterable[str], held: date | None) -> None:
    """Promise the day by which a refund is back, and look whether it arrived."""
    if STORED_VALUE.issuperset(tenders):
        return
    told = back_by(row.total, row.due_on, acting.today)
    due = evening_of(row.due_on)
    acting.promise("refund", subject=row.ref, party=row.party, due=due, sentence=told)
    (first, last), name = looks(acting.now, acting.today, held), "billing.refund_settled"
    mends = "billing.chase_refund"
    acting.check_later(name, subject=row.ref, due=first, deadline=last, on_fail=mends)


def send_on(day: date) -> datetime:
    """When a part of a refund that waits until a day is sent."""
    return when_sent(day)


def owe_again(acting: Leaving, facts: LegFacts, reason: str) -> None:
    """Take what was posted for a part of a refund back into what we owe; the part failed."""
    RefundLeg.objects.filter(number=facts.number).update(failed_at=acting.now, failure=reason)
    for posted in ledger.entries_of(f"refund:{facts.number}"):
        wrong = Entry.objects.get(number=posted.number)
        source, memo = f"reversal:{wrong.number}", f"Refund {facts.number}: {reason}"
        reversal = wrong.reverse(on=acting.today, source=source, memo=memo)
        acting.record(f"entry:{reversal.number}")


def have_sent(acting: Leaving, leg: RefundLeg) -> None:
    """Have the provider send a part of a refund, and hear what it says."""
    then = "billing.record_refund_result"
    acting.queue(kind="payment.refund", key=leg.number, payload=leg.wire(), then=then)
