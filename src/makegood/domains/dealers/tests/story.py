"""The steps of a dealer's claim, as tests of several acts take them."""

from __future__ import annotations

from datetime import date, time

from makegood.core import clock, worker
from makegood.core.actor import V2, Actor, ActorKind, Channel
from makegood.domains.dealers import queries
from makegood.domains.ordering.tests import cast
from makegood.domains.ordering.tests.cast import COMPANY, INES, RAE

OAKHILL = Actor(
    kind=ActorKind.CUSTOMER, name="customer:CV-1", role="customer", channel=Channel.PORTAL,
    party="C-4", level=V2, conversation="CV-1",
)  # fmt: skip
RIVERSIDE = OAKHILL.model_copy(update={"party": "C-25"})
OMAR = RAE.model_copy(update={"name": "omar", "role": "M1"})
BELT = {
    "dealer": "DL-4", "ro_no": "OH-9001", "serial": "SN-D-40112", "failed_on": "2026-06-01",
    "repaired_on": "2026-06-05", "complaint": "The drum does not turn.",
    "cause": "The belt was torn.", "correction": "New belt fitted.", "failure_code": "W01",
    "labour": [{"op": "WM-DRV-02", "hours": "1.5"}],
    "parts": [{"part": "PT-BELT-24", "price": "24.95"}], "trip": "45.00", "miles": 34,
    "answer": "Another belt, another batch.",
}  # fmt: skip


def do(operation, actor=COMPANY, /, **ask):
    return cast.do(operation, actor, **ask)


def done(operation, actor=COMPANY, /, **ask):
    return cast.done(operation, actor, **ask)


def submit(actor=OAKHILL, /, **changed):
    """Oakhill claims a belt, or whatever else is named."""
    return do("dealers.submit_claim", actor, **{**BELT, **changed})


def submitted(actor=OAKHILL, /, **changed):
    """The number of a claim that was taken."""
    outcome = submit(actor, **changed)
    assert outcome.is_done, (outcome.code, outcome.explanation())
    return str(outcome.answer("claim"))


def inspect(claim, finding="confirmed_defect", line=2):
    """Rae looks at the part that came back."""
    return do(
        "dealers.inspect_part", RAE, claim=claim, line=line, finding=finding,
        notes="Torn at the seam.", checklist=["tag"], measurements=["width 11.8 mm"],
    )  # fmt: skip


def decide(claim, actor=RAE, /, **ask):
    """Rae decides the claim, or somebody else."""
    return do("dealers.decide_claim", actor, claim=claim, **ask)


def decided(**changed):
    """The number of a claim whose belt was looked at and that was decided."""
    number = submitted(**changed)
    assert inspect(number).is_done
    outcome = decide(number)
    assert outcome.is_done, (outcome.code, outcome.explanation())
    return number


def paid(**changed):
    """The number of a claim that was paid."""
    number = decided(**changed)
    done("dealers.pay_claim", claim=number)
    return number


def card(number):
    return queries.claim_card(number)


def worked_off_until(standing, day):
    """Let time come to noon of a day, and do what fell due until then."""
    standing.at = clock.at_local(date.fromisoformat(day), time(12))
    worker.work_off()


__all__ = ["INES", "RAE"]
