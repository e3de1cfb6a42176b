"""Have what the handbook teaches learned by a program of its own, while this one goes on serving.

Learning takes a whole core for half a minute and some hundred MB for that time. Done in a thread
of the server, every act and page would wait for it.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys

from django.conf import settings

log = logging.getLogger(__name__)


def learn_beside() -> None:
    """Learn in a program that gives way to all others, and ends with this one if that comes first.

    What it learned lies in the company's place afterwards. Where it fails the log says so, and
    whoever asked learns by itself.
    """
    command = [sys.executable, "-m", "makegood", "handbook", "learn", "--beside"]
    told = {
        "MAKEGOOD_PLACE": str(settings.PLACE),
        "MAKEGOOD_HANDBOOK": str(settings.HANDBOOK),
        "MAKEGOOD_LEARNED": str(settings.LEARNED),
    }
    with subprocess.Popen(  # noqa: S603 - this very program
        command, env={**os.environ, **told},
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    ) as learning:  # fmt: skip
        said = learning.stderr.read() if learning.stderr else b""
    if learning.returncode:
        log.warning("learning beside the server ended with %s: %s", learning.returncode,
                    said.decode(errors="replace").strip()[-500:])  # fmt: skip
