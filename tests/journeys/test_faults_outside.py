"""Whatever goes wrong outside, Tom's story ends well: by itself, or with one act of Ines."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from makegood.adapters.carriers.simulated import faults as carrier_faults
from makegood.adapters.carriers.simulated.models import Label
from makegood.adapters.channels.simulated.faults import set_fault
from makegood.adapters.channels.simulated.models import Arrived
from makegood.adapters.models.simulated import model as models
from makegood.adapters.payments.simulated import faults as payment_faults
from makegood.adapters.payments.simulated.models import Movement
from makegood.core import clock, journal, promises, worker
from makegood.core.effects import queued
from makegood.core.overdue import dead_letters, failed_checks
from makegood.domains.aftersales.tests.story import connect_simulators, inspect, opened
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.ordering.tests.cast import INES, RAE, done
from makegood.representative import mind as minds
from makegood.representative.asking_model import Asking
from makegood.representative.understand.with_model import ReaderWithModel
from tests.journeys.toms_return import TOM

DAY_AFTER, GOODS_HERE, ALL_OVER = "2026-06-16T09:00", "2026-06-18", "2026-07-10"
TOMS_PHONE = "+12025550106"
MUCH_LATER = "2026-07-25"
STEPS = [
    "return_accepted", "return_label", "return_opened", "return_received", "return_refunded",
]  # fmt: skip
AT_THE_CARRIER = ["delay", "fail", "timeout", "twice", "late", "wrong"]
AT_THE_MAIL = ["fail", "bounce", "delay", "timeout", "twice", "wrong"]
AT_THE_PAYMENTS = [
    "delay", "fail", "timeout_after", "answer_twice", "settle_late", "settle_failed", "wrong",
]  # fmt: skip


@pytest.fixture(autouse=True)
def outside(northvale: None, db: None) -> Iterator[None]:
    connect_simulators()
    yield
    assert ledger.trial_balance_sum().cents == 0
    assert journal.verify().is_intact


def live_until(moment: str) -> None:
    """Let the company work off what falls due, each thing at its time."""
    target = datetime.fromisoformat(moment).replace(tzinfo=clock.zone())
    while (due := worker.next_due()) is not None and due <= target:
        with clock.standing_at(max(due, clock.now())):
            worker.work_off()


def ines_mends() -> list[str]:
    """Ines looks at what is stuck and has each of it tried again, with one act for each."""
    mended = [one.subject for one in dead_letters() if one.is_effect]
    for key in mended:
        done("company.retry_effect", INES, key=key)
    return mended


def tom_s_story() -> tuple[str, list[str]]:
    """From Tom's ask until all is over; the return, and what Ines had to mend."""
    number = opened()
    worker.work_off()
    live_until(DAY_AFTER)
    with clock.standing_at(DAY_AFTER):
        mended = ines_mends()
        worker.work_off()
    with clock.standing_at(GOODS_HERE):
        done("aftersales.receive_return", RAE, return_number=number, parcels=1)
        assert inspect(number).is_done
        worker.work_off()
        mended += ines_mends()
        worker.work_off()
    live_until(ALL_OVER)
    return number, mended


def told_to_tom() -> Counter[str]:
    """The mails in Tom's mailbox and the texts on his phone, by what they are about."""
    keys = Arrived.objects.filter(to__in=(TOM, TOMS_PHONE)).values_list("key", flat=True)
    return Counter(str(sent.payload["notice"]) for key in keys if (sent := queued(key)))


def all_is_well(number: str) -> None:
    """One refund, settled, moved once outside; nothing promised is open, nothing is stuck."""
    (refund,) = billing.refunds_from(f"return:{number}")
    assert refund.state == "settled"
    moved = Movement.objects.filter(kind="refund", fails_with="")
    assert [one.amount_cents for one in moved] == [68490]
    assert [one.about for one in Label.objects.all()] == [number]
    assert promises.open_promises(party="C-6") == []
    assert dead_letters() == ()


@pytest.mark.parametrize("fault", AT_THE_CARRIER)
def test_whatever_the_carrier_does_tom_has_one_label_in_time(fault):
    carrier_faults.next_faults([carrier_faults.Fault(fault)])
    number, mended = tom_s_story()
    assert mended == ([f"label:{number}"] if fault == "fail" else [])
    assert sorted(told_to_tom()) == STEPS
    assert set(told_to_tom().values()) == {1}
    all_is_well(number)


