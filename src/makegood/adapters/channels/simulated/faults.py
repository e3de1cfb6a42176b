"""Let things go wrong on purpose, so that people can see what happens then."""

from __future__ import annotations

from django.db.models import F, Q

from makegood.adapters.channels.simulated.models import Fault, Mode
from makegood.core.transactions import write


def set_fault(
    channel: str, mode: Mode | str, *, times: int = 1, delay_seconds: int = 0, to: str = ""
) -> None:
    """Have the next messages of a channel ("mail", "text", "letter") go wrong in this way.

    With `to` only those to one receiver. ValueError for a mode that there is not.
    """
    with write(Fault):
        Fault.objects.create(
            channel=channel,
            mode=Mode(mode).value,
            to=to,
            times_left=times,
            delay_seconds=delay_seconds,
        )


def clear_faults() -> None:
    """Let everything go well again."""
    with write(Fault):
        Fault.objects.all().delete()


def take_fault(channel: str, to: str) -> Fault | None:
    """The fault that befalls this message, used up by it; None when all goes well."""
    meant = Q(to="") | Q(to=to)
    waiting = Fault.objects.select_for_update().filter(meant, channel=channel, times_left__gt=0)
    fault = waiting.order_by("pk").first()
    if fault is not None:
        Fault.objects.filter(pk=fault.pk).update(times_left=F("times_left") - 1)
    return fault
