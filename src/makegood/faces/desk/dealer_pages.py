"""Gather what the pages of a dealer's claim and of a dealer show, and what can be done there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from makegood.core import clock
from makegood.domains.cases.queries import cases_about
from makegood.domains.dealers.queries import (
    ClaimCard,
    ClaimLineCard,
    DealerCard,
    Scorecard,
    audits_of,
    claims_of,
    scorecard,
    worksheet_of,
)
from makegood.faces.desk import steps
from makegood.faces.desk.offering import Offer, offers_on
from makegood.faces.desk.record_pages import around_of
from makegood.faces.desk.strings import _
from makegood.handbook import book

_YEAR = timedelta(days=365)
_MOST_CLAIMS = 40


@dataclass(frozen=True, slots=True)
class Share:
    """One figure of a scorecard, as it is called and spelled."""

    name: str
    value: str
    note: str = ""


def claim_inside(card: ClaimCard) -> dict[str, object]:
    """A dealer's claim: the worksheet that both sides see, its clocks, and what follows from it."""
    around = around_of(
        card.ref,
        card.party,
        refs=(card.number,),
        line=steps.of_claim(card),
        acts=tuple(_on_claim(card)),
        letters=(card.ref,),
        checks=(card.ref,),
    )
    return {
        "card": card, "around": around, "operation": _operation,
        "failure": _failure(card), "finding": _finding, "cases": cases_about(card.ref),
    }  # fmt: skip


def dealer_inside(card: DealerCard) -> dict[str, object]:
    """A dealer: the scorecard of the last year, what was agreed, the claims and audits."""
    today = clock.today()
    here, it = offers_on(card.party), {"dealer": card.number}
    acts = (
        here("dealers.audit_dealer", _("Draw claims for an audit"), **it),
        here("dealers.lift_flag", _("End the flag for audit"), **it)
        if card.flag
        else here("dealers.flag_dealer", _("Flag for audit"), **it),
        here("dealers.approve_repair", _("Approve a repair before it is done"), **it),
        here("dealers.register_unit", _("Register a piece, or that it was sold"), **it),
        here("dealers.agree_terms", _("Agree new terms"), **it),
        here("dealers.close_dealer", _("End the agreement"), **it),
    )
    around = around_of(
        f"dealer:{card.number}", card.party, refs=(card.number,), line=(), acts=acts,
        letters=(f"dealer:{card.number}",), checks=(),
    )  # fmt: skip
    found = scorecard(card.number, today - _YEAR, today)
    return {
        "card": card, "around": around, "found": found,
        "shares": _shares(found),
        "claims": claims_of([card.number])[:_MOST_CLAIMS], "audits": audits_of(card.number),
    }  # fmt: skip


def _shares(found: Scorecard) -> tuple[Share, ...]:
    """The figures of a scorecard, each with what it is counted of."""
    counted = _("{claims} claims, {units} pieces").format(claims=found.claims, units=found.units)
    looked, due = _("of the parts that were looked at"), _("of those that were due")
    return (
        Share(_("Claims per 100 pieces"), _one(found.per_100_units), counted),
        Share(_("No fault found"), _percent(found.ntf_percent), looked),
        Share(_("Repeat repairs"), str(found.repeat_repairs), _("same piece, same operation")),
        Share(_("Parts sent back"), _percent(found.parts_back_percent), due),
        Share(_("Allowed"), _percent(found.allowed_percent), _("of what was claimed")),
    )


def _on_claim(card: ClaimCard) -> Iterator[Offer]:
    here, it = offers_on(card.party), {"claim": card.number}
    for line in card.lines:
        if line.tag and not line.finding:
            text = _("Inspect the part of line {line}").format(line=line.place)
            yield here("dealers.inspect_part", text, **it, line=str(line.place))
    if card.state == "under_review":
        yield here("dealers.decide_claim", _("Decide it"), **it)
    for line in card.lines:
        if line.argument and not line.answer and line.agreed_at is None:
            text = _("Answer the argument on line {line}").format(line=line.place)
            yield here("dealers.answer_argument", text, **it, line=str(line.place))
    if "company" in worksheet_of(card.number).waits_for:
        yield here("dealers.countersign_worksheet", _("Sign the worksheet for us"), **it)
    if card.state == "appealed":
        yield here("dealers.decide_appeal", _("Decide the appeal"), **it)
    if card.decided_at is not None and card.paid_at is None and card.allowed:
        yield here("dealers.pay_claim", _("Pay it now"), **it)
    if card.decided_at is not None and card.appeal is None and card.adjustment:
        yield here("dealers.review_adjustment", _("Take down what the dealer says"), **it)
        yield here("dealers.appeal_claim", _("Take an appeal"), **it)
    yield here("dealers.explain_claim", _("Tell the dealer how it stands"), **it)
    if card.paid_at is not None:
        yield here("dealers.charge_back", _("Charge it back"), **it)
    yield here("cases.open_case", _("Open a case about it"), subject=card.ref)


def _operation(line: ClaimLineCard) -> str:
    """What was done, in the handbook's words; empty for other lines."""
    rows = book().table("op_codes", on=clock.today()).find(op=line.code)
    return rows[0].text("title") if rows and line.work == "labour" else ""


def _failure(card: ClaimCard) -> str:
    rows = book().table("failure_codes", on=card.received_on).find(code=card.failure_code)
    return rows[0].text("meaning") if rows else ""


def _finding(name: str) -> str:
    return book().table("part_findings", on=clock.today()).row(finding=name).text("meaning")


def _one(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.1f} %"
