"""Each way out of the house tells what went through, what waits and what gave up."""

from __future__ import annotations

from datetime import timedelta

from makegood.core import clock
from makegood.core.models import Effect
from makegood.core.outlets import Outlet, outlets


def queued(key: str, kind: str, **more) -> None:
    now = clock.now()
    Effect.objects.create(
        key=key, kind=kind, payload={}, act="A", queued_at=now, next_try_at=now, **more
    )


def test_each_way_out_is_summed_up_and_those_in_need_come_first(db, outside):
    now = clock.now()
    queued("a", "mail", delivered_at=now - timedelta(hours=2))
    queued("b", "mail", delivered_at=now - timedelta(hours=1))
    queued("c", "mail")
    queued("d", "carrier", last_error="their server says 503")
    queued("e", "payment", dead_at=now, last_error="the card was not known")
    queued("f", "payment", dead_at=now - timedelta(days=1), last_error="an older reason")
    assert outlets() == (
        Outlet("payment", None, 0, 2, "the card was not known"),
        Outlet("carrier", None, 1, 0, "their server says 503"),
        Outlet("mail", now - timedelta(hours=1), 1, 0, ""),
        Outlet("tests.note", None, 0, 0, ""),
    )
