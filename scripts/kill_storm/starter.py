"""Start the real programs of one company from a process that has read the code once already.

Reading the code and the handbook takes seconds of a whole core; two hundred starts would measure
nothing else. For each line read, such as "serve --port 8001", a child is forked that does what
`makegood` does with those words; "ended NUMBER" waits for one and tells how it ended.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from makegood.config.premises import ThisMachine
from makegood.faces.cli.app import console

READ_BEFORE = ("makegood.config.server", "makegood.config.urls", "makegood.core.worker")


def main(place: str, log: str, seconds_outside: str) -> None:
    """Start and wait as told, until there is nothing more to read."""
    machine = ThisMachine(Path(place))
    machine.open()
    from scripts.kill_storm.unhurried import slow_down

    for name in READ_BEFORE:
        import_module(name)
    machine.learn()
    slow_down(float(seconds_outside))
    for line in sys.stdin:
        first, *rest = line.split()
        if first == "ended":
            _tell(os.waitstatus_to_exitcode(os.waitpid(int(rest[0]), 0)[1]))
            continue
        program = os.fork()
        if not program:
            _be(machine, [first, *rest], log)
        _tell(program)


def _be(machine: ThisMachine, words: list[str], log: str) -> None:
    """Do what the console does with these words, and end; never comes back."""
    code = 1
    try:
        said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, where in ((0, nothing), (1, said), (2, said)):
            os.dup2(where, descriptor)
        console(machine)(args=words, prog_name="makegood")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os._exit(code)


def _tell(number: int) -> None:
    print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
