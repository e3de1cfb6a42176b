"""What is kept about a person after a sale, for the person to have. Source: C05, PRV-5."""

from __future__ import annotations

from makegood.core.own_records import kept_about
from makegood.domains.aftersales.models import (
    Allowance,
    CancelledPlan,
    CreditLine,
    CreditMemo,
    Custody,
    Exchange,
    FoundItem,
    Inspection,
    KeptLine,
    KeptPaper,
    Parcel,
    PhotoLook,
    ProductTest,
    Repair,
    Return,
    Sample,
    TestNotice,
    Unit,
)
from makegood.domains.aftersales.models.labels import LabelFinding
from makegood.domains.aftersales.models.rejections import Rejection
from makegood.domains.aftersales.models.units import RefrigerantRecord
from makegood.domains.aftersales.queries.exchanges import exchanges_of
from makegood.domains.aftersales.queries.invoices import credit_memos_of, invoices_of
from makegood.domains.aftersales.queries.kept import allowance_card, found_item_card, photo_looks_of
from makegood.domains.aftersales.queries.parcels import parcels_of
from makegood.domains.aftersales.queries.returns import returns_of
from makegood.domains.aftersales.queries.trials import test_card
from makegood.domains.aftersales.queries.units import repair_card

kept_about("returns", Return, Inspection)(returns_of)
kept_about("exchanges", Exchange)(exchanges_of)
kept_about("parcels", Parcel)(parcels_of)
kept_about("photo_looks", PhotoLook)(photo_looks_of)
kept_about("invoices", KeptPaper, KeptLine)(invoices_of)
kept_about("credit_memos", CreditMemo, CreditLine)(credit_memos_of)


@kept_about("allowances", Allowance)
def allowances(party: str) -> object:
    """What was credited while goods stayed with this party."""
    rows = Allowance.objects.filter(party=party).order_by("pk")
    return [allowance_card(one) for one in rows.values_list("number", flat=True)]


@kept_about("found_items", FoundItem)
def found_items(party: str) -> object:
    """What of this party's was found in goods that came back."""
    rows = FoundItem.objects.filter(party=party).order_by("pk")
    return [found_item_card(one) for one in rows.values_list("number", flat=True)]


@kept_about("registered_pieces", Unit)
def registered_pieces(party: str) -> object:
    """The pieces that this party registered, or got in place of others.

    Who had a piece before, and what was repaired of it then, is a fact about somebody else.
    """
    rows = Unit.objects.filter(party=party).order_by("pk")
    return list(
        rows.values(
            "number", "sku", "bought_on", "proof", "dealer_shipped_on", "registered_on",
            "replaces", "covered_until",
        )
    )  # fmt: skip


@kept_about("repairs", Repair)
def repairs(party: str) -> object:
    """The repairs of this party's pieces, those sold by us included."""
    rows = Repair.objects.filter(party=party).order_by("pk")
    return [repair_card(one) for one in rows.values_list("number", flat=True)]


@kept_about("refrigerant", RefrigerantRecord)
def refrigerant(party: str) -> object:
    """What refrigerant was taken out of this party's pieces and put into them."""
    rows = RefrigerantRecord.objects.filter(repair__party=party).order_by("pk")
    return list(
        rows.values(
            "repair__number", "certificate", "kind", "recovered_grams", "charged_grams",
            "worked_on",
        )
    )  # fmt: skip


@kept_about("label_findings", LabelFinding)
def label_findings(party: str) -> object:
    """What was found of labels on this party's pieces, what was objected, and what became of it."""
    rows = LabelFinding.objects.filter(party=party).order_by("pk")
    return list(
        rows.values(
            "number", "serial", "findings", "evidence", "found_in", "found_at", "objection",
            "objected_at", "reviewed_at", "review", "lifted_at",
        )
    )  # fmt: skip


@kept_about("rejections", Rejection)
def rejections(party: str) -> object:
    """Why returns of this party were not accepted, and what was chosen for the goods then."""
    rows = Rejection.objects.filter(of__party=party).order_by("pk")
    return list(
        rows.values(
            "of__number", "why", "photo", "rejected_at", "choice", "chosen_at", "left_at",
            "tracking",
        )
    )  # fmt: skip


@kept_about("product_tests", ProductTest, Sample, Custody, TestNotice)
def product_tests(party: str) -> object:
    """The tests that an independent laboratory did because this party wanted it."""
    rows = ProductTest.objects.filter(asked_by_party=party).order_by("pk")
    return [test_card(one) for one in rows.values_list("number", flat=True)]


@kept_about("cancelled_plans", CancelledPlan)
def cancelled_plans(party: str) -> object:
    """The plans that were cancelled on this party's orders."""
    rows = CancelledPlan.objects.filter(line__order__party=party).order_by("pk")
    return list(
        rows.values(
            "line__number", "ended_on", "used_days", "term_days", "credit_cents", "tax_cents",
            "fee_cents", "currency", "cancelled_at",
        )
    )  # fmt: skip
