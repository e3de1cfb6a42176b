"""Read the text of a PDF by Poppler, where it is installed. Source: pdftotext(1)."""

from __future__ import annotations

from pathlib import Path

from makegood.core.programs import printed_by
from makegood.domains.documents.ports import PDF, NotReadable

_SECONDS = 30.0
_LONGEST = 200_000
_MOST_PAGES = "100"


class Pdftotext:
    """The program at a path. Of a PDF that is only pictures of pages it reads nothing."""

    def __init__(self, program: Path, seconds: float = _SECONDS) -> None:
        self._program, self._seconds = program, seconds

    def can_read(self, media_type: str) -> bool:
        """Whether it reads files of this kind: PDFs."""
        return media_type == PDF

    def text_in(self, content: bytes) -> str:
        """The text of a PDF as it stands on its pages. NotReadable."""
        command = (str(self._program), "-layout", "-l", _MOST_PAGES, "-", "-")
        return printed_by(command, content, self._seconds, NotReadable)[:_LONGEST]
