"""Decide what may become of a quote: accepted in time, revised, declined. Source: C10, B47."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from makegood.core.decision import Decision, Figure, Statement, allow, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.core.statements import Article
from makegood.domains.ordering.baskets import with_codes
from makegood.domains.ordering.policy.quotes import Offer, clause
from makegood.domains.ordering.pricing import Priced


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """A quote as it stands, and what the same would cost if it were quoted afresh today.

    `nets` are its lines as (stock number, net). `lost_certificate` is the one by which it was
    made without tax, where that holds no longer. `granted` is what was taken off by hand, and
    `counts_as_one` whether that was so lately that more of it counts as one amount with it.
    """

    rights: Rights
    number: str
    party: str
    account: str
    ship_to: Mapping[str, str]
    state: str
    version: int
    priced_on: date
    valid_until: date
    nets: tuple[tuple[str, Money], ...]
    tax: Money
    total: Money
    deposit: Money
    lost_certificate: str
    granted: Money
    counts_as_one: bool
    fresh: Priced | None
    not_sold: Statement | None


def is_open(facts: QuoteFacts) -> bool:
    """Whether it was neither accepted nor declined; one that ran out can still be revised."""
    return facts.state in ("sent", "expired")


def may_accept(facts: QuoteFacts, *, today: date) -> Decision:
    """Whether a quote may become an order: to its last day, and as long as it is as it was."""
    if not is_open(facts):
        return _not_open(facts, today)
    if facts.not_sold:
        return refuse("policy_denied", says=[facts.not_sold])
    if facts.state == "expired" or today > facts.valid_until:
        rule = clause("QUO-1", today)
        ended = say(rule, "expired", quote=facts.number, last_day=facts.valid_until)
        return refuse("policy_denied", says=[ended], instead=differences(facts, today))
    if today < facts.priced_on:
        rule = clause("QUO-1", today)
        early = say(rule, "too_early", quote=facts.number, first_day=facts.priced_on)
        return refuse("policy_denied", says=[early], instead=differences(facts, today))
    if facts.lost_certificate:
        assumed = clause("QUO-2", today)
        gone = say(assumed, "certificate_gone", certificate=facts.lost_certificate)
        return refuse("policy_denied", says=[gone, say(assumed)], instead=differences(facts, today))
    source = f"quote:{facts.number}"
    told = [say(source, "ordering.accepts", quote=facts.number, total=facts.total)]
    if facts.deposit:
        told += [say(clause("ORD-1", today), "asked", deposit=facts.deposit)]
        told += [say(clause("PAY-1", today))]
    figures = [Figure(name="total", amount=facts.total)]
    figures += [Figure(name="deposit", amount=facts.deposit)] if facts.deposit else []
    return allow(clauses=[clause("QUO-1", today)], says=told, figures=figures)


def in_place_of(offer: Offer, facts: QuoteFacts, *, keeps_codes: bool) -> Offer:
    """The offer as the next version of a quote: codes that are kept are those that still count,
    and of a discount by hand only what is added to the version before is granted anew."""
    basket, priced = offer.basket, offer.priced
    if basket and priced and keeps_codes:
        basket = with_codes(basket, priced.known_codes)
    counted = facts.granted if facts.counts_as_one else Money.zero(facts.total.currency)
    return replace(offer, basket=basket, granted_before=facts.granted, counted_before=counted)


def may_decline(facts: QuoteFacts, *, today: date) -> Decision:
    """Whether a quote may be declined: while it is open."""
    if facts.state != "sent":
        return _not_open(facts, today)
    return allow(says=[say(f"quote:{facts.number}", "ordering.declines", quote=facts.number)])


def not_revisable(facts: QuoteFacts, *, today: date) -> Decision | None:
    """Why a quote may not get a new version; None when it may."""
    return None if is_open(facts) else _not_open(facts, today)


def differences(facts: QuoteFacts, today: date) -> list[Statement]:
    """What a fresh quote comes to today, and each line that would be other. Source: AC10.6."""
    if facts.fresh is None:
        return []
    rule = clause("QUO-1", today)
    told = [say(rule, "fresh", before=facts.total, total=facts.fresh.total)]
    for sku, before, now in _changed(facts, facts.fresh):
        told.append(say(rule, "fresh_line", goods=Article(sku), before=before, price=now))
    if facts.fresh.tax != facts.tax:
        told.append(say(rule, "fresh_tax", before=facts.tax, tax=facts.fresh.tax))
    return told


def _changed(facts: QuoteFacts, fresh: Priced) -> Iterator[tuple[str, Money, Money]]:
    zero = Money.zero(facts.total.currency)
    before, now = dict(facts.nets), {line.sku: line.net for line in fresh.lines}
    for sku in dict.fromkeys([*before, *now]):
        if before.get(sku, zero) != now.get(sku, zero):
            yield sku, before.get(sku, zero), now.get(sku, zero)


def _not_open(facts: QuoteFacts, today: date) -> Decision:
    told = say(clause("QUO-1", today), "not_open", quote=facts.number)
    return refuse("policy_denied", says=[told])
