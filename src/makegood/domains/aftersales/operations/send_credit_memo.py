"""Send a credit memo again: the customer needs what we credited, in writing, once more."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import CreditMemo
from makegood.domains.documents import copies
from makegood.domains.documents.papers import PaperKind
from makegood.domains.documents.policy import Copy, may_send_copy
from makegood.domains.parties.queries import rights_on


class SendCreditMemoAsk(Ask):
    """Which credit memo."""

    credit_memo: Ref[CreditMemo] = Field(description="The memo's number.", examples=["CM-1001"])


@dataclass(frozen=True, slots=True)
class MemoCopyFacts:
    """Whose credit memo it is, and how a copy of it would go out."""

    rights: Rights
    copy: Copy


class CreditMemoSent(Result):
    """The credit memo, and the notice that brings it."""

    credit_memo: str
    notice: str


@register
class SendCreditMemo(Operation[SendCreditMemoAsk, MemoCopyFacts, CreditMemoSent]):
    """Send a credit memo once more, as it stands, to the address on record."""

    name = "aftersales.send_credit_memo"
    needs = Needs(level=V1, standing=holder("billing"), authority=None, automated=True)
    retention = "ledger_7y"
    asks_first = False

    def gather(self, ask: SendCreditMemoAsk) -> MemoCopyFacts:
        rights = rights_on(queries.credit_memo_card(ask.credit_memo).account)
        return MemoCopyFacts(rights, copies.copy_of(PaperKind.CREDIT_MEMO, ask.credit_memo))

    def decide(self, ask: SendCreditMemoAsk, facts: MemoCopyFacts) -> Decision:
        return may_send_copy(facts.copy, self.today)

    def execute(
        self, ask: SendCreditMemoAsk, facts: MemoCopyFacts, decision: Decision
    ) -> CreditMemoSent:
        self.record(f"credit_memo:{ask.credit_memo}")
        return CreditMemoSent(credit_memo=ask.credit_memo, notice=copies.send(self, facts.copy))

    def verify(self, ask: SendCreditMemoAsk, facts: MemoCopyFacts, result: CreditMemoSent) -> None:
        ensure(copies.goes_to_record(result.notice, facts.copy), "it goes to an address on record")
