"""Stay calm and useful with people who are upset, insulting or threatening. Source: C02."""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.clock import today
from makegood.handbook import book
from makegood.representative.dialogue.driving import IDENTITY
from makegood.representative.dialogue.talk import Talk
from makegood.representative.understand import commands as said

LADDER = "CNV-14"
_ENDING = frozenset({"abuse", "threat", "legal"})
_MOST_ACKNOWLEDGED = 2
_MOST_WORDS = 250


def may_end(command: said.Command) -> bool:
    """Whether the turn may end with it, so that all else in the message is heard before."""
    return isinstance(command, said.Smalltalk) and command.kind in _ENDING


def acknowledge(talk: Talk, *, asks: bool) -> None:
    """Say that the anger is heard before anything else; not at every message, as that grates.

    Whoever `asks` for something beside it, or has something under way, is not asked what it is.
    """
    if talk.said.get("upset", 0) < _MOST_ACKNOWLEDGED:
        talk.say("upset")
    if talk.active is None and not asks:
        talk.say("upset_ask")


def insulted(talk: Talk, conversation: str, words: str) -> bool:
    """Name it once, then warn, then end politely; True when it has ended.

    What the customer asked for stays alive: who has something under way gets a person, with the
    words as they were. Anger alone never comes here. Source: AC02.4.
    """
    times = talk.said.get("insults", 0) + 1
    talk.said["insults"] = times
    warnings = book().clause(LADDER, on=today()).whole("warnings")
    if times <= warnings:
        talk.say("abuse_named" if times == 1 else "abuse_warned")
        return False
    asked = [one.operation for one in talk.tasks if one.operation not in IDENTITY]
    if not asked:
        talk.say("abuse_ended")
        talk.ends = "Insults went on after the warnings."
        return True
    name = talk.world.name_of("en", asked[-1])
    talk.say("abuse_open")
    _give_to_person(talk, conversation, f"Insults after warnings. Open: {name}. Words: {words}")
    return True


def threatened(talk: Talk, conversation: str, words: str) -> None:
    """A threat is not argued with: a person of ours gets it, word for word."""
    talk.say("threat")
    _give_to_person(talk, conversation, f"A threat. Words: {words}")


def told_of_lawyers(talk: Talk, conversation: str, words: str) -> None:
    """Whoever speaks of courts or lawyers is not argued with; it is noted and given to a person."""
    talk.say("legal")
    _give_to_person(talk, conversation, f"Speaks of legal steps. Words: {words}")


def _give_to_person(talk: Talk, conversation: str, reason: str) -> None:
    ask: dict[str, JsonValue] = {"conversation": conversation, "reason": reason[:_MOST_WORDS]}
    outcome = talk.world.run("conversations.hand_over", ask)
    talk.tell((*outcome.statements, *outcome.news, *outcome.instead))
