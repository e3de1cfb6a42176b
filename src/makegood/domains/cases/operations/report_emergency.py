"""Report an emergency: who is in danger is told what to do, and help is set going."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from makegood.core.actor import V0, ActorKind
from makegood.core.decision import Decision, allow, say
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, CaseCategory, EmergencyKind
from makegood.domains.cases.operations.open_case import OpenCase, OpenCaseAsk
from makegood.domains.cases.operations.refer_case import ReferCase, ReferCaseAsk
from makegood.domains.conversations import queries
from makegood.domains.conversations.models import Conversation, Urgency
from makegood.domains.conversations.operations.hand_over import HandOverAsk, HandOverConversation


class ReportEmergencyAsk(Ask):
    """What the danger is, in which words it was told, and where."""

    emergency_kind: EmergencyKind = Field(description="What it is.", examples=["gas"])
    words: str = Field(
        max_length=4_000, description="The words.", examples=["I smell gas in the kitchen."]
    )
    where: str | None = Field(
        None, max_length=254, description="The place.", examples=["14 Mill Road, Harlow"]
    )


@dataclass(frozen=True, slots=True)
class EmergencyFacts:
    """The conversation it was told in, and the same danger told in it before, if any."""

    conversation: str
    reported_before: str


class EmergencyReported(Result):
    """The case under which help was set going."""

    case: str
    referral: str | None
    is_new: bool


@register
class ReportEmergency(Operation[ReportEmergencyAsk, EmergencyFacts, EmergencyReported]):
    """Tell somebody in danger what to do and set help going, whoever it is."""

    name = "cases.report_emergency"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "complaints_5y"

    def gather(self, ask: ReportEmergencyAsk) -> EmergencyFacts:
        conversation = self.actor.conversation or ""
        before = acts.same_danger(conversation, ask.emergency_kind, self.now)
        return EmergencyFacts(conversation, before)

    def decide(self, ask: ReportEmergencyAsk, facts: EmergencyFacts) -> Decision:
        script = policy.emergency_script(ask.emergency_kind, self.today)
        return allow(clauses=[policy.clause("CNV-3", self.today)], says=script)

    def execute(
        self, ask: ReportEmergencyAsk, facts: EmergencyFacts, decision: Decision
    ) -> EmergencyReported:
        if facts.reported_before:
            self.record(f"case:{facts.reported_before}")
            return EmergencyReported(case=facts.reported_before, referral=None, is_new=False)
        opened = self.run(
            OpenCase, OpenCaseAsk(category=CaseCategory.EMERGENCY, summary=ask.words or "-")
        )
        Case.objects.filter(number=opened.case).update(
            emergency_kind=ask.emergency_kind, place=ask.where or ""
        )
        referral = self._refer(ask, opened.case)
        self._call_a_person(ask, facts)
        self.tell(say(policy.clause("CNV-3", self.today), "ticket", case=opened.case))
        return EmergencyReported(case=opened.case, referral=referral, is_new=True)

    def verify(
        self, ask: ReportEmergencyAsk, facts: EmergencyFacts, result: EmergencyReported
    ) -> None:
        row = Case.objects.get(number=result.case)
        ensure(row.priority == 0, "danger comes before everything")
        ensure(row.emergency_kind == ask.emergency_kind, "what the danger is stands in the case")

    def _refer(self, ask: ReportEmergencyAsk, case: str) -> str | None:
        if ask.emergency_kind is EmergencyKind.SELF_HARM:
            return None
        question = policy.question_to_crews(ask.emergency_kind, ask.where, ask.words)
        department = policy.department_for("emergency").code
        asked = ReferCaseAsk(case=Ref[Case](case), department=department, question=question)
        return self.run(ReferCase, asked).referral

    def _call_a_person(self, ask: ReportEmergencyAsk, facts: EmergencyFacts) -> None:
        """A person joins at once where the danger was told, unless one is there already."""
        is_ours = self.actor.kind is ActorKind.STAFF
        if is_ours or not queries.is_open(facts.conversation):
            return
        asked = HandOverAsk(
            conversation=Ref[Conversation](facts.conversation),
            reason=f"emergency: {ask.emergency_kind}",
            urgency=Urgency.LIFE_OR_SAFETY,
        )
        self.run(HandOverConversation, asked)
        self.tell(say(policy.clause("CNV-2", self.today), "in_danger"))
