"""Bring Northvale's dealers to life: their agreements, the pieces they sold, their claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta

from pydantic import JsonValue

from makegood.config.past import Happening, happening
from makegood.core.actor import Actor, ActorKind, Channel
from makegood.handbook import DealerClaimSeed, DealerSeed, book

_ENROLLED, _AGREED, _REGISTERED = time(8, 10), time(8, 20), time(8, 30)
_SUBMITTED, _LOOKED_AT, _DECIDED, _PAID = time(9, 30), time(14), time(15), time(16)


def dealer_history(dealer: DealerSeed, first_day: date) -> Iterator[Happening]:
    """How a dealer came to be one: enrolled, terms agreed, pieces shipped and sold."""
    on = max(dealer.since, first_day)
    enrolled: dict[str, JsonValue] = {
        "party": dealer.party, "account": dealer.account, "number": dealer.number,
        "models_repaired": list(dealer.models), "since": dealer.since.isoformat(),
        "paid_for_labour": dealer.labour,
    }  # fmt: skip
    yield happening(on, _ENROLLED, "dealers.enrol_dealer", dealer.number, enrolled)
    for one in dealer.agreements:
        terms: dict[str, JsonValue] = {
            "dealer": dealer.number, "starts_on": one.start.isoformat(),
            "labour_rate": str(one.labour_rate), "markup": str(one.markup),
        }  # fmt: skip
        number = f"{dealer.number}/{one.start}"
        yield happening(max(on, one.start), _AGREED, "dealers.agree_terms", number, terms)
    for unit in dealer.units:
        known = max(on, unit.sold_on or unit.shipped_on)
        piece: dict[str, JsonValue] = {
            "dealer": dealer.number, "serial": unit.serial, "model": unit.model,
            "shipped_on": unit.shipped_on.isoformat(),
            "sold_on": unit.sold_on.isoformat() if unit.sold_on else None,
            "owner": unit.owner or None,
        }  # fmt: skip
        yield happening(known, _REGISTERED, "dealers.register_unit", unit.serial, piece)


def claim_history(claim: DealerClaimSeed) -> Iterator[Happening]:
    """A claim of the past: submitted, its parts looked at, decided, paid."""
    asked = _claimed(claim)
    yield happening(claim.received_on, _SUBMITTED, "dealers.submit_claim", claim.ro_no, asked)
    if claim.decided_on is None:
        return
    looked_on = min(claim.received_on + timedelta(days=3), claim.decided_on)
    by = _supervisor()
    for place, part in enumerate(claim.parts, len(claim.labour) + 1):
        if part.finding:
            found: dict[str, JsonValue] = {
                "claim": claim.number, "line": place, "finding": part.finding,
                "notes": "Looked at when it came back.",
            }  # fmt: skip
            number = f"{claim.number}/{place}"
            yield happening(looked_on, _LOOKED_AT, "dealers.inspect_part", number, found, by)
    ask: Mapping[str, JsonValue] = {"claim": claim.number}
    yield happening(claim.decided_on, _DECIDED, "dealers.decide_claim", claim.number, ask, by)
    if claim.paid_on is not None:
        yield happening(claim.paid_on, _PAID, "dealers.pay_claim", claim.number, ask)


def _claimed(claim: DealerClaimSeed) -> dict[str, JsonValue]:
    labour: list[JsonValue] = [{"op": one.op, "hours": one.hours} for one in claim.labour]
    parts: list[JsonValue] = [{"part": one.part, "price": str(one.price)} for one in claim.parts]
    return {
        "dealer": claim.dealer, "ro_no": claim.ro_no,
        "serial": claim.serial, "failed_on": claim.failed_on.isoformat(),
        "repaired_on": claim.repaired_on.isoformat(), "complaint": claim.complaint,
        "cause": claim.cause, "correction": claim.correction, "failure_code": claim.failure_code,
        "labour": labour, "parts": parts,
        "trip": str(claim.trip) if claim.trip is not None else None, "miles": claim.miles,
    }  # fmt: skip


def _supervisor() -> Actor:
    """Who decided the claims of the past: the first of our people who may approve."""
    rules = book().authority
    found = [(who.username, who.role) for who in book().company.staff if who.role]
    name, role = next((name, role) for name, role in found if rules.may_approve(role))
    return Actor(kind=ActorKind.STAFF, name=f"staff:{name}", role=role, channel=Channel.DESK)
