"""Send a credit memo again: the customer needs what we credited, in writing, once more."""

from __future__ import annotations

from pydantic import Field

from makegood.core.decision import Decision
from makegood.core.operation import Ask, Operation
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.models import CreditMemo
from makegood.domains.documents import copies
from makegood.domains.documents.copies import CopyFacts, CopySent, SendsCopy
from makegood.domains.documents.papers import PaperKind
from makegood.domains.parties.queries import rights_on


class SendCreditMemoAsk(Ask):
    """Which credit memo."""

    credit_memo: Ref[CreditMemo] = Field(description="The memo's number.", examples=["CM-1001"])


class CreditMemoSent(CopySent):
    """The credit memo, and the notice that brings it."""

    credit_memo: str


@register
class SendCreditMemo(SendsCopy, Operation[SendCreditMemoAsk, CopyFacts, CreditMemoSent]):
    """Send a credit memo once more, as it stands, to the address on record."""

    name = "aftersales.send_credit_memo"

    def gather(self, ask: SendCreditMemoAsk) -> CopyFacts:
        rights = rights_on(queries.credit_memo_card(ask.credit_memo).account)
        return CopyFacts(rights, copies.copy_of(PaperKind.CREDIT_MEMO, ask.credit_memo))

    def execute(
        self, ask: SendCreditMemoAsk, facts: CopyFacts, decision: Decision
    ) -> CreditMemoSent:
        self.record(f"credit_memo:{ask.credit_memo}")
        return CreditMemoSent(credit_memo=ask.credit_memo, notice=copies.send(self, facts.copy))
