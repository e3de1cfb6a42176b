"""What the tests of payments and refunds have in common: Tom's washer, paid and owed back."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from pydantic import JsonValue

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.core.models import Check, Effect
from makegood.core.money import Money, sum_of
from makegood.core.outcome import Outcome, Status
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.domains.billing import queries
from makegood.domains.billing.models import Payment, TenderAccount
from makegood.domains.billing.tests.inside import Inside
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.models import Entry
from makegood.domains.ledger.postings import (
    goods_credited,
    restocking_fee_kept,
    shipment_invoiced,
)

ORDER, TOM, CARD, GIFT = "O-7041", "C-6", "tok_gallagher_4242", "GC-TEST-26MX"
COMPANY = Actor.system("system:test").on_behalf_of(TOM)
ABOUT = {"party": TOM, "about": f"order:{ORDER}"}


def usd(text: str) -> Money:
    return Money.parse(text)


def do(operation: str, actor: Actor = COMPANY, /, **ask: JsonValue) -> Outcome:
    """Do an act; the company itself does inside another act what is only done so."""
    if actor is not COMPANY or not registry.get(operation).only_inside:
        return run(operation, ask, actor=actor)
    return inside(operation, actor, **ask)


def inside(operation: str, actor: Actor, /, **ask: JsonValue) -> Outcome:
    """Do an act as a part of another one."""
    outcome = run(Inside, {"operation": operation, "asked": ask}, actor=actor)
    inner = outcome.result and outcome.result["inner"]
    return outcome.model_copy(update={"result": inner})


def done(operation: str, actor: Actor = COMPANY, /, **ask: JsonValue) -> Outcome:
    outcome = do(operation, actor, **ask)
    assert outcome.status is Status.DONE, (outcome.code, outcome.explanation())
    return outcome


def pay(amount: str, tender: str = "card", **more: JsonValue) -> str:
    ask: dict[str, JsonValue] = {"order": ORDER, "party": TOM, "amount": amount, "tender": tender}
    if tender == "card":
        ask |= {"token": CARD, "last4": "4242", "captured_reference": f"ch_{amount}"}
    return str(done("billing.take_payment", **(ask | more)).answer("payment"))


def load(amount: str, code: str = GIFT) -> str:
    outcome = done("billing.load_gift_card", code=code, amount=amount, reason="Sold at the till")
    return str(outcome.answer("tender"))


def pay_for_the_washer() -> list[str]:
    """228.99 down by card; then 100.00 by gift card and 815.94 by the same card."""
    load("100.00")
    deposit = pay("228.99", purpose="deposit", number="P-9001")
    gift = pay("100.00", "gift", token=GIFT, number="P-9002")
    return [deposit, gift, pay("815.94", number="P-9003")]


def owe(goods: str, tax: str = "0.00", fee: str = "0.00", source: str = "return:R-7001") -> Money:
    """Put into the books what a return of goods makes us owe."""
    today = clock.today()
    credit = goods_credited(goods=usd(goods), tax=usd(tax), receivable=Money.zero(), **ABOUT)
    Entry.of(credit, source=f"{source}:credit", on=today, memo=source)
    if usd(fee):
        kept = restocking_fee_kept(usd(fee), **ABOUT)
        Entry.of(kept, source=f"{source}:fee", on=today, memo=source)
    return usd(goods) + usd(tax) - usd(fee)


def send_back(amount: Money | str, source: str = "return:R-7001") -> Outcome:
    spelled = amount if isinstance(amount, str) else f"{amount.amount:.2f}"
    reason = source.partition(":")[2]
    return do("billing.refund_tenders", order=ORDER, amount=spelled, source=source, reason=reason)


def refund_the_washer() -> str:
    """The opened washer came back: 750.44, by gift card and card. The refund's number."""
    outcome = send_back(owe("809.10", "62.71", "121.37"))
    assert outcome.status is Status.DONE, outcome.explanation()
    return str(outcome.answer("refund"))


