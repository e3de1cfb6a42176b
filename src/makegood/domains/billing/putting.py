"""Put captured money to what is open and take it off again, inside the acts that do so (C14).

Money on account stands on the receivables under its payment's own name; putting it to an item
moves it there (J04), and every move is kept as an allocation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from makegood.core.acting import Leaving
from makegood.core.clock import local
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.domains.billing import queries
from makegood.domains.billing.allocating import Put, allocate
from makegood.domains.billing.models import (
    STORED_VALUE,
    Allocation,
    Drawer,
    Payment,
    Purpose,
    RefundLeg,
    Tender,
    TenderAccount,
)
from makegood.domains.billing.policy import (
    AccountPayment,
    CreditedLeg,
    EarlierRefund,
    GivenFacts,
    HeldMoney,
    LegFacts,
    OpenChargeback,
    PaymentFacts,
    RefundFacts,
    goes_back_in_cash,
    held_until,
)
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import ORDER_DEPOSITS, payment_moved
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import died_by


def lock_payment(number: str) -> tuple[Payment, AccountPayment]:
    """A payment, locked with whom it is of, and how it stands; NotFound when there is none."""
    row = Payment.objects.select_for_update().filter(number=number).first()
    seen = queries.payment(number)
    if row is None or seen is None:
        raise NotFound("payment", number)
    lock_account(row.party)
    held = -ledger.balance_of(ORDER_DEPOSITS, about=row.about)
    return row, AccountPayment(
        number=row.number, party=row.party, order=row.order, tender=row.tender,
        purpose=row.purpose, amount=row.amount, unapplied=queries.unapplied_of(row.number),
        state=seen.state, returned=seen.refunded,
        is_disputed=row.chargebacks.filter(closed_at=None).exists(),
        is_deposit_held=row.purpose == Purpose.DEPOSIT and held >= row.amount,
        items=tuple(queries.open_items(row.party)),
    )  # fmt: skip


def lock_paying(order: str) -> list[Payment]:
    """The payments that paid for an order, locked."""
    found = Payment.objects.filter(queries.paying(order)).values_list("pk", flat=True)
    return list(Payment.objects.select_for_update().filter(pk__in=found).order_by("pk"))


def lock_refunding(order: str, today: date) -> RefundFacts:
    """What paid for an order, locked, and what went back or is disputed of it; NotFound."""
    paid = lock_paying(order)
    if not paid:
        raise NotFound("order", order)
    party = paid[0].party
    return RefundFacts(
        order=order, party=party, paid=queries.paid_on(order),
        earlier=tuple(
            EarlierRefund(one.number, one.total, one.on) for one in queries.refunds_of(order)
        ),
        held=last_held(paid, today), has_died=died_by(party) is not None,
        in_cash=frozenset(row.number for row in paid if row.tender == Tender.CASH),
        stored=frozenset(row.number for row in paid if row.tender in STORED_VALUE),
        chargebacks=tuple(
            OpenChargeback(one.number, one.amount) for one in queries.open_chargebacks(order)
        ),
    )  # fmt: skip


def lock_taking(
    party: str,
    order: str,
    amount: Money,
    tender: str,
    code: str,
    today: date,
    *,
    number: str,
    wanted: Collection[str],
) -> PaymentFacts:
    """What is known when somebody pays: its number, what is on their gift card, and a twin.

    `wanted` are the orders that the payer wants paid first.
    """
    known = bool(number) and Payment.objects.filter(number=number).exists()
    held = lock_held(code, tender, party) if tender in STORED_VALUE else None
    twin = queries.twin_of(party, order, amount, today) if not known else ""
    if order:
        return PaymentFacts(known, held, twin)
    items = queries.open_items(party)
    abouts = {f"order:{one}" for one in wanted}
    named = sum_of([one.owed for one in items if one.about in abouts])
    return PaymentFacts(known, held, twin, sum_of([one.payable for one in items]), named)


def lock_held(code: str, kind: str, party: str) -> HeldMoney:
    """A gift card or this party's store credit, locked; NotFound for another one or none."""
    found = queries.tender_account(code)
    if found is None or found.kind != kind or found.party not in ("", party):
        raise NotFound("tender", kind)
    held = TenderAccount.objects.select_for_update().get(pk=found.pk)
    return HeldMoney(held.ref, held.party, queries.balance(held))


def lock_given(number: str) -> GivenFacts:
    """Store credit that was given, its account locked, and what is left of it; NotFound."""
    whose = TenderAccount.objects.filter(given__number=number).values("pk")
    list(TenderAccount.objects.select_for_update().filter(pk__in=whose))
    return queries.given_credit(number)


