"""What a dispute credited of goods is credited once, whatever becomes of them afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db.models import Model, QuerySet
from pydantic import JsonValue

from makegood.core.decision import Code
from makegood.core.money import Money
from makegood.core.outcome import Outcome
from makegood.domains.aftersales.models import Return
from makegood.domains.aftersales.models.papers import KeptPaper
from makegood.domains.aftersales.tests.lindqvist import LINDQVIST, file_paper, right_delivery
from makegood.domains.aftersales.tests.story import posted, told
from makegood.domains.ledger import queries as ledger
from makegood.domains.ledger.postings import COST_OF_GOODS, INVENTORY, RETURNED_INVENTORY
from makegood.domains.ordering.models import OrderLine, SalesOrder, ShipmentInvoice
from makegood.domains.ordering.tests.cast import INES, RAE, do, done, nothing_changes, usd
from makegood.handbook import folder, use_folder

ORDER, LINE = "O-7043", "O-7043/1"
OF_AN_ORDER = (OrderLine, Return, ShipmentInvoice, KeptPaper)


@pytest.fixture
def kits_at(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """The company with another list price of the belt kit."""
    before, listed = folder(), (folder() / "prices" / "list.toml").read_text("utf-8")

    def cost(amount: str) -> None:
        own = Path(shutil.copytree(before, tmp_path / amount))
        (own / "prices" / "list.toml").write_text(listed.replace('"44.50"', f'"{amount}"'), "utf-8")
        use_folder(own)

    yield cost
    use_folder(before)


def kits(invoice: str = "10300") -> None:
    """Ten kits at 42.00 came, were counted, and billed as they were ordered."""
    right_delivery("7043", invoice)
    done("ordering.record_delivery", RAE, shipment="SH-7043", place="Harlow")


def nine_accepted() -> None:
    """One kit is not accepted, and credited with 42.00 and 3.26 tax."""
    file_paper(ORDER, "inspection", "IN-1", 9)
    done("aftersales.accept_credit", LINDQVIST, invoice="10300")


def judged(amount: str) -> None:
    done(
        "aftersales.prepare_return_invoice", INES, invoice="10300", amount=amount,
        reason="Scratched boxes",
    )  # fmt: skip


def send_back(pieces: int) -> Outcome:
    return do(
        "aftersales.open_return", LINDQVIST, line=LINE, reason="changed_mind", opened=False,
        quantity=pieces,
    )  # fmt: skip


def came_back(pieces: int) -> str:
    opened = send_back(pieces)
    assert opened.is_done, opened.explanation()
    number = str(opened.answer("return_number"))
    done("aftersales.receive_return", RAE, return_number=number, parcels=1)
    done(
        "aftersales.inspect_return", RAE, return_number=number, grade="A",
        accessories_complete=True, works=True, findings="As new.",
    )  # fmt: skip
    return number


def credited(number: str) -> list[tuple[str, str]]:
    """What a return moved, but for the goods themselves."""
    return [(account, cents) for _, account, cents in posted(f"return:{number}")
            if account not in (INVENTORY, RETURNED_INVENTORY, COST_OF_GOODS)]  # fmt: skip


def file_price(order: str, price: str) -> None:
    """A price of the kits is agreed from the day of the invoice on."""
    done(
        "aftersales.file_paper", RAE, order=order, kind="price_change", own_number="PC-1",
        dated_on="2026-06-15", due_on="2026-06-01",
        lines=[{"sku": "PT-BELTKIT-24", "quantity": 10, "price": price}],
    )  # fmt: skip


def owed() -> Money:
    return ledger.balance_of("1100", party="C-7", about=f"order:{ORDER}")


def test_a_kit_that_was_credited_as_damaged_is_not_credited_when_it_comes_back():
    kits()
    nine_accepted()
    with nothing_changes():
        refused = send_back(10)
    assert refused.code is Code.POLICY_DENIED
    number = came_back(9)
    assert credited(number) == [("4010", "378.00"), ("2200", "29.29"), ("1100", "-407.29")]
    assert owed() == usd("0.00")
    with nothing_changes():
        assert send_back(1).code is Code.POLICY_DENIED


def test_what_was_taken_off_the_price_is_off_when_the_goods_come_back():
    """20.00 of 420.00 were credited with 1.55 tax: a kit is 40.00 then, with 3.10 tax."""
    kits()
    judged("20.00")
    number = came_back(1)
    assert credited(number) == [("4010", "40.00"), ("2200", "3.10"), ("1100", "-43.10")]
    came_back(9)
    assert owed() == usd("0.00")
    assert ledger.balance_of("2200", about=f"order:{ORDER}") == usd("0.00")


def test_a_price_that_was_corrected_to_the_order_takes_nothing_off_a_return():
    """Billed at 44.50 and corrected to 42.00: what comes back brings its 42.00."""
    done("aftersales.accept_credit", LINDQVIST, invoice="10231")
    opened = do(
        "aftersales.open_return", LINDQVIST, line="O-1043/1", reason="changed_mind", opened=False,
        quantity=8,
    )  # fmt: skip
    assert {one.name: one.amount for one in opened.figures}["goods"] == usd("336.00")


def test_an_invoice_too_many_takes_nothing_off_a_return():
    kits()
    done(
        "aftersales.record_invoice", RAE, order=ORDER, number="10301", dated_on="2026-06-16",
        lines=[{"sku": "PT-BELTKIT-24", "quantity": 10, "price": "42.00", "tax": "32.55"}],
        total="452.55",
    )  # fmt: skip
    done("aftersales.accept_credit", LINDQVIST, invoice="10301")
    came_back(10)
    assert owed() == usd("0.00")


def test_a_kit_that_was_credited_and_kept_is_not_credited_as_damaged_as_well():
    kits()
    done(
        "aftersales.credit_and_keep", LINDQVIST, line=LINE, quantity=1, reason="defective",
        evidence="Photo of the torn belt",
    )  # fmt: skip
    file_paper(ORDER, "inspection", "IN-1", 9)
    with nothing_changes():
        again = do("aftersales.accept_credit", LINDQVIST, invoice="10300")
    assert again.code is Code.POLICY_DENIED


def test_a_price_drop_counts_from_what_is_left_of_the_price(kits_at):
    """After 20.00 of 420.00 were credited, 39.00 for a kit is 10.00 less for ten, not 30.00."""
    kits()
    judged("20.00")
    kits_at("39.00")
    dropped = do("aftersales.credit_price_drop", LINDQVIST, line=LINE)
    assert dropped.answer("goods") == {"amount": "10.00", "currency": "USD"}, told(dropped)
    assert dropped.answer("tax") == {"amount": "0.78", "currency": "USD"}


def test_a_price_drop_gives_nothing_for_a_kit_that_was_credited(kits_at):
    kits()
    nine_accepted()
    kits_at("39.00")
    dropped = do("aftersales.credit_price_drop", LINDQVIST, line=LINE)
    assert dropped.answer("goods") == {"amount": "27.00", "currency": "USD"}, told(dropped)


def test_a_price_that_was_agreed_later_counts_what_was_given_as_a_price_drop(kits_at):
    """10 kits at 42.00: 3.00 each for our lower price; then 38.00 is agreed, 1.00 each is left."""
    kits()
    kits_at("39.00")
    done("aftersales.credit_price_drop", LINDQVIST, line=LINE)
    file_price(ORDER, "38.00")
    made = done("aftersales.accept_credit", LINDQVIST, invoice="10300")
    assert made.answer("total") == {"amount": "10.78", "currency": "USD"}
    assert owed() == usd("452.55") - usd("32.33") - usd("10.78")
    kits_at("38.00")
    with nothing_changes():
        assert not do("aftersales.credit_price_drop", LINDQVIST, line=LINE).is_done


def test_no_price_falls_for_goods_of_which_all_was_credited(kits_at):
    kits()
    judged("420.00")
    kits_at("39.00")
    with nothing_changes():
        refused = do("aftersales.credit_price_drop", LINDQVIST, line=LINE)
    assert told(refused)[0].endswith("Nothing of it is left to compare.")


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> list[type[Model]]:
    """Of what rows were locked, in the order in which they were."""
    seen: list[type[Model]] = []
    lock = QuerySet.select_for_update

    def locks(rows, *args, **named):
        seen.append(rows.model)
        return lock(rows, *args, **named)

    monkeypatch.setattr(QuerySet, "select_for_update", locks)
    return seen


CREDITING: dict[str, dict[str, JsonValue]] = {
    "aftersales.accept_credit": {"invoice": "10300"},
    "aftersales.open_return": {"line": LINE, "reason": "changed_mind", "opened": False},
    "aftersales.credit_and_keep": {"line": LINE, "reason": "defective", "evidence": "Photo"},
    "aftersales.credit_price_drop": {"line": LINE},
}


@pytest.mark.parametrize("act", CREDITING)
def test_whatever_credits_an_order_holds_the_order_before_anything_else_of_it(act, locked, kits_at):
    """So of a dispute and a return at once the second waits, and sees what the first gave back."""
    kits()
    file_paper(ORDER, "inspection", "IN-1", 9)
    kits_at("39.00")
    locked.clear()
    assert do(act, LINDQVIST, **CREDITING[act]).is_done
    of_orders = [one for one in locked if one in (SalesOrder, *OF_AN_ORDER)]
    assert of_orders[0] is SalesOrder


def test_a_return_that_is_refunded_holds_its_order_first(locked):
    kits()
    number = str(send_back(1).answer("return_number"))
    steps: dict[str, dict[str, JsonValue]] = {
        "receive_return": {"parcels": 1},
        "inspect_return": {
            "grade": "A", "accessories_complete": True, "works": True, "findings": "As new.",
        },
    }  # fmt: skip
    for act, ask in steps.items():
        locked.clear()
        done(f"aftersales.{act}", RAE, return_number=number, **ask)
        assert next(one for one in locked if one in (SalesOrder, *OF_AN_ORDER)) is SalesOrder
