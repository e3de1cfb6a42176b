"""Whatever bytes come as a mail: it is read within its limits or kindly refused, and soon."""

from __future__ import annotations

import random
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import examples
from makegood.domains.conversations.enclosed import harmless
from makegood.representative.mail.attachments import MOST_FILES, files_of
from makegood.representative.mail.reading import MailRefused, read_mail
from makegood.representative.mail.words import own_words, plain_text

NAMES = [
    "From", "Subject", "Message-ID", "References", "In-Reply-To", "Content-Type", "Return-Path",
    "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted", "Precedence", "X-Any",
]  # fmt: skip
VALUES = [
    "tom@example.com", "=?utf-8?b?4pyT?=", "=?x-none?q?=ff?=", "<a@b>",
    "multipart/mixed; boundary=b",
    "multipart/alternative; boundary=b", "text/html; charset=utf-7", "text/plain; charset=none",
    "message/rfc822", "base64", "quoted-printable", "x-uuencode",
    "attachment; filename*=utf-8''%ff",
    "attachment; filename=../../x.exe", "multipart/mixed", '"', "(", "<", ";", "", "\x00", "é",
]  # fmt: skip
BODIES = [
    b"", b"Where is my order?", b"--b\n", b"--b--\n", b"\n\n", b"=", b"=E9\n", b"YWJj\n",
    b"\xff\xfe",
    b"begin 644 x\n", b"<blockquote>\n", b"> a\n", b"On Monday Tom wrote:\n", b"-- \n", b"\x00",
]  # fmt: skip
headers = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=60)), max_size=8
)


@st.composite
def mails(draw: st.DrawFn) -> bytes:
    """Something that is nearly a mail: odd headers, and parts in parts that may never end."""
    made = b"From: tom@example.com\n" * draw(st.booleans())
    for name, value in draw(headers):
        made += f"{name}: {value}\n".encode("utf-8", "surrogatepass")
    made += b"\n" * draw(st.booleans())
    pieces = draw(st.lists(st.sampled_from(BODIES) | st.binary(max_size=40), max_size=8))
    inner = draw(mails()) if draw(st.integers(0, 3)) == 0 else b""
    return made + b"".join(pieces) + inner + b"".join(pieces[:2])


def assert_within_limits(raw: bytes) -> None:
    try:
        mail = read_mail(raw)
    except MailRefused:
        return
    kept = (mail.message_id, mail.sender, mail.subject, mail.text, mail.automatic, *mail.answers)
    for text in kept:
        text.encode()
        assert "\0" not in text
    assert 0 < len(mail.message_id) <= 250
    assert 0 < len(mail.sender) <= 254
    assert len(mail.subject) <= 400
    assert len(mail.answers) <= 50
    assert len(mail.attachments) <= MOST_FILES
    for one in mail.attachments:
        assert harmless(one.name) == one.name
        assert len(one.media_type) <= 100
    assert len(files_of(raw)) <= MOST_FILES


@given(raw=mails() | st.binary(max_size=300))
@example(raw=b"From: tom@example.com\nAuto-Submitted: a\x00b\n\nHello")  # no row takes a NUL
@settings(max_examples=examples(150), deadline=None)
def test_any_bytes_are_read_within_limits_or_refused(raw: bytes):
    assert_within_limits(raw)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=examples(60), deadline=None)
def test_a_real_mail_with_some_bytes_changed_is_read_or_refused(seed: int):
    chance = random.Random(seed)
    made = EmailMessage()
    made["From"], made["Subject"] = "Tom Gallagher <tom@example.com>", "Mein Gerät"
    made.set_content("Où est ma commande ?\n")
    made.add_alternative("<p>Où est <b>ma commande</b> ?</p>", subtype="html")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="dént.png")
    raw = bytearray(made.as_bytes())
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(raw))
        raw[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    assert_within_limits(bytes(raw))


@given(text=st.text(max_size=200))
@example(text="\ue0000\ue001 \ue00099\ue001")
@settings(max_examples=examples(100), deadline=None)
def test_no_words_break_the_search_for_quotes(text: str):
    assert isinstance(own_words(text), str)
    assert isinstance(plain_text(text), str)


@given(name=st.text(max_size=200))
@settings(max_examples=examples(100), deadline=None)
def test_a_name_made_harmless_stays_so(name: str):
    made = harmless(name)
    assert harmless(made) == made
    assert 0 < len(made) <= 120
    assert not {"/", "\\", "\0", "\n"} & set(made)


@pytest.mark.parametrize(
    "text",
    ["Bob wrote:" + "\n" * 200_000, "On " * 60_000, "\n" * 200_000, "On a\n" * 40_000],
    ids=["gap", "long line", "blank", "lines"],
)
def test_words_made_to_keep_us_busy_are_read_at_once(text: str):
    """Each of these took time with the square of its length: hours for one mail."""
    assert len(own_words("My order?\n" + text)) <= len(text) + 10


@pytest.mark.parametrize("text", ["<blockquote" * 20_000, "<div " * 40_000, "<" * 200_000])
def test_html_made_to_keep_us_busy_is_read_at_once(text: str):
    assert isinstance(plain_text(text), str)


def test_a_long_paragraph_is_kept_word_for_word_above_a_quote():
    story = "On Monday the fitter came, " + "and went, " * 80 + "and that was all."
    quoted = f"{story}\n\nOn Mon, Jun 15, 2026 Northvale <a@b.example> wrote:\n> Shall I?"
    assert own_words(quoted) == story


@pytest.mark.parametrize(
    "raw",
    [
        b"From: tom@example.com\nContent-Type: text/plain; " + b"a;" * 30_000 + b"\n\nHello",
        b"From: tom@example.com\nX-Any: " + b"a" * 100_001 + b"\n\nHello",
        b"From: tom@example.com\n\n" + b"Content-Type: a/b; c=d\n" * 3_000,
    ],
    ids=["one", "head", "parts"],
)
def test_endless_headers_are_refused_before_they_are_read(raw: bytes):
    with pytest.raises(MailRefused, match="endless headers"):
        read_mail(raw)
