"""Put somebody who works here on the list, or change what they may do."""

from __future__ import annotations

from pydantic import Field

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import NotFound, ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.company.models import Staff
from makegood.domains.company.policy import StaffFacts, keeps_the_list, may_register_staff
from makegood.domains.company.queries import staff_card
from makegood.domains.parties.models import Party
from makegood.handbook import book


class RegisterStaffAsk(Ask):
    """Who works here, and as what."""

    username: str = Field(
        description="The name signed in with.", examples=["rae"], pattern=r"^[a-z][a-z0-9:_]{0,39}$"
    )
    name: str = Field(description="The full name.", examples=["Rae Okafor"], max_length=160)
    role: str | None = Field(
        None, description="The authority profile; none means that they may do nothing yet.",
        examples=["R1"], max_length=8,
    )  # fmt: skip
    title: str = Field(description="What they are.", examples=["Representative"], max_length=160)
    department: str | None = Field(
        None, description="The department's code.", examples=["customer_care"], max_length=40
    )
    email: str | None = Field(
        None, description="The e-mail address at work.", examples=["rae@example.com"],
        max_length=254,
    )  # fmt: skip
    languages: tuple[str, ...] = Field(
        ("en",), description="The languages spoken.", examples=[["en", "fr"]]
    )
    automated: bool = Field(
        False, description="Whether it is the automated representative.", examples=[False]
    )
    party: Ref[Party] | None = Field(
        None, description="The same person as a customer.", examples=["C-8"]
    )


class StaffRegistered(Result):
    """Who is on the list now."""

    username: str
    role: str


@register
class RegisterStaff(Operation[RegisterStaffAsk, StaffFacts, StaffRegistered]):
    """Put somebody who works here on the list with the role they act in."""

    name = "company.register_staff"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "staff_7y"
    offered_to = staticmethod(keeps_the_list)

    def gather(self, ask: RegisterStaffAsk) -> StaffFacts:
        if ask.party and not Party.objects.filter(number=ask.party).exists():
            raise NotFound("party", ask.party)
        codes = {one.code for one in book().company.departments}
        return StaffFacts(
            username=ask.username,
            is_known=Staff.objects.filter(username=ask.username).exists(),
            role_is_known=ask.role is None or book().authority.profile(ask.role) is not None,
            department_is_known=ask.department is None or ask.department in codes,
            asked_by_role=self.actor.role,
        )

    def decide(self, ask: RegisterStaffAsk, facts: StaffFacts) -> Decision:
        return may_register_staff(facts=facts, today=self.today)

    def execute(
        self, ask: RegisterStaffAsk, facts: StaffFacts, decision: Decision
    ) -> StaffRegistered:
        Staff.objects.update_or_create(
            username=ask.username,
            defaults={
                "name": ask.name,
                "role": ask.role or "",
                "title": ask.title,
                "department": ask.department or "",
                "email": ask.email or "",
                "languages": list(ask.languages),
                "is_automated": ask.automated,
                "party": Party.objects.filter(number=ask.party or "").first(),
            },
        )
        self.record(f"staff:{ask.username}")
        return StaffRegistered(username=ask.username, role=ask.role or "")

    def verify(self, ask: RegisterStaffAsk, facts: StaffFacts, result: StaffRegistered) -> None:
        ensure(staff_card(ask.username).role == result.role, "the role stands on the list")
