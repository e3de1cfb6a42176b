"""Give back a difference of price for goods that stay, inside the acts that do so."""

from __future__ import annotations

from makegood.core.acting import Leaving
from makegood.core.decision import Decision
from makegood.core.numbers import next_number
from makegood.domains.aftersales.models import Allowance, open_on
from makegood.domains.aftersales.operations import letter_about
from makegood.domains.aftersales.policy import DropFacts
from makegood.domains.billing.operations.refund_tenders import RefundTenders, RefundTendersAsk
from makegood.domains.conversations.operations.send_notice import SendNotice
from makegood.domains.ledger import postings
from makegood.domains.ledger.models import Entry
from makegood.domains.ordering.models import OrderLine


def give_difference(
    acting: Leaving, facts: DropFacts, decision: Decision, *, reason: str, evidence: str
) -> str:
    """Credit what the decision names: what is owed first, the rest back as it was paid.

    Answer with the number of the allowance.
    """
    number, goods, tax = next_number("AL"), decision.figure("goods"), decision.figure("tax")
    subject, total = f"allowance:{number}", goods + tax
    owed = open_on(facts.order, facts.party, total)
    Allowance.objects.create(
        number=number, line=OrderLine.objects.get(number=facts.line), party=facts.party,
        account=facts.account, quantity=facts.pieces, reason=reason, evidence=evidence,
        is_whole=False, currency=goods.currency, goods_cents=goods.cents, tax_cents=tax.cents,
        granted_at=acting.now, granted_by=acting.actor.name,
    )  # fmt: skip
    posting = postings.goods_credited(
        goods=goods, tax=tax, party=facts.party, about=f"order:{facts.order}", receivable=owed
    )
    entry = Entry.of(posting, source=f"{subject}:credit", on=acting.today, memo=number)
    acting.record(f"entry:{entry.number}")
    if total != owed:
        back = RefundTendersAsk(
            order=facts.order, amount=total - owed, source=subject, reason=number
        )
        acting.run(RefundTenders, back)
    notice = letter_about(
        subject, facts.party, "credited_and_kept", decision.says, number=number, item=facts.item
    )
    acting.run(SendNotice, notice)
    acting.record(subject)
    return number