def legs(refund: str) -> list[tuple[str, str, str, str]]:
    seen = queries.refund(refund)
    assert seen is not None
    return [(leg.number, leg.tender, f"{leg.amount.amount}", leg.state) for leg in seen.legs]


def state(refund: str) -> str:
    seen = queries.refund(refund)
    assert seen is not None
    return seen.state


def stand(standing: clock.StandingTime, day: str) -> None:
    """Stand at noon of a day; of what fell due on the way nothing is done."""
    with clock.standing_at(day) as there:
        standing.at = there.at


def travel(standing: clock.StandingTime, day: str) -> None:
    """Let time pass to noon of a day, working off all that falls due on the way."""
    with clock.standing_at(day) as there:
        target = there.at
    worker.work_off()
    while (due := worker.next_due()) is not None and due <= target:
        standing.at = max(due, standing.at)
        if not worker.work_off():
            break
    standing.at = target
    worker.work_off()


def mails(notice: str) -> list[Effect]:
    return [row for row in Effect.objects.filter(kind="mail") if row.payload["notice"] == notice]


def looks_at(refund: str) -> QuerySet[Check]:
    return Check.objects.filter(subject=f"refund:{refund}")


def on(day: str) -> date:
    return date.fromisoformat(day)


def assert_money_is_where_it_should_be() -> None:
    """Read off the rows what each account must hold, and compare with the books."""
    for account in TenderAccount.objects.all():
        assert queries.balance(account) >= Money.zero(), account.number
    held = sum_of([queries.balance(account) for account in TenderAccount.objects.all()])
    assert held == -ledger.balance_of("2300")
    for row in Payment.objects.exclude(captured_at=None):
        back = [leg.amount for leg in row.legs.filter(failed_at=None)]
        assert sum_of(back) <= row.amount, row.number


def invoice(order: str, amount: str, day: str, party: str = TOM, shipment: str = "") -> str:
    """Put a charge for an order, or a further one, into the books on a day; what it is about."""
    about, none = f"order:{order}", Money.zero()
    sold = shipment_invoiced(goods=usd(amount), services=none, tax=none, party=party, about=about)
    Entry.of(sold, source=f"shipment:{order}{shipment}", on=on(day), memo=order)
    return about


def pay_on_account(amount: str, tender: str = "cheque", **more: JsonValue) -> str:
    ask: dict[str, JsonValue] = {"party": TOM, "amount": amount, "tender": tender}
    if tender in ("card", "ach"):
        ask |= {"token": CARD, "last4": "4242", "captured_reference": f"ch_{amount}"}
    return str(done("billing.take_payment", **(ask | more)).answer("payment"))


def owing(party: str = TOM) -> dict[str, str]:
    """What a party owes, item by item."""
    return {one.about: f"{one.owed.amount:.2f}" for one in queries.open_items(party)}


def waiting(party: str = TOM) -> dict[str, str]:
    """What waits on a party's account, payment by payment."""
    return {one.payment: f"{one.amount.amount:.2f}" for one in queries.unapplied(party)}


def much(outcome: Outcome, name: str) -> str:
    """An amount of an answer, without its currency."""
    answer = outcome.answer(name)
    assert isinstance(answer, dict)
    return str(answer["amount"])


def in_drawer(number: str) -> str:
    """What a drawer must hold now."""
    seen = queries.drawer(number)
    assert seen is not None
    return f"{seen.expected.amount:.2f}"


def refunded(amount: str, tender: str = "cheque", **paid: JsonValue) -> str:
    """Something that was paid so is owed back and refunded: the number of its only leg."""
    pay(amount, tender, **paid)
    refund = str(send_back(owe(amount)).answer("refund"))
    [(leg, *_)] = legs(refund)
    return leg


def failed() -> str:
    """A refund of 65.54 that did not arrive: the number of its only leg."""
    leg = refunded("65.54", "card")
    done("billing.record_refund_failure", leg=leg, reason="account closed")
    return leg


def leg_state(number: str) -> str:
    seen = queries.leg(number)
    assert seen is not None
    return seen.state
