"""On day 22 a replacement whose faulty piece did not come is charged."""

from __future__ import annotations

from makegood.adapters.payments.simulated.faults import next_faults
from makegood.adapters.payments.simulated.models import Fault
from makegood.core import clock, worker
from makegood.core.actor import V1
from makegood.core.decision import Code
from makegood.core.models import Effect
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.tests.story import mails, posted, told
from makegood.domains.aftersales.tests.swaps import BOARD, shipped_ahead
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import RAE, chat, do, done, nothing_changes, usd


def test_AC21_5_on_day_22_it_is_charged():
    number = shipped_ahead()
    with clock.standing_at("2026-07-06T23:59"):
        worker.work_off()
        assert queries.exchange_card(number).state == "shipped"
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
    card = queries.exchange_card(number)
    assert (card.state, card.is_held) == ("charged", False)
    assert posted(f"exchange:{number}")[2:] == [
        ("J21", "1100", "203.65"), ("J21", "4000", "-189.00"), ("J21", "2200", "-14.65"),
        ("J21", "5000", "96.00"), ("J21", "1220", "-96.00"),
    ]  # fmt: skip
    assert ledger.balance_of("1100", party="C-8") == usd("0.00")
    assert [one.amount for one in billing.payments_of("O-1044")] == [usd("203.65"), usd("203.65")]
    release = Effect.objects.get(kind="payment.release")
    assert (release.payload["on"], release.delivered_at is not None) == (f"hold:{number}", True)
    assert "$203.65 is charged to your card ending in 0005." in mails("core_charged")[0]


def test_not_on_the_last_day():
    number = shipped_ahead()
    with clock.standing_at("2026-07-06"), nothing_changes():
        outcome = do("aftersales.charge_core", exchange=number)
    assert "by July 6, 2026" in told(outcome)[0]


def test_a_declined_charge_leaves_the_hold_until_the_piece_comes():
    number = shipped_ahead()
    with clock.standing_at("2026-07-07T00:01"):
        next_faults([Fault.DECLINE])
        worker.work_off()
        assert queries.exchange_card(number).state == "charged"
        assert queries.exchange_card(number).is_held
        assert not Effect.objects.filter(kind="payment.release").exists()
        assert ledger.balance_of("1100", party="C-8") == usd("203.65")
        done("aftersales.receive_core", RAE, exchange=number, serial=BOARD)
        worker.work_off()
    assert not queries.exchange_card(number).is_held
    assert Effect.objects.get(kind="payment.release").payload["on"] == f"hold:{number}"
    assert ledger.balance_of("1100", party="C-8") == usd("0.00")


def test_AC03_5_nothing_is_wanted_of_or_drawn_from_whoever_has_died_until_that_was_wrong():
    number = shipped_ahead()
    told_of = {"words": "My sister died.", "told_by": "Ann, ann@example.com"}
    done("parties.record_death", chat("C-8", V1), **told_of)
    with clock.standing_at("2026-07-07T00:01"):
        worker.work_off()
        assert (queries.exchange_card(number).state, mails("core_reminder")) == ("shipped", [])
        with nothing_changes():
            refused = do("aftersales.charge_core", exchange=number)
        assert (refused.code, refused.clauses) == (Code.POLICY_DENIED, ("ACC-12@2026-01-01",))
        done("cases.take_back_death", RAE, party="C-8", reason="She called and proved it.")
        worker.work_off()
    assert queries.exchange_card(number).state == "charged"
