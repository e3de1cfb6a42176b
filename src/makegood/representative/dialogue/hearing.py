"""Take what was understood, command by command, and let the task at hand go on."""

from __future__ import annotations

from collections.abc import Callable

from makegood.representative.dialogue.asking import offer_person
from makegood.representative.dialogue.driving import (
    ANSWER,
    IDENTITY,
    confirmed,
    drive,
    forget_what_did_not_do,
    remind,
)
from makegood.representative.dialogue.state import Option, State, Task, WaitFor
from makegood.representative.dialogue.talk import Reply, Talk
from makegood.representative.dialogue.telling_who import CLAIM, said_of_self
from makegood.representative.dialogue.world import World
from makegood.representative.understand import commands as said
from makegood.representative.understand.reading import Reading

_MOST_UNCLEAR = 3
_MOST_WORDS = 1000


def answer(state: State, reading: Reading, world: World, conversation: str, text: str) -> Reply:
    """One turn: what is answered to a message as it was read, and where that leaves us.

    Deterministic: with the same state, reading and answers of the house, the same reply.
    """
    talk = Talk.go_on(state.model_copy(update={"language": reading.language}), world)
    if not any(isinstance(one, said.Unclear) for one in reading.commands):
        talk.unclear = 0
    talk.said_of_self = said_of_self(reading, text)
    turn = _Turn(talk, reading, conversation, text)
    turn.hear()
    if not talk.lines:
        talk.say("what_else")
    return talk.reply()


