"""Wake the worker of this process when something was saved that is due at once."""

from __future__ import annotations

import threading

from django.db import transaction

_wake = threading.Event()


def wake() -> None:
    """Let a waiting worker look at once."""
    _wake.set()


def wake_when_saved() -> None:
    """Let it look as soon as the open transaction is saved; never if it is taken back."""
    transaction.on_commit(wake)


def wait(seconds: float) -> None:
    """Wait to be woken, but no longer than this."""
    _wake.wait(seconds)
    _wake.clear()
