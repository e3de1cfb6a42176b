"""Decide when a competitor's lower price is matched, and on whose word. Source: C10, PRC-6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from makegood.core.decision import Decision, Figure, Use, allow, refuse, say
from makegood.core.money import Money
from makegood.core.standing import Rights
from makegood.domains.aftersales.policy.price_drops import DropFacts, not_compared
from makegood.domains.billing.policy import way_of_money
from makegood.handbook import book

_PARTS = re.compile(r"[a-z]+|[0-9]+")
_WORD, _WITH_LETTERS = re.compile(r"\w+"), re.compile(r"[^\W\d_]{2}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """Goods of a customer, what another shop asks for the same pieces, and what proves it.

    `proof` is a paper in the customer's file that shows the article and the price; `papers` says
    that something was sent at all, `looked_at` that one of ours has seen the offer.
    """

    sold: DropFacts
    shop: str
    each: Money
    seen_on: date
    in_stock: bool
    proof: str
    papers: bool
    looked_at: bool

    @property
    def rights(self) -> Rights:
        """Whose goods they are."""
        return self.sold.rights


def shows(text: str, sku: str, price: Money, shop: str) -> bool:
    """Whether what was read of a paper is that shop's offer of the article at this price.

    Its name, the article and the price stand in it as whole words, the price written as money. A
    paper that bears our own name proves nothing: every bill of ours names articles and amounts.
    """
    article = "[ -]?".join(_PARTS.findall(sku.lower()))
    units, cents = f"{price.amount:.2f}".split(".")
    whole = rf"|[$€£] ?{units}(?![.,]?\d)" if cents == "00" else ""
    amount = rf"(?<![\d.,])(?:{units}\.{cents}(?!\d){whole})"
    read, name = _THOUSANDS.sub("", text.lower()), _words(shop)
    named = bool(_WITH_LETTERS.search(name)) and f" {name} " in f" {_words(text)} "
    is_ours = f" {_words(book().company.name)} " in f" {_words(text)} "
    shown = re.search(rf"(?<![a-z0-9]){article}(?![a-z0-9])", read) and re.search(amount, read)
    return bool(named and not is_ours and shown)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def may_match_price(facts: OfferFacts, *, today: date) -> Decision:
    """The same article, in stock elsewhere, seen lately: the difference, up to a share of it.

    A paper that shows it is proof enough; what a person must judge goes to one.
    """
    sold, rule = facts.sold, book().clause("PRC-6", on=today)
    if refused := not_compared(sold, rule, today):
        return refused
    theirs, item = facts.each * sold.pieces, sold.item
    most = (sold.before + sold.matched).percent(rule.decimal("most_percent")) - sold.matched
    oldest = today - timedelta(days=rule.whole("offer_days"))
    told = None
    if not facts.in_stock:
        told = say(rule, "not_in_stock", item=item, shop=facts.shop)
    elif not oldest <= facts.seen_on <= today:
        told = say(rule, "too_old")
    elif theirs >= sold.before:
        told = say(rule, "not_cheaper", item=item, before=sold.before, theirs=theirs)
    elif not most > Money.zero(most.currency):
        told = say(rule, "all_given", item=item, matched=sold.matched)
    elif not (facts.papers or facts.looked_at):
        told = say(rule, "send_proof", item=item)
    if told is not None:
        return refuse("policy_denied", clause=rule, says=[told])
    goods = min(sold.before - theirs, most)
    tax = sold.tax.share(goods.cents, sold.before.cents)
    total, usual = goods + tax, say(book().clause("REF-1", on=today))
    given = say(
        rule, "given", item=item, before=sold.before, shop=facts.shop, theirs=theirs, goods=goods,
        tax=tax, total=total,
    )  # fmt: skip
    back = way_of_money(usual, total, has_died=sold.has_died, today=today)
    kind, about = "refund" if facts.proof else "price_match", f"order:{sold.order}"
    names = (("goods", goods), ("tax", tax), ("refund", total))
    return allow(
        clauses=[rule],
        says=[given, back, *([] if facts.proof else [say(rule, "looked_at")])],
        figures=[Figure(name=name, amount=amount) for name, amount in names],
        uses=Use(kind, total, mechanical=bool(facts.proof), subject=about),
    )