class _Turn:
    """The commands of one message; new requests come on top, the first of them first."""

    def __init__(self, talk: Talk, reading: Reading, conversation: str, text: str) -> None:
        self.talk, self.reading = talk, reading
        self.conversation, self.text = conversation, text
        self.started: list[Task] = []
        self.must_drive = False
        self.must_resume = False
        self.is_over = False
        self.tells_who = self.is_telling_who = False

    def hear(self) -> None:
        """Take each command in turn, then let the active task go on."""
        for command in self.reading.commands:
            hear: Callable[[object], None] = getattr(self, f"_{type(command).__name__.lower()}")
            hear(command)
            if self.is_over:
                return
        self._put_started_on_top()
        if self.tells_who and self._is_somebody_new():
            self.talk.tasks.append(Task(operation=CLAIM, given=self.talk.said_of_self))
            self.talk.said_of_self = {}
        if self.must_drive:
            had_work = self.talk.active is not None
            drive(self.talk)
            if had_work and self.talk.active is None and not self.talk.quick_replies:
                self.talk.say("anything_else")
        elif self.must_resume:
            self._resume()

    def _is_somebody_new(self) -> bool:
        """Whether who it is must be found out anew: nobody is known, or a number was given."""
        waits_for_it = any(task.operation == CLAIM for task in self.talk.tasks)
        is_known = self.talk.world.party is not None
        return not waits_for_it and (not is_known or "reference" in self.talk.said_of_self)

    def _put_started_on_top(self) -> None:
        # The first request of the message is met first, so it lies on top of the others; only
        # a code that was asked for is still waited for, and who it is may be told along with it.
        if not self.started:
            return
        forget_what_did_not_do(self.talk)
        awaited = [one for one in self.talk.tasks if one.operation == ANSWER and one.asked]
        tasks = [task for task in self.talk.tasks if task.operation not in IDENTITY]
        for task in reversed(self.started):
            for one in [one for one in tasks if one.operation == task.operation]:
                tasks.remove(one)
                task = one.model_copy(update={"given": one.given | task.given, "seen": None})
            tasks.append(task)
        self.talk.tasks[:] = tasks + awaited[:1]

    def _start(self, command: said.Start) -> None:
        self.must_drive = True
        self.is_telling_who = command.operation == CLAIM
        self.tells_who = self.tells_who or self.is_telling_who
        if not self.is_telling_who:
            self.started.append(Task(operation=command.operation))

    def _give(self, command: said.Give) -> None:
        self.must_drive = True
        asked_who = self.talk.active is not None and self.talk.active.operation == CLAIM
        if self.is_telling_who and not asked_who:
            self.talk.said_of_self[command.slot] = command.value
        elif self.started:
            self.started[-1] = self.started[-1].give(command.slot, command.value)
        elif self.talk.active is not None:
            self.talk.replace(self.talk.active.give(command.slot, command.value))
        else:
            self._unclear()

    def _correct(self, command: said.Correct) -> None:
        self._give(said.Give(command.slot, command.value))

    def _confirm(self, command: said.Confirm) -> None:
        if self.talk.wait is WaitFor.PERSON:
            self._human(said.Human())
        elif self.talk.wait is WaitFor.CONFIRM:
            confirmed(self.talk)
            if self.talk.active is None:
                self.talk.say("anything_else")
        elif self.talk.active is None:
            self.talk.say("what_else")
        else:
            self.must_resume = True

    def _decline(self, command: said.Decline) -> None:
        if self.talk.wait is WaitFor.PERSON:
            self.talk.unclear = 0
            self.must_drive = self.talk.active is not None
            self.talk.say("all_right")
            return
        if self.talk.active is None:
            self.talk.say("goodbye")
            return
        self._cancel(said.Cancel())

    def _cancel(self, command: said.Cancel) -> None:
        if self.talk.active is None:
            self.talk.say("nothing_to_cancel")
            return
        tasks = self.talk.tasks
        while tasks and tasks[-1].operation in IDENTITY:
            tasks.pop()
        del tasks[-1:]
        self.talk.say("cancelled")
        self.talk.rest()
        self.must_drive = self.talk.active is not None
        if not self.must_drive:
            self.talk.say("anything_else")

    def _choose(self, command: said.Choose) -> None:
        options = self.talk.options
        if not options or not (command.n == -1 or 1 <= command.n <= len(options)):
            self._unclear()
            return
        option = options[command.n - 1 if command.n > 0 else -1]
        if self.talk.wait is WaitFor.READING:
            self._start(said.Start(str(option.value)))
        elif self.talk.active is not None:
            self.talk.replace(self.talk.active.fill(self.talk.slot, option.value))
            self.must_drive = True

    def _question(self, command: said.Question) -> None:
        outcome = self.talk.world.run("knowledge.answer_question", {"question": command.text})
        self.talk.tell((*outcome.statements, *outcome.news, *outcome.instead))
        self.must_resume = True

    def _human(self, command: said.Human) -> None:
        ask = {
            "conversation": self.conversation,
            "reason": "asked_for_a_person",
        }
        outcome = self.talk.world.run("conversations.hand_over", ask)
        self.talk.tell((*outcome.statements, *outcome.news, *outcome.instead))
        self.is_over = True

    def _emergency(self, command: said.Emergency) -> None:
        ask = {
            "emergency_kind": command.kind,
            "words": self.text[:_MOST_WORDS],
        }
        outcome = self.talk.world.run("cases.report_emergency", ask)
        self.talk.tell((*outcome.statements, *outcome.news))
        self.is_over = True

    def _optout(self, command: said.OptOut) -> None:
        given: dict[str, said.Value] = {
            "channel": command.channel,
            "wording": self.text[:_MOST_WORDS],
        }
        stop = Task(operation="parties.revoke_consent", given=given)
        self.must_drive = True
        if self.talk.world.party is not None:
            self.started.append(stop)
            return
        self.talk.tasks += [stop, Task(operation=CLAIM)]
        self.talk.say("identify_to_stop")

    def _smalltalk(self, command: said.Smalltalk) -> None:
        self.talk.say(f"smalltalk_{command.kind}")
        self.must_resume = self.must_resume or self.talk.active is not None

    def _unclear(self, command: said.Unclear | None = None) -> None:
        talk = self.talk
        talk.unclear += 1
        if self.reading.alternatives and talk.unclear < _MOST_UNCLEAR:
            talk.say("did_you_mean")
            talk.wait_for(WaitFor.READING, "", self._readings())
            return
        if talk.unclear >= _MOST_UNCLEAR:
            talk.say("offer_person_unclear")
            talk.wait_for(WaitFor.PERSON)
        elif talk.wait is WaitFor.CONFIRM:
            talk.say("yes_or_no")
            talk.button("button_yes")
            talk.button("button_no")
        else:
            talk.say("not_understood")
            self.must_resume = talk.active is not None
        offer_person(talk)

    def _readings(self) -> tuple[Option, ...]:
        name_of = self.talk.world.name_of
        return tuple(
            Option(value=operation, label=name_of(self.talk.language, operation))
            for operation, _ in self.reading.alternatives
        )

    def _resume(self) -> None:
        """Come back to what we were waiting for, without counting it as asked in vain."""
        talk = self.talk
        if talk.active is None:
            return
        if talk.wait is WaitFor.CONFIRM:
            remind(talk)
            return
        slot = talk.slot
        if talk.wait in (WaitFor.SLOT, WaitFor.CHOICE) and talk.active.asked.get(slot):
            asked = talk.active.asked | {slot: talk.active.asked[slot] - 1}
            talk.replace(talk.active.model_copy(update={"asked": asked}))
        drive(talk)
