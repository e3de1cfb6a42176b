"""Say how a customer's money stands, and what can be done with payments, drawers and refunds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from makegood.domains.billing.queries import (
    ChargebackView,
    DrawerView,
    PaymentView,
    RefundView,
    account_of,
    unapplied_of,
)
from makegood.domains.parties.queries import died_by
from makegood.faces.desk.offering import Offer
from makegood.faces.desk.spelling import money
from makegood.faces.desk.strings import _

Here = Callable[..., Offer]
_RETURNABLE = ("ach", "cheque", "money_order")
_AS_CHEQUE = ("cash", "cheque", "money_order")


def standing(party: str) -> Iterator[str]:
    """What a customer owes, what waits on their account and what we hold, where there is any."""
    account = account_of(party)
    told = (
        (_("owes {amount}"), account.owed),
        (_("{amount} waits on the account"), account.waits),
        (_("deposits of {amount}"), account.held),
    )
    yield from (words.format(amount=money(amount)) for words, amount in told if amount)


def on_payment(here: Here, card: PaymentView) -> Iterator[Offer]:
    """A payment we have is told, put where it belongs, given back, or taken back by its bank."""
    it = {"payment": card.number}
    if card.state not in ("captured", "returned"):
        return
    yield here("billing.send_receipt", _("Send its receipt"), **it)
    if card.state == "returned":
        return
    if not card.order and unapplied_of(card.number):
        yield here("billing.apply_payment", _("Put it to what is owed"), **it)
        yield here("billing.refund_overpayment", _("Give back what was too much"), **it)
    yield here("billing.move_payment", _("Move it to where it belongs"), **it)
    if card.tender in _RETURNABLE:
        yield here("billing.record_returned_payment", _("The bank took it back unpaid"), **it)
    if card.tender == "card":
        yield here("billing.record_chargeback", _("The customer's bank takes it back"), **it)


def on_drawer(here: Here, card: DrawerView) -> Iterator[Offer]:
    """A drawer that is open is counted and closed."""
    if card.is_open:
        yield here("billing.close_drawer", _("Count and close it"), drawer=card.number)


def on_chargeback(here: Here, card: ChargebackView) -> Iterator[Offer]:
    """While the bank decides: the evidence, then how it ended."""
    if card.is_open:
        it = {"chargeback": card.number}
        yield here("aftersales.prepare_evidence", _("Prepare the evidence anew"), **it)
        yield here("billing.close_chargeback", _("Record how the bank decided"), **it)


def on_refunds(here: Here, refunds: Iterable[RefundView]) -> Iterator[Offer]:
    """What came back is sent again; what waits, and a cheque, can be stopped; or store credit."""
    for refund in refunds:
        for leg in refund.legs:
            named, it = {"leg": leg.number}, {"leg": leg.number}
            stoppable = leg.state == "held" or (leg.state == "sent" and leg.tender in _AS_CHEQUE)
            if leg.state == "failed":
                text = _("Send again what came back ({leg})").format(**named)
                yield here("billing.reissue_refund", text, **it)
            if stoppable:
                yield here("billing.stop_refund", _("Stop it ({leg})").format(**named), **it)
            if leg.state == "stopping":
                text = _("Record what the bank said ({leg})").format(**named)
                yield here("billing.record_bank_word", text, **it)
            if leg.state in ("held", "failed") and died_by(refund.party):
                text = _("Pay it to the estate ({leg})").format(**named)
                yield here("billing.pay_estate", text, **it)
            elif leg.state in ("held", "failed") and leg.tender != "loan":
                text = _("Turn it into store credit ({leg})").format(**named)
                yield here("billing.convert_refund", text, **it)
            if leg.state == "settled" and leg.tender == "store_credit":
                text = _("Pay it out as money after all ({leg})").format(**named)
                yield here("billing.pay_out_credit", text, **it)
