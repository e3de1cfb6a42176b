"""Look whether refunds were really posted, and raise the flag that a refund is on an account."""

from __future__ import annotations

from datetime import date, time, timedelta

from makegood.core.checks import Finding, check
from makegood.core.clock import at_local
from makegood.core.jobs import timer
from makegood.domains.aftersales import printing as printing  # letters learn of its table
from makegood.domains.aftersales.queries import parcel_card, refunded_on_account, return_card
from makegood.domains.billing import queries as billing
from makegood.domains.ledger import queries as ledger
from makegood.domains.parties.finders import red_flag_finder

_RECENT = timedelta(days=30)
PAY_ACCEPTED = timer("aftersales.pay_accepted")


@check("aftersales.refund_posted")
def refund_posted(subject: str) -> tuple[Finding, str]:
    """Whether a return ("return:R-2001") was refunded and the ledger owes nothing for it."""
    card = return_card(subject.removeprefix("return:"))
    if card.refunded_at is None:
        return Finding.NO, f"{card.number} is {card.state} and not refunded"
    entries = ledger.entries_of(subject)
    lines = [line for entry in entries for line in entry.lines if line.account == "2310"]
    owed = -sum(line.amount.cents for line in lines)
    paid = sum(one.total.cents for one in billing.refunds_from(subject))
    if owed != paid:
        return Finding.NO, f"{card.number}: {owed} cents were owed and {paid} were paid"
    return Finding.YES, f"{card.number} was paid {paid} cents"


@check("aftersales.parcel_matched")
def parcel_matched(subject: str) -> tuple[Finding, str]:
    """Whether it is known by now what is in a parcel ("parcel:PC-1001") that nobody knew."""
    card = parcel_card(subject.removeprefix("parcel:"))
    if card.matched_at is None:
        return Finding.NO, f"nobody knows yet what is in {card.number}"
    return Finding.YES, f"{card.number} holds {', '.join(card.returns)}"


@red_flag_finder
def refund_is_recent(account: str, on: date) -> bool:
    """Whether money went back for a return on this account within 30 days (AC03.4, C03)."""
    return refunded_on_account(account, at_local(on - _RECENT, time(0)))
