"""Answer what an account that pays later owes, and what was ordered just before. Source: C11."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Sum

from makegood.core.money import Money, sum_of
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import TRADE_RECEIVABLE
from makegood.domains.ordering.baskets import Basket, each_article_once
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.policy import Credit, clause
from makegood.handbook import Row, book


def credit_of(party: str, today: date, *, but: str = "") -> Credit:
    """What a buyer on account may owe, and owes with what was ordered and not invoiced yet.

    `but` is an order that does not count.
    """
    rule, zero = clause("CRD-1", today), Money.zero()
    row = credit_terms(party, today)
    limit = Money.parse(str(row.decimal("limit") if row else rule.decimal("limit")))
    after = clause("INV-1", today).whole("account_days") + rule.whole("past_due_days")
    return Credit(
        limit=limit,
        owed=max(zero, ledger.balance_of(TRADE_RECEIVABLE, party=party)) + _not_billed(party, but),
        overdue=ledger.open_since(
            TRADE_RECEIVABLE, party=party, until=today - timedelta(days=after)
        ),
    )


def credit_terms(party: str, today: date) -> Row | None:
    """What was agreed with a buyer on account beside the usual; None when nothing was."""
    return next(iter(book().table("credit_terms", on=today).find(customer=party)), None)


def twin_of(party: str, basket: Basket | None, since: datetime) -> str:
    """The order of the same basket by the same party since a moment; empty when there is none."""
    placed = SalesOrder.objects.filter(party=party, ordered_at__gte=since, cancelled_at=None)
    asked = ((one.number, one.asked) for one in placed.order_by("-pk"))
    return next((one for one, held in asked if held and each_article_once(held) == basket), "")


def order_of_po(party: str, po_number: str) -> str:
    """The order that stands under a buyer's own number; empty when there is none."""
    if not po_number:
        return ""
    placed = SalesOrder.objects.filter(party=party, po_number=po_number, cancelled_at=None)
    return placed.order_by("-pk").values_list("number", flat=True).first() or ""


def _not_billed(party: str, but: str) -> Money:
    """What open orders on account come to beyond what their shipments billed."""
    placed = SalesOrder.objects.filter(party=party, cancelled_at=None).exclude(terms="")
    rows = placed.exclude(number=but).annotate(billed=Sum("shipments__invoiced_cents"))
    left = [Money(max(0, row.total_cents - (row.billed or 0)), row.currency) for row in rows]
    return sum_of(left)
