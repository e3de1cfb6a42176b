"""Send a notice: the company writes to a customer where, and in the language, it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Effect
from makegood.core.numbers import next_number
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import internal
from makegood.core.statements import Param, Sayable, Statement
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.letters import Addressee, letter
from makegood.domains.conversations.models import Notice
from makegood.domains.conversations.queries import Way, ways_to
from makegood.domains.parties.models import Party
from makegood.domains.parties.queries import party_card
from makegood.handbook import book

Channel = Literal["mail", "text", "letter"]
Purpose = Literal["service", "legal", "safety"]


class SendNoticeAsk(Ask):
    """To whom, which notice of the voice, about which record, and what is filled in."""

    party: Ref[Party] = Field(description="The party that is written to.", examples=["C-6"])
    notice: str = Field(max_length=60, description="Its name.", examples=["return_label"])
    subject: str = Field(max_length=90, description="The record.", examples=["return:R-2001"])
    says: list[Statement] = Field([], description="The sentences of {says}.", examples=[[]])
    params: dict[str, Param] = Field({}, description="Its values.", examples=[{}])
    purpose: Purpose = Field(
        "service", description="Why we write; advertising is never sent so.", examples=["legal"]
    )
    prefer: Channel | None = Field(None, description="The way wanted.", examples=["letter"])
    to_point: str | None = Field(None, max_length=254, description="Only so.", examples=["a@b.c"])
    encloses: list[str] = Field([], description="Papers with it.", examples=[["paper:invoice:1"]])

    @classmethod
    def about(
        cls, subject: str, *, to: str, notice: str, says: Iterable[Statement] = (),
        purpose: Purpose = "service", prefer: Channel | None = None, to_point: str | None = None,
        encloses: Iterable[str] = (), **params: Sayable,
    ) -> Self:  # fmt: skip
        """Ask for a notice about a record, with these sentences and values."""
        kept = {name: Param.of(value) for name, value in params.items()}
        return cls(
            party=Ref[Party](to), notice=notice, subject=subject, says=list(says), params=kept,
            purpose=purpose, prefer=prefer, to_point=to_point, encloses=list(encloses),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Who is written to, and by which way, if we know any."""

    party: str
    addressee: Addressee
    way: Way | None


class NoticeSent(Result):
    """The notice as it is kept, and what kept it from being sent, if anything did."""

    number: str
    channel: str
    sent: bool
    blocked: tuple[str, ...]


@register
class SendNotice(Operation[SendNoticeAsk, NoticeFacts, NoticeSent]):
    """Write to a customer; a message with a gap in it is never sent, and somebody is told."""

    name = "conversations.send_notice"
    needs = Needs(level=V0, standing=internal(), authority=None, automated=False)
    retention = "orders_7y"
    only_inside = True

    def gather(self, ask: SendNoticeAsk) -> NoticeFacts:
        party = party_card(ask.party)
        ways = ways_to(party.number, ask.purpose, with_papers=bool(ask.encloses))
        way = policy.best_way(ways, ask.prefer, ask.to_point)
        return NoticeFacts(party.number, Addressee(party.name, party.language), way)

    def decide(self, ask: SendNoticeAsk, facts: NoticeFacts) -> Decision:
        return allow(clauses=[policy.clause("CNV-9", self.today)])

    def execute(self, ask: SendNoticeAsk, facts: NoticeFacts, decision: Decision) -> NoticeSent:
        number, way = next_number("NT"), facts.way
        words = letter(
            book(), ask.notice, facts.addressee, params=ask.params, says=ask.says, number=number,
            is_text=way is not None and way.channel == "text",
        )  # fmt: skip
        row = Notice(
            number=number, name=ask.notice, party=facts.party, subject_ref=ask.subject,
            purpose=ask.purpose, channel=way.channel if way else "none", to=way.to if way else "",
            language=facts.addressee.language, subject=words.subject, body=words.body,
            blocked=list(words.missing), encloses=" ".join(ask.encloses), at=self.now, act=self.act,
        )  # fmt: skip
        acts.post_notice(self, row)
        sent = bool(row.effect_key)
        return NoticeSent(number=number, channel=row.channel, sent=sent, blocked=words.missing)

    def verify(self, ask: SendNoticeAsk, facts: NoticeFacts, result: NoticeSent) -> None:
        row = Notice.objects.get(number=result.number)
        queued = Effect.objects.filter(key=f"notice:{row.number}").exists()
        ensure(queued == result.sent, "it is on its way exactly when that is said")
        ensure(not (queued and row.blocked), "no message goes out with a gap in it")
