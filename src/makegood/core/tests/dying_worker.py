"""Workers in processes of their own, for the test that kills them."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django
from django.conf import settings


def open_company(address: str) -> None:
    """Know the acts of this test in a company whose records are at this address."""
    from makegood.config.database import database

    settings.configure(
        INSTALLED_APPS=["makegood.core"],
        DATABASES={"default": database(address)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
    )
    django.setup()
    from makegood.core.registry import registry
    from makegood.core.tests.small_acts import WindClocks
    from makegood.handbook import book

    registry.add(WindClocks)
    import_module("makegood.core.jobs")  # before the processes part, so that each begins at once
    book()


def work_until_killed_or_done() -> None:
    """Work off the jobs that are due; tell the own number once the first is done."""
    from makegood.core import clock, jobs

    with clock.standing_at("2026-06-15"):
        jobs.run_one()
        print(os.getpid(), flush=True)
        while jobs.run_one():
            pass


def main(address: str) -> None:
    """For each line read, let a new process work, and tell how it ended."""
    open_company(address)
    for _ in sys.stdin:
        worker = os.fork()
        if not worker:
            work_until_killed_or_done()
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
