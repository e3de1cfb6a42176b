"""Take what was understood, command by command, and let the task at hand go on."""

from __future__ import annotations

from collections.abc import Callable

from makegood.representative.dialogue import conduct
from makegood.representative.dialogue.at_once import handed_over, in_danger, stopping
from makegood.representative.dialogue.driving import (
    IDENTITY,
    conditional,
    confirmed,
    drive,
    forget_what_did_not_do,
    remind,
)
from makegood.representative.dialogue.not_understanding import agreed_to_nothing, not_understood
from makegood.representative.dialogue.questions import answer_question
from makegood.representative.dialogue.state import State, Task, WaitFor
from makegood.representative.dialogue.taking_back import come_between, take_back
from makegood.representative.dialogue.talk import Reply, Talk
from makegood.representative.dialogue.telling_who import (
    ANSWER,
    CLAIM,
    is_for_what_waits,
    is_named,
    is_somebody_new,
    said_of_self,
    tells_more_of_self,
)
from makegood.representative.dialogue.topics import begun, goods_named
from makegood.representative.dialogue.world import Found, Grounding, World
from makegood.representative.understand import commands as said
from makegood.representative.understand.intents import HAND_OVER
from makegood.representative.understand.reading import Reading


def answer(state: State, reading: Reading, world: World, conversation: str, text: str) -> Reply:
    """One turn: what is answered to a message as it was read, and where that leaves us.

    Deterministic: with the same state, reading and answers of the house, the same reply.
    """
    talk = Talk.go_on(state.model_copy(update={"language": reading.language}), world)
    if not any(isinstance(one, said.Unclear | said.Confirm) for one in reading.commands):
        talk.unclear = 0
    talk.said_of_self = said_of_self(reading, text)
    talk.topic = goods_named(reading) or talk.topic
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
        self.has_ended_work = False
        self.is_over = False
        self.tells_who = self.is_telling_who = self.has_corrected = False

    def hear(self) -> None:
        """Take each command in turn, then let the active task go on."""
        # What ends the turn comes last, so that nothing that was asked beside it is lost.
        for command in sorted(self.reading.commands, key=conduct.may_end):
            if conduct.may_end(command):
                self._put_started_on_top()
            come_between(self.talk, command)
            hear: Callable[[object], None] = getattr(self, f"_{type(command).__name__.lower()}")
            hear(command)
            if self.is_over:
                return
        self._put_started_on_top()
        if self.talk.world.party is None and is_named(self.talk.said_of_self):
            self.tells_who = self.must_drive = True
        if self.tells_who and is_somebody_new(self.talk):
            self.talk.ask_afresh()
            self.talk.tasks.append(Task(operation=CLAIM, given=self.talk.said_of_self))
            self.talk.said_of_self = {}
        if self.must_drive:
            had_asked = self.talk.active is not None
            had_work = any(one.operation not in IDENTITY for one in self.talk.tasks)
            drive(self.talk)
            self._tell_what_waits()
            if had_asked and self.talk.active is None and not self.talk.quick_replies:
                self._ask_on(had_work=had_work)
        elif self.must_resume:
            self._resume()
        if self.has_ended_work and self.talk.active is None and not self.talk.quick_replies:
            self.talk.say("anything_else")

    def _ask_on(self, *, had_work: bool) -> None:
        """When all is done: what was offered before is open still, or what else is wanted."""
        if had_work or self.talk.choice is None:
            self.talk.choice = None
            self.has_ended_work = had_work
            if not had_work:
                self.talk.say("what_else")
        else:
            self.talk.offer(self.talk.choice)

    def _tell_what_waits(self) -> None:
        """In a mail, each request has its word in the one reply, also what comes only later."""
        wanted = [one.operation for one in self.started]
        active = self.talk.active.operation if self.talk.active else ""
        below = [one.operation for one in self.talk.tasks[:-1]]
        below = [one for one in below if one in wanted and one != active]
        is_only = active in IDENTITY and len(below) == 1  # it is what we ask all this for
        if below and not is_only and self.talk.world.is_by_mail:
            names = [self.talk.world.name_of(self.talk.language, one) for one in reversed(below)]
            self.talk.say("noted_too", tasks="; ".join(names))

    def _put_started_on_top(self) -> None:
        # The first request of the message is met first, so it lies on top of the others; only
        # a code that was asked for is still waited for, and who it is may be told along with it.
        if not self.started:
            return
        forget_what_did_not_do(self.talk)
        awaited = [one for one in self.talk.tasks if one.operation == ANSWER and one.asked]
        tasks = [task for task in self.talk.tasks if task.operation not in IDENTITY]
        if self.talk.world.is_by_mail:  # what can be told at once needs no second mail
            operation = self.talk.world.operation
            self.started.sort(key=lambda task: not operation(task.operation).reads_only)
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
            self.talk.choice = None
            self.started.append(begun(self.talk, command.operation, self.reading, self.text))

    def _give(self, command: said.Give) -> None:
        self.must_drive = True
        asked_who = self.talk.active is not None and self.talk.active.operation == CLAIM
        if self.is_telling_who and not asked_who:
            self.talk.said_of_self[command.slot] = command.value
        elif self.started:
            self.started[-1] = self.started[-1].give(command.slot, command.value)
        elif is_for_what_waits(self.talk, command.slot):
            self.talk.tasks[-2] = self.talk.tasks[-2].give(command.slot, command.value)
            self.must_drive, self.must_resume = False, True
            self.talk.say("later_when_known")
        elif self.talk.active is not None:
            self.talk.replace(self.talk.active.give(command.slot, command.value))
        else:
            self._unclear()

    def _correct(self, command: said.Correct) -> None:
        before = self.talk.active
        if before is not None and not self.started and command.slot in before.filled:
            found = self._ground(before.give(command.slot, command.value), command)
            if isinstance(found, Found) and found.value == before.filled[command.slot]:
                self.must_resume = True
                return
        self.has_corrected = True
        self._give(said.Give(command.slot, command.value))

    def _ground(self, task: Task, command: said.Correct) -> Grounding:
        return self.talk.world.ground(task.operation, command.slot, command.value, task)

    def _confirm(self, command: said.Confirm) -> None:
        if self.talk.wait is WaitFor.PERSON:
            self._human(said.Human())
        elif self.talk.wait is WaitFor.CONFIRM:
            confirmed(self.talk)
            self.has_ended_work = True
        elif self.talk.active is None:
            agreed_to_nothing(self.talk)
        else:
            self.must_resume = True

    def _condition(self, command: said.Condition) -> None:
        if self.talk.wait is not WaitFor.CONFIRM:
            self._unclear()
            return
        conditional(self.talk, command)
        self.has_ended_work = True

    def _decline(self, command: said.Decline) -> None:
        asks = any(isinstance(one, said.Start) for one in self.reading.commands)
        if self.has_corrected or (asks and self.talk.active is None):
            return
        self.talk.choice = None
        if self.talk.wait in (WaitFor.PERSON, WaitFor.READING):
            line = "all_right" if self.talk.wait is WaitFor.PERSON else "not_that"
            self.talk.rest()
            self.must_drive = self.talk.active is not None
            self.talk.say(line)
            return
        if self.talk.active is None:
            self.talk.say("goodbye" if self.talk.said else "nothing_needed")
            return
        self._cancel(said.Cancel())

    def _cancel(self, command: said.Cancel) -> None:
        self.talk.choice = None
        if self.talk.active is None:
            self.must_drive = take_back(self.talk)
            return
        self.talk.made = None
        tasks = self.talk.tasks
        while tasks and tasks[-1].operation in IDENTITY:
            tasks.pop()
        del tasks[-1:]
        self.talk.say("cancelled")
        self.talk.rest()
        self.must_drive = self.talk.active is not None
        self.has_ended_work = True

    def _choose(self, command: said.Choose) -> None:
        options = self.talk.options
        if not options or not (command.n == -1 or 1 <= command.n <= len(options)):
            self._unclear()
            return
        option = options[command.n - 1 if command.n > 0 else -1]
        if self.talk.wait is WaitFor.READING and option.value == HAND_OVER:
            self._human(said.Human())
        elif self.talk.wait is WaitFor.READING:
            self._start(said.Start(str(option.value)))
            for slot, value in option.told.items():
                self._give(said.Give(slot, value))
        elif self.talk.active is not None:
            self.talk.replace(self.talk.active.fill(self.talk.slot, option.value))
            self.must_drive = True

    def _question(self, command: said.Question) -> None:
        answer_question(self.talk, command, self.reading)
        self.must_resume = True

    def _human(self, command: said.Human) -> None:
        handed_over(self.talk, self.conversation)
        self.is_over = True

    def _emergency(self, command: said.Emergency) -> None:
        in_danger(self.talk, command.kind, self.text)
        self.is_over = True

    def _optout(self, command: said.OptOut) -> None:
        stop, must_identify = stopping(self.talk, command.channel, self.text)
        self.must_drive = True
        if must_identify:
            self.talk.tasks += [stop, Task(operation=CLAIM)]
            self.talk.say("identify_to_stop")
        else:
            self.started.append(stop)

    def _smalltalk(self, command: said.Smalltalk) -> None:
        match command.kind:
            case "abuse":
                self.is_over = conduct.insulted(self.talk, self.conversation, self.text)
            case "threat":
                conduct.threatened(self.talk, self.conversation, self.text)
                self.is_over = True
            case "legal":
                conduct.told_of_lawyers(self.talk, self.conversation, self.text)
                self.is_over = True
            case "upset":
                self._upset()
            case "goodbye" if not self.talk.said:  # nobody leaves who has only just come
                self.talk.say("nothing_needed")
            case "goodbye" if self.talk.active and len(self.reading.commands) > 1:
                pass  # "no, nothing else, go ahead" ends nothing
            case "goodbye":
                self.talk.say("smalltalk_goodbye")
                self.has_ended_work = False
                return
            case _:
                self.talk.say(f"smalltalk_{command.kind}")
        self.must_resume = self.must_resume or self.talk.active is not None

    def _upset(self) -> None:
        asks = any(not isinstance(one, said.Smalltalk) for one in self.reading.commands)
        conduct.acknowledge(self.talk, asks=asks)

    def _unclear(self, command: said.Unclear | None = None) -> None:
        told = tells_more_of_self(self.talk, self.reading, self.text)
        self.must_resume = told or not_understood(self.talk, self.reading) or self.must_resume

    def _resume(self) -> None:
        """Come back to what we were waiting for, without counting it as asked in vain."""
        talk = self.talk
        if talk.wait is WaitFor.CONFIRM and talk.active is not None:
            remind(talk)
        elif talk.active is not None:
            talk.ask_afresh()
            drive(talk)
