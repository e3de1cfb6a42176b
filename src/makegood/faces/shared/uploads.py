"""Take in a file that somebody sends over a page: read, looked at for harm, and not kept yet."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from makegood.core import clock
from makegood.domains.aftersales.reading import NotRead, ReadPaper, most_bytes, read_paper
from makegood.domains.documents.ports import ScannerAway, harm_in
from makegood.domains.documents.reading import shows_card
from makegood.representative.mail.attachments import kind_of


def taken(file: object, *, as_photo: bool = False) -> tuple[bytes, ReadPaper]:
    """The bytes of a file and the lines it has; NotRead says what is wrong with one not taken.

    Of a file that is refused nothing is kept; one that is too big is not even read. `as_photo`
    takes pictures alone.
    """
    today = clock.today()
    if not isinstance(file, UploadedFile):
        raise NotRead("empty", today)
    if (file.size or 0) > most_bytes(today):
        raise NotRead("too_big", today)
    content = b"".join(file.chunks())
    kind = kind_of(content)
    if as_photo and content and not kind.startswith("image/"):
        raise NotRead("no_photo", today)
    read = read_paper(content, kind, today)
    try:
        harm = harm_in(content)
    except ScannerAway:
        raise NotRead("scanner_away", today) from None
    if harm:
        raise NotRead("harmful", today)
    if shows_card(content, kind):
        raise NotRead("shows_card", today)
    return content, read
