"""Answer an estate: whoever told of a death hears from a person of ours, by the day promised."""

from __future__ import annotations

from pydantic import Field, JsonValue

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.models import Effect, Promise
from makegood.core.operation import Ask, Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import staff_only
from makegood.domains.cases import operations as acts
from makegood.domains.cases import policy
from makegood.domains.cases.models import Case, NoteKind
from makegood.domains.cases.policy import EstateFacts
from makegood.domains.cases.queries.estates import estate_facts
from makegood.domains.parties.queries import party_card
from makegood.domains.parties.queries.places import letters_about_death


class AnswerEstateAsk(Ask):
    """The case of the death, and what the family is told."""

    case: Ref[Case] = Field(description="The case of the death.", examples=["CS-1001"])
    text: str = Field(
        min_length=1, max_length=4_000, description="What they are told.",
        examples=["I am Rae, and whom you turn to. Please send me the two papers."],
    )  # fmt: skip
    spoken: bool = Field(
        False, description="Whether they were told on the telephone instead.", examples=[False]
    )


class EstateAnswered(Result):
    """The case, and on which ways the letter went; none where they were called."""

    case: str
    ways: tuple[str, ...]


@register
class AnswerEstate(Operation[AnswerEstateAsk, EstateFacts, EstateAnswered]):
    """Write to whoever told of a customer's death, which keeps what they were promised."""

    name = "cases.answer_estate"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "customer_7y"

    def gather(self, ask: AnswerEstateAsk) -> EstateFacts:
        return estate_facts(acts.gather_case(ask.case).number, self.today)

    def decide(self, ask: AnswerEstateAsk, facts: EstateFacts) -> Decision:
        return policy.may_answer_estate(facts, is_spoken=ask.spoken, day=self.today)

    def execute(
        self, ask: AnswerEstateAsk, facts: EstateFacts, decision: Decision
    ) -> EstateAnswered:
        case, ways = Case.objects.get(number=facts.case), []
        for kind, letter in () if ask.spoken else self._letters(ask, facts):
            self.queue(kind=kind, payload=letter, key=f"estate_answer:{self.act}:{kind}")
            ways.append(kind)
        acts.note(self, case, NoteKind.FACT, ask.text, f"death:{facts.party}")
        self.keep_promise(policy.ESTATE_ANSWER, f"case:{facts.case}")
        self.record(f"case:{facts.case}")
        return EstateAnswered(case=facts.case, ways=tuple(ways))

    def verify(self, ask: AnswerEstateAsk, facts: EstateFacts, result: EstateAnswered) -> None:
        promised = Promise.objects.filter(kind=policy.ESTATE_ANSWER, subject=f"case:{result.case}")
        ensure(not promised.filter(kept_at=None, released_at=None).exists(), "they wait no more")
        sent = Effect.objects.filter(key__startswith=f"estate_answer:{self.act}:").count()
        ensure(ask.spoken or sent == len(result.ways) > 0, "what was written is on its way")

    def _letters(
        self, ask: AnswerEstateAsk, facts: EstateFacts
    ) -> list[tuple[str, dict[str, JsonValue]]]:
        """A mail to the address that was told; without one, the letter to where the post went."""
        card, mail = party_card(facts.party), policy.mail_in(facts.told_by)
        letter = acts.letter_to_family(card.name, card.language, mail, ask.text)
        if mail:
            return [("mail", letter)]
        post = letters_about_death(facts.party, "estate_answer", (), self.today, text=ask.text)
        return [(kind, payload) for kind, payload in post if kind == "letter"]
