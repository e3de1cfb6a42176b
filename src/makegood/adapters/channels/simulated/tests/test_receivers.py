import pytest

from makegood.adapters.channels.simulated.faults import clear_faults, set_fault
from makegood.adapters.channels.simulated.models import Arrived
from makegood.adapters.channels.simulated.receivers import SimulatedChannels
from makegood.core import clock, effects
from makegood.core.effects import Delivery, Mailbox, PermanentFailure, TemporaryFailure
from makegood.core.models import Effect

pytestmark = pytest.mark.django_db
LETTER_BOX = SimulatedChannels()


@pytest.fixture(autouse=True)
def _demo_day():
    with clock.standing_at("2026-06-15T10:00") as standing:
        yield standing


@pytest.fixture
def at(_demo_day):
    def move(text):
        _demo_day.at = clock._moment(text)

    return move


def mail(key="notice:NT-1001", to="tom.gallagher@example.com", kind="mail", **more):
    payload = {"to": to, "subject": "Your return", "body": "Dear Tom", **more}
    return Delivery(key=key, kind=kind, payload=payload, attempt=1)


def arrived():
    return [(one.channel, one.to, one.subject, one.body) for one in LETTER_BOX.received(50)]


def test_a_mail_arrives_with_the_header_of_a_machine():
    receipt = LETTER_BOX.deliver(mail(headers={"X-Notice": "NT-1001"}))

    assert arrived() == [("mail", "tom.gallagher@example.com", "Your return", "Dear Tom")]
    headers = Arrived.objects.get().headers
    assert headers["Message-ID"] == receipt.reference
    assert receipt.reference.endswith("@northvale.example.com>")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["X-Notice"] == "NT-1001"
    assert headers["Date"] == "Mon, 15 Jun 2026 14:00:00 +0000"


def test_a_reply_says_itself_how_it_was_made():
    LETTER_BOX.deliver(mail(headers={"Auto-Submitted": "no"}))

    assert Arrived.objects.get().headers["Auto-Submitted"] == "no"


def test_texts_and_letters_arrive_too():
    LETTER_BOX.deliver(mail("a", "+12025550106", "text"))
    LETTER_BOX.deliver(mail("b", "Tom Gallagher, 4 Mill Lane, Harlow", "letter"))

    assert {one[0] for one in arrived()} == {"text", "letter"}
    assert isinstance(LETTER_BOX, Mailbox)


def test_the_same_key_arrives_once_however_often_it_is_delivered():
    first = LETTER_BOX.deliver(mail())
    second = LETTER_BOX.deliver(mail())

    assert first == second
    assert len(arrived()) == 1


def test_a_message_without_a_receiver_is_given_up():
    with pytest.raises(PermanentFailure, match="no receiver"):
        LETTER_BOX.deliver(mail(to=""))
    assert arrived() == []


def test_a_failure_passes_after_as_many_times_as_it_was_set():
    set_fault("mail", "fail", times=2)
    for _ in range(2):
        with pytest.raises(TemporaryFailure):
            LETTER_BOX.deliver(mail())
    LETTER_BOX.deliver(mail())

    assert len(arrived()) == 1


def test_a_bounce_is_for_good_and_only_for_the_receiver_it_was_set_for():
    set_fault("mail", "bounce", to="gone@example.com", times=9)
    with pytest.raises(PermanentFailure, match=r"no mailbox gone@example\.com"):
        LETTER_BOX.deliver(mail("a", "gone@example.com"))
    LETTER_BOX.deliver(mail("b"))

    assert [one[1] for one in arrived()] == ["tom.gallagher@example.com"]


def test_a_delayed_message_is_not_there_before_its_time(at):
    set_fault("mail", "delay", delay_seconds=3600)
    LETTER_BOX.deliver(mail())
    assert arrived() == []

    at("2026-06-15T11:00")
    assert len(arrived()) == 1


def test_a_message_may_arrive_twice_with_the_same_id():
    set_fault("mail", "twice")
    LETTER_BOX.deliver(mail())

    assert len(arrived()) == 2
    assert len({one.reference for one in LETTER_BOX.received(9)}) == 1


def test_an_answer_that_got_lost_does_not_bring_a_second_message():
    set_fault("mail", "timeout")
    with pytest.raises(TemporaryFailure, match="no answer in time"):
        LETTER_BOX.deliver(mail())
    LETTER_BOX.deliver(mail())

    assert len(arrived()) == 1


def test_cleared_faults_do_nothing_any_more():
    set_fault("mail", "fail", times=9)
    clear_faults()

    assert LETTER_BOX.deliver(mail()).reference


def test_a_fault_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="gremlins"):
        set_fault("mail", "gremlins")


def test_the_outbox_delivers_through_it_and_tries_again(at, monkeypatch):
    monkeypatch.setattr(effects, "_deliverers", {})
    effects.register(LETTER_BOX)
    set_fault("mail", "fail")
    now = clock.now()
    Effect.objects.create(
        key="notice:NT-1", kind="mail", payload=dict(mail().payload), act="a", queued_at=now,
        next_try_at=now,
    )  # fmt: skip
    assert effects.deliver_one()
    assert arrived() == []

    at("2026-06-15T10:01")
    assert effects.deliver_one()
    assert len(arrived()) == 1
    receipt = Effect.objects.get().receipt or {}
    assert receipt["to"] == "tom.gallagher@example.com"
