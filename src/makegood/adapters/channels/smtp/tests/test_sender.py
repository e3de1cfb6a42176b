"""Mail that leaves over a real socket, and what its receiver's server makes of it."""

from __future__ import annotations

import base64
import email
import socket
from collections.abc import Iterator
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from makegood.adapters.channels.smtp.sender import MailServer, SmtpSender, composed
from makegood.core.effects import Delivery, PermanentFailure, TemporaryFailure
from makegood.core.message_ids import message_id

TOM = "tom.gallagher@example.com"


class Elsewhere:
    """The mail server of a customer, which says what it is told to say."""

    def __init__(self) -> None:
        self.says = "250 OK"
        self.got: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.says.startswith("250"):
            self.got.append(envelope.original_content or b"")
        return self.says


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def sender(elsewhere: Elsewhere) -> Iterator[SmtpSender]:
    server = Controller(elsewhere, hostname="127.0.0.1", port=free_port())
    server.start()
    yield SmtpSender(MailServer("127.0.0.1", server.port, starttls=False))
    server.stop()


def mail(**payload: object) -> Delivery:
    told = {"to": TOM, "subject": "Re: My washer", "body": "Código: ninguno.", **payload}
    return Delivery("reply:CV-1001/4", "mail", told, 1)  # type: ignore[arg-type]  # as JSON has it


def test_a_reply_leaves_with_its_thread_and_the_same_id_at_each_try(sender, elsewhere):
    headers = {"In-Reply-To": "<b1@mail.example.com>", "References": "<b1@mail.example.com>",
               "Auto-Submitted": "auto-replied", "X-Conversation": "CV-1001"}  # fmt: skip
    receipt = sender.deliver(mail(headers=headers))
    assert sender.deliver(mail(headers=headers)).reference == receipt.reference
    assert receipt.reference == message_id("reply:CV-1001/4")
    got = email.message_from_bytes(elsewhere.got[0], policy=default)
    assert got["Message-ID"] == receipt.reference
    assert got["From"] == "Northvale Home & Energy <care@northvale.example.com>"
    assert (got["To"], got["Subject"]) == (TOM, "Re: My washer")
    assert got["In-Reply-To"] == got["References"] == "<b1@mail.example.com>"
    assert got["Auto-Submitted"] == "auto-replied"
    assert got["X-Conversation"] == "CV-1001"
    assert got["Date"] == "Mon, 15 Jun 2026 16:00:00 +0000"
    assert got.get_content_type() == "text/plain"
    assert got.get_content().strip() == "Código: ninguno."


def test_a_notice_says_that_a_machine_wrote_it_and_brings_its_letter(sender, elsewhere):
    letter = {"name": "letter.pdf", "media_type": "application/pdf",
              "content_base64": base64.b64encode(b"%PDF").decode()}  # fmt: skip
    sender.deliver(mail(attachments=[letter]))
    got = email.message_from_bytes(elsewhere.got[0], policy=default)
    assert got["Auto-Submitted"] == "auto-generated"
    (part,) = got.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("letter.pdf", "application/pdf")
    assert part.get_content() == b"%PDF"


def test_no_text_of_others_begins_a_header_of_its_own():
    made = composed(
        mail(
            subject="Hi\r\nBcc: all@example.org\n\nbody",
            headers={"In-Reply-To": "<a@b>\r\nBcc: x@example.org", "Bcc": "y@example.org",
                     "X-A\r\nBcc": "z@example.org", "From": "ceo@example.org"},
        )
    )  # fmt: skip
    head = bytes(made).partition(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())
    assert made["Subject"] == "Hi Bcc: all@example.org body"
    assert made["From"] == "Northvale Home & Energy <care@northvale.example.com>"
    assert len(made.get_all("From", [])) == 1


@pytest.mark.parametrize(
    "to", ["", "tom", f"{TOM}, all@example.org", f"{TOM}\r\nBcc: a@b.c", "+1 202"]
)
def test_a_receiver_that_is_no_single_address_is_never_written_to(sender, elsewhere, to):
    with pytest.raises(PermanentFailure, match="no mail address"):
        sender.deliver(mail(to=to))
    assert elsewhere.got == []


def test_what_may_go_well_later_is_told_from_what_never_will(sender, elsewhere):
    elsewhere.says = "451 4.3.0 try again later"
    with pytest.raises(TemporaryFailure, match="451"):
        sender.deliver(mail())
    elsewhere.says = "550 5.1.1 there is no such mailbox"
    with pytest.raises(PermanentFailure, match="550"):
        sender.deliver(mail())
    nobody = SmtpSender(MailServer("127.0.0.1", free_port(), starttls=False))
    with pytest.raises(TemporaryFailure, match="no mail server answers"):
        nobody.deliver(mail())


def test_a_server_that_cannot_keep_the_line_secret_gets_no_mail(sender, elsewhere):
    port = sender._server.port
    with pytest.raises(TemporaryFailure):
        SmtpSender(MailServer("127.0.0.1", port)).deliver(mail())
    assert elsewhere.got == []
