import shutil

import pytest

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.decision import say
from makegood.core.models import Effect
from makegood.core.money import Money
from makegood.core.outcome import BrokenPromise
from makegood.core.runner import preview, run
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.operations.send_notice import SendNotice, SendNoticeAsk
from makegood.domains.conversations.tests.conftest import (
    WriteInside,
    attempts,
    staff,
    visitor,
    write_inside,
)
from makegood.domains.parties.models import Address, ContactPoint, OptOut, Party
from makegood.handbook import book, folder, use_folder

pytestmark = pytest.mark.django_db
WORDS = {
    "en": ("Your refund", "You get back {refund}.\n\n{says}", "Refund {refund}: {says}"),
    "es": ("Su reembolso", "Usted recibe {refund}.\n\n{says}", "Reembolso {refund}: {says}"),
    "fr": ("Votre remboursement", "Vous recevez {refund}.\n\n{says}", "Reçu {refund} : {says}"),
}


@pytest.fixture(autouse=True)
def refund_notice(tmp_path, cast):
    """A company whose voice has one more notice."""
    before = folder()
    own = tmp_path / "northvale"
    shutil.copytree(before, own)
    for language, (subject, body, short) in WORDS.items():
        with (own / "voice" / language / "conversations.toml").open("a") as file:
            file.write(f'\n[notices.paid]\nsubject = "{subject}"\nshort = "{short}"\n')
            file.write(f'body = """{body}"""\n')
    use_folder(own)
    yield
    use_folder(before)


def send(**more):
    clause = book().clause("CNV-9", on=clock.today())
    given = {"says": [say(clause)], "refund": Money(75044), **more}
    outcome = write_inside(SendNoticeAsk.about("return:R-2001", to="C-6", notice="paid", **given))
    assert outcome.is_done, outcome
    return outcome.answer("sent")


def test_a_notice_goes_by_mail_in_the_customers_words_and_is_kept_as_sent():
    sent = send()

    assert sent == {"number": "NT-1001", "channel": "mail", "sent": True, "blocked": []}
    effect = Effect.objects.get()
    assert (effect.kind, effect.key) == ("mail", "notice:NT-1001")
    assert effect.payload["to"] == "tom.gallagher@example.com"
    assert effect.payload["subject"] == "Your refund"
    assert effect.payload["body"] == (
        "Dear Tom Gallagher,\n\nYou get back $750.44.\n\nWe write in the customer's language, to "
        "where the customer can be reached, and never a message with a gap in it.\n\nLook at your "
        "orders, returns and cases at any time: http://127.0.0.1:8000/my/\nWhere an order is, by "
        "its number: http://127.0.0.1:8000/order-status\n\nKind regards\nNorthvale "
        "Home & Energy\n+1 202 555 0190 · care@northvale.example.com\nNorthvale Home "
        "& Energy, Customer Care, 1 Foundry Square, Harlow, XM 55501\nOur reference: NT-1001"
    )
    assert effect.payload["headers"]["Auto-Submitted"] == "auto-generated"
    (kept,) = queries.correspondence("C-6")
    assert (kept.body, kept.subject_ref) == (effect.payload["body"], "return:R-2001")
    assert kept.delivered_at is None
    assert queries.notices_about("return:R-2001") == (kept,)


def test_the_language_and_its_way_to_write_money_are_the_customers():
    Party.objects.filter(number="C-6").update(language="fr")
    send()

    body = Effect.objects.get().payload["body"]
    assert body.startswith("Bonjour Tom Gallagher,\n\nVous recevez 750,44\u00a0$US.")


def test_a_text_message_is_short_and_has_no_frame():
    sent = send(prefer="text")

    effect = Effect.objects.get()
    assert (sent["channel"], effect.kind) == ("text", "text")
    assert effect.payload["to"] == "+12025550106"
    assert str(effect.payload["body"]).startswith("Refund $750.44: We write")


