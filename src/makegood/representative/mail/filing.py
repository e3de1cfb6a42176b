"""File what came with a mail: photos and papers go to the customer's file, once each. C08."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core import clock
from makegood.core.actor import V2, Actor
from makegood.core.outcome import NotFound
from makegood.core.runner import run
from makegood.domains.conversations import queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.queries import is_filed
from makegood.handbook import book
from makegood.representative.mail.attachments import files_of, kind_of

_MAILROOM = Actor.system("system:mail")


def file_enclosures(conversation: str) -> int:
    """File what the mails of a conversation brought, if it is known whose it is; how many.

    A sender's address alone proves nothing: until a code did, the kind says so. What came
    before it was known whose it is goes to the file with the mail that told.
    """
    card = queries.card(conversation)
    party = card.party or card.claimed_party
    if not party:
        return 0
    kind = "enclosure" if card.level >= V2 else "unproven-enclosure"
    found = [one.number for one in queries.mails_of(conversation) if one.attachments]
    return sum(_file(number, kind, party, conversation) for number in found)


def _file(mail: str, kind: str, party: str, conversation: str) -> int:
    try:
        files = files_of(queries.raw_mail(mail))
    except NotFound:  # kept no longer
        return 0
    most = book().clause("DOC-3", on=clock.today()).whole("files")
    filed = 0
    for place, (file, content) in enumerate(files[:most], 1):
        source, media_type = f"mail:{mail}/{place}", kind_of(content)
        if not media_type or is_filed(source):
            continue
        ask: dict[str, JsonValue] = {
            "sha256": keep(content, media_type), "type": kind, "title": file.name,
            "party": party, "subject": f"conversation:{conversation}", "source": source,
        }  # fmt: skip
        filed += run("documents.file_document", ask, actor=_MAILROOM, key=source).is_done
    return filed
