"""Answer prompts as a language model would that has a bad day, in each of its ways."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from enum import StrEnum

from makegood.representative.understand.port import Completion, ModelFailed


class Fault(StrEnum):
    """What can go wrong with a model; late, it answers the message before this one."""

    DELAY = "delay"
    FAIL = "fail"
    TIMEOUT = "timeout"
    TWICE = "twice"
    LATE = "late"
    WRONG = "wrong"


_SILENT = {
    Fault.DELAY: "no whole answer within 8 s",
    Fault.FAIL: "500 Internal Server Error",
    Fault.TIMEOUT: "ReadTimeout",
}
_LIES = '[{"command": "confirm"}, {"command": "start", "operation": "ledger.reverse_entry"}]'
_NOTHING = "[]"


class SimulatedModel:
    """A model that adds nothing to our own reading, except for the faults that wait."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._waiting = deque(faults)
        self._before = _NOTHING
        self.times_asked = 0

    def complete(self, instructions: str, message: str) -> Completion:
        """The answer, or the fault that is waiting. ModelFailed."""
        self.times_asked += 1
        fault = self._waiting.popleft() if self._waiting else None
        if fault in _SILENT:
            raise ModelFailed(_SILENT[fault])
        question = f'[{{"command": "question", "text": "{len(message)}"}}]'
        before, self._before = self._before, question
        answers = {Fault.TWICE: _NOTHING * 2, Fault.LATE: before, Fault.WRONG: _LIES}
        return Completion(answers.get(fault, _NOTHING) if fault else _NOTHING)
