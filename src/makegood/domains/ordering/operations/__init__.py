"""What may be done with orders and quotes.

Here is what several of the acts about quotes ask for alike: what is known when a price is asked
for, a quote with what it would cost today, a version kept and sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from makegood.core.acting import Leaving
from makegood.core.actor import ActorKind
from makegood.core.decision import Statement, say
from makegood.core.money import Money, sum_of
from makegood.core.outcome import NotFound
from makegood.core.refs import Ref
from makegood.core.standing import WHOLE, Rights
from makegood.core.statements import Article, Param, Sayable
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.ordering import baskets, policy, pricing, queries
from makegood.domains.ordering.baskets import Basket, ByHand, Wanted
from makegood.domains.ordering.models import (
    ON_ACCOUNT,
    ByHandAsk,
    OrderedGoods,
    OrderedLine,
    Quote,
    QuotedLine,
    SalesOrder,
    ShipToAsk,
    plans_for,
)
from makegood.domains.ordering.operations.allocate_order import (
    AllocateOrder,
    AllocateOrderAsk,
    OrderAllocated,
)
from makegood.domains.ordering.operations.import_order import ImportOrder, ImportOrderAsk
from makegood.domains.ordering.policy import Offer, OrderFacts, QuoteFacts
from makegood.domains.ordering.pricing import Priced, PricedLine
from makegood.domains.parties.models import Account, Party
from makegood.domains.parties.queries import accounts_of, address_of, rights_on, why_not_sold
from makegood.domains.parties.spelling import names_a_post_box
from makegood.handbook import NotInHandbook, book

_PLACE = ("line1", "line2", "locality", "region", "postal_code", "country")


def offer_for(
    acting: Leaving, account: str | None, party: str | None, *, lines: Sequence[QuotedLine],
    codes: Sequence[str], by_hand: ByHandAsk | None, ship_to: ShipToAsk | None,
    is_delivered: bool, on: date | None,
) -> Offer:  # fmt: skip
    """What is known for a price of these lines for a party; NotFound for an unknown account."""
    accounts = (account,) if account else _accounts(party)
    rights, day = rights_on(accounts[0]), on or acting.today
    place = _place(accounts[0], ship_to, acting.today)
    customer, is_ours = _holder(rights, party), acting.actor.kind is ActorKind.STAFF
    basket = Basket(
        customer=customer,
        wanted=baskets.opened(Wanted(line.sku, line.quantity) for line in lines),
        region=place.get("region", ""),
        locality=place.get("locality", ""),
        codes=tuple(dict.fromkeys(code.upper() for code in codes)),
        by_hand=ByHand(by_hand.percent, by_hand.reason) if by_hand else None,
        exemption=queries.exemption_of(customer, place.get("region", "")),
        is_delivered=is_delivered,
        is_on_account=_is_on_account(accounts[0], rights),
    )
    basket = baskets.each_article_once(basket)
    return _offer(rights, accounts, place, basket, day, is_ours=is_ours)


def order_facts(
    acting: Leaving, offer: Offer, lines: Sequence[OrderedGoods], *, po_number: str,
    wanted_on: date | None,
) -> OrderFacts:  # fmt: skip
    """What is known when an order is placed at this price."""
    basket, place = offer.basket, offer.ship_to
    customer, wanted = (basket.customer, basket.wanted) if basket else ("", ())
    rule = policy.clause("ORD-3", acting.today)
    since = acting.now - timedelta(minutes=rule.whole("duplicate_minutes"))
    on_account = basket is not None and basket.is_on_account
    terms = queries.credit_terms(customer, acting.today) if on_account else None
    is_freight = any(book().catalogue.product(one.sku).large_appliance for one in wanted)
    is_brought = basket is not None and basket.is_delivered
    return OrderFacts(
        offer=offer,
        plans=plans_for(
            {one.sku: one.quantity for one in wanted}, acting.today,
            is_delivered=is_brought, wanted_on=wanted_on,
        ),
        credit=queries.credit_of(customer, acting.today) if on_account else None,
        is_post_box=is_freight and is_brought and names_a_post_box(*_lines(place)),
        is_po_needed=bool(terms and terms["po_needed"]),
        twin=queries.twin_of(customer, basket, since),
        of_po=queries.order_of_po(customer, po_number),
        few_serials=next((one.sku for one in lines if one.lacks_serials), ""),
    )  # fmt: skip


def quote_facts(acting: Leaving, number: str) -> QuoteFacts:
    """A quote, locked, as the policy sees it; NotFound when there is none."""
    quote, today = Quote.objects.select_for_update().filter(number=number).first(), acting.today
    if quote is None:
        raise NotFound("quote", number)
    card, (basket, priced_on) = queries.quote_card(number), queries.basket_of(number)
    held = queries.exemption_of(card.party, basket.region)
    was_exempt = basket.exemption is not None and priced_on <= basket.exemption.until
    is_exempt = held is not None and today <= held.until
    lost = basket.exemption.certificate if basket.exemption and was_exempt else ""
    return QuoteFacts(
        rights=queries.rights_on_quote(number),
        number=number,
        party=card.party,
        account=card.account,
        ship_to=card.ship_to,
        state=card.state,
        version=card.version,
        priced_on=priced_on,
        valid_until=card.valid_until,
        nets=tuple((line.sku, line.net) for line in card.lines),
        tax=card.tax,
        total=card.total,
        deposit=card.deposit,
        lost_certificate="" if is_exempt else lost,
        granted=policy.granted_in(queries.quoted_lines(number)),
        counts_as_one=_counts_as_one(quote.made_at, acting.now),
        fresh=_fresh(basket, held, today),
        not_sold=why_not_sold(card.party),
    )


def keep_version(acting: Leaving, quote: Quote, offer: Offer, says: Sequence[Statement]) -> Priced:
    """Keep the offered price as the quote's next version, and send it to the customer."""
    basket, priced = offer.found
    quote.add(
        basket, priced, dict(offer.ship_to), valid_until=policy.last_day_of(acting.today),
        edition=book().version, at=acting.now, by=acting.actor.name,
    )  # fmt: skip
    acting.record(f"quote:{quote.number}")
    tell_customer(acting, quote, "quote_sent", says)
    return priced


