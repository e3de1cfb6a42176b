"""Look whether the house is well, thing by thing, and say what to do where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from makegood.config.doctor import house, records, ways
from makegood.faces.cli.premises import Finding, State

LOOKS: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
    ("settings", house.settings_are_safe),
    ("handbook", house.handbook_reads),
    ("disk", house.disk_has_room),
    ("database", records.database_answers),
    ("clock", records.clock_agrees),
    ("journal", records.journal_ends_well),
    ("staff", records.somebody_may_act),
    ("work", records.work_gets_done),
    ("mail out", ways.mail_leaves),
    ("mail in", ways.mail_comes),
    ("mail fetched", ways.mail_is_fetched),
    ("scanner", ways.files_are_looked_into),
    ("reader of papers", ways.papers_are_read),
)


def findings() -> Iterator[Finding]:
    """Each thing that was looked at; a look that itself fails is a finding too."""
    for name, look in LOOKS:
        try:
            yield from look()
        except Exception as fault:
            yield Finding(
                name,
                State.WRONG,
                f"could not be looked at: {type(fault).__name__}: {fault}",
                "Mend this first; what depends on it cannot be known before.",
            )
