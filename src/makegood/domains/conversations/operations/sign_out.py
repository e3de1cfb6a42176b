"""Sign out: the pages close, and nobody is known any more where they were opened from."""

from __future__ import annotations

from makegood.core.actor import V0
from makegood.core.decision import Decision
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import register
from makegood.core.standing import anyone
from makegood.domains.conversations import operations as acts
from makegood.domains.conversations import policy
from makegood.domains.conversations.operations.close_conversation import (
    CloseConversation,
    CloseConversationAsk,
)
from makegood.domains.conversations.policy import ConversationFacts
from makegood.domains.conversations.queries import is_open
from makegood.domains.parties.operations.end_proofs import EndProofs
from makegood.domains.parties.queries import known_in


class SignedOut(Result):
    """The conversations in which nobody is known any more."""

    conversations: tuple[str, ...]


@register
class SignOut(Operation[Nothing, ConversationFacts, SignedOut]):
    """End a customer's own session; a chat that went on from it stays, but knows nobody."""

    name = "conversations.sign_out"
    needs = Needs(level=V0, standing=anyone(), authority=None, automated=True)
    retention = "transcripts_3y"

    def gather(self, ask: Nothing) -> ConversationFacts:
        return acts.gather_conversation(self.actor.conversation or "", self.actor)

    def decide(self, ask: Nothing, facts: ConversationFacts) -> Decision:
        return policy.may_close(facts, self.actor, self.today)

    def execute(self, ask: Nothing, facts: ConversationFacts, decision: Decision) -> SignedOut:
        ended = self.run(EndProofs, Nothing())
        asked = CloseConversationAsk.model_validate(
            {"conversation": facts.number, "reason": "signed out"}
        )
        self.run(CloseConversation, asked)
        return SignedOut(conversations=ended.conversations)

    def verify(self, ask: Nothing, facts: ConversationFacts, result: SignedOut) -> None:
        ensure(not is_open(facts.number), "the session is ended")
        ensure(known_in(facts.number).party is None, "nobody is known in it")
