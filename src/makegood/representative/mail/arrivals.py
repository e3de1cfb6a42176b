"""Take in what came to the company's addresses: keep it, have it answered, note what became."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import Actor
from makegood.core.effects import Delivery, Receipt
from makegood.core.outcome import BrokenPromise, InvalidAsk
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import MailAsItCame, keep
from makegood.handbook import book
from makegood.representative.mail.addresses import is_ours, own_addresses
from makegood.representative.mail.answering import Answered, answer_mail
from makegood.representative.mail.bounces import bounce_in
from makegood.representative.mail.reading import (
    Mail,
    MailRefused,
    id_made_of,
    read_mail,
    spelled,
)
from makegood.representative.mail.without_cards import without_cards

_MAILROOM = Actor.system("system:mail")
_MOST_REASON = 400
_MINUTES = 60


class CompanyLetterBox:
    """The letter box of the company's own addresses. Source: RFC 5321, 4.4 and 6.1."""

    def has_address(self, address: str) -> bool:
        """Whether this is an address of the company, with or without a part after a plus."""
        return is_ours(address)

    def set_aside(self, raw: bytes, why: str) -> str:
        """Keep a mail for people to look at, who are told why; its number."""
        number = keep(MailAsItCame(without_cards(raw), id_made_of(raw), "", "", (), ()))
        ask: dict[str, JsonValue] = {"mail": number, "reason": spelled(why)[:_MOST_REASON]}
        outcome = run("conversations.set_mail_aside", ask, actor=_MAILROOM)
        if not outcome.is_done:
            raise BrokenPromise(f"the mail {number} was not set aside: {outcome.code}")
        return number

    def put(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> str:
        """Keep a mail for good, once, and have it answered; its number."""
        raw = f"Return-Path: <{spelled(sender)}>\r\n".encode() + without_cards(raw)
        number = keep(_as_it_came(raw, sender, recipients))
        outcome = run("conversations.accept_mail", {"mail": number}, actor=_MAILROOM)
        if not outcome.is_done:
            raise BrokenPromise(f"the mail {number} was not accepted: {outcome.code}")
        return number


class Arrivals:
    """Answers each accepted mail once, and notes what became of it."""

    kinds: tuple[str, ...] = ("mail.arrived",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """Answer one mail. What is wrong with it is its own fault, and holds nobody else up."""
        number = str(delivery.payload["mail"])
        if queries.inbound_mail(number).became == "waiting":
            self._settle(number)
        return Receipt(number, {"became": queries.inbound_mail(number).became})

    def _settle(self, number: str) -> None:
        raw, conversation, tell = queries.raw_mail(number), "", ""
        try:
            if _is_too_many(number, "mails_an_hour") and not _is_automatic(raw):
                became, reason, tell = "ignored", "too many from this address", "too_many"
            elif _is_too_many(number, "reports_an_hour"):
                became, reason = "ignored", "too many from this address"
            else:
                became, reason, conversation = _came_of(answer_mail(raw))
                if became == "ignored":
                    reason = _noted_bounce(raw) or reason
        except (MailRefused, InvalidAsk) as fault:
            became, reason = "refused", str(fault)
            tell = "" if _is_automatic(raw) else "not_accepted"
        ask: dict[str, JsonValue] = {"mail": number, "became": became, "tell": tell}
        ask |= {"reason": reason[:_MOST_REASON]}
        if conversation:
            ask["conversation"] = conversation
        run("conversations.settle_mail", ask, actor=_MAILROOM)


def _noted_bounce(raw: bytes) -> str:
    """What came back, if it reports that a mail of ours did not arrive; else empty."""
    bounce = bounce_in(raw)
    if bounce is None:
        return ""
    ask: dict[str, JsonValue] = {"effect_key": bounce.effect_key, "reason": bounce.reason}
    key = f"bounce:{bounce.effect_key}"
    run("conversations.note_undelivered", ask, actor=_MAILROOM, key=key)
    return f"it reports that {bounce.effect_key} did not arrive: {bounce.reason}"


def _is_too_many(number: str, figure: str) -> bool:
    """Whether its sender wrote more within the hour before than we answer, or read of reports."""
    most = book().clause("CNV-10", on=clock.today()).whole(figure)
    return queries.mails_before(number, _MINUTES) >= most


def _is_automatic(raw: bytes) -> bool:
    """Whether no person wrote it; one that cannot be read may be a machine's as well."""
    try:
        return bool(read_mail(raw, own_addresses()).automatic)
    except MailRefused:
        return True


def _came_of(answered: Answered) -> tuple[str, str, str]:
    if answered.ignored:
        return "ignored", answered.ignored, ""
    if answered.refused:
        language = book().company.languages[0]
        why = " ".join(one.text(language) for one in answered.refused.statements)
        return "refused", why, answered.conversation
    return "answered", "", answered.conversation


def _as_it_came(raw: bytes, sender: str, recipients: tuple[str, ...]) -> MailAsItCame:
    """What the head says; of a mail that cannot be read, what its sender's server said."""
    try:
        mail = read_mail(raw, own_addresses())
    except MailRefused:
        mail = Mail(id_made_of(raw), spelled(sender)[:254], "", "", (), "", ())
    return MailAsItCame(
        raw=raw,
        message_id=mail.message_id,
        sender=mail.sender,
        subject=mail.subject,
        recipients=recipients,
        enclosed=mail.attachments,
    )
