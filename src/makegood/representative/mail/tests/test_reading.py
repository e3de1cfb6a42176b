"""Mails as they really come are read, and those of machines are known."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from makegood.representative.mail.reading import MOST_BYTES, MailRefused, read_mail
from makegood.representative.mail.words import own_words

SAMPLES = Path(__file__).parent / "samples"
OURS = frozenset({"care@northvale.example.com"})


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.eml").read_bytes()


def written(**headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = headers.pop("From_", "tom.gallagher@example.com")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("Where is my order?")
    return bytes(message)


def test_the_plain_part_is_read_without_its_signature():
    mail = read_mail(sample("first"))
    assert mail.text == "Changed my mind on the washer, it’s open but clean."
    assert mail.sender == "tom.gallagher@example.com"
    assert mail.subject == "My washer – O-1041"
    assert mail.message_id == "<b1@mail.example.com>"
    assert mail.answers == ()
    assert mail.automatic == ""


def test_an_answer_is_read_without_what_it_quotes_and_names_what_it_answers():
    mail = read_mail(sample("answer_es"))
    assert mail.text == "Sí, adelante."
    assert mail.answers == ("<CV-1001.3@northvale.example.com>", "<b1@mail.example.com>")


def test_html_alone_is_read_without_scripts_styles_and_quotes():
    assert read_mail(sample("html_only")).text == "Where is my dryer?\nIt was due & promised."


@pytest.mark.parametrize(
    ("quoted", "own"),
    [
        (
            "Yes\n\nOn Mon, Jun 15, 2026 at 10:03 AM Northvale <a@b.example> wrote:\n> Shall I?",
            "Yes",
        ),
        ("Oui\n\nLe lun. 15 juin 2026 à 10:03, Northvale <a@b.example> a écrit :\n> Bien ?", "Oui"),
        ("> Shall I?\nYes, do it.", "Yes, do it."),
        (
            "On Mon, Northvale wrote:\n> Was it opened?\nYes, it was.\n> Which one?\nO-1041",
            "Yes, it was.\nO-1041",
        ),
        ("My neighbour wrote:\nplease call.", "My neighbour wrote:\nplease call."),
    ],
)
def test_only_a_quoted_earlier_mail_is_cut(quoted, own):
    assert own_words(quoted) == own


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("out_of_office", "it was sent by a machine (Auto-Submitted: auto-replied)"),
        ("bounce", "it is a report about a message that was not delivered"),
        ("newsletter", "it came over a mailing list (List-Id)"),
    ],
)
def test_a_mail_of_a_machine_is_known(name, why):
    assert read_mail(sample(name)).automatic == why


@pytest.mark.parametrize(
    "raw",
    [
        written(Return_Path="<>"),
        written(Precedence="bulk"),
        written(X_Autoreply="yes"),
        written(From_="no-reply@shop.example.com"),
        written(From_="prvs=1-bounces+x=y@list.example.com"),
        written(From_="care@northvale.example.com"),
    ],
)
def test_what_would_answer_an_answer_is_not_answered(raw):
    assert read_mail(raw, OURS).automatic != ""


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "no"}, {"Precedence": "normal"}])
def test_a_person_who_says_no_machine_wrote_it_is_answered(headers):
    assert read_mail(written(**headers), OURS).automatic == ""


def test_a_mail_without_an_id_gets_one_of_its_content():
    once, again = read_mail(written()), read_mail(written())
    other = read_mail(written(Subject="Another"))
    assert once.message_id == again.message_id != other.message_id
    assert once.message_id.endswith("@no-message-id>")


def test_a_mail_too_large_or_without_a_sender_is_refused_by_name():
    with pytest.raises(MailRefused, match=f"at most {MOST_BYTES:,}"):
        read_mail(b"x" * (MOST_BYTES + 1))
    with pytest.raises(MailRefused, match="names no sender"):
        read_mail(b"Subject: hello\n\nWho am I?")


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nnuq=E4",
        b"From: a@b.example\nContent-Type: multipart/mixed\n\nno boundary",
        b"From: a@b.example\nSubject: =?utf-8?b?//?=\n\nhello",
        b"From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"From: a@b.example\nReferences: " + b"<x@y> " * 500 + b"\n\nhello",
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes(raw):
    mail = read_mail(raw)
    assert mail.sender == "a@b.example"
    assert len(mail.answers) <= 50


def test_attachments_are_named():
    message = EmailMessage()
    message["From"] = "tom.gallagher@example.com"
    message.set_content("See the picture.")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="dent.png")
    mail = read_mail(bytes(message))
    assert [one.name for one in mail.attachments] == ["dent.png"]
    assert mail.text == "See the picture."
