"""Record that a customer has died: advertising ends at once, and what is left waits for papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from makegood.core.actor import V1
from makegood.core.decision import Decision, Statement
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import Rights, holder
from makegood.core.times_of_day import end_of_office
from makegood.domains.parties.models import Death, Party
from makegood.domains.parties.operations.revoke_consent import (
    RevokeConsent,
    RevokeConsentAsk,
    StopChannel,
)
from makegood.domains.parties.policy import care_told, estate_answer_by, may_record_death, not_so
from makegood.domains.parties.queries import (
    died_by,
    may_contact,
    own_rights,
)
from makegood.domains.parties.queries.places import letters_about_death


class RecordDeathAsk(Ask):
    """In which words it was told, and who tells it."""

    words: str = Field(
        description="The words in which it was told.",
        examples=["My father died, I am the executor."],
        min_length=1, max_length=400,
    )  # fmt: skip
    told_by: str = Field(
        description="Who tells it, and how they are reached.",
        examples=["Ruth Moss, ruth.moss@example.com"],
        min_length=3, max_length=200,
    )  # fmt: skip


class DeathRecorded(Result):
    """The party who has died."""

    party: str


@dataclass(frozen=True, slots=True)
class DeathFacts:
    """Whose accounts they are, and whether it was told before."""

    rights: Rights
    is_known: bool


@register
class RecordDeath(Operation[RecordDeathAsk, DeathFacts, DeathRecorded]):
    """Note a customer's death: advertise no more, charge no late fee, and say what we need."""

    name = "parties.record_death"
    needs = Needs(level=V1, standing=holder("account"), authority=None, automated=True)
    retention = "customer_7y"

    @classmethod
    def tells_anybody(cls, said: Mapping[str, object], today: date) -> tuple[Statement, ...]:
        return care_told("bereavement", today)

    def gather(self, ask: RecordDeathAsk) -> DeathFacts:
        party = self.actor.party or ""
        return DeathFacts(own_rights(party), died_by(party) is not None)

    def decide(self, ask: RecordDeathAsk, facts: DeathFacts) -> Decision:
        return may_record_death(is_known=facts.is_known, today=self.today)

    def execute(self, ask: RecordDeathAsk, facts: DeathFacts, decision: Decision) -> DeathRecorded:
        party = Party.objects.get(number=self.actor.party)
        Death.objects.create(
            party=party, told_by=ask.told_by, at=self.now,
            captured_how=f"{self.actor.channel}:{self.actor.conversation or self.act}",
        )  # fmt: skip
        self.run(RevokeConsent, RevokeConsentAsk(channel=StopChannel.ALL, wording=ask.words))
        says = (*decision.says[1:], not_so(self.today))
        for kind, letter in letters_about_death(party.number, "estate", says, self.today):
            self.queue(kind=kind, payload=letter, key=f"estate:{self.act}:{kind}")
        subject = f"party:{party.number}"
        self.promise(
            "estate_answer", subject=subject, party=party.number,
            due=end_of_office(estate_answer_by(self.today)), sentence=decision.says[-1],
        )  # fmt: skip
        self.record(subject)
        return DeathRecorded(party=party.number)

    def verify(self, ask: RecordDeathAsk, facts: DeathFacts, result: DeathRecorded) -> None:
        for channel in ("email", "sms", "voice", "post"):
            ensure(not may_contact(result.party, channel, "marketing"), "no advertising goes out")
        ensure(died_by(result.party) == self.now, "and it is on record when we were told")
