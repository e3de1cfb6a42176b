"""What may be done with money: take it, give it back, see that it arrived.

Here is what several of the acts ask for alike, and the moments that they name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated

from django.db.models import Q
from pydantic import AfterValidator, Field, JsonValue, StringConstraints

from makegood.core.acting import Leaving
from makegood.core.actor import Actor, ActorKind
from makegood.core.calendars import company_calendar
from makegood.core.decision import say
from makegood.core.models import Effect
from makegood.core.money import Money
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Result
from makegood.core.outcome import NotFound
from makegood.core.promises import open_promises
from makegood.core.times_of_day import evening_of, when_sent
from makegood.domains.billing import queries
from makegood.domains.billing.models import AS_CHEQUE, STORED_VALUE, Refund, RefundLeg, Tender
from makegood.domains.billing.policy import LegFacts, UnclaimedLeg, ages, back_by, clause, ends_on
from makegood.domains.conversations.operations.send_notice import SendNoticeAsk
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.parties.queries import died_by
from makegood.handbook import book

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


def given_until(today: date) -> date:
    """The last day of store credit that is given today for nothing. Source: REF-17."""
    return ends_on(today)


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
        has_died=died_by(row.refund.party) is not None,
    )


def unclaimed_leg(number: str, today: date) -> UnclaimedLeg:
    """A leg of a refund, locked, and what is due about it when nobody claims it; NotFound."""
    leg = leg_facts(number)
    return UnclaimedLeg(leg, queries.due_about(number, today, ages(today)))


class ProviderAnswerAsk(Ask):
    """What a payment provider was asked for, and its receipt."""

    effect_key: str = Field(max_length=80, description="What was asked.", examples=["P-1001"])
    receipt: dict[str, JsonValue] = Field(
        description="What the provider answered.",
        examples=[{"reference": "re_1", "status": "done"}],
    )


class LegStands(Result):
    """How a part of a refund stands now."""

    leg: str
    state: str


def stands(acting: Leaving, facts: LegFacts) -> LegStands:
    """Record that a part of a refund changed, and answer how it stands."""
    acting.record(f"refund:{facts.refund}")
    seen = queries.leg(facts.number)
    return LegStands(leg=facts.number, state=seen.state if seen else "")


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
    """Promise the day by which a refund is back, and look whether it arrived.

    Of what waits for an estate nothing is promised; a lender's part is looked after even so.
    """
    waits, lent = bool(waits_for_estate(row)), lent_in(row)
    if STORED_VALUE.issuperset(tenders) or (waits and not lent):
        return
    if not waits:
        told, due = back_by(row.total, row.due_on, acting.today, lent), evening_of(row.due_on)
        acting.promise("refund", subject=row.ref, party=row.party, due=due, sentence=told)
    (first, last), name = looks(acting.now, acting.today, held), "billing.refund_settled"
    mends = "billing.chase_refund"
    acting.check_later(name, subject=row.ref, due=first, deadline=last, on_fail=mends)


def lent_in(row: Refund) -> Money:
    """What of a refund goes to a lender (REF-15)."""
    legs = row.legs.filter(failed_at=None, tender=Tender.LOAN)
    return sum((leg.amount for leg in legs), Money.zero(row.currency))


def waits_for_estate(row: Refund) -> Money:
    """What of a refund waits for the papers of the estate of whoever has died."""
    legs = row.legs.filter(failed_at=None).exclude(for_estate_since=None)
    return sum((leg.amount for leg in legs), Money.zero(row.currency))


def send_on(day: date) -> datetime:
    """When a part of a refund that waits until a day is sent."""
    return when_sent(day)


def owe_again(acting: Leaving, facts: LegFacts, reason: str) -> None:
    """Take what was posted for a part of a refund back into what we owe; the part failed.

    What was given on top of it as a bonus is no part of what is owed, and stays.
    """
    RefundLeg.objects.filter(number=facts.number).update(failed_at=acting.now, failure=reason)
    of_it = ledger.entries_of(f"refund:{facts.number}")
    for posted in (one for one in of_it if not one.source.endswith(":bonus")):
        wrong = Entry.objects.get(number=posted.number)
        source, memo = f"reversal:{wrong.number}", f"Refund {facts.number}: {reason}"
        reversal = wrong.reverse(on=acting.today, source=source, memo=memo)
        acting.record(f"entry:{reversal.number}")


def have_stopped(acting: Leaving, facts: LegFacts, reason: str) -> None:
    """Have the bank stop a cheque, and hear whether it came in time; until then it is not owed."""
    leg, then = RefundLeg.objects.filter(number=facts.number), "billing.record_stop_result"
    leg.update(stop_asked_at=acting.now, failure=reason)
    key, payload = f"stop:{facts.number}", {"cheque": facts.number, **leg.get().wire()}
    before = Effect.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:")).count()
    key = f"{key}:{before + 1}" if before else key
    acting.queue(kind="payment.stop", key=key, payload=payload, then=then)


def cheque_in(effect_key: str) -> str:
    """The part of a refund whose cheque was to be stopped under a key, at whichever try."""
    return effect_key.removeprefix("stop:").partition(":")[0]


def letter_on_stopping(facts: LegFacts, sentence: str, today: date) -> SendNoticeAsk:
    """The letter that a refund is "stopped", or that its cheque was "cashed" before."""
    told = say(clause("REF-11", today), sentence, amount=facts.amount)
    about = f"refund:{facts.refund}"
    return SendNoticeAsk.about(about, to=facts.party, notice=f"refund_{sentence}", says=[told])


def have_sent(acting: Leaving, leg: RefundLeg) -> bool:
    """Have the provider send a part of a refund, and hear what it says; whether it is on its way.

    What is owed to whoever has died waits for the papers of the estate instead (ACC-12); what a
    lender paid is the lender's and waits for nobody (REF-15).
    """
    is_lenders = leg.tender == Tender.LOAN
    if died_by(leg.refund.party) and not leg.payee and not is_lenders:
        leg.for_estate_since = acting.now
        leg.save(update_fields=["for_estate_since"])
        acting.release_promise("refund", leg.refund.ref)
        return False
    then = "billing.record_refund_result"
    acting.queue(kind="payment.refund", key=leg.number, payload=leg.wire(), then=then)
    return True


def promise_again(acting: Leaving, facts: LegFacts) -> None:
    """Promise the day for a part that goes again, where none is promised, and look after it."""
    about, due = f"refund:{facts.refund}", refund_due_on(acting.today)
    lent = facts.amount if facts.tender == Tender.LOAN else None
    told = back_by(facts.amount, due, acting.today, lent)
    if facts.is_promised:  # what was promised before still stands
        acting.tell(told)
    else:
        end = evening_of(due)
        acting.promise("refund", subject=about, party=facts.party, due=end, sentence=told)
    (first, last), name = looks(acting.now, acting.today), "billing.refund_settled"
    mends = "billing.chase_refund"
    acting.check_later(name, subject=about, due=first, deadline=last, on_fail=mends)


def automated(party: str) -> Actor:
    """The automated representative, when it does on its own what follows from records (A1)."""
    for one in book().company.staff:
        if one.automated and one.role:
            return Actor(kind=ActorKind.AUTOMATED, name=one.username, role=one.role, party=party)
    return Actor.system("system:billing").on_behalf_of(party)
