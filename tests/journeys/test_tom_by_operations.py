"""Tom's whole story by operations alone: bought, opened, sent back, graded, refunded, settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pydantic import JsonValue

from makegood.core import clock, journal, promises, worker
from makegood.core.actor import V2, Actor, ActorKind, Channel
from makegood.core.models import Check, Effect, Job, JournalRow
from makegood.core.money import Money
from makegood.core.runner import preview, run
from makegood.domains.aftersales.queries import return_card
from makegood.domains.aftersales.tests.story import connect_simulators
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.queries import line_card
from makegood.domains.ordering.tests.cast import RAE
from tests.journeys.toms_return import W1_LINES

TOM = Actor(
    kind=ActorKind.AUTOMATED, name="automated:digital", role="A1", channel=Channel.CHAT,
    party="C-6", level=V2, conversation="CV-1",
)  # fmt: skip
ASKED: dict[str, JsonValue] = {"line": "O-1041/1", "reason": "changed_mind", "opened": True}
ACCOUNTS = ("1020", "1100", "1200", "1210", "2100", "2200", "2310", "4000", "4010", "4020", "5000")


@pytest.fixture
def tom_s_return(northvale: None, db: None) -> Iterator[str]:
    """Tom sees what it will cost, says yes, sends the washer, and Rae grades it B."""
    connect_simulators()
    shown = preview("aftersales.open_return", ASKED, actor=TOM)
    opened = run("aftersales.open_return", ASKED, actor=TOM, seen=shown.fingerprint, key="yes")
    assert opened.is_done
    number = str(opened.answer("return_number"))
    worker.work_off()
    with clock.standing_at("2026-06-18"):
        ask: dict[str, JsonValue] = {"return_number": number}
        assert run("aftersales.receive_return", ask, actor=RAE).is_done
        found: dict[str, JsonValue] = {
            "return_number": number, "grade": "B", "serial_number": "SN-77120",
            "accessories_complete": True, "works": True, "findings": "Clean, works, complete.",
        }  # fmt: skip
        assert run("aftersales.inspect_return", found, actor=RAE).is_done
        worker.work_off()
        yield number


def spelled(amount: Money) -> str:
    return f"{amount.amount:.2f}"


def test_AC17_1_the_money_goes_back_the_way_it_was_paid(tom_s_return):
    card = return_card(tom_s_return)
    assert (card.state, card.fee, card.refund) == (
        "refunded", Money.parse("121.37"), Money.parse("750.44"),
    )  # fmt: skip
    (refund,) = billing.refunds_from(f"return:{tom_s_return}")
    assert [(leg.tender, spelled(leg.amount)) for leg in refund.legs] == [
        ("gift", "65.54"), ("card", "684.90"),
    ]  # fmt: skip
    assert line_card("O-1041/1").returnable == 0


def test_W1_every_line_of_the_story_stands_in_the_ledger(tom_s_return):
    posted = [
        (entry.rule, line.account, spelled(line.amount))
        for entry in ledger.entries_about("order:O-1041")
        for line in entry.lines
    ]
    assert posted == W1_LINES
    assert ledger.trial_balance_sum() == Money.zero()


def test_after_it_each_account_of_the_order_is_where_W1_says(tom_s_return):
    balances = {
        account: spelled(ledger.balance_of(account, about="order:O-1041")) for account in ACCOUNTS
    }
    assert balances == {
        "1020": "360.03", "1100": "0.00", "1200": "-540.00", "1210": "540.00", "2100": "0.00",
        "2200": "-6.12", "2310": "0.00", "4000": "-888.10", "4010": "809.10", "4020": "-121.37",
        "5000": "0.00",
    }  # fmt: skip


def test_days_later_the_settlement_is_checked_and_nothing_is_left_open(tom_s_return):
    (refund,) = billing.refunds_from(f"return:{tom_s_return}")
    for days in range(1, 15):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            worker.work_off()
    found = billing.refund(refund.number)
    assert found is not None
    assert found.state == "settled"
    checks = Check.objects.filter(name__in=("aftersales.refund_posted", "billing.refund_settled"))
    assert sorted(check.name for check in checks if check.passed_at) == [
        "aftersales.refund_posted", "billing.refund_settled",
    ]  # fmt: skip
    assert promises.open_promises(party="C-6") == []
    assert not Effect.objects.filter(delivered_at=None).exclude(kind="representative.turn").exists()
    assert not Job.objects.exclude(key__startswith="timer:").filter(done_at=None).exists()
    assert ledger.trial_balance_sum() == Money.zero()


def test_tom_hears_of_every_step_by_mail(tom_s_return):
    mails = Effect.objects.filter(kind="mail", payload__to="tom.gallagher@example.com")
    assert [row.payload["notice"] for row in mails.order_by("pk")] == [
        "return_opened", "return_label", "return_received", "return_accepted", "return_refunded",
    ]  # fmt: skip


def test_the_journal_proves_all_of_it(tom_s_return):
    rows = JournalRow.objects.filter(operation__startswith="aftersales.", status="done")
    acts = rows.filter(seq__gte=rows.get(operation="aftersales.open_return").seq)
    assert list(acts.order_by("seq").values_list("operation", flat=True)) == [
        "aftersales.open_return", "aftersales.record_label", "aftersales.receive_return",
        "aftersales.inspect_return", "aftersales.issue_credit", "aftersales.refund_return",
    ]  # fmt: skip
    assert acts.get(operation="aftersales.refund_return").actor == "automated:digital"
    assert journal.verify().broken_at is None
