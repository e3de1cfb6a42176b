"""Answer a mail: find or open its conversation, take a turn in it, once for each Message-ID."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from pydantic import JsonValue

from makegood.core.actor import V0, Actor, ActorKind, Channel
from makegood.core.effects import Delivery, queued
from makegood.core.message_ids import as_kept
from makegood.core.outcome import BrokenPromise, Outcome
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.queries import EventCard
from makegood.domains.parties.queries import known_in
from makegood.representative.converse import Exchange, receive
from makegood.representative.mail.addresses import own_addresses
from makegood.representative.mail.reading import Mail, MailRefused, read_mail
from makegood.representative.mail.sender_proof import SenderProof


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a mail: the conversation it belongs to, what was done, what was replied.

    `ignored` says why nothing was done with it, and is empty when it was taken in. `refused`
    is the outcome of a message that could not be taken in.
    """

    mail: Mail
    ignored: str = ""
    conversation: str = ""
    is_new: bool = True
    events: tuple[EventCard, ...] = ()
    reply: Delivery | None = None
    refused: Outcome | None = None


def answer_mail(raw: bytes) -> Answered:
    """Take in a mail and answer it. MailRefused when it cannot be read or says nothing.

    A mail continues a conversation only if it answers one of its mails and comes from the same
    address: whoever merely writes somebody's address as From begins anew, known as nobody; so
    does whose address our own mail host found to be forged.
    Source: C01, C04, RFC 3834, RFC 8601.
    """
    mail = read_mail(raw, own_addresses(), settings.MAIL_CHECKED_BY)
    if mail.automatic:
        return Answered(mail, ignored=mail.automatic)
    if not mail.text:
        raise MailRefused("The message has no words of its own; accepted is text or HTML.")
    number = _conversation(mail) or _opened(mail)
    exchange = _received(number, mail)
    if not exchange.received.is_done:
        number = _opened(mail)  # the one it answers ended too long ago: it begins anew
        exchange = _received(number, mail)
    if not exchange.received.is_done:
        return Answered(mail, conversation=number, refused=exchange.received)
    is_new = bool(exchange.received.answer("is_new"))
    return Answered(
        mail,
        conversation=number,
        is_new=is_new,
        events=exchange.events,
        reply=_reply(number, exchange.replies),
    )


def _received(number: str, mail: Mail) -> Exchange:
    if mail.proof is SenderProof.PASSED:
        _take_for_owner(number, mail.sender)
    return receive(
        number,
        mail.text,
        actor=_writer(number),
        external_id=as_kept(mail.message_id),
        subject=mail.subject or None,
        is_doubtful=mail.proof is SenderProof.FAILED,
    )


def _take_for_owner(number: str, sender: str) -> None:
    """Know the conversation to be with the customer whose address it is, if there is but one."""
    known = known_in(number)
    if known.level > V0:
        return
    postman = Actor.system("system:mail").model_copy(update={"conversation": number})
    accepted = run("parties.accept_sender", {"address": sender}, actor=postman)
    if accepted.is_done:
        noted: dict[str, JsonValue] = {
            "conversation": number,
            "party": str(accepted.answer("party")),
            "level": int(str(accepted.answer("level"))),
        }
        run("conversations.note_party", noted, actor=postman)


def _conversation(mail: Mail) -> str | None:
    if mail.proof is SenderProof.FAILED:
        return None
    for known in (mail.message_id, *mail.answers):
        number = queries.conversation_of_message(Channel.EMAIL, as_kept(known))
        if number and queries.card(number).contact_point.lower() == mail.sender:
            return number
    return None


def _opened(mail: Mail) -> str:
    ask: dict[str, JsonValue] = {"channel": Channel.EMAIL, "contact_point": mail.sender}
    ask |= {"is_doubtful": True} if mail.proof is SenderProof.FAILED else {}
    outcome = run("conversations.open_conversation", ask, actor=Actor.anonymous(Channel.EMAIL))
    if not outcome.is_done:
        raise BrokenPromise(f"no conversation could be opened for a mail: {outcome.code}")
    return str(outcome.answer("number"))


def _writer(number: str) -> Actor:
    return Actor(
        kind=ActorKind.ANONYMOUS,
        name=f"customer:{number}",
        role="customer",
        channel=Channel.EMAIL,
        conversation=number,
        language=queries.card(number).language,
    )


def _reply(number: str, replies: tuple[EventCard, ...]) -> Delivery | None:
    return queued(f"reply:{number}/{replies[-1].sequence}") if replies else None
