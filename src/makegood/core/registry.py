"""Know all acts of the company by name, and refuse one that leaves something out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from makegood.core.operation import AnyOperation, Operation


class Unfit(TypeError):
    """An operation leaves out what every operation must declare."""


class Registry:
    """All acts of the company by name."""

    def __init__(self) -> None:
        self._operations: dict[str, AnyOperation] = {}

    def add(self, operation: AnyOperation) -> None:
        """Take in an operation that declares all it must; Unfit says what it left out."""
        left_out = list(_left_out(operation))
        if left_out:
            raise Unfit(f"{operation.__qualname__} leaves out {', '.join(left_out)}")
        secret = operation.secrets & operation.ask_model().model_fields.keys()
        if secret and operation.needs.authority:
            raise Unfit(f"{operation.__qualname__} asks for a secret, which cannot wait for a yes")
        known = self._operations.get(operation.name)
        if known is not None and known.__qualname__ != operation.__qualname__:
            raise Unfit(f"two operations are named {operation.name}")
        self._operations[operation.name] = operation

    def remove(self, name: str) -> None:
        """Forget an operation, as when a test's own act has been tried."""
        self._operations.pop(name, None)

    def get(self, name: str) -> AnyOperation:
        """The operation of this name; KeyError when there is none."""
        return self._operations[name]

    def all(self) -> list[AnyOperation]:
        """All operations, by name."""
        return [self._operations[name] for name in sorted(self._operations)]

    def __contains__(self, name: str) -> bool:
        """Whether there is an operation of this name."""
        return name in self._operations


registry = Registry()

OperationT = TypeVar("OperationT", bound=AnyOperation)


def register(operation: OperationT) -> OperationT:
    """Make an operation known to every face of the company."""
    registry.add(operation)
    return operation


def _left_out(operation: AnyOperation) -> Iterator[str]:
    for declared in ("name", "needs", "retention"):
        if not hasattr(operation, declared):
            yield f"`{declared}`"
    if not operation.__doc__:
        yield "its docstring"
    for part in ("gather", "decide", "execute", "verify"):
        if getattr(operation, part) is getattr(Operation, part):
            yield f"`{part}`"
    for field, described in operation.ask_model().model_fields.items():
        if not described.description:
            yield f"the description of `{field}`"
        if not described.examples:
            yield f"an example of `{field}`"
