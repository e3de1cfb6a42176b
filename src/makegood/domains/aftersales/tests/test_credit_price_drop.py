"""Our own price fell after the sale: the difference goes back once, and never twice by a return."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from makegood.core import clock, worker
from makegood.core.actor import Actor
from makegood.core.decision import Code
from makegood.core.outcome import Outcome
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import WASHER, ask_to_return, mails, posted, told
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import changes_of
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd
from makegood.handbook import folder, use_folder

TOM = chat("C-6")


@pytest.fixture
def washers_at(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """The company with another list price of the washer."""
    before, listed = folder(), (folder() / "prices" / "list.toml").read_text("utf-8")

    def cost(amount: str) -> None:
        own = Path(shutil.copytree(before, tmp_path / amount))
        prices = own / "prices" / "list.toml"
        prices.write_text(listed.replace('"899.00"', f'"{amount}"'), "utf-8")
        use_folder(own)

    yield cost
    use_folder(before)


def drop(line: str = WASHER, actor: Actor = TOM) -> Outcome:
    return do("aftersales.credit_price_drop", actor, line=line)


def test_the_difference_and_its_tax_go_back_the_way_it_was_paid(washers_at) -> None:
    # 809.10 - 749.00 = 60.10; of the tax of 62.71 on 809.10 that is 4.66.
    washers_at("749.00")
    outcome = drop()
    assert outcome.result == {
        "allowance": "AL-1001", "goods": {"amount": "60.10", "currency": "USD"},
        "tax": {"amount": "4.66", "currency": "USD"},
        "refund": {"amount": "64.76", "currency": "USD"},
    }  # fmt: skip
    assert told(outcome)[0].endswith(
        ": you paid $809.10, and today it costs $749.00, both without tax. "
        "You get $60.10 and the tax on it of $4.66, $64.76 together."
    )
    assert posted("allowance:AL-1001") == [
        ("J14", "4010", "60.10"), ("J14", "2200", "4.66"), ("J14", "2310", "-64.76"),
    ]  # fmt: skip
    worker.work_off()
    (refund,) = billing.refunds_from("allowance:AL-1001")
    assert [(leg.tender, leg.amount) for leg in refund.legs] == [
        ("gift", usd("5.66")), ("card", usd("59.10")),
    ]  # fmt: skip
    assert ledger.balance_of("2310", party="C-6") == usd("0.00")
    assert "$64.76 together" in mails("credited_and_kept")[0]


def test_a_later_return_pays_what_was_left_of_the_price_and_its_tax(washers_at) -> None:
    washers_at("749.00")
    done("aftersales.credit_price_drop", TOM, line=WASHER)
    outcome = ask_to_return()
    # 15 % of 749.00 is kept: 749.00 + (62.71 - 4.66) - 112.35
    figures = {one.name: one.amount for one in outcome.figures}
    assert (figures["goods"], figures["tax"]) == (usd("749.00"), usd("58.05"))
    assert (figures["restocking_fee"], figures["refund"]) == (usd("112.35"), usd("694.70"))


def test_the_same_price_is_given_once_and_a_lower_one_again(washers_at) -> None:
    washers_at("749.00")
    assert drop().is_done
    with nothing_changes():
        again = drop()
    assert again.code is Code.POLICY_DENIED
    assert ": you paid $749.00, and today it costs $749.00" in told(again)[-1]
    washers_at("700.00")
    assert drop().answer("goods") == {"amount": "49.00", "currency": "USD"}
    given = [queries.allowance_card(number).goods.cents for number in ("AL-1001", "AL-1002")]
    assert sum(given) == 80910 - 70000


def test_a_price_of_today_that_is_higher_changes_nothing() -> None:
    with nothing_changes():
        refused = drop()
    assert told(refused)[0].endswith(
        ": you paid $809.10, and today it costs $899.00, both without tax. "
        "So there is no difference to give back."
    )


def test_the_fourteenth_day_counts_and_the_fifteenth_does_not(washers_at) -> None:
    washers_at("749.00")
    with clock.standing_at("2026-06-17T12:00"), nothing_changes():
        refused = drop()
    assert refused.clauses == ("PRC-5@2026-01-01",)
    assert told(refused)[-1].endswith(": the time for this ended on June 16, 2026.")
    with clock.standing_at("2026-06-16T12:00"):
        assert drop().is_done


def test_a_price_that_is_a_mistake_is_given_to_nobody(washers_at) -> None:
    washers_at("8.99")
    with nothing_changes():
        refused = drop()
    assert refused.clauses == ("PRC-4@2026-01-01",)
    assert "looks like a mistake" in told(refused)[0]


def test_of_services_and_of_what_comes_back_nothing_is_left_to_compare(washers_at) -> None:
    washers_at("749.00")
    with nothing_changes():
        refused = drop("O-1041/3")
    assert told(refused)[0].endswith("Nothing of it is left to compare.")
    assert ask_to_return().is_done
    with nothing_changes():
        refused = drop()
    assert told(refused)[0].endswith("Nothing of it is left to compare.")


def test_nobody_else_learns_of_it(washers_at) -> None:
    washers_at("749.00")
    with nothing_changes():
        refused = drop(actor=chat("C-5"))
    assert refused.code is Code.NOT_FOUND
    assert "749" not in str(refused.model_dump())


def misdelivered(wish: str) -> Outcome:
    """Tom has not got a parcel that its carrier brought to somebody else."""
    done("ordering.report_missing", TOM, order="O-1041", looked=True, wish=wish)
    return done("ordering.end_search", RAE, search="PS-1001", outcome="misdelivered")


def test_what_was_credited_is_not_paid_back_again_when_the_parcel_went_elsewhere(
    washers_at,
) -> None:
    washers_at("749.00")
    done("aftersales.credit_price_drop", TOM, line=WASHER)
    assert told(misdelivered("money"))[-1] == (
        "You had $64.76 of that back already, so the rest goes back now."
    )
    assert posted("credit_fallen:O-1041/1") == [
        ("J14", "1100", "64.76"), ("J14", "4010", "-60.10"), ("J14", "2200", "-4.66"),
    ]  # fmt: skip
    # 1,144.93 were paid, 64.76 of it went back before.
    assert changes_of("O-1041")[-1].refunded == usd("1080.17")
    assert ledger.balance_of("1100", about="order:O-1041") == usd("0.00")
    assert ledger.sold_in(ledger.entries_about("order:O-1041")) == (usd("0.00"), usd("0.00"))


def test_what_is_sent_again_keeps_the_lower_price(washers_at) -> None:
    washers_at("749.00")
    done("aftersales.credit_price_drop", TOM, line=WASHER)
    misdelivered("again")
    assert posted("credit_fallen:O-1041/1") == []
    # 1,144.93 were paid, of which the deposit of 228.99 stands as one again.
    assert ledger.balance_of("1100", about="order:O-1041") == usd("-915.94")
    assert ledger.balance_of("2100", about="order:O-1041") == usd("-228.99")