@pytest.mark.parametrize("fault", AT_THE_MAIL)
def test_whatever_the_mail_does_tom_reads_of_every_step(fault):
    set_fault("mail", fault, to=TOM, delay_seconds=3600 if fault == "delay" else 0)
    number, mended = tom_s_story()
    assert len(mended) == (fault == "bounce")
    expected = Counter(STEPS) + Counter({"return_opened": 1} if fault == "twice" else {})
    assert told_to_tom() == expected
    texts = Arrived.objects.filter(to=TOMS_PHONE).count()
    assert texts == (3 if fault == "bounce" else 0)  # no more mail to where one came back
    all_is_well(number)


@pytest.mark.parametrize("fault", AT_THE_PAYMENTS)
def test_whatever_the_provider_does_tom_has_his_money_once_or_hears_of_it(fault):
    payment_faults.next_faults([fault])
    number, mended = tom_s_story()
    assert len(mended) == (fault == "fail")
    told = told_to_tom() - Counter(STEPS)
    if fault == "settle_failed":
        assert told == {"refund_failed": 1}
        assert [one.what for one in failed_checks()] == ["billing.refund_settled"]
        ines_sends_again()
        all_is_well(number)
    elif fault == "wrong":
        assert told["refund_late"] >= 1
        assert [one.what for one in failed_checks()][:1] == ["billing.refund_settled"]
        assert "684.91 USD instead of 684.90 USD" in failed_checks()[0].reason
    else:
        assert told == ({"refund_late": 1} if fault == "settle_late" else {})
        all_is_well(number)


def ines_sends_again() -> None:
    """The bank sent the money back, so Ines has it sent once more."""
    with clock.standing_at(ALL_OVER):
        (failed,) = billing.failed_legs()
        done("billing.reissue_refund", INES, leg=failed.number, to="same_tender")
        worker.work_off()
    live_until(MUCH_LATER)


@pytest.mark.parametrize("fault", [fault.value for fault in models.Fault])
def test_whatever_the_language_model_does_tom_opens_his_return_in_the_chat(monkeypatch, fault):
    head = minds.mind()
    model = models.SimulatedModel([models.Fault(fault)] * 3)
    reader = ReaderWithModel(head.embedded, head.lexicon, Asking(model))
    monkeypatch.setattr(minds, "_mind", dataclasses.replace(head, reader=reader))
    done_acts = tom_in_the_chat()
    assert model.times_asked >= 1
    assert done_acts.count("aftersales.open_return") == 1
    assert "ledger.reverse_entry" not in done_acts


KNOWS = {
    "slot:reference": "O-1041", "slot:name": "Tom Gallagher", "slot:line": "the washer",
    "slot:opened": "yes, it was opened", "choice:opened": "yes, it was opened",
    "choice:line": "the washer", "slot:reason": "I changed my mind", "confirm": "yes",
}  # fmt: skip


def tom_in_the_chat() -> list[str]:
    """Tom says what he wants and answers what he is asked; the acts that were done."""
    chat = Client()
    opened_chat = chat.post("/api/v1/conversations", {"channel": "chat"}, "application/json").json()
    headers = {"Authorization": f"Bearer {opened_chat['token']}"}
    text, acts = "Changed my mind on the washer, it's open but clean.", list[str]()
    for _ in range(12):
        exchange = chat.post(
            f"/api/v1/conversations/{opened_chat['id']}/messages", {"text": text},
            "application/json", headers=headers,
        ).json()  # fmt: skip
        acts += [ran["operation"] for ran in exchange["ran"] if ran["status"] == "done"]
        waits = exchange["state"]["waits_for"]
        if waits == "nothing":
            return acts
        worker.work_off()
        text = newest_code() if waits == "slot:code" else KNOWS[waits]
    raise AssertionError(acts)


def newest_code() -> str:
    bodies = Arrived.objects.filter(to=TOM, subject="Your code").order_by("-pk")
    found = re.search(r"\b\d{6}\b", bodies[0].body)
    assert found
    return found[0]
