"""Messages stop when somebody says so."""

import pytest

from makegood.core import clock
from makegood.core.actor import V0, Channel
from makegood.core.models import Effect
from makegood.core.runner import run
from makegood.domains.parties.models import Consent, OptOut
from makegood.domains.parties.queries import may_contact
from makegood.domains.parties.tests.conftest import customer, in_chat

pytestmark = pytest.mark.usefixtures("cast")


def stop(channel, actor=None, wording="pls stop texting me lol", **ask):
    ask = {"channel": channel, "wording": wording, **ask}
    return run("parties.revoke_consent", ask, actor=actor or customer("C-6", V0))


def test_AC34_2_stop_texting_stops_texts_and_calls_at_once_with_one_confirmation(post_room):
    with clock.standing_at("2026-04-06"):
        sms = in_chat(channel=Channel.SMS)
        done = stop("sms", sms, contact_value="+1 202 555 0106")
        assert done.result == {"channels": ["sms", "voice"], "latest_day": "2026-04-20"}
        assert not may_contact("C-6", "sms", "service")
        assert not may_contact("C-6", "voice", "marketing")
        assert may_contact("C-6", "post", "legal")
        assert may_contact("C-6", "sms", "safety")
        stop("sms", sms, contact_value="+1 202 555 0106", wording="STOP")
        [told] = post_room.collect()
    assert (told.kind, told.payload["to"]) == ("text", "+12025550106")
    kept = OptOut.objects.filter(party__number="C-6")[0]
    assert kept.wording == "pls stop texting me lol"
    assert kept.captured_how == "sms:CV-1"
    assert kept.at.isoformat() == "2026-04-06T16:00:00+00:00"


def test_stopping_mail_takes_back_the_consent_and_leaves_what_orders_need():
    assert may_contact("C-6", "email", "marketing")
    done = stop("email", wording="no more emails please")
    assert [one.text("en") for one in done.statements] == [
        "Done: no more advertising by e-mail, from this moment on.",
        "You still get what your orders need: confirmations, delivery notices and letters about"
        " your money.",
    ]
    assert not may_contact("C-6", "email", "marketing")
    assert may_contact("C-6", "email", "service")
    assert Consent.objects.get(party__number="C-6").revoked_at == clock.now()


def test_everything_stops_on_every_channel():
    stop("all", wording="leave me alone")
    for channel in ("email", "sms", "voice", "post"):
        assert not may_contact("C-6", channel, "marketing")
        assert may_contact("C-6", channel, "legal")


def test_a_number_that_nobody_is_known_by_is_stopped_and_told_all_the_same(post_room):
    done = stop("sms", customer(None), contact_value="202 555 0188")
    assert done.is_done
    assert OptOut.objects.filter(contact_value="+12025550188", party=None).count() == 2
    assert [one.payload["to"] for one in post_room.collect()] == ["+12025550188"]


def test_whose_messages_should_stop_is_asked_when_nothing_tells(rows):
    before = rows()
    for given in ({}, {"contact_value": "no number"}):
        assert stop("sms", customer(None), **given).needs == "contact_value"
    assert rows() == before + 2
    assert OptOut.objects.count() == Effect.objects.count() == 0


def test_nobody_elses_messages_stop():
    stop("all")
    assert OptOut.objects.exclude(party__number="C-6").count() == 0
