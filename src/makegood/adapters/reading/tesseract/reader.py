"""Read the text of a picture by Tesseract, where it is installed. Source: tesseract(1)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from makegood.core.programs import printed_by
from makegood.domains.documents.ports import NotReadable

_PICTURES = frozenset({"image/png", "image/jpeg", "image/tiff", "image/webp", "image/gif"})
_ANY = "eng"
_SECONDS = 60.0
_LONGEST = 200_000


class Tesseract:
    """The program at a path; `languages` as it names them, such as "eng+spa+fra".

    Those whose words are not installed are left out.
    """

    def __init__(self, program: Path, languages: str = "eng", seconds: float = _SECONDS) -> None:
        self._program, self._languages, self._seconds = program, languages, seconds

    def can_read(self, media_type: str) -> bool:
        """Whether it reads files of this kind: pictures, no PDF."""
        return media_type in _PICTURES

    def text_in(self, content: bytes) -> str:
        """The text of a picture; empty when there is none. NotReadable.

        The bytes go in by the standard input, so that no name of a file is ever a word of the
        command.
        """
        command = (str(self._program), "stdin", "stdout", "-l", self._spoken)
        return printed_by(command, content, self._seconds, NotReadable)[:_LONGEST]

    @cached_property
    def _spoken(self) -> str:
        """The languages that were asked for and are here; English when none of them is."""
        listed = printed_by((str(self._program), "--list-langs"), b"", self._seconds, NotReadable)
        here = set(listed.split())
        return "+".join(one for one in self._languages.split("+") if one in here) or _ANY
