"""Who may do how much of what: the authority profiles and the rules about approvals."""

from collections.abc import Mapping
from decimal import Decimal

from pydantic import Field

from makegood.handbook.dates import InForce
from makegood.handbook.figures import Amount
from makegood.handbook.pages import Page, Reading


class Limit(Page):
    """How much of one kind a role may do alone; a limit left out does not bind."""

    per_transaction: Amount | None = Field(None, description='The most in one act, "250.00".')
    mechanical: Amount | None = Field(
        None, description="The most in one act whose amount follows from policy, not judgement."
    )
    per_case: Amount | None = Field(None, description="The most in one case.")
    per_customer_12m: Amount | None = Field(
        None, description="The most for one customer in twelve months."
    )
    per_day: Amount | None = Field(None, description="The most in one day.")
    may: bool = Field(True, description="false when the role may only prepare it.")
    licence: str | None = Field(None, description="The licence needed for it.")


class Profile(Page):
    """One role and its limits by kind of authority."""

    role: str = Field(pattern=r"^[A-Z][0-9]$", description="The role, such as R1.")
    title: str = Field(description="What the role is called, such as Representative.")
    rank: int = Field(
        ge=0, description="Its height; an approver stands at least as high as needed."
    )
    automated: bool = Field(False, description="true for the automated representative.")
    may_approve: bool = Field(False, description="true when the role may approve requests.")
    limits: Mapping[str, Limit] = Field(description="The limits by kind: [profile.limits.refund].")


class ApprovalRules(Page):
    """When a second person is needed, and how long a request stands."""

    expires_after_business_days: int = Field(ge=1, description="Business days a request stands.")
    splitting_hours: int = Field(ge=1, description="Hours in which like acts are added together.")
    frequent_refunds: int = Field(
        ge=1, description="This refund in a row of one customer needs a second person."
    )
    frequent_refunds_days: int = Field(ge=1, description="Days over which refunds are counted.")
    four_eyes: tuple[str, ...] = Field(description="Acts that always need a second person.")
    recheck_amount: Amount = Field(description="A change above this asks the approver again.")
    recheck_percent: int = Field(ge=0, description="A change above this share asks again.")


class Authority(Page):
    """The authority table of the company."""

    id: str = Field(pattern=r"^AUT-[0-9]+$", description="Its id for citing, AUT-1.")
    in_force: InForce = Field(description="{ from = 2026-01-01 }")
    approvals: ApprovalRules = Field(description="The rules about approvals.")
    budgets: Mapping[str, Amount] = Field(
        {}, description='The budget of a month by kind: goodwill = "3000.00".'
    )
    profiles: tuple[Profile, ...] = Field(
        min_length=1, alias="profile", description="The roles: [[profile]]."
    )

    @property
    def version(self) -> str:
        """The id with the first day of this version, such as AUT-1@2026-01-01."""
        return f"{self.id}@{self.in_force.start.isoformat()}"

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of authority that some role has."""
        return frozenset(kind for profile in self.profiles for kind in profile.limits)

    def profile(self, role: str) -> Profile | None:
        """Return the profile of a role; None for a role without any authority."""
        return next((profile for profile in self.profiles if profile.role == role), None)

    def limit(self, role: str, kind: str) -> Limit | None:
        """Return what a role may do of a kind; None when it may do nothing of it."""
        profile = self.profile(role)
        return profile.limits.get(kind) if profile else None

    def may_approve(self, role: str) -> bool:
        """Whether a role agrees to what others ask."""
        profile = self.profile(role)
        return profile is not None and profile.may_approve

    def budget(self, kind: str) -> Decimal | None:
        """Return what all teams together may give of a kind in one month; None when unbounded."""
        return self.budgets.get(kind)

    def approvers(self) -> tuple[Profile, ...]:
        """Return the roles that may approve, the lowest first."""
        found = [profile for profile in self.profiles if profile.may_approve]
        return tuple(sorted(found, key=lambda profile: profile.rank))


def read_authority(reading: Reading) -> Authority | None:
    """Read authority.toml."""
    source = reading.the_file("authority.toml")
    return reading.fit(source, (), source.table, Authority) if source else None