def tell_customer(
    acting: Leaving, quote: Quote, notice: str, says: Sequence[Statement], **params: Sayable
) -> None:
    """Write to whose quote it is."""
    subject = f"quote:{quote.number}"
    tell_of(acting, quote.party, subject, notice, says, {"number": quote.number, **params})


def tell_of_order(
    acting: Leaving, order: str, party: str, notice: str, says: Sequence[Statement],
    encloses: Sequence[str] = (), **params: Sayable,
) -> None:  # fmt: skip
    """Write to a customer about an order; papers may go with it."""
    tell_of(acting, party, f"order:{order}", notice, says, {"order": order, **params}, encloses)


def tell_of(
    acting: Leaving, party: str, subject: str, notice: str, says: Sequence[Statement],
    values: Mapping[str, Sayable], encloses: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write to a customer about a record: a notice with the explanation it is told with."""
    ask = SendNoticeAsk(
        party=Ref[Party](party), notice=notice, subject=subject, says=list(says),
        params={name: Param.of(value) for name, value in values.items()}, encloses=list(encloses),
    )  # fmt: skip
    acting.run(SendNotice, ask)


def tell_what_is_ordered(acting: Leaving, made: OrderAllocated, deposit: Money) -> None:
    """Tell the order as it now stands: what it is, what it comes to, when it comes, what next."""
    card, ref = queries.order_card(made.order), f"order:{made.order}"
    acting.tell(say(ref, "ordering.accepted", order=made.order))
    for line in card.lines:
        goods = Article(line.sku)
        acting.tell(say(ref, "ordering.contains", quantity=line.quantity, goods=goods))
    acting.tell(say(book().clause("PRC-1", on=acting.today), "total", total=card.total))
    if deposit:
        acting.tell(say(book().clause("ORD-1", on=acting.today), "asked", deposit=deposit))
    if made.promised_on:
        acting.tell(say(ref, "ordering.promised", promised_on=made.promised_on))
    acting.tell(say(ref, "ordering.next"))


def take_order(
    acting: Leaving, basket: Basket, on: date, *, account: str, ship_to: Mapping[str, str],
    po_number: str, lines: Sequence[PricedLine], deposit: Money, wanted_on: date | None = None,
    together: bool = False,
) -> OrderAllocated:  # fmt: skip
    """Put what was priced on record as an order, and keep its goods for it."""
    tax = sum_of([line.tax for line in lines])
    made = acting.run(
        ImportOrder,
        ImportOrderAsk(
            party=Ref[Party](basket.customer), account=Ref[Account](account), tax=tax,
            channel=str(acting.actor.channel), po_number=po_number,
            ship_to=ShipToAsk.model_validate(dict(ship_to)),
            lines=tuple(OrderedLine.of(line) for line in lines),
            total=sum_of([line.net for line in lines]) + tax,
        ),
    )  # fmt: skip
    together = together or bool(baskets.kits_in({line.sku for line in lines}))
    SalesOrder.objects.get(number=made.order).keep_price(basket, on, deposit, together)
    asked = AllocateOrderAsk(order=Ref[SalesOrder](made.order), wanted_on=wanted_on, is_told=True)
    return acting.run(AllocateOrder, asked)


def repriced(number: str) -> Money:
    """What the last version of a quote comes to, found anew from what it was found from."""
    basket, priced_on = queries.basket_of(number)
    return pricing.price(basket, priced_on).total


def _lines(place: Mapping[str, str]) -> tuple[str, str]:
    return place.get("line1", ""), place.get("line2", "")


def _offer(
    rights: Rights, accounts: tuple[str, ...], place: Mapping[str, str], basket: Basket, day: date,
    *, is_ours: bool,
) -> Offer:  # fmt: skip
    unpriced = tuple(one.sku for one in basket.wanted if not _has_price(one.sku, day))
    is_served = place.get("country") == book().company.seat.country
    known = is_served and book().prices.knows_taxes_of(basket.region, day)
    can_be_priced = known and not unpriced
    parts = (place.get(name, "") for name in _PLACE)
    return Offer(
        rights=rights,
        accounts=accounts,
        place=", ".join(part for part in parts if part),
        ship_to=place,
        is_taxed_place=known,
        unpriced=unpriced,
        on=day,
        is_ours=is_ours,
        not_sold=why_not_sold(basket.customer),
        basket=basket,
        priced=pricing.price(basket, day) if can_be_priced else None,
    )


def _fresh(basket: Basket, held: baskets.Exemption | None, today: date) -> Priced | None:
    """The same at today's prices, with the codes that still count; None if it cannot be priced."""
    if not all(_has_price(one.sku, today) for one in basket.wanted):
        return None
    now = baskets.with_exemption(basket, held)
    known = pricing.price(now, today).known_codes
    return pricing.price(baskets.with_codes(now, known), today)


def _counts_as_one(made: datetime, now: datetime) -> bool:
    """Whether what a quote granted at first still counts as one amount with what is granted now."""
    return now - made <= timedelta(hours=book().authority.approvals.splitting_hours)


def _accounts(party: str | None) -> tuple[str, ...]:
    found = tuple(card.number for card in accounts_of(party)) if party else ()
    if not found:
        raise NotFound("account", party or "")
    return found


def _holder(rights: Rights, party: str | None) -> str:
    """Whose account it is: this party where it holds it, else its first holder."""
    holders = sorted(one for one, scopes in rights.items() if scopes & WHOLE)
    return party if party in holders and party else (holders[0] if holders else "")


def _is_on_account(account: str, rights: Rights) -> bool:
    cards = accounts_of(_holder(rights, None))
    return any(card.number == account and card.terms == ON_ACCOUNT for card in cards)


def _place(account: str, ship_to: ShipToAsk | None, today: date) -> dict[str, str]:
    """Where the goods go: the place that is named, else where the account is served."""
    if ship_to is not None:
        return dict(ship_to.model_dump())
    known = address_of(account, "service", today) or address_of(account, "mailing", today)
    return {name: getattr(known, name) for name in _PLACE} if known else {}


def _has_price(sku: str, day: date) -> bool:
    try:
        return bool(book().prices.price(sku, day))
    except NotInHandbook:
        return False
