"""File what came with a mail: photos and papers go to the customer's file, once each. C08.

A file that the scanner has not looked into stays in the mail as it came, where nobody is shown it.
"""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V2, Actor
from makegood.core.effects import Delivery, Receipt, TemporaryFailure
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.conversations.keeping import Enclosed
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.ports import ScannerAway, harm_in
from makegood.domains.documents.queries import is_filed
from makegood.handbook import book
from makegood.representative.mail.attachments import files_of, kind_of

_MAILROOM = Actor.system("system:mail")


class Enclosures:
    """Sees to the files of each answered mail; while the scanner is away, they wait and it is
    tried again.
    """

    kinds: tuple[str, ...] = ("mail.enclosures",)

    def deliver(self, delivery: Delivery) -> Receipt:
        """File what may be filed, and tell the sender what was not taken in."""
        mail, conversation = (str(delivery.payload[name]) for name in ("mail", "conversation"))
        try:
            refused = refused_of(mail)
            filed = file_enclosures(conversation)
        except ScannerAway as away:
            raise TemporaryFailure(f"the files of {mail} wait for the scanner: {away}") from None
        if refused:
            ask: dict[str, JsonValue] = {"mail": mail, "files": list(refused)}
            key = f"not-taken:{mail}"
            run("conversations.refuse_enclosures", ask, actor=_MAILROOM, key=key)
        return Receipt(mail, {"filed": filed, "refused": len(refused)})


def refused_of(mail: str) -> tuple[str, ...]:
    """The names of the files of a mail that are not taken in: of a wrong kind, too many, harmful.

    ScannerAway.
    """
    files = _files(mail)
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    taken = [one for one in files[:most] if kind_of(one[1]) and not harm_in(one[1])]
    return tuple(file.name for file, content in files if (file, content) not in taken)


def file_enclosures(conversation: str) -> int:
    """File what the mails of a conversation brought, if it is known whose it is; how many.

    A sender's address alone proves nothing: until a code did, the kind says so. What came
    before it was known whose it is goes to the file with the mail that told. ScannerAway.
    """
    card = queries.card(conversation)
    party = card.party or card.claimed_party
    if not party:
        return 0
    kind = "enclosure" if card.level >= V2 else "unproven-enclosure"
    found = [one.number for one in queries.mails_of(conversation) if one.attachments]
    return sum(_file(number, kind, party, conversation) for number in found)


def _file(mail: str, kind: str, party: str, conversation: str) -> int:
    files = _files(mail)
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    filed = 0
    for place, (file, content) in enumerate(files[:most], 1):
        source, media_type = f"mail:{mail}/{place}", kind_of(content)
        if not media_type or is_filed(source) or harm_in(content):
            continue
        ask: dict[str, JsonValue] = {
            "sha256": keep(content, media_type), "type": kind, "title": file.name,
            "party": party, "subject": f"conversation:{conversation}", "source": source,
        }  # fmt: skip
        filed += run("documents.file_document", ask, actor=_MAILROOM, key=source).is_done
    return filed


def _files(mail: str) -> tuple[tuple[Enclosed, bytes], ...]:
    try:
        return files_of(queries.raw_mail(mail))
    except NotFound:  # kept no longer
        return ()
