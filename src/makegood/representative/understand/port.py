"""Name what a language model must be able to do to read messages for us."""

from __future__ import annotations

from typing import Protocol


class ModelFailed(Exception):
    """The model could not be reached, was too slow, or answered nothing that can be read."""


class LanguageModel(Protocol):
    """A language model that answers one prompt with one text."""

    def complete(self, instructions: str, message: str) -> str:
        """The model's answer to a customer's message; raises ModelFailed."""
