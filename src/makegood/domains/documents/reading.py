"""Have the text of a paper read outside any act: for a card in it, and to keep it. C05, C08."""

from __future__ import annotations

from makegood.core.actor import Actor
from makegood.core.effects import Delivery, PermanentFailure, Receipt
from makegood.core.outcome import NotFound
from makegood.core.redaction import holds_card, redact
from makegood.core.runner import run
from makegood.domains.documents import queries
from makegood.domains.documents.ports import NotReadable, can_read, text_in

READ = "document.read"


def shows_card(content: bytes, media_type: str) -> bool:
    """Whether the number of a payment card can be read in a file that somebody sent.

    Asked before anything of the file is kept. Where nobody here reads such files, or this one
    cannot be read, nothing is known of one.
    """
    if not can_read(media_type):
        return False
    try:
        return holds_card(text_in(content, media_type))
    except NotReadable:
        return False


class PapersRead:
    """Reads each paper that came in, once; what is to be redacted is taken out of its text."""

    kinds: tuple[str, ...] = (READ,)

    def deliver(self, delivery: Delivery) -> Receipt:
        """Read one paper; what no program can read stays a picture, and that is said."""
        number = str(delivery.payload["document"])
        try:
            card = queries.document(number)
        except NotFound:
            return Receipt("erased before it was read", {})
        if not can_read(card.media_type):
            return Receipt("nobody here reads such files", {})
        try:
            text = text_in(queries.content(number), card.media_type)
        except NotReadable as fault:
            raise PermanentFailure(str(fault)) from fault
        ask = {"document": number, "text": redact(text).text}
        run("documents.keep_text", ask, actor=Actor.system("system:papers"), key=f"read:{number}")
        return Receipt("read", {})
