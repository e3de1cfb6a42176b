"""What changed since the sale changes no refund: tax goes back at the rate that was charged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from makegood.core import worker
from makegood.domains.aftersales.tests.story import (
    TOM,
    ask_to_return,
    connect_simulators,
    inspect,
    posted,
    received,
)
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import chat, do, done, usd
from makegood.handbook import folder, use_folder


@pytest.fixture
def dearer_taxes(tmp_path: Path) -> Iterator[None]:
    """The company where the state takes 9 percent of goods from 10 June on, not 6.25."""
    before, own = folder(), Path(shutil.copytree(folder(), tmp_path / "own"))
    taxes = own / "prices" / "taxes.toml"
    now = taxes.read_text("utf-8")
    first, since = "in_force = { from = 2024-01-01 }", "in_force = { from = 2026-06-10 }"
    ended = "in_force = { from = 2024-01-01, until = 2026-06-10 }"
    then = now[now.index("[[table]]") :].replace(first, since).replace('"6.25"', '"9.00"')
    taxes.write_text(f"{now.replace(first, ended)}\n{then}", "utf-8")
    use_folder(own)
    yield
    use_folder(before)


@pytest.mark.usefixtures("dearer_taxes")
def test_tax_goes_back_as_it_was_charged_though_the_rate_is_another_today() -> None:
    outcome = ask_to_return()
    figures = {one.name: one.amount for one in outcome.figures}
    assert (figures["tax"], figures["refund"]) == (usd("62.71"), usd("750.44"))


@pytest.mark.usefixtures("dearer_taxes")
def test_the_books_give_the_tax_back_to_the_last_cent() -> None:
    connect_simulators()
    number = received()
    assert inspect(number).is_done
    worker.work_off()
    assert ("J14", "2200", "62.71") in posted(f"return:{number}")
    assert billing.refundable("O-1041") == usd("394.49")
    assert ledger.trial_balance_sum() == usd("0.00")


@pytest.mark.usefixtures("dearer_taxes")
def test_what_is_taken_off_for_a_dent_has_the_tax_of_its_own_day() -> None:
    outcome = done("aftersales.credit_and_keep", chat("C-5"), line="O-1042/1")
    assert outcome.answer("tax") == {"amount": "7.52", "currency": "USD"}


@pytest.mark.usefixtures("dearer_taxes")
def test_who_buys_today_pays_the_rate_of_today() -> None:
    order = do("ordering.make_quote", TOM, lines=[{"sku": "PT-CTRL", "quantity": 1}])
    # 189.00 at 9.00 + 1.50 percent
    assert {one.name: one.amount for one in order.figures}["tax"] == usd("19.85")
