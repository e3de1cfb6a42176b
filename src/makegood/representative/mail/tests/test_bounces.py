"""A report that a mail of ours did not arrive is believed only if it knows that mail. RFC 3464."""

from __future__ import annotations

import hashlib
from email.message import EmailMessage

import pytest

from makegood.core import clock, effects
from makegood.core.effects import Delivery
from makegood.core.message_ids import message_id
from makegood.core.models import Effect
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import InboundMail
from makegood.domains.parties.models import ContactPoint
from makegood.representative.mail.arrivals import Arrivals, CompanyLetterBox
from makegood.representative.mail.bounces import bounce_in

pytestmark = pytest.mark.usefixtures("northvale", "db")
CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"


@pytest.fixture
def sent() -> str:
    """A notice that went out to Tom, and the key it went out under."""
    now = clock.now()
    Effect.objects.create(
        key="notice:NT-7001", kind="mail", payload={"to": TOM, "subject": "Your refund"}, act="a",
        queued_at=now, next_try_at=now, delivered_at=now,
    )  # fmt: skip
    return "notice:NT-7001"


def report(
    of: str, *, receiver: str = TOM, status: str = "5.1.1", action: str = "failed",
    head: str = "X-Notice: NT-7001", whole: bool = True,
) -> bytes:  # fmt: skip
    returned = f"Message-ID: {of}\n{head}\nSubject: Your refund\n\nYou get back 750.44.\n"
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    return (
        "From: MAILER-DAEMON@mx.example.com\nTo: care@northvale.example.com\n"
        "Message-ID: <report-1@mx.example.com>\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour mail could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\n"
        f"Final-Recipient: rfc822; {receiver}\nAction: {action}\nStatus: {status}\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\n\n"
        f"--b\nContent-Type: {kind}\n\n{returned}--b--\n"
    ).encode()


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_of_a_mail_of_ours_names_it_and_why(sent, whole):
    found = bounce_in(report(message_id(sent), whole=whole))
    assert found is not None
    assert (found.effect_key, found.reason) == (sent, "5.1.1 smtp; 550 5.1.1 no such user")


def test_an_answer_in_a_conversation_is_found_by_its_number(sent):
    Effect.objects.filter(key=sent).update(key="reply:CV-1001/4")
    found = bounce_in(report(message_id("reply:CV-1001/4"), head="X-Conversation: CV-1001"))
    assert found is not None
    assert found.effect_key == "reply:CV-1001/4"


@pytest.mark.parametrize(
    "made",
    [
        {"of": "<guessed@northvale.example.com>"},
        {"of": f"<{hashlib.sha256(b'notice:NT-7001').hexdigest()[:24]}@northvale.example.com>"},
        {"receiver": "priya.raman@example.com"},
        {"status": "4.4.1", "action": "delayed"},
        {"action": "delivered", "status": "2.0.0"},
        {"head": "X-Notice: NT-9999"},
        {"head": "X-Any: 1"},
    ],
)
def test_what_does_not_know_the_mail_or_does_not_end_it_changes_nothing(sent, made):
    assert bounce_in(report(**({"of": message_id(sent)} | made))) is None


def test_words_of_a_person_are_no_report(sent):
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = TOM, "<m@example.com>"
    mail.set_content(report(message_id(sent)).decode())
    assert bounce_in(bytes(mail)) is None
    assert bounce_in(b"Content-Type: multipart/report; boundary=b\n\n--b\n\n--b--") is None


def test_a_report_that_came_in_marks_the_address_and_is_answered_by_nobody(sent):
    number = CompanyLetterBox().put(report(message_id(sent)), "", (CARE,))
    before = dict(effects._deliverers)
    effects.register(Arrivals())
    effects.deliver_one(f"mail:{number}")
    effects._deliverers.clear()
    effects._deliverers.update(before)
    card = queries.inbound_mail(number)
    assert (card.became, card.conversation) == ("ignored", "")
    assert card.reason.startswith("it reports that notice:NT-7001 did not arrive: 5.1.1")
    assert ContactPoint.objects.get(value=TOM).failed_at == clock.now()
    assert not Effect.objects.filter(
        kind="mail", payload__to="mailer-daemon@mx.example.com"
    ).exists()


def test_an_id_made_with_a_secret_that_is_still_held_is_believed(sent, settings):
    made = message_id(sent)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert bounce_in(report(made)) is not None
    settings.SECRET_KEY_FALLBACKS = []
    assert bounce_in(report(made)) is None


def test_more_reports_an_hour_than_any_mail_server_has_are_kept_and_not_read(sent):
    other = {
        "sender": "mailer-daemon@mx.example.com", "arrived_at": clock.now(), "size": 1, "raw": b"x",
    }  # fmt: skip
    InboundMail.objects.bulk_create(
        InboundMail(number=f"ML-{n}", message_id=f"<{n}@mx.example.com>", **other)
        for n in range(300)
    )
    number = CompanyLetterBox().put(report(message_id(sent)), "", (CARE,))
    row = Delivery(f"mail:{number}", "mail.arrived", {"mail": number}, 1)
    Arrivals().deliver(row)
    card = queries.inbound_mail(number)
    assert (card.became, card.reason) == ("ignored", "too many from this address")
    assert ContactPoint.objects.get(value=TOM).failed_at is None


def test_a_mail_set_aside_is_kept_without_card_numbers_and_twice_is_once():
    raw = b"From: (((\r\n\r\nMy card is 4111 1111 1111 1111"
    box = CompanyLetterBox()
    number = box.set_aside(raw, "mail 7 of care: ValueError: odd")
    assert box.set_aside(raw, "once more") == number
    assert b"4111 1111" not in queries.raw_mail(number)
    assert queries.inbound_mail(number).reason == "mail 7 of care: ValueError: odd"
