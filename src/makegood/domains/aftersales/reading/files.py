"""Tell what a file is, and whether it can be taken at all."""

from __future__ import annotations

import re
import zlib
from datetime import date

from makegood.domains.aftersales.reading.lines import ReadPaper
from makegood.domains.aftersales.reading.notes import read_ubl
from makegood.domains.aftersales.reading.problems import NotRead
from makegood.domains.aftersales.reading.sheets import read_table
from makegood.handbook import book

_MEGABYTE = 1_000_000
_MOST_UNPACKED = 20
_STREAM = re.compile(rb"stream\r?\n")
_PICTURES = ("image/", "application/pdf")


def read_paper(content: bytes, media_type: str, today: date) -> ReadPaper:
    """The lines of a file; NotRead says what is wrong with it.

    `media_type` is what its first bytes say it is; empty for text.
    """
    most = most_bytes(today)
    if len(content) > most:
        raise NotRead("too_big", today)
    if not content:
        raise NotRead("empty", today)
    if media_type.startswith(_PICTURES):
        if media_type == "application/pdf" and _unpacks_too_much(content, most):
            raise NotRead("unpacks", today)
        return ReadPaper(media_type)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_ubl(content, today)
    return read_table(content, today)


def most_bytes(today: date) -> int:
    """How large a file may be. Source: MAT-6."""
    return book().clause("MAT-6", on=today).whole("most_megabytes") * _MEGABYTE


def _unpacks_too_much(content: bytes, most: int) -> bool:
    """Whether a PDF hides far more than it weighs; nothing is unpacked beyond the limit."""
    left = most * _MOST_UNPACKED
    for found in _STREAM.finditer(content):
        try:
            left -= len(zlib.decompressobj().decompress(content[found.end() :], left + 1))
        except zlib.error:
            continue
        if left < 0:
            return True
    return False
