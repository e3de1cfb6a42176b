"""Tom's washer comes back dented, and is not accepted, as the tests of several acts have it."""

from __future__ import annotations

from makegood.core.outcome import Outcome
from makegood.domains.aftersales.models import photos_with
from makegood.domains.aftersales.tests.story import TOM, inspected, photo_with
from makegood.domains.ordering.tests.cast import RAE, do

WHY = "The drum is dented from inside, which no transport does"


def in_dispute() -> str:
    """The number of a return whose goods are not as agreed, with a photo of them on file."""
    number = inspected("C", findings="Dented drum")
    photo_with(number)
    return number


def reject(number: str, actor=RAE, **ask) -> Outcome:
    """One of us says why it is not accepted."""
    photo = min(photos_with(number), default="")
    asked = {"return_number": number, "why": WHY + ".", "photo": photo, **ask}
    return do("aftersales.reject_return", actor, **asked)


def choose(number: str, choice: str, actor=TOM) -> Outcome:
    """Tom chooses what becomes of it."""
    return do("aftersales.choose_for_rejected", actor, return_number=number, choice=choice)
