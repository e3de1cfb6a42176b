"""The ring that was found in Kwame's dryer, as tests of several acts need it (C19)."""

from __future__ import annotations

from makegood.domains.ordering.tests.cast import RAE, done

DRYER = "SN-81455"


def ring() -> str:
    """The number under which the ring is kept."""
    outcome = done(
        "aftersales.log_found_item", RAE, unit=DRYER, description="A gold ring",
        place="Safe of the returns dock, bag 17",
    )  # fmt: skip
    return str(outcome.answer("found_item"))
