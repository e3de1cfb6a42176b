"""What mail programs put around somebody's words is known, and is not taken for theirs."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from makegood.representative.mail.attachments import files_of
from makegood.representative.mail.reading import read_mail
from makegood.representative.mail.words import own_words

PHOTO, LOGO = b"\x89PNG\r\n\x1a\n" + b"p" * 20_000, b"\x89PNG\r\n\x1a\n" + b"l" * 500
INVITATION = (
    b"BEGIN:VCALENDAR\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nSUMMARY:Repair of my dryer\r\n"
    b"DESCRIPTION:Could somebody come\\, please?\\nIt is\r\n  loud.\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def mail(text: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "tom.gallagher@example.com"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    return message


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("Where is my order 40006?\n\nSent from my iPhone", "Where is my order 40006?"),
        ("¿Dónde está mi pedido?\n\nEnviado desde mi iPhone", "¿Dónde está mi pedido?"),
        ("Où est ma commande ?\n\nEnvoyé de mon iPhone", "Où est ma commande ?"),
        ("Where?\n\nGet Outlook for Android<https://aka.ms/x>", "Where?"),
        ("Get my mail back please", "Get my mail back please"),
        (
            "Please cancel.\n\n-----Original Message-----\nFrom: a\nSent: b\nTo: c\n\nKeep it.",
            "Please cancel.",
        ),
        ("Cancele.\n\n-----Mensaje original-----\nDe: a\nEnviado: b\n\nNo.", "Cancele."),
        ("Annulez.\n\n-----Message d'origine-----\nDe : a\nEnvoyé : b\n\nNon.", "Annulez."),
        (
            "¿Y mi dinero?\n\nDe: Northvale <a@b.example>\nEnviado el: lunes\nPara: Tom\n"
            "Asunto: RE: lavadora\n\nRespondemos.",
            "¿Y mi dinero?",
        ),
        ("De: verdad no la quiero", "De: verdad no la quiero"),
        (
            "Where is it?\nTom\n\nCONFIDENTIALITY NOTICE: If you are not the intended recipient, "
            "please cancel and delete this.",
            "Where is it?\nTom",
        ),
        (
            "Hello,\n\nThis message is not intended as a complaint, but my washer is late.\n\nTom",
            "Hello,\n\nThis message is not intended as a complaint, but my washer is late.\n\nTom",
        ),
        (
            "Where?\n\nThis e-mail is confidential and for its recipient.\n\nPlease answer soon.",
            "Where?\n\nThis e-mail is confidential and for its recipient.\n\nPlease answer soon.",
        ),
    ],
)
def test_only_what_the_writer_wrote_is_read(written, own):
    assert own_words(written) == own


FORWARDED = (
    "---------- Forwarded message ---------\nFrom: Ana <ana@example.com>\nDate: Mon\n"
    "Subject: Yes\nTo: Tom <tom@example.com>\n\nThe washer leaks."
)


def test_what_is_sent_on_is_not_the_writers_word():
    assert read_mail(bytes(mail(f"My tenant says this.\n\n{FORWARDED}"))).text == (
        "My tenant says this."
    )


def test_only_sent_on_words_are_read_but_answer_nothing_that_we_asked():
    sent_on = mail(FORWARDED, In_Reply_To="<ours@northvale.example.com>")
    read = read_mail(bytes(sent_on))
    assert (read.text, read.answers) == ("The washer leaks.", ())
    enclosed = mail("\n", References="<ours@northvale.example.com>")
    enclosed.add_attachment(mail("The dryer is loud."))
    read = read_mail(bytes(enclosed))
    assert (read.text, read.answers) == ("The dryer is loud.", ())


def test_html_that_is_only_sent_on_is_read_too():
    markup = (
        '<div dir="ltr"><br><div class="gmail_quote"><div>---------- Forwarded message ---------'
        "<br>From: <b>Ana</b><br>Subject: Hi<br></div><div>The washer leaks.</div></div></div>"
    )
    message = mail()
    message.set_content(markup, subtype="html")
    assert read_mail(bytes(message)).text == "The washer leaks."


def test_an_invitation_is_read_where_nothing_else_is_said_and_is_no_file():
    message = mail()
    message.set_content(INVITATION % b"REQUEST", "text", "calendar", params={"method": "REQUEST"})
    read = read_mail(bytes(message))
    assert read.text == "Repair of my dryer\nCould somebody come, please?\nIt is loud."
    assert (read.attachments, read.automatic) == ((), "")


def test_a_calendars_own_answer_is_not_answered():
    message = mail("Accepted: Repair")
    message.add_alternative(INVITATION % b"REPLY", "text", "calendar", params={"method": "REPLY"})
    assert read_mail(bytes(message)).automatic.startswith("a calendar")


@pytest.mark.parametrize(
    "subject",
    ["Automatic reply: Your order", "Out of office: back on Monday", "Respuesta automática: hola",
     "Réponse automatique : absent", "Fuera de la oficina: vuelvo"],
)  # fmt: skip
def test_who_is_away_is_not_answered(subject):
    assert read_mail(bytes(mail("I am away.", Subject=subject))).automatic
    missed = mail("Hola", Subject="Ausencia: no estaba en casa")
    assert not read_mail(bytes(missed)).automatic
    assert not read_mail(bytes(mail("Hi", Subject="My automatic reply button broke"))).automatic


def test_pictures_between_the_words_are_files_and_a_logo_is_none():
    message = mail("Look at the dent.")
    page = EmailMessage()
    page.set_content('<p>Look <img src="cid:p"> <img src="cid:l"></p>', subtype="html")
    page.add_related(PHOTO, "image", "png", cid="<p>", filename="dent.png", disposition="inline")
    page.add_related(LOGO, "image", "png", cid="<l>", filename="logo.png", disposition="inline")
    message.make_mixed()
    message.attach(page)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="bill.pdf")
    assert [one.name for one, _ in files_of(bytes(message))] == ["dent.png", "bill.pdf"]


def test_a_file_of_a_mail_that_was_sent_on_is_a_file_of_this_one():
    inner = mail("See the picture.")
    inner.add_attachment(PHOTO, maintype="image", subtype="png", filename="dent.png")
    outer = mail("From my tenant.")
    outer.add_attachment(inner)
    assert [one.name for one in read_mail(bytes(outer)).attachments] == ["dent.png"]


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        ("text/plain", "¿Dónde está?".encode(), "¿Dónde está?"),
        ("text/plain; charset=us-ascii", "C’est où ?".encode(), "C’est où ?"),
        ("text/plain; charset=iso-8859-1", b"C\x92est o\xf9 ?", "C’est où ?"),
        ("text/plain; charset=utf-8", b"C'est o\xf9 ?", "C'est où ?"),
        ("text/plain; charset=no-such-thing", b"C'est o\xf9 ?", "C'est où ?"),
        ("text/plain; charset=punycode", b"where-is-it", "where-is-it"),
        ("text/plain; charset=undefined", b"where is it", "where is it"),
        ("text/plain; charset=unicode_escape", b"where\\u0020is it", "where\\u0020is it"),
        ("text/plain; charset=gb18030", "订单".encode("gb18030"), "订单"),
        ("text/plain; charset=utf-16", "¿Sí?".encode("utf-16"), "¿Sí?"),
    ],
)
def test_a_charset_that_is_missing_wrong_or_none_is_read_as_it_was_meant(content_type, body, text):
    head = f"From: tom@example.com\nContent-Type: {content_type}\nContent-Transfer-Encoding: 8bit"
    assert read_mail(head.encode() + b"\n\n" + body).text == text
