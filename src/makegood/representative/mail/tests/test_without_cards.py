"""No card number of a mail is kept anywhere: not in its words, its subject or its files' names."""

from __future__ import annotations

import email
from email.message import EmailMessage, Message

import pytest
from django.apps import apps

from makegood.core import effects
from makegood.domains.conversations import queries
from makegood.representative.mail.arrivals import Arrivals, CompanyLetterBox
from makegood.representative.mail.reading import read_mail
from makegood.representative.mail.without_cards import without_cards

CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"
PAN, SPACED = "4111111111111111", "4111 1111 1111 1111"


def mail(text: str, subject: str = "My card", **names: str) -> EmailMessage:
    made = EmailMessage()
    made["Message-ID"], made["From"], made["To"] = "<m1@mail.example.com>", TOM, CARE
    made["Subject"] = subject
    made.set_content(text)
    for name in names.values():
        made.add_attachment(b"\x89PNG\r\n\x1a\n", "image", "png", filename=name)
    return made


def test_AC05_1_words_subject_and_file_names_of_a_mail_hold_no_card_and_all_else_stays():
    made = mail(f"card is {SPACED} exp 12/27 cvv 123", f"Pay {PAN}", one=f"scan {SPACED}.png")
    read = read_mail(without_cards(bytes(made)))
    assert read.text == "card is [card ••••1111] [expiry] [security code removed]"
    assert read.subject == "Pay [card ••••1111]"
    assert [one.name for one in read.attachments] == ["scan [card ••••1111].png"]
    made.replace_header("From", f"Tom {SPACED} <{TOM}>")
    assert b"4111" not in without_cards(bytes(made)).partition(b"\r\nTo:")[0]
    assert (read.sender, read.message_id) == (TOM, "<m1@mail.example.com>")


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "7bit"])
@pytest.mark.parametrize("subtype", ["plain", "html", "csv"])
def test_however_a_part_is_encoded_its_card_is_found(encoding, subtype):
    made = mail("Hello")
    made.make_mixed()
    made.add_attachment(f"my card {SPACED}\n", subtype=subtype, cte=encoding)
    cleaned = without_cards(bytes(made))
    parts = [str(one.get_payload(decode=True)) for one in read_parts(cleaned)]
    assert not any("4111 1111" in one for one in parts)
    assert any("1111]" in one for one in parts)


def read_parts(raw: bytes) -> list[Message]:
    return [one for one in email.message_from_bytes(raw).walk() if not one.is_multipart()]


@pytest.mark.parametrize(
    "raw",
    [
        bytes(mail("Where is my order O-1041?", subject="Número 4111111111111112")),
        b"From: a@b.example\r\nMessage-ID: <4111111111111111@x>\r\n\r\nHello\r\n",
        b"From: 4111111111111111@b.example\r\n\r\nHello\r\n",
        b"From: a@b.example\r\n\r\nSN4111111111111111 is the serial\r\n",
        b"From: a@b.example\r\nSubject: =?utf-8?q?=C2=BFS=C3=AD=3F?=\r\n\r\n\xff\xfe\r\n",
    ],
)
def test_AC05_2_a_mail_without_a_card_stays_byte_for_byte(raw):
    assert without_cards(raw) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 100,
        b"4111 1111 1111 1111",
        b"Content-Type: multipart/mixed\n\n--",
        b"\xff" * 50,
    ],
)
def test_what_is_no_mail_is_redacted_as_it_stands(raw):
    assert b"4111 1111" not in without_cards(raw)


@pytest.mark.usefixtures("northvale", "db")
def test_AC05_1_no_table_holds_the_number_of_a_card_that_was_mailed():
    made = mail(f"Take {SPACED} cvv 123, or {PAN}.", f"Card {PAN}", one=f"{PAN}.png")
    before = dict(effects._deliverers)
    effects.register(Arrivals())
    number = CompanyLetterBox().put(bytes(made), TOM, (CARE,))
    effects.deliver_one(f"mail:{number}")
    effects._deliverers.clear()
    effects._deliverers.update(before)
    assert queries.inbound_mail(number).became == "answered"
    for table in apps.get_models():
        for row in table._base_manager.all().values():
            for name, value in row.items():
                kept = bytes(value) if isinstance(value, memoryview) else value
                told = kept.decode("latin-1") if isinstance(kept, bytes) else str(kept)
                assert not {one for one in (PAN, SPACED) if one in told}, (table._meta.label, name)
