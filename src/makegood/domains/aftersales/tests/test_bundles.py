"""A piece of a bundle comes back for its share of the price, unless something else was told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from makegood.core.money import allocate
from makegood.domains.aftersales.terms import Bundled, net_of_bundle
from makegood.domains.aftersales.tests.story import TOM, lived, told
from makegood.domains.ordering.tests.cast import do, tom_s_other_order, usd
from makegood.handbook import book

WASHER, DRYER = "O-7001/1", "O-7001/2"
SHARES = allocate(usd("150.00"), [89900, 84900])
ZERO = Decimal("0.00")


@pytest.fixture
def bundle() -> None:
    """A washer for 899.00 and a dryer for 849.00, bought together for 150.00 less."""
    order = book().people.order("O-1041")
    lines = [
        order.lines[0].model_copy(
            update={"number": place, "sku": sku, "unit_price": Decimal(price), "tax": ZERO,
                    "discount": share.amount, "discount_reason": "BUNDLE-LAUNDRY"}
        )
        for place, (sku, price, share) in enumerate(
            [("WM900", "899.00", SHARES[0]), ("DR800", "849.00", SHARES[1])], start=1)
    ]  # fmt: skip
    (parcel,) = order.shipments
    packed = [parcel.lines[0].model_copy(update={"line": place, "serials": ()}) for place in (1, 2)]
    total = Decimal("1598.00")
    paid = order.tenders[2].model_copy(update={"amount": total})
    lived(tom_s_other_order(
        lines=tuple(lines), tax=ZERO, total=total, visits=(), tenders=(paid,),
        shipments=(parcel.model_copy(update={"lines": tuple(packed)}),),
    ))  # fmt: skip


def test_AC17_2_the_discount_of_a_bundle_is_shared_by_what_its_goods_cost() -> None:
    assert (usd("77.15"), usd("72.85")) == SHARES
    shared = Bundled(SHARES[1], SHARES[0], rest_is_kept=True, reprices_rest=False)
    assert net_of_bundle(usd("776.15"), shared) == usd("776.15")


def test_AC17_2_only_where_it_was_told_the_rest_costs_its_own_price() -> None:
    disclosed = Bundled(SHARES[1], SHARES[0], rest_is_kept=True, reprices_rest=True)
    assert net_of_bundle(usd("776.15"), disclosed) == usd("699.00")
    last = Bundled(SHARES[0], SHARES[1], rest_is_kept=False, reprices_rest=True)
    assert net_of_bundle(usd("821.85"), last) == usd("899.00")
    assert usd("699.00") + usd("899.00") == usd("1598.00")


def test_AC17_2_the_dryer_of_a_bundle_is_paid_back_at_its_share(bundle: None) -> None:
    outcome = do("aftersales.open_return", TOM, line=DRYER, reason="changed_mind", opened=False)
    assert outcome.is_done, (outcome.code, told(outcome))
    figures = {one.name: one.amount for one in outcome.figures}
    assert figures["refund"] == usd("776.15")
