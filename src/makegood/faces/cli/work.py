"""Do what falls due, without serving pages."""

from __future__ import annotations

import signal
import threading

import typer

from makegood.faces.cli.premises import premises

_ENDS = {signal.SIGINT, signal.SIGTERM}


def work() -> None:
    """Do what falls due, without serving pages.

    Effects, timers, checks and promises, until Ctrl-C. On PostgreSQL as many workers as you
    like may run on as many machines.
    """
    premises().open()
    premises().write_log()
    from makegood.core import waking, worker

    stop = threading.Event()
    working = threading.Thread(target=worker.work, args=(stop,), name="worker")
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    working.start()
    typer.echo("Working; Ctrl-C ends it.")
    signal.sigwait(_ENDS)
    stop.set()
    waking.wake()
    working.join()
