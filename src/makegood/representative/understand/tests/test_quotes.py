"""What customers say about quotes, and which goods and how many of them they mean."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.core import clock
from makegood.representative.dialogue.world import Found
from makegood.representative.slots.goods import ground_goods
from makegood.representative.understand.commands import Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)
WASHERS = ("WM900", "WM950", "WM700")


@pytest.mark.parametrize(
    ("language", "said", "operation"),
    [
        ("en", "Could you please quote 12 control boards for us?", "ordering.make_quote"),
        ("en", "I want to buy a new dryer", "ordering.make_quote"),
        ("en", "we would like to accept quote QT-1003", "ordering.accept_quote"),
        ("en", "how was the price of quote QT-1003 calculated?", "ordering.explain_price"),
        ("en", "I'd like to order two belts", "ordering.create_order"),
        ("en", "can you put in an order for a WM900 please", "ordering.create_order"),
        ("es", "quiero pedir dos correas", "ordering.create_order"),
        ("fr", "je voudrais commander une courroie", "ordering.create_order"),
        ("es", "quisiera un presupuesto para una secadora", "ordering.make_quote"),
        ("es", "aceptamos el presupuesto QT-1003", "ordering.accept_quote"),
        ("fr", "je voudrais un devis pour deux lave-linge", "ordering.make_quote"),
        ("fr", "nous acceptons le devis QT-1003", "ordering.accept_quote"),
    ],
)
def test_a_wish_for_a_price_or_an_order_is_heard(reader: Reader, language, said, operation):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start(operation) in read.commands
    if "QT-1003" in said:
        assert Give("quote", "QT-1003") in read.commands
    if operation in ("ordering.make_quote", "ordering.create_order"):
        assert any(isinstance(one, Give) and one.slot == "lines" for one in read.commands)


@pytest.mark.parametrize(
    ("language", "said", "goods"),
    [
        ("en", "12 PT-CTRL", ((12, ("PT-CTRL",)),)),
        ("en", "two washers and a DR800", ((2, WASHERS), (1, ("DR800",)))),
        ("en", "a dozen control boards", ((12, ("PT-CTRL",)),)),
        ("es", "dos WM900", ((2, ("WM900",)),)),
        ("fr", "trois WM900 et 4 PT-BELT-24", ((3, ("WM900",)), (4, ("PT-BELT-24",)))),
        ("es", "una lavadora WM900 y 2 secadoras", ((1, ("WM900",)), (2, ("DR800",)))),
        ("en", "something nice", ()),
    ],
)
def test_goods_are_counted(reader: Reader, language, said, goods):
    found = reader.counted(said, language, TODAY)
    assert tuple((pieces, tuple(sorted(skus))) for pieces, skus in found) == tuple(
        (pieces, tuple(sorted(skus))) for pieces, skus in goods
    )


@pytest.mark.parametrize(
    ("language", "said", "lines"),
    [
        ("en", "two drive belts for my WM900", [("PT-BELT-24", 2)]),
        ("en", "a control board for my WM900 please", [("PT-CTRL", 1)]),
        ("en", "a belt that fits the WM700", [("PT-BELT-20", 1)]),
        ("es", "una correa para mi WM900", [("PT-BELT-24", 1)]),
        ("fr", "un moteur pour mon lave-linge WM900 et une carte", None),
        ("en", "a WM900 and a PT-BELT-24", [("WM900", 1), ("PT-BELT-24", 1)]),
        ("es", "un presupuesto para una secadora", [("DR800", 1)]),
    ],
)
def test_what_a_part_is_meant_for_is_not_ordered_with_it(reader: Reader, language, said, lines):
    with clock.standing_at("2026-06-15"):
        found = ground_goods(said, language, reader)
    if lines is None:
        assert "WM900" not in str(found)
    else:
        assert found == Found([{"sku": sku, "quantity": pieces} for sku, pieces in lines])
