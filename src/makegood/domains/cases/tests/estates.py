"""A death that somebody tells, and the case that comes of it."""

from __future__ import annotations

from makegood.core.actor import V1, Actor
from makegood.core.outcome import Outcome
from makegood.core.runner import run
from makegood.domains.cases.tests.conftest import automated

TOLD_BY = "Ruth Moss, ruth.moss@example.com"


def tell(party: str, told_by: str = TOLD_BY) -> Outcome:
    """Somebody tells that a customer has died."""
    ask = {"words": "My father died, I am the executor.", "told_by": told_by}
    return run("parties.record_death", ask, actor=automated(None, party, V1))


def meet() -> list[str]:
    """The cases that the hour opens."""
    done = run("cases.meet_estates", {}, actor=Actor.system("system:cases.meet_estates"))
    assert done.is_done, done
    cases = done.answer("cases")
    assert isinstance(cases, list)
    return [str(one) for one in cases]
