"""Say what can be done with a record now, each act with the record filled into its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from makegood.core.promises import open_promises
from makegood.domains.aftersales.queries import (
    ExchangeCard,
    FoundItemCard,
    InvoiceCard,
    ParcelCard,
    RepairCard,
    ReturnCard,
    TestCard,
    is_stopped,
)
from makegood.domains.billing.queries import (
    ChargebackView,
    DrawerView,
    PaymentView,
    RefundView,
)
from makegood.domains.cases.queries import (
    CaseCard,
    LegalHoldCard,
    PrivacyRequestCard,
    ReferralCard,
)
from makegood.domains.company.queries import RequestCard
from makegood.domains.dealers.queries import AuditCard
from makegood.domains.ordering.queries import CarriageCard, HoldCard, OrderCard, QuoteCard
from makegood.faces.desk import money, sending
from makegood.faces.desk.offering import Offer, offers_on
from makegood.faces.desk.on_pieces import on_repair
from makegood.faces.desk.strings import _


def on_order(
    card: OrderCard,
    refunds: Iterable[RefundView],
    returns: Iterable[ReturnCard],
    holds: Iterable[HoldCard],
    carriages: Iterable[CarriageCard],
    sought: Mapping[str, str],
) -> tuple[Offer, ...]:
    """On an order: tell where it is, take its goods back, mend its money, open a case."""
    here = offers_on(card.party)
    coming = {one.line.number for one in returns if one.is_open}

    def found() -> Iterator[Offer]:
        yield here("ordering.tell_order_status", _("Tell where it is"), order=card.number)
        for line in card.lines:
            title = line.title_in("en")
            if line.returnable and line.number not in coming:
                text = _("Open a return for {title}").format(title=title)
                yield here("aftersales.open_return", text, line=line.number)
                text = _("Credit a part, {title} stays").format(title=title)
                yield here("aftersales.credit_and_keep", text, line=line.number)
                text = _("Give back what {title} costs less today").format(title=title)
                yield here("aftersales.credit_price_drop", text, line=line.number)
                text = _("Exchange {title}").format(title=title)
                yield here("aftersales.exchange_goods", text, line=line.number)
        yield from sending.on_parcels(here, card, sought)
        for parcel in carriages:
            yield from sending.on_carriage(here, parcel)
        yield from sending.before_it_leaves(here, card, holds)
        yield from money.on_refunds(here, refunds)
        text = _("Open a case about it")
        yield here("cases.open_case", text, subject=f"order:{card.number}")

    return tuple(found())


def on_quote(card: QuoteCard) -> tuple[Offer, ...]:
    """On a quote: explain it; while it is open take the order, make it anew or close it."""
    here, it = offers_on(card.party), {"quote": card.number}

    def found() -> Iterator[Offer]:
        if card.state == "sent":
            yield here("ordering.accept_quote", _("Take the order"), **it)
        if card.state in ("sent", "expired"):
            yield here("ordering.revise_quote", _("Make it anew"), **it)
        if card.state == "sent":
            yield here("ordering.decline_quote", _("Close it, they do not want it"), **it)
        yield here("ordering.explain_price", _("Explain the price"), **it)

    return tuple(found())


def on_return(card: ReturnCard, refunds: Iterable[RefundView]) -> tuple[Offer, ...]:
    """On a return: the next step, then what else is open at this point."""
    here, it = offers_on(card.party), {"return_number": card.number}

    def found() -> Iterator[Offer]:
        if card.state in ("authorised", "label_sent"):
            yield here("aftersales.receive_return", _("Take in the parcel"), **it)
            yield here("aftersales.remind_return", _("Remind the customer"), **it)
            yield here("aftersales.cancel_return", _("Cancel the return"), **it)
            if card.label_sent_at:
                yield here("aftersales.send_label", _("Send the label again"), **it)
                yield here("aftersales.record_lost_return", _("The carrier lost it"), **it)
        if card.received_at and not card.inspected_at:
            yield here("aftersales.inspect_return", _("Inspect the goods"), **it)
        if card.inspected_at and not card.refunded_at:
            yield here("aftersales.refund_return", _("Refund it"), **it)
            if card.state == "disputed":
                yield here("aftersales.reject_return", _("Say why it is not accepted"), **it)
            if card.state == "rejected":
                text = _("Do what the customer chose")
                yield here("aftersales.choose_for_rejected", text, **it)
        promised = open_promises(f"return:{card.number}") if card.state == "closed" else ()
        if any(one.kind == "send_back" for one in promised):
            yield here("aftersales.record_sent_back", _("It left for the customer"), **it)
        yield from money.on_refunds(here, refunds)
        if card.credit_memo:
            text = _("Send its credit memo again")
            yield here("aftersales.send_credit_memo", text, credit_memo=card.credit_memo)
        yield here("aftersales.tell_return_status", _("Tell how far it is"), **it)
        text = _("Open a case about it")
        yield here("cases.open_case", text, subject=f"return:{card.number}")

    return tuple(found())


def on_invoice(card: InvoiceCard) -> tuple[Offer, ...]:
    """On an invoice: compare it, credit what nobody owes, file another paper."""
    here, it = offers_on(card.party), {"invoice": card.number}
    return (
        here("aftersales.prepare_return_invoice", _("Prepare the return invoice"), **it),
        here("aftersales.compare_papers", _("Tell the customer what the papers say"), **it),
        here("aftersales.file_paper", _("File another paper"), order=card.order),
        here("aftersales.send_invoice", _("Send a copy of it"), **it),
        here("cases.open_case", _("Open a case about it"), subject=card.ref),
    )


def on_exchange(card: ExchangeCard) -> tuple[Offer, ...]:
    """On an exchange: the next step of it, the new piece out or the faulty one in."""
    here, it = offers_on(card.party), {"exchange": card.number}

    def found() -> Iterator[Offer]:
        is_over = card.state in ("cancelled", "taken_back")
        if card.kind != "uneven" and card.shipped_at is None and not is_over:
            yield here("aftersales.ship_replacement", _("Ship the new piece"), **it)
        if card.kind != "uneven" and card.core_received_at is None and not is_over:
            yield here("aftersales.receive_core", _("Take in the faulty piece"), **it)
            if card.cancelled_at is None:
                text, unit = _("They do not want it any more"), card.new_serial or card.serial
                yield here("aftersales.cancel_replacement", text, unit=unit)
            else:
                text = _("Take back the new piece")
                yield here("aftersales.take_back_replacement", text, **it)
        yield here("cases.open_case", _("Open a case about it"), subject=f"exchange:{card.number}")

    return tuple(found())


def on_test(card: TestCard) -> tuple[Offer, ...]:
    """On a test: the next step, from the choice of samples to the decision."""
    here, it = offers_on(""), {"test": card.number}

    def found() -> Iterator[Offer]:
        if not card.samples:
            yield here("aftersales.select_samples", _("Select the samples"), **it)
        elif card.decided_at is None:
            counting = [one for one in card.samples if not one.set_aside]
            if len(counting) < len(card.samples):
                text = _("Select others in their place")
                yield here("aftersales.select_samples", text, **it)
            for one in counting:
                text = _("Hand on {serial}").format(serial=one.serial)
                yield here("aftersales.record_custody", text, serial=one.serial, **it)
                text = _("Record what was measured of {serial}").format(serial=one.serial)
                read = {"serial": one.serial, "method": card.method}
                yield here("aftersales.record_result", text, **read, **it)
            text = _("Set samples aside that were mixed up")
            yield here("aftersales.set_aside_samples", text, **it)
            yield here("aftersales.decide_test", _("Decide it"), **it)
        elif card.lot and card.action == "ship" and is_stopped(card.lot):
            text = _("Lift the stop of the lot")
            yield here("aftersales.lift_stop", text, lot=card.lot, **it)
        elif card.lot and card.action != "stop_ship":
            yield here("aftersales.stop_lot", _("Stop the lot"), lot=card.lot, **it)

    return tuple(found())


def on_case(card: CaseCard) -> tuple[Offer, ...]:
    """On a case: go on with it while it is open, open it again once it is closed."""
    here, it = offers_on(card.party), {"case": card.number}
    if card.closed_at:
        return (here("cases.reopen_case", _("Open it again"), **it),)
    return (
        here("cases.add_note", _("Write into it"), **it),
        here("cases.tell_news", _("Tell the customer we are still at it"), **it),
        here("cases.refer_case", _("Ask a department"), **it),
        here("cases.grant_goodwill", _("Grant goodwill"), **it),
        here("cases.close_case", _("Close it with an answer"), **it),
    )


def on_privacy_request(card: PrivacyRequestCard) -> tuple[Offer, ...]:
    """On a request about somebody's own records: answer it, or take more time."""
    here, it = offers_on(card.party), {"request": card.number}

    def found() -> Iterator[Offer]:
        if card.kind == "erasure" and not card.answered_at:
            yield here("cases.erase_records", _("Erase what may go"), **it)
        if card.state == "received":
            yield here("cases.extend_request", _("Take more time to answer"), **it)
        yield here("cases.place_hold", _("Place a legal hold"))

    return tuple(found())


