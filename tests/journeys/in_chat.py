"""Talk as one customer with the real representative, in this process."""

from __future__ import annotations

import re

from makegood.core import effects, worker
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.core.runner import run
from makegood.representative.converse import receive


class Chat:
    """One customer in one conversation, who can read the mail."""

    def __init__(self, language: str = "en") -> None:
        opened = run(
            "conversations.open_conversation",
            {"channel": "chat", "language": language},
            actor=Actor.anonymous(Channel.CHAT),
        )
        self.number = str(opened.answer("number"))
        self.ran: list[str] = []
        self.offered: list[str] = []

    def say(self, text: str) -> str:
        speaker = Actor(
            kind=ActorKind.ANONYMOUS,
            name=f"customer:{self.number}",
            role="customer",
            channel=Channel.CHAT,
            conversation=self.number,
        )
        events = receive(self.number, text, actor=speaker).events
        self.ran = [str(one.body["operation"]) for one in events if one.kind == "ran"]
        said = [one.body for one in events if one.kind == "said"]
        replies = [one.get("quick_replies") for one in said]
        self.offered = [str(one) for given in replies if isinstance(given, list) for one in given]
        return "\n".join(str(one.body["text"]) for one in events if one.kind == "said")

    def code(self) -> str:
        worker.work_off()
        mails = [one.body for box in effects.mailboxes() for one in box.received(20)]
        return next(found.group() for body in mails if (found := re.search(r"\b\d{6}\b", body)))
