"""Do what falls due, without serving pages."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import typer

from makegood.faces.cli.premises import premises


def work() -> None:
    """Do what falls due, without serving pages.

    Effects, timers, checks and promises, until Ctrl-C. On PostgreSQL as many workers as you
    like may run on as many machines.
    """
    premises().open()
    from makegood.core import worker

    stop = threading.Event()

    def end_work(number: int, frame: FrameType | None) -> None:
        stop.set()
        worker.wake()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end_work)
    typer.echo("Working; Ctrl-C ends it.")
    worker.work(stop)
