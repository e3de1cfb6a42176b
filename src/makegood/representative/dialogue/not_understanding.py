"""Meet words that could not be read: offer the close readings, ask again, then offer a person."""

from __future__ import annotations

from makegood.representative.dialogue.asking import offer_person
from makegood.representative.dialogue.driving import IDENTITY
from makegood.representative.dialogue.state import Choice, Option, WaitFor
from makegood.representative.dialogue.talk import Talk
from makegood.representative.understand.reading import Reading
from makegood.representative.understand.requests import TOLD

_MOST_UNCLEAR = 3


def not_understood(talk: Talk, reading: Reading) -> bool:
    """Say that it was not understood; True when what we waited for must be asked again."""
    talk.unclear += 1
    if talk.unclear < _MOST_UNCLEAR and reading.situation == TOLD and talk.active is None:
        talk.say("told")
        offer_person(talk)
        return False
    if reading.alternatives and talk.unclear < _MOST_UNCLEAR:
        is_one = len(reading.alternatives) == 1
        line = reading.situation or ("did_you_mean_one" if is_one else "did_you_mean")
        choice = Choice(line=line, options=_readings(talk, reading))
        talk.offer(choice)
        talk.choice = choice if talk.active is None else None
        return False
    asks_again = False
    if talk.unclear >= _MOST_UNCLEAR:
        talk.say("offer_person_unclear")
        talk.wait_for(WaitFor.PERSON)
    elif talk.wait is WaitFor.CONFIRM:
        talk.say("yes_or_no")
        talk.button("button_yes")
        talk.button("button_no")
    else:
        knows_later = talk.active is not None and talk.active.operation in IDENTITY
        talk.say("later_when_known" if knows_later else "not_understood")
        asks_again = talk.active is not None
    offer_person(talk)
    return asks_again


def agreed_to_nothing(talk: Talk) -> None:
    """Somebody says yes though nothing was asked: what else, or an offer that is open; at the
    third time in a row a person."""
    talk.unclear += 1
    if talk.choice is not None:
        talk.offer(talk.choice)
    elif talk.unclear < _MOST_UNCLEAR:
        talk.say("what_else")
    else:
        talk.say("offer_person_unclear")
        talk.wait_for(WaitFor.PERSON)
        offer_person(talk)


def _readings(talk: Talk, reading: Reading) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=operation,
            label=talk.world.name_of(talk.language, operation),
            told={one.slot: one.value for one in reading.told.get(operation, ())},
        )
        for operation, _ in reading.alternatives
    )
