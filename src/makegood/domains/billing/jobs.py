"""Look at the payment provider, never at our own rows, whether money arrived (C33).

Here it is also said what the accounts that payments keep must hold.
"""

from __future__ import annotations

from pydantic import JsonValue

from makegood.core.actor import Actor
from makegood.core.aftermath import when_given_up
from makegood.core.checks import Finding, check
from makegood.core.jobs import timer
from makegood.core.runner import run
from makegood.domains.billing import queries
from makegood.domains.billing.ports import ProviderReport, ProviderState, provider
from makegood.domains.billing.queries import LegView
from makegood.domains.ledger.postings import CARD_CLEARING
from makegood.domains.ledger.subledgers import subledger

_FINDINGS = {
    ProviderState.PENDING: Finding.UNKNOWN,
    ProviderState.SETTLED: Finding.YES,
    ProviderState.FAILED: Finding.NO,
}


when_given_up("payment.stop", "billing.note_stop_failed")
TURN_OVER_UNCLAIMED = timer("billing.turn_over_unclaimed")
AGE_UNAPPLIED = timer("billing.age_unapplied")
LAPSE_CREDITS = timer("billing.lapse_credits")
WRITE_OFF_SMALL = timer("billing.write_off_small")
ASSESS_LATE_FEES = timer("billing.assess_late_fees")

subledger(CARD_CLEARING)(queries.card_clearing)


@check("billing.refund_settled")
def refund_settled(subject: str) -> tuple[Finding, str]:
    """Whether each part of "refund:RF-1" has settled; what the provider reports is recorded.

    A failed part is recorded at once, whatever the others do, so that the customer hears of it
    the same day; the look goes on while another part is still on its way.
    """
    refund = queries.refund(subject.removeprefix("refund:"))
    if refund is None:
        return Finding.NO, "there is no such refund"
    waiting = queries.waiting_for_estate(refund.party)  # for papers, which may take months
    under_way = ("queued", "held", "sent", "stopping")
    open_legs = [leg for leg in refund.legs if leg.state in under_way and leg.number not in waiting]
    found = {leg.number: _look(leg) for leg in open_legs}
    told = "; ".join(f"{number}: {words}" for number, (_, words) in found.items())
    findings = {finding for finding, _ in found.values()}
    if Finding.UNKNOWN in findings:
        return Finding.UNKNOWN, told
    if Finding.NO in findings:
        return Finding.NO, told
    return Finding.YES, told or "every part that goes has settled"


@check("billing.payment_settled")
def payment_settled(subject: str) -> tuple[Finding, str]:
    """Whether the provider settled the payment "payment:P-1"; if so, it is recorded."""
    number = subject.removeprefix("payment:")
    report = provider().report(number)
    if report is None:
        return Finding.UNKNOWN, "the provider does not know it"
    if report.state is ProviderState.SETTLED:
        _settle(number, report)
    return _FINDINGS[report.state], report.reason or report.state


def _look(leg: LegView) -> tuple[Finding, str]:
    if leg.state == "held":
        return Finding.UNKNOWN, "it waits for the customer's cheque"
    report = provider().report(leg.number)
    if report is None:
        return Finding.UNKNOWN, "the provider does not know it"
    if report.amount != leg.amount:
        return Finding.UNKNOWN, f"the provider says {report.amount} instead of {leg.amount}"
    if report.state is ProviderState.SETTLED:
        _settle(leg.number, report)
    elif leg.state == "stopping":
        return Finding.UNKNOWN, "the bank is asked to stop it"
    elif report.state is ProviderState.FAILED:
        reason = report.reason or "failed"
        _record("billing.record_refund_failure", {"leg": leg.number, "reason": reason})
    return _FINDINGS[report.state], report.reason or report.state


def _settle(number: str, report: ProviderReport) -> None:
    fee = f"{report.fee.amount:.2f}"
    _record("billing.record_settlement", {"movement": number, "fee": fee})


def _record(operation: str, ask: dict[str, JsonValue]) -> None:
    run(operation, ask, actor=Actor.system("system:billing"))
