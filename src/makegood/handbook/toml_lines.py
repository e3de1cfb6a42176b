"""Find the line on which each table and key of a TOML text stands, so that a mistake has a place.

The standard library's reader gives values without places. This one reads only the outline of a
text that is already known to be valid TOML 1.0 and answers with the line of each name.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

Place: TypeAlias = tuple[str | int, ...]


@lru_cache(maxsize=8)
def lines_of(text: str) -> Mapping[Place, int]:
    """Return the line (from 1) of each table, key and array element; () is line 1."""
    return _Outline(text).read()


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """Return the line of a place, or of the nearest thing around it that has a line."""
    for length in range(len(place), -1, -1):
        line = lines.get(place[:length])
        if line is not None:
            return line
    return 1


class _Outline:
    """One walk through a TOML text, noting where things stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Place, int] = {(): 1}
        self.counts: dict[Place, int] = {}

    def read(self) -> Mapping[Place, int]:
        table: Place = ()
        while self._skip_blank():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _header(self) -> Place:
        line, is_array = self.line, self.text.startswith("[[", self.at)
        self._step(2 if is_array else 1)
        names = self._names("]")
        self._step(2 if is_array else 1)
        place: Place = ()
        for position, name in enumerate(names):
            place = (*place, name)
            if is_array and position == len(names) - 1:
                self.counts[place] = self.counts.get(place, 0) + 1
                self.lines.setdefault(place, line)
            if place in self.counts:
                place = (*place, self.counts[place] - 1)
            self.lines.setdefault(place, line)
        return place

    def _pair(self, table: Place) -> None:
        line = self.line
        place = table
        for name in self._names("="):
            place = (*place, name)
            self.lines.setdefault(place, line)
        self._step(1)
        self._value(place)

    def _names(self, end: str) -> list[str]:
        names: list[str] = []
        while True:
            self._skip_blank()
            letter = self.text[self.at]
            if letter == end:
                return names
            if letter == ".":
                self._step(1)
            elif letter in "\"'":
                names.append(self._quoted())
            else:
                start = self.at
                while self.text[self.at] not in f" \t.{end}":
                    self.at += 1
                names.append(self.text[start : self.at])

    def _value(self, place: Place) -> None:
        self._skip_blank()
        letter = self.text[self.at]
        if letter in "\"'":
            self._quoted()
        elif letter == "[":
            self._elements(place)
        elif letter == "{":
            self._inline_table(place)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def _elements(self, place: Place) -> None:
        self._step(1)
        number = 0
        while self._skip_blank() and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._step(1)
                continue
            self.lines.setdefault((*place, number), self.line)
            self._value((*place, number))
            number += 1
        self._step(1)

    def _inline_table(self, place: Place) -> None:
        self._step(1)
        while self._skip_blank() and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._step(1)
                continue
            self._pair(place)
        self._step(1)

    def _quoted(self) -> str:
        quote = self.text[self.at]
        mark = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self._step(len(mark))
        start = self.at
        while not self.text.startswith(mark, self.at):
            self._step(2 if quote == '"' and self.text[self.at] == "\\" else 1)
        inside = self.text[start : self.at]
        self._step(len(mark))
        while len(mark) == 3 and self.text.startswith(quote, self.at):
            self._step(1)
        return inside

    def _skip_blank(self) -> bool:
        while self.at < len(self.text):
            letter = self.text[self.at]
            if letter == "#":
                while self.at < len(self.text) and self.text[self.at] != "\n":
                    self.at += 1
            elif letter.isspace():
                self._step(1)
            else:
                return True
        return False

    def _step(self, count: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count
