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
GIVES_WAY = 10
LONGEST_SECONDS = 600.0


def learn_beside() -> None:
    """Learn in another program, which ends with this one if that comes first.

    It gives way to all others where an edition is in use already; a first one is waited for. What
    it learned lies in the company's place afterwards. Where it fails the log says so, and whoever
    asked learns by itself.
    """
    from makegood.representative import mind

    way = GIVES_WAY if mind.at_hand() else 0
    command = [sys.executable, "-P", "-m", "makegood", "handbook", "learn", "--beside", str(way)]
    told = {
        "MAKEGOOD_PLACE": str(settings.PLACE),
        "MAKEGOOD_HANDBOOK": str(settings.HANDBOOK),
        "MAKEGOOD_LEARNED": str(settings.LEARNED),
    }
    try:
        with subprocess.Popen(  # noqa: S603 - this very program
            command, env={**os.environ, **told}, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as learning:  # fmt: skip
            try:
                ended = learning.wait(LONGEST_SECONDS)
            except subprocess.TimeoutExpired:
                learning.kill()
                ended = learning.wait()
    except OSError as fault:
        log.warning("no program could be started that learns beside this one: %s", fault)
        return
    if ended:
        log.warning("learning beside this program ended with %s; learning here", ended)
