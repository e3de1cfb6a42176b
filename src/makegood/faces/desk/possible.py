"""Say what can be done with a record now, each act with the record filled into its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

from makegood.domains.aftersales.queries import ReturnCard
from makegood.domains.billing.queries import RefundView
from makegood.domains.cases.queries import CaseCard, ReferralCard
from makegood.domains.company.queries import RequestCard
from makegood.domains.conversations.queries import of_party
from makegood.domains.ordering.queries import OrderCard
from makegood.faces.desk import naming
from makegood.faces.desk.offering import Offer
from makegood.faces.desk.strings import _

_RECENT = 5


def offers_on(party: str) -> Callable[..., Offer]:
    """How to offer an act for a customer, in the conversation that goes on with them if any."""
    talks = of_party(party, _RECENT) if party else ()
    conversation = next((one.number for one in talks if one.closed_at is None), "")

    def offer(operation: str, text: str = "", **fields: str) -> Offer:
        given = {**fields, "party": party, "conversation": conversation}
        asked = urlencode({name: value for name, value in given.items() if value})
        return Offer(text or naming.act(operation), f"/desk/acts/{operation}?{asked}", operation)

    return offer


def on_order(card: OrderCard, refunds: Iterable[RefundView]) -> tuple[Offer, ...]:
    """On an order: tell where it is, take its goods back, mend its money, open a case."""
    offer = offers_on(card.party)

    def found() -> Iterator[Offer]:
        yield offer("ordering.tell_order_status", _("Tell where it is"), order=card.number)
        for line in card.lines:
            if line.returnable:
                text = _("Open a return for {title}").format(title=line.title_in("en"))
                yield offer("aftersales.open_return", text, line=line.number)
        for one in card.shipments:
            if one.delivered_at is None:
                text = _("Record that {shipment} was delivered").format(shipment=one.number)
                yield offer("ordering.record_delivery", text, shipment=one.number)
        yield from _refund_offers(offer, refunds)
        text = _("Open a case about it")
        yield offer("cases.open_case", text, subject=f"order:{card.number}")

    return tuple(found())


def on_return(card: ReturnCard, refunds: Iterable[RefundView]) -> tuple[Offer, ...]:
    """On a return: the next step, then what else is open at this point."""
    offer, here = offers_on(card.party), {"return_number": card.number}

    def found() -> Iterator[Offer]:
        if card.state in ("authorised", "label_sent"):
            yield offer("aftersales.receive_return", _("Take in the parcel"), **here)
            yield offer("aftersales.remind_return", _("Remind the customer"), **here)
            yield offer("aftersales.cancel_return", _("Cancel the return"), **here)
        if card.received_at and not card.inspected_at:
            yield offer("aftersales.inspect_return", _("Inspect the goods"), **here)
        if card.inspected_at and not card.refunded_at:
            yield offer("aftersales.refund_return", _("Refund it"), **here)
        yield from _refund_offers(offer, refunds)
        yield offer("aftersales.tell_return_status", _("Tell how far it is"), **here)
        text = _("Open a case about it")
        yield offer("cases.open_case", text, subject=f"return:{card.number}")

    return tuple(found())


def on_case(card: CaseCard) -> tuple[Offer, ...]:
    """On a case: go on with it while it is open, open it again once it is closed."""
    offer, here = offers_on(card.party), {"case": card.number}
    if card.closed_at:
        return (offer("cases.reopen_case", _("Open it again"), **here),)
    return (
        offer("cases.add_note", _("Write into it"), **here),
        offer("cases.tell_news", _("Tell the customer we are still at it"), **here),
        offer("cases.refer_case", _("Ask a department"), **here),
        offer("cases.grant_goodwill", _("Grant goodwill"), **here),
        offer("cases.close_case", _("Close it with an answer"), **here),
    )


def on_other(card: object) -> tuple[Offer, ...]:
    """On a refund, a question to a department or a request; () for what nothing is done with."""
    if isinstance(card, RefundView):
        return tuple(_refund_offers(offers_on(card.party), (card,)))
    offer = offers_on("")
    if isinstance(card, ReferralCard) and card.state in ("waiting", "accepted"):
        acts = ("accept_referral", "answer_referral", "bounce_referral")
        wanted = acts if card.state == "waiting" else acts[1:]
        return tuple(offer(f"cases.{one}", referral=card.number) for one in wanted)
    if isinstance(card, RequestCard) and card.is_open:
        return (
            offer("company.approve_request", _("Look, and say yes"), request=card.number),
            offer("company.refuse_request", _("Say no"), request=card.number),
        )
    return ()


def _refund_offers(offer: Callable[..., Offer], refunds: Iterable[RefundView]) -> Iterator[Offer]:
    """A part of a refund that came back is sent again."""
    for refund in refunds:
        for leg in refund.legs:
            if leg.state == "failed":
                text = _("Send again what came back ({leg})").format(leg=leg.number)
                yield offer("billing.reissue_refund", text, leg=leg.number)