def lock_credited(leg: LegFacts) -> CreditedLeg:
    """A part of a refund with the store credit that it went on, locked, and what is left of it."""
    row = RefundLeg.objects.select_related("payment", "reissue_of").get(number=leg.number)
    zero = Money.zero(leg.amount.currency)
    if row.tender_account is None:
        return CreditedLeg(leg, account="", bonus=zero, left=zero, is_disputed=False, later=zero)
    held = TenderAccount.objects.select_for_update().get(pk=row.tender_account.pk)
    return CreditedLeg(
        leg, account=held.number, bonus=ledger.debited_by(f"refund:{leg.number}:bonus") or zero,
        left=queries.balance(held), is_disputed=bool(queries.open_chargebacks(leg.order)),
        later=_put_on_after(row, held), is_stored=row.payment.tender in STORED_VALUE,
        is_rest=row.reissue_of is not None and row.reissue_of.tender == Tender.STORE_CREDIT,
    )  # fmt: skip


def _put_on_after(row: RefundLeg, held: TenderAccount) -> Money:
    """What was put on store credit after a part of a refund, and was not taken back since.

    What stands for the spent share of a part that was paid out is no new money, nor is its bonus.
    """
    legs = list(held.legs.select_related("reissue_of"))
    ended = {f"refund:{one.number}:bonus" for one in legs if one.failed_at or one == row}
    rests = {
        f"refund:{one.number}:sent"
        for one in legs
        if one.reissue_of is not None and one.reissue_of.tender == Tender.STORE_CREDIT
    }
    entries = ledger.entries_about(held.ref)
    first = next(place for place, one in enumerate(entries) if one.number == row.entry.number)
    new = (
        one
        for one in entries[first + 1 :]
        if not (one.reversal_of or one.reversed_by or one.source in ended | rests)
    )
    given = (line.amount for one in new for line in one.lines if line.about == held.ref)
    return -sum_of([one for one in given if one.cents < 0], row.currency)


def lock_account(party: str) -> None:
    """Let nobody else put money to this party's items meanwhile."""
    list(Party.objects.select_for_update().filter(number=party))


def drawer_of(acting: Leaving) -> str:
    """The cash drawer that whoever acts has open, locked, by its name in the books; else empty.

    It is not closed, nor counted, before what goes in or out of it is in the books.
    """
    mine = Drawer.objects.select_for_update().filter(opened_by=acting.actor.name, closed_at=None)
    row = mine.first()
    return row.ref if row else ""


def cash_drawer(acting: Leaving, amount: Money) -> str:
    """The drawer that pays out this much cash: that of whoever is at the counter, or none."""
    return drawer_of(acting) if goes_back_in_cash(amount, acting.today) else ""


def last_held(rows: Iterable[Payment], today: date, *, is_over: bool = False) -> date | None:
    """Until when refunds on these payments wait for a cheque to be certain; None for not at all."""
    paid = [(row.tender, local(row.captured_at).date()) for row in rows if row.captured_at]
    held = [held_until(day, tender=one, today=today, is_over=is_over) for one, day in paid]
    return max((day for day in held if day), default=None)


def bring_in(acting: Leaving, row: Payment) -> None:
    """Put captured money into the books; what is on account goes on to what is open."""
    acting.record(f"entry:{row.post(on=acting.today).number}")
    if not row.order:
        lock_account(row.party)
        put(acting, row, row.apply_to)


def put(acting: Leaving, row: Payment, named: list[str], but: str = "") -> list[Put]:
    """Put what waits of a payment to what is open, named items first, `but` one. Source: AC14.1."""
    waiting = queries.unapplied_of(row.number)
    items = [item for item in queries.open_items(row.party) if item.about != but]
    parts = allocate(waiting, items, named)
    for part in parts:
        _shift(acting, row, part.about, part.amount)
    return parts


def take_off(acting: Leaving, row: Payment, amount: Money) -> None:
    """Take this much off what the payment was put to, the latest first; it waits again."""
    standing: dict[str, Money] = {}
    for one in row.allocations.order_by("pk"):
        standing[one.about] = standing.get(one.about, Money.zero(row.currency)) + one.amount
    for about, there in reversed(standing.items()):
        taken = min(amount, there)
        if taken.cents > 0:
            _shift(acting, row, about, -taken)
            amount -= taken


def _shift(acting: Leaving, row: Payment, about: str, amount: Money) -> None:
    there, here = {"party": row.party, "about": about}, {"party": row.party, "about": row.ref}
    to, start = (there, here) if amount.cents > 0 else (here, there)
    size = amount if amount.cents > 0 else -amount
    posting = payment_moved(size, to_party=to["party"], to_about=to["about"], **start)
    source = f"{row.ref}:put:{row.allocations.count() + 1}"
    memo = f"Payment {row.number} {'put to' if to is there else 'taken off'} {about}"
    entry = Entry.of(posting, source=source, on=acting.today, memo=memo)
    Allocation.objects.create(
        payment=row, about=about, amount_cents=amount.cents, currency=amount.currency,
        entry=entry, made_at=acting.now, made_by=acting.actor.name,
    )  # fmt: skip
    acting.record(f"entry:{entry.number}")
