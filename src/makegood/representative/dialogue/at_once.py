"""Do at once what waits for nothing else: a person, danger, an end of messages."""

from __future__ import annotations

from makegood.representative.dialogue.state import Task
from makegood.representative.dialogue.talk import Talk
from makegood.representative.understand.commands import Value
from makegood.representative.understand.intents import HAND_OVER

_MOST_WORDS = 1000


def handed_over(talk: Talk, conversation: str) -> None:
    """Give the conversation to a person, because the customer wants one."""
    talk.choice = None
    ask = {"conversation": conversation, "reason": "asked_for_a_person"}
    outcome = talk.world.run(HAND_OVER, ask)
    talk.tell((*outcome.statements, *outcome.news, *outcome.instead))


def in_danger(talk: Talk, kind: str, words: str) -> None:
    """Say what to do in danger, whoever it is, and set help going."""
    ask = {"emergency_kind": kind, "words": words[:_MOST_WORDS]}
    outcome = talk.world.run("cases.report_emergency", ask)
    talk.tell((*outcome.statements, *outcome.news))


def stopping(talk: Talk, channel: str, words: str) -> tuple[Task, bool]:
    """The end of messages on a channel, and whether it must be found out first whose they are."""
    given: dict[str, Value] = {"channel": channel, "wording": words[:_MOST_WORDS]}
    here = talk.world.reached_at
    if talk.world.party is None and here:  # whoever writes from there may stop it there
        given["contact_value"] = here
    stop = Task(operation="parties.revoke_consent", given=given)
    return stop, talk.world.party is None and not here
