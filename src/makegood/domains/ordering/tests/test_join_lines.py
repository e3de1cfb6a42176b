"""Two parts of a line come at once again, for the same price, as if they had not been parted."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core import registry
from makegood.core.decision import Code
from makegood.core.promises import open_promises
from makegood.core.undoing import way_back
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import SalesOrder
from makegood.domains.ordering.tests.cast import (
    ABDUL_IN_STORE,
    RAE,
    TOM,
    do,
    done,
    nothing_changes,
    ordered,
    told,
)
from makegood.domains.ordering.tests.test_split_line import backordered

pytestmark = pytest.mark.usefixtures("carriers")


def parted() -> str:
    """An order for five boards, two of which were to go first."""
    order = str(backordered())
    done("ordering.split_line", TOM, line=f"{order}/1")
    return order


def join(order, by=TOM, **other):
    return do("ordering.join_lines", by, line=f"{order}/1", **other)


def stands(order):
    card = queries.order_card(order)
    supply = queries.supply_of(order)
    return (
        [(one.number, one.quantity, one.net, one.tax) for one in card.lines], card.total,
        [(one.line, one.pieces, one.promised_on) for one in supply],
        [[(part.way, part.pieces) for part in one.kept] for one in supply],
    )  # fmt: skip


def test_all_of_it_comes_on_the_later_day_for_what_it_cost():
    order = backordered()
    before = stands(order)
    done("ordering.split_line", TOM, line=f"{order}/1")
    outcome = join(order)
    assert told(outcome) == [
        "All 5 × Control board PT-CTRL come at once again, promised for July 9, 2026.",
        "The order still comes to $1,018.24.",
    ]
    assert stands(order) == before
    delivery = [one.subject for one in open_promises() if one.kind == "delivery"]
    assert delivery == [f"order_line:{order}/1"]
    assert [one.kind for one in queries.changes_of(order)] == ["split", "join"]


def test_it_is_the_way_back_from_a_split():
    order = backordered()
    outcome = done("ordering.split_line", TOM, line=f"{order}/1")
    back = way_back(registry.registry.get("ordering.split_line"), {}, outcome)
    assert back is not None
    parts = {"line": f"{order}/1", "other": f"{order}/2"}
    assert (back.operation.name, back.ask) == ("ordering.join_lines", parts)


def test_it_can_be_parted_amended_and_sent_afterwards_as_any_line():
    order = parted()
    join(order)
    assert done("ordering.split_line", TOM, line=f"{order}/1").answer("other") == f"{order}/3"
    assert join(order, other=f"{order}/3").is_done
    done("ordering.amend_order", TOM, order=order, line=f"{order}/1", quantity=6)
    assert queries.order_card(order).lines[0].quantity == 6
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Hand Post",
         tracking="HP1", promised_on="2026-06-20", lines=lines)  # fmt: skip
    assert queries.line_card(f"{order}/1").shipped == 2


def test_a_carriage_of_one_part_is_given_up():
    order = parted()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    carriage = str(
        done("ordering.compare_carriers", RAE, order=order, lines=lines).answer("carriage")
    )
    done("ordering.book_carriage", RAE, carriage=carriage)
    join(order)
    assert queries.carriage_card(carriage).state == "voided"


def test_once_a_part_has_left_the_rest_follows():
    order = parted()
    lines: JsonValue = [{"line": f"{order}/1", "quantity": 2}]
    done("ordering.record_shipment", RAE, order=order, number="SH-9", carrier="Hand Post",
         tracking="HP1", promised_on="2026-06-20", lines=lines)  # fmt: skip
    with nothing_changes():
        assert told(join(order)) == [
            "A part of it has left, so the rest follows by itself. Nothing was changed."
        ]


def test_what_was_never_parted_or_is_joined_already_is_not_joined():
    order = backordered()
    with nothing_changes():
        assert told(join(order)) == ["That line does not stand in two parts. Nothing was changed."]
    done("ordering.split_line", TOM, line=f"{order}/1")
    join(order)
    with nothing_changes():
        assert join(order).code is Code.POLICY_DENIED


def test_a_line_of_another_order_is_no_part_of_it():
    order, strange = parted(), ordered()
    with nothing_changes():
        assert join(order, other=f"{strange}/1").code is Code.NOT_FOUND


def test_nobody_else_joins_what_is_tom_s():
    order = parted()
    with nothing_changes():
        assert join(order, ABDUL_IN_STORE).code is Code.NOT_FOUND


def test_what_was_to_leave_together_does_so_again_once_it_is_joined():
    order = ordered(TOM, ("PT-BELT-24", 4), together=True)
    done("ordering.split_line", TOM, line=f"{order}/1", first=1, later_on="2026-07-06")
    assert not SalesOrder.objects.get(number=order).ships_complete
    assert join(order).is_done
    assert SalesOrder.objects.get(number=order).ships_complete
