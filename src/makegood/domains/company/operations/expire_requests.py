"""End the requests that nobody answered in time, and tell those who asked."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import ApprovalRequest
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.queries import letter_to_asker
from makegood.handbook import book


@dataclass(frozen=True, slots=True)
class OverdueRequests:
    """The requests whose time is over."""

    numbers: tuple[str, ...]


class RequestsExpired(Result):
    """Which requests came to an end."""

    requests: tuple[str, ...]


@register
class ExpireRequests(Operation[Nothing, OverdueRequests, RequestsExpired]):
    """End each request that nobody answered in time; who asked hears of it."""

    name = "company.expire_requests"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "orders_7y"

    def gather(self, ask: Nothing) -> OverdueRequests:
        rows = ApprovalRequest.objects.select_for_update().filter(
            decided_at=None, expires_at__lte=self.now
        )
        return OverdueRequests(tuple(row.number for row in rows.order_by("pk")[:500]))

    def decide(self, ask: Nothing, facts: OverdueRequests) -> Decision:
        return allow(clauses=[book().clause("AUT-1", on=self.today)])

    def execute(self, ask: Nothing, facts: OverdueRequests, decision: Decision) -> RequestsExpired:
        for row in ApprovalRequest.objects.filter(number__in=facts.numbers).order_by("pk"):
            row.decided_at, row.decided_by = self.now, self.actor.name
            row.approved, row.note = False, "expired"
            row.save()
            self.record(f"approval:{row.number}")
            letter = letter_to_asker(row, "request_expired")
            if letter:
                self.queue(kind=letter[0], payload=letter[1], key=f"expired:{row.number}")
        return RequestsExpired(requests=facts.numbers)

    def verify(self, ask: Nothing, facts: OverdueRequests, result: RequestsExpired) -> None:
        waiting = ApprovalRequest.objects.filter(decided_at=None, number__in=result.requests)
        ensure(not waiting.exists(), "none of them waits any more")