def test_a_letter_goes_to_the_postal_address():
    send(prefer="letter")

    effect = Effect.objects.get()
    assert effect.kind == "letter"
    assert str(effect.payload["to"]).startswith("Tom Gallagher, 14 Mill Road, Harlow")


def test_a_text_is_not_sent_to_who_said_stop_but_another_way_is_found():
    tom = Party.objects.get(number="C-6")
    OptOut.objects.create(
        party=tom, channel="sms", wording="stop", captured_how="text", at=tom_since()
    )
    assert send(prefer="text")["channel"] == "mail"


def test_what_the_law_wants_said_is_never_left_out():
    tom = Party.objects.get(number="C-6")
    for channel in ("email", "sms", "post"):
        OptOut.objects.create(
            party=tom, channel=channel, wording="stop", captured_how="text", at=tom_since()
        )
    assert send(purpose="legal", prefer="letter")["channel"] == "letter"


def test_one_address_can_be_named_such_as_the_old_one_after_a_change():
    send(to_point="old.address@example.com")

    assert Effect.objects.get().payload["to"] == "old.address@example.com"


@pytest.mark.parametrize("gap", ["", "   "])
def test_AC34_6_an_empty_variable_blocks_the_message_and_somebody_is_told(gap):
    sent = send(refund=gap)

    assert sent == {
        "number": "NT-1001",
        "channel": "mail",
        "sent": False,
        "blocked": ["refund"],
    }
    effect = Effect.objects.get()
    assert effect.payload["to"] == "supervisors@northvale.example.com"
    assert effect.payload["body"] == (
        "The message paid (NT-1001) was not sent, because this is missing in it: refund."
        "\nreturn:R-2001"
    )
    assert queries.notice("NT-1001").blocked == ("refund",)
    assert queries.notice("NT-1001").body == ""


def test_AC34_6_sentences_that_are_missing_block_it_too():
    assert send(says=[])["blocked"] == ["says"]
    assert not Effect.objects.filter(key="notice:NT-1001").exists()


def test_whoever_cannot_be_reached_is_told_to_the_supervisors():
    ContactPoint.objects.filter(party__number="C-6").update(retired_at=tom_since())
    Address.objects.all().delete()
    sent = send()

    assert (sent["channel"], sent["sent"]) == ("none", False)
    assert Effect.objects.get().key == "not_sent:NT-1001"


def test_a_notice_that_the_voice_does_not_have_is_a_fault_of_ours_and_keeps_nothing():
    rows = attempts()
    with pytest.raises(BrokenPromise, match="no notice greetings_from_the_moon"):
        write_inside(SendNoticeAsk.about("return:R-1", to="C-6", notice="greetings_from_the_moon"))
    assert (Notice.objects.count(), Effect.objects.count()) == (0, 0)
    assert attempts() == rows + 1


@pytest.mark.parametrize("actor", [visitor(), staff(), Actor.system("system:test")])
def test_nobody_has_the_company_write_but_an_act_that_it_is_part_of(actor):
    ask = SendNoticeAsk.about("return:R-1", to="C-6", notice="paid")
    rows = attempts()
    assert run(SendNotice, ask, actor=actor).code == "not_authorised"
    assert (Notice.objects.count(), Effect.objects.count()) == (0, 0)
    assert attempts() == rows + 1


def test_a_customer_we_do_not_have_is_not_found_and_the_whole_act_is_taken_back():
    ask = SendNoticeAsk.about("return:R-1", to="C-999", notice="paid")
    assert write_inside(ask).code == "not_found"
    assert Notice.objects.count() == 0


def test_a_preview_sends_nothing():
    ask = SendNoticeAsk.about("return:R-1", to="C-6", notice="paid", refund="x")
    asked = ask.model_dump(mode="json", exclude_unset=True)
    preview(WriteInside, {"asked": asked}, actor=staff())

    assert (Notice.objects.count(), Effect.objects.count()) == (0, 0)


def tom_since():
    return ContactPoint.objects.filter(party__number="C-6").earliest("added_at").added_at
