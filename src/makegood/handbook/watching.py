"""Keep the handbook in force: read it again when its folder changed, and only if it is valid."""

import os
import threading
import time
from pathlib import Path

from makegood.handbook.problems import HandbookInvalid, Problem
from makegood.handbook.reading import entries_of, load
from makegood.handbook.volume import Handbook

LOOK_EVERY_SECONDS = 1.0
FOLDER_VARIABLE = "MAKEGOOD_HANDBOOK"


class Watch:
    """The handbook of one folder, always the newest valid one; safe for many threads."""

    def __init__(self, folder: Path, look_every_seconds: float = LOOK_EVERY_SECONDS) -> None:
        """Watch a folder; nothing is read before the first `book()`."""
        self.folder = Path(folder)
        self._look_every = look_every_seconds
        self._reading = threading.Lock()
        self._book: Handbook | None = None
        self._seen: object = None
        self._problems: tuple[Problem, ...] = ()
        self._look_again_at = 0.0

    def book(self) -> Handbook:
        """Return the handbook in force; HandbookInvalid when there never was a valid one."""
        book = self._book
        if book is not None and time.monotonic() < self._look_again_at:
            return book
        if book is None:
            with self._reading:
                return self._book or self._read_first()
        if self._reading.acquire(blocking=False):
            try:
                self._read_changed()
            finally:
                self._reading.release()
        return self._book or book

    def problems(self) -> tuple[Problem, ...]:
        """Return why the newest text of the folder is not in force; empty when it is."""
        return self._problems

    def _read_first(self) -> Handbook:
        self._seen = _signature(self.folder)
        self._book = book = load(self.folder)
        self._look_again_at = time.monotonic() + self._look_every
        return book

    def _read_changed(self) -> None:
        signature = _signature(self.folder)
        if signature != self._seen:
            try:
                self._book, self._problems = load(self.folder), ()
            except HandbookInvalid as invalid:
                self._problems = invalid.problems
            except OSError as error:
                # A file vanished between the listing and the reading: look again next time.
                self._problems = (Problem(".", 1, "file", str(error), "files that stay"),)
                signature = None
            self._seen = signature
        self._look_again_at = time.monotonic() + self._look_every


def default_folder() -> Path:
    """Return the folder named by MAKEGOOD_HANDBOOK, else the one that comes with Makegood."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    beside_the_source = Path(__file__).resolve().parents[3] / "handbook" / "northvale"
    return beside_the_source if beside_the_source.is_dir() else Path("handbook/northvale")


def use_folder(path: Path | str | None) -> None:
    """Take the handbook from this folder from now on; None means the default folder again."""
    global _watch
    _watch = _of(path)


def book() -> Handbook:
    """Return the handbook in force now; cheap when nothing changed.

    HandbookInvalid when the folder has never held a valid handbook in this process.
    """
    return _current().book()


def book_problems() -> tuple[Problem, ...]:
    """Return why the newest text of the handbook is not in force; empty when it is."""
    return _current().problems()


def folder() -> Path:
    """Return the folder the handbook comes from."""
    return _current().folder


def _current() -> Watch:
    global _watch
    chosen = _watch
    if chosen is None:
        with _choosing:
            _watch = chosen = _watch if _watch is not None else _of(None)
    return chosen


def _of(path: Path | str | None) -> Watch:
    return Watch(Path(path) if path is not None else default_folder())


def _signature(root: Path) -> object:
    seen = []
    for entry in entries_of(root):
        try:
            stat = entry.stat()
        except FileNotFoundError:
            continue
        seen.append((entry.path, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(sorted(seen))


_watch: Watch | None = None
_choosing = threading.Lock()
