"""A piece is registered with its dealer, and its sale is noted once."""

from makegood.core.decision import Code
from makegood.domains.dealers.tests.story import RAE, card, do, done, submitted
from makegood.domains.ordering.tests.cast import nothing_changes

ASK = {"dealer": "DL-4", "serial": "SN-D-40999", "model": "WM900", "shipped_on": "2026-05-04"}


def test_a_piece_in_stock_is_registered_and_its_sale_noted_once():
    assert do("dealers.register_unit", RAE, **ASK).is_done
    assert do("dealers.register_unit", RAE, **ASK, sold_on="2026-06-01", owner="C-12").is_done
    assert card(submitted(serial="SN-D-40999")).model == "WM900"
    with nothing_changes():
        again = do("dealers.register_unit", RAE, **ASK, sold_on="2026-06-02")
    assert again.code is Code.POLICY_DENIED


def test_a_piece_that_we_sold_ourselves_is_nobodys_to_register():
    with nothing_changes():
        outcome = do("dealers.register_unit", RAE, **ASK | {"serial": "SN-77120"})
    assert outcome.code is Code.POLICY_DENIED
    with nothing_changes():
        outcome = do("dealers.register_unit", RAE, **ASK, owner="C-999")
    assert outcome.code is Code.NOT_FOUND


def test_a_piece_in_service_that_nobody_registered_counts_from_when_it_was_shipped():
    done("dealers.register_unit", RAE, **ASK | {"shipped_on": "2025-05-04"})
    stock = card(submitted(serial="SN-D-40999"))
    assert stock.allowed
    sold = card(submitted(serial="SN-D-40999", ro_no="OH-2", in_service_on="2025-09-01",
                          repaired_on="2026-06-06"))  # fmt: skip
    assert {one for line in sold.lines for one in line.reasons} == {"out_of_warranty"}
