"""Tom's washer comes back with a changed label, as the tests of several acts have it."""

from __future__ import annotations

from makegood.core.outcome import Outcome
from makegood.domains.aftersales.tests.story import TOM, WASHER, inspect, photo_with, received
from makegood.domains.ordering.tests.cast import RAE, do

SERIAL = "SN-77120"
FOUND = "The label is of another machine and glued over the first one"


def altered(actor=RAE, **ask) -> Outcome:
    """One of us finds the label of Tom's washer changed."""
    asked = {"unit": SERIAL, "findings": FOUND + ".", "evidence": "DC-1012", **ask}
    return do("aftersales.record_altered_label", actor, **asked)


def came_back_altered(**found) -> tuple[str, Outcome]:
    """The washer comes back, and its label was changed."""
    number = received(WASHER)
    told = {"label": "altered", "serial_number": "", "findings": FOUND + ".",
            "label_photo": photo_with(number), **found}  # fmt: skip
    return number, inspect(number, "B", **told)


def objected() -> Outcome:
    """Tom says that he did not do it."""
    words = "Your own fitter put the new label on."
    return do("aftersales.object_to_finding", TOM, unit=SERIAL, words=words)
