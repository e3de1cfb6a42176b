"""Write the log: a line for each thing that happened, with the numbers it goes by.

Lines are JSON for machines, or plain for people; both go to standard error. Free text is redacted
as everything else is that is kept (C05).
"""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.types import EventDict, WrappedLogger

from makegood.core.redaction import redact

_FREE_TEXT = ("event", "exception", "stack")


def write_log(level: str, spelled: str) -> None:
    """Write from now on: `level` is debug, info, warning or error; `spelled` json or plain."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    ending: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if spelled == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _without_dangerous_numbers,
                ending,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def _without_dangerous_numbers(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Take card numbers and the like out of whatever a fault or a library wrote."""
    for name in _FREE_TEXT:
        if isinstance(line.get(name), str):
            line[name] = redact(line[name]).text
    return line
