"""Report an outage: who sits in the dark hears what is safe, and the crews hear where it is."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, CaseCategory, NoteKind, Referral
from makegood.domains.cases.operations.open_case import OpenCase, OpenCaseAsk
from makegood.domains.cases.operations.refer_case import ReferCase, ReferCaseAsk
from makegood.domains.cases.policy import OutageFacts
from makegood.domains.cases.queries import OUTAGE, reports_of_outage


class ReportOutageAsk(Ask):
    """In which words it was told, and where the power is out."""

    words: str = Field(
        min_length=1, max_length=1_000, description="The words.", examples=["Lights out again."]
    )
    where: str | None = Field(
        None, min_length=3, max_length=254, description="The place.",
        examples=["14 Mill Road, Harlow"],
    )  # fmt: skip


class OutageReported(Result):
    """The case under which the crews were told, the question to them, and how often it was told."""

    case: str
    referral: str
    reports: int


@register
class ReportOutage(Operation[ReportOutageAsk, OutageFacts, OutageReported]):
    """Tell the Operations Centre where the power is out, and promise no time that nobody knows.

    What is told of one area within some hours is one outage with many reports.
    """

    name = "cases.report_outage"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "complaints_5y"
    asks_first = False

    def gather(self, ask: ReportOutageAsk) -> OutageFacts:
        area = policy.area_of(ask.where or "", self.today)
        hours = policy.clause("CAS-9", self.today).whole("one_outage_hours")
        since = self.now - timedelta(hours=hours)
        case = acts.open_outage(area, since) if area else None
        if case is None:
            return OutageFacts(area)
        told = reports_of_outage(case.number)
        mine = [one.text for one in told if one.source == self._source()]
        asked = Referral.objects.filter(case=case).order_by("pk")[0]
        if asked.answered_at or asked.bounced_at:  # the crews are done with that one
            return OutageFacts(area)
        return OutageFacts(
            area=area, case=case.number, referral=asked.number,
            reports=len({one.source for one in told}), is_among=bool(mine),
            is_told=self._told(ask) in mine,
        )  # fmt: skip

    def decide(self, ask: ReportOutageAsk, facts: OutageFacts) -> Decision:
        return policy.may_report_outage(ask.where, facts, self.today)

    def execute(
        self, ask: ReportOutageAsk, facts: OutageFacts, decision: Decision
    ) -> OutageReported:
        case, referral = facts.case, facts.referral
        if not case:
            case, referral = self._tell_crews(ask, facts.area)
        if not facts.is_told:
            row = Case.objects.get(number=case)
            acts.note(self, row, NoteKind.FACT, self._told(ask), self._source())
        self.record(f"case:{case}")
        self.tell(say(policy.clause("CAS-9", self.today), "ticket", case=case))
        return OutageReported(case=case, referral=referral, reports=facts.count)

    def verify(self, ask: ReportOutageAsk, facts: OutageFacts, result: OutageReported) -> None:
        reports = reports_of_outage(result.case)
        ensure(len({one.source for one in reports}) == result.reports, "each who tells it counts")
        mine = [one.text for one in reports if one.source == self._source()]
        ensure(self._told(ask) in mine, "what this one told is with it")
        place = Case.objects.get(number=result.case).place
        question = Referral.objects.get(number=result.referral).question
        ensure(f"Where: {place}\n" in question, "the crews were told the place")

    def _tell_crews(self, ask: ReportOutageAsk, area: str) -> tuple[str, str]:
        told = OpenCaseAsk(
            category=CaseCategory.SERVICE, summary=ask.words, future_contact="where it was told"
        )
        case = self.run(OpenCase, told).case
        Case.objects.filter(number=case).update(place=ask.where or "", area=area)
        department = policy.department_for("outage").code
        question = policy.question_to_crews("outage", ask.where, ask.words)
        asked = ReferCaseAsk(case=Ref[Case](case), department=department, question=question)
        return case, self.run(ReferCase, asked).referral

    def _told(self, ask: ReportOutageAsk) -> str:
        return policy.told_of(ask.where or "", ask.words)

    def _source(self) -> str:
        return f"{OUTAGE}{self.actor.conversation or self.act}"
