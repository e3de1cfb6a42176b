"""What a customer agrees to."""

import pytest

from makegood.core.actor import V0, V1
from makegood.core.runner import run
from makegood.domains.parties.models import Consent
from makegood.domains.parties.queries import may_contact
from makegood.domains.parties.tests.conftest import customer

pytestmark = pytest.mark.usefixtures("cast")


def agree(actor=None, **changed):
    ask = {"purpose": "marketing", "channel": "sms", "wording": "yes, text me offers", **changed}
    return run("parties.capture_consent", ask, actor=actor or customer("C-6", V1))


def stop(channel):
    ask = {"channel": channel, "wording": "stop"}
    return run("parties.revoke_consent", ask, actor=customer("C-6", V1))


def test_a_consent_is_kept_with_its_proof_and_takes_effect_at_once():
    assert not may_contact("C-6", "sms", "marketing")
    done = agree()
    assert done.statements[0].text("en") == (
        "We note that you agree to news and offers by text message. "
        "You may take it back at any time."
    )
    assert "mensaje de texto" in done.statements[0].text("es")
    kept = Consent.objects.get(party__number="C-6", channel="sms")
    assert kept.wording == "yes, text me offers"
    assert kept.wording_version == "PRV-2@2026-01-01"
    assert kept.captured_how == "chat:CV-1"
    assert may_contact("C-6", "sms", "marketing")


def test_it_holds_for_what_was_agreed_to_and_nothing_else():
    agree()
    assert not may_contact("C-6", "sms", "survey")
    assert not may_contact("C-6", "voice", "marketing")
    assert not may_contact("C-8", "sms", "marketing")


def test_agreeing_twice_keeps_one_consent():
    agree()
    agree()
    assert Consent.objects.filter(party__number="C-6", channel="sms").count() == 1


def test_agreeing_again_lifts_an_earlier_stop_on_that_channel_only():
    stop("all")
    agree()
    assert may_contact("C-6", "sms", "marketing")
    assert not may_contact("C-6", "email", "marketing")


def test_somebody_unknown_cannot_agree_for_a_customer(rows):
    before, count = rows(), Consent.objects.count()
    assert agree(customer("C-6", V0)).code == "verification_required"
    assert agree(customer(None, V0)).code == "verification_required"
    assert (rows(), Consent.objects.count()) == (before + 2, count)