def _on_kept(card: FoundItemCard | ParcelCard) -> Iterator[Offer]:
    """On what is kept here: name a parcel's returns; hand over or dispose of what was found."""
    here = offers_on(card.party)
    if isinstance(card, ParcelCard):
        if not card.matched_at:
            text = _("Name the returns that are in it")
            yield here("aftersales.match_parcel", text, parcel=card.number)
    elif card.state == "kept":
        yield here("aftersales.hand_over_found_item", _("Hand it over"), found_item=card.number)
        yield here("aftersales.dispose_found_item", _("Dispose of it"), found_item=card.number)


def on_other(card: object) -> tuple[Offer, ...]:
    """On money, a question to a department or a request; () for what nothing is done with."""
    if isinstance(card, RefundView):
        return tuple(money.on_refunds(offers_on(card.party), (card,)))
    if isinstance(card, FoundItemCard | ParcelCard):
        return tuple(_on_kept(card))
    if isinstance(card, sending.Carried):
        return tuple(sending.on_carried(offers_on(card.party), card))
    if isinstance(card, PaymentView):
        return tuple(money.on_payment(offers_on(card.party), card))
    if isinstance(card, RepairCard):
        return on_repair(card)
    here = offers_on("")
    if isinstance(card, DrawerView):
        return tuple(money.on_drawer(here, card))
    if isinstance(card, ChargebackView):
        return tuple(money.on_chargeback(here, card))
    if isinstance(card, LegalHoldCard) and not card.lifted_at:
        return (here("cases.lift_hold", _("Lift the legal hold"), hold=card.number),)
    if isinstance(card, ReferralCard) and card.state in ("waiting", "accepted"):
        acts = ("accept_referral", "answer_referral", "bounce_referral")
        wanted = acts if card.state == "waiting" else acts[1:]
        return tuple(here(f"cases.{one}", referral=card.number) for one in wanted)
    if isinstance(card, AuditCard):
        back = _("Charge back {claim}")
        return tuple(
            here("dealers.charge_back", back.format(claim=one), claim=one, audit=card.number)
            for one in card.drawn
        )
    if isinstance(card, RequestCard) and card.is_open:
        return (
            here("company.approve_request", _("Look, and say yes"), request=card.number),
            here("company.refuse_request", _("Say no, or take it back"), request=card.number),
        )
    return ()
