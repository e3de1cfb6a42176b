"""Name what a language model must be able to do to read messages for us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ModelFailed(Exception):
    """The model could not be reached, was too slow, or answered nothing that can be read."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered, and how many tokens it read and wrote."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class LanguageModel(Protocol):
    """A language model that answers one prompt with one text."""

    def complete(self, instructions: str, message: str) -> Completion:
        """The model's answer to a customer's message; raises ModelFailed."""
