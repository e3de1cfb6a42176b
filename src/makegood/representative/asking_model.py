"""Ask the language model: within a turn's budget, with redacted words, and each call recorded."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from makegood.core.redaction import redact
from makegood.representative.understand.port import Completion, LanguageModel, ModelFailed

log = logging.getLogger(__name__)
_MOST_FAILURES = 3
_REST_SECONDS = 60.0
_MOST_WHY = 200


@dataclass(slots=True)
class Call:
    """One call: what it was for and came to. `why_not` says why the answer was not used."""

    purpose: str
    conversation: str
    prompt: str
    answer: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    milliseconds: int = 0
    why_not: str = ""


class Records(Protocol):
    """Who keeps what was asked of the model and what came of it."""

    def keep(self, call: Call) -> None:
        """Keep a call for good."""


@dataclass(slots=True)
class _Turn:
    conversation: str
    calls_left: int


_turn: ContextVar[_Turn | None] = ContextVar("turn", default=None)


@contextmanager
def budget(conversation: str, calls: int) -> Iterator[None]:
    """Let the model be asked so many times while this turn of a conversation is taken."""
    token = _turn.set(_Turn(conversation, calls))
    try:
        yield
    finally:
        _turn.reset(token)


class Asking:
    """One model, whoever of us asks. After three failures in a row it rests for a minute."""

    def __init__(self, model: LanguageModel, records: Records | None = None) -> None:
        self._model, self._records = model, records
        self._failures = 0
        self._rests_until = 0.0

    @property
    def is_free(self) -> bool:
        """Whether it may be asked now: it does not rest, and the turn has a call left."""
        turn = _turn.get()
        return time.monotonic() >= self._rests_until and (turn is None or turn.calls_left > 0)

    @contextmanager
    def call(self, purpose: str, instructions: str, message: str) -> Iterator[Call]:
        """Ask once, and use the answer inside; whatever is raised there tells why it was not used.

        Raises ModelFailed, and what the user of the answer raises: ValueError for one that
        cannot be used. No number that is to be redacted leaves the house.
        """
        turn = _turn.get()
        asked, told = redact(instructions).text, redact(message).text
        call = Call(purpose, turn.conversation if turn else "", f"{asked}\n\n{told}")
        if turn is not None:
            turn.calls_left -= 1
        began = time.monotonic()
        try:
            self._ask(call, asked, told, began)
            yield call
        except (ModelFailed, ValueError) as failure:
            call.why_not = f"{type(failure).__name__}: {failure}"[:_MOST_WHY]
            self._note_failure(failure)
            raise
        else:
            self._failures = 0
        finally:
            if self._records is not None:
                self._records.keep(call)

    def _ask(self, call: Call, instructions: str, message: str, began: float) -> None:
        try:
            answer: Completion = self._model.complete(instructions, message)
        finally:
            call.milliseconds = round((time.monotonic() - began) * 1000)
        call.answer = answer.text
        call.tokens_in, call.tokens_out = answer.tokens_in, answer.tokens_out

    def _note_failure(self, failure: Exception) -> None:
        self._failures += 1
        log.warning("the language model could not be used: %s", type(failure).__name__)
        if self._failures >= _MOST_FAILURES:
            self._rests_until = time.monotonic() + _REST_SECONDS
            self._failures = 0
