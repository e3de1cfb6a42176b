"""Send the label of a return again: the customer lost it, or it never came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.clock import local
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.promises import open_promises
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import Return
from makegood.domains.documents import copies
from makegood.domains.documents.papers import PaperKind
from makegood.domains.documents.policy import Copy
from makegood.domains.parties.queries import rights_on


class SendLabelAsk(Ask):
    """Which return."""

    return_number: Ref[Return] = Field(description="The return.", examples=["R-2001"])


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """How far the return is, and its label as it would go out again, once there is one.

    `comes_on` is the day by which the first label was promised, while it is awaited.
    """

    rights: Rights
    number: str
    state: str
    last_day: date
    comes_on: date | None
    copy: Copy | None


class LabelSent(Result):
    """The return, and the notice that brings its label."""

    return_number: str
    notice: str


@register
class SendLabel(Operation[SendLabelAsk, LabelFacts, LabelSent]):
    """Send the label of a return once more, to the address on record."""

    name = "aftersales.send_label"
    needs = Needs(level=V1, standing=holder("returns"), authority=None, automated=True)
    retention = "orders_7y"
    asks_first = False

    def gather(self, ask: SendLabelAsk) -> LabelFacts:
        card = queries.return_card(ask.return_number)
        promised = [one for one in open_promises(f"return:{card.number}")
                    if one.kind == "return_label"]  # fmt: skip
        has_label = bool(card.tracking) and card.label_sent_at is not None
        return LabelFacts(
            rights=rights_on(card.account), number=card.number, state=card.state,
            last_day=card.expires_on,
            comes_on=local(promised[0].due_at).date() if promised else None,
            copy=copies.copy_of(PaperKind.RETURN_LABEL, card.number) if has_label else None,
        )  # fmt: skip

    def decide(self, ask: SendLabelAsk, facts: LabelFacts) -> Decision:
        return policy.may_send_label(
            facts.number, facts.state, facts.copy, last_day=facts.last_day,
            comes_on=facts.comes_on, today=self.today,
        )  # fmt: skip

    def execute(self, ask: SendLabelAsk, facts: LabelFacts, decision: Decision) -> LabelSent:
        self.record(f"return:{facts.number}")
        sent = copies.send(self, facts.copy) if facts.copy else ""
        return LabelSent(return_number=facts.number, notice=sent)

    def verify(self, ask: SendLabelAsk, facts: LabelFacts, result: LabelSent) -> None:
        on_record = facts.copy is not None and copies.goes_to_record(result.notice, facts.copy)
        ensure(on_record, "it goes to an address on record")
