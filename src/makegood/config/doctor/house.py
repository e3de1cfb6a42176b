"""Look at what stands on the machine: settings, the handbook's folder, the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from makegood.faces.cli.premises import Finding, State
from makegood.handbook import check, load

_SHORTEST_KEY = 32
_LEAST_FREE_MB, _LITTLE_FREE_MB = 200, 2000
_OPEN_TO_OTHERS = 0o077


def settings_are_safe() -> Iterator[Finding]:
    """There are keys to seal with, long enough; and real customers come by https."""
    keys = settings.SECRET_KEYS_FOR_SEALING
    how = (
        "Write a secret of 32 or more characters into a file and name it in "
        "MAKEGOOD_SECRET_KEYS_FILE; an older key stays behind it, parted by a comma."
    )
    if not keys:
        yield Finding("settings", State.WRONG, "there is no key to seal with", how)
    elif min(map(len, keys)) < _SHORTEST_KEY:
        told = f"a key to seal with is shorter than {_SHORTEST_KEY} characters"
        yield Finding("settings", State.WRONG, told, how)
    else:
        yield Finding("settings", State.WELL, f"{len(keys)} key to seal with, long enough")
    if not settings.DEMO and not settings.PUBLIC_ADDRESS.startswith("https:"):
        yield Finding(
            "settings",
            State.LOOK,
            f"customers come by {settings.PUBLIC_ADDRESS}, which is not https",
            "Put a TLS proxy before it and name its address in MAKEGOOD_PUBLIC_ADDRESS.",
        )


def handbook_reads() -> Iterator[Finding]:
    """The company's handbook can be used as it stands."""
    problems = check(settings.HANDBOOK)
    blocking = [problem for problem in problems if problem.blocks]
    if blocking:
        told = f"{len(blocking)} problems keep it from being used; the first: {blocking[0]}"
        yield Finding("handbook", State.WRONG, told, "Run `makegood handbook check` and mend them.")
        return
    found = load(settings.HANDBOOK)
    told = f"{found.company.name}, edition {found.version}, {len(found.clauses)} clauses"
    yield Finding("handbook", State.WELL, told)


def disk_has_room() -> Iterator[Finding]:
    """The place can be written to, is its owner's alone, and has room to grow."""
    place = Path(settings.PLACE)
    free = shutil.disk_usage(place).free // 1_000_000
    told = f"{free:,} MB free"
    more = "Make room, or move MAKEGOOD_PLACE to a larger disk while the server is stopped."
    if not os.access(place, os.W_OK):
        told, more = f"{place} cannot be written to", "Give it to the user that runs Makegood."
        yield Finding("disk", State.WRONG, told, more)
    elif free < _LITTLE_FREE_MB:
        state = State.WRONG if free < _LEAST_FREE_MB else State.LOOK
        yield Finding("disk", state, told, more)
    else:
        yield Finding("disk", State.WELL, told)
    if place.stat().st_mode & _OPEN_TO_OTHERS:
        told = f"{place} can be read by others on this machine"
        yield Finding("disk", State.LOOK, told, f"Run `chmod 700 {place}`.")
