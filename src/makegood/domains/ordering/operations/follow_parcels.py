"""Follow parcels: ask the carriers where those under way were seen, and take up what is new."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision, allow
from makegood.core.models import Job
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.ordering import queries
from makegood.domains.ordering.models import Shipment, new_of
from makegood.domains.ordering.ports import Report

News = Mapping[str, tuple[Report, ...]]


class ParcelsFollowed(Result):
    """The shipments of which something new was heard; each is taken up by itself."""

    heard_of: tuple[str, ...]


@register
class FollowParcels(Operation[Nothing, News, ParcelsFollowed]):
    """Hear what carriers report of parcels on their way, and have each parcel looked at."""

    name = "ordering.follow_parcels"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "orders_7y"

    @classmethod
    def prepare(cls, ask: Nothing) -> News:
        return dict(queries.news_of_parcels())

    def gather(self, ask: Nothing) -> News:
        told = self.prepared if isinstance(self.prepared, dict) else {}
        rows = Shipment.objects.filter(number__in=told, delivered_at=None, undone_at=None).order_by(
            "pk"
        )
        seen = rows.prefetch_related("scans")
        found = {row.number: new_of(row, told[row.number]) for row in seen}
        return {number: new for number, new in found.items() if new}

    def decide(self, ask: Nothing, facts: News) -> Decision:
        return allow()

    def execute(self, ask: Nothing, facts: News, decision: Decision) -> ParcelsFollowed:
        for number, reports in facts.items():
            seen: list[JsonValue] = [
                {"at": one.at.isoformat(), "event": one.event, "place": one.place}
                for one in reports
            ]
            which: dict[str, JsonValue] = {"shipment": number, "reports": seen}
            self.later("ordering.keep_reports", which, at=self.now, key=self._key(number))
        return ParcelsFollowed(heard_of=tuple(facts))

    def verify(self, ask: Nothing, facts: News, result: ParcelsFollowed) -> None:
        keys = [self._key(number) for number in facts]
        ensure(Job.objects.filter(key__in=keys).count() == len(keys), "each is taken up by itself")

    def _key(self, number: str) -> str:
        return f"reports:{number}:{self.now.isoformat()}"
