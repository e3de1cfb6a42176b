"""What is kept about a person's money, for the person to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.billing.models import (
    Allocation,
    Chargeback,
    DisputedCharge,
    GivenCredit,
    Payment,
    Petition,
    Refund,
    RefundLeg,
    TenderAccount,
    WithdrawnPetition,
)
from makegood.domains.billing.queries.chargebacks import chargeback
from makegood.domains.billing.queries.lapsing import given_to
from makegood.domains.billing.queries.payments import payments_by, refunds_to, stored_value
from makegood.domains.billing.queries.petitions import petition_of
from makegood.domains.billing.queries.receivables import open_items, unapplied

kept_about("payments", Payment)(payments_by)
kept_about("store_credit", TenderAccount)(stored_value)
kept_about("given_credit", GivenCredit)(given_to)
kept_about("refunds", Refund, RefundLeg)(refunds_to)
kept_about("bankruptcy", Petition, WithdrawnPetition)(petition_of)


@kept_about("on_account", Allocation, DisputedCharge)
def on_account(party: str) -> object:
    """What this party owes, paid for nothing yet, put to what, and says is not owed."""
    put = Allocation.objects.filter(payment__party=party).order_by("pk")
    denied = DisputedCharge.objects.filter(party=party).order_by("pk")
    found: dict[str, object] = {
        "owed": open_items(party),
        "waits": unapplied(party),
        "put_to": [
            {
                "payment": one.payment.number,
                "about": one.about,
                "amount": one.amount,
                "at": one.made_at,
            }
            for one in put.select_related("payment")
        ],
        "disputed": [
            {
                "about": one.about,
                "amount": one.amount,
                "reason": one.reason,
                "at": one.noted_at,
                "ended_at": one.ended_at,
            }
            for one in denied
        ],
    }
    return found if any(found.values()) else []


@kept_about("chargebacks", Chargeback)
def chargebacks(party: str) -> object:
    """The payments of this party that banks took or take back."""
    rows = Chargeback.objects.filter(payment__party=party).order_by("pk")
    return [chargeback(one) for one in rows.values_list("number", flat=True)]
