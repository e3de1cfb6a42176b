"""Erase what has expired: words, proofs and looks that are older than they are to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from makegood.core import clock
from makegood.core.actor import V0
from makegood.core.deadlines import months_after
from makegood.core.decision import Decision, allow
from makegood.core.erasing import drop_looks
from makegood.core.operation import Needs, Nothing, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.refs import Ref
from makegood.core.registry import register
from makegood.core.standing import system_only
from makegood.domains.cases import policy
from makegood.domains.cases.queries.privacy import held_parties, last_letters
from makegood.domains.conversations.models import Conversation, Notice
from makegood.domains.conversations.operations.erase_letters import EraseLetters, EraseLettersAsk
from makegood.domains.conversations.operations.erase_words import EraseWords, EraseWordsAsk
from makegood.domains.conversations.queries import with_old_words
from makegood.domains.documents.models import Document
from makegood.domains.documents.operations.erase_documents import (
    EraseDocuments,
    EraseDocumentsAsk,
)
from makegood.domains.parties.models import Party
from makegood.domains.parties.operations.drop_proofs import DropProofs, DropProofsAsk

_MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ExpiredFacts:
    """Whose records are held, which conversations are too old, and from when on looks are kept.

    `last_letters` are those that told somebody what was erased, with their papers: once they
    arrived, the address on them is not needed any more.
    """

    held: tuple[str, ...]
    conversations: tuple[str, ...]
    looks_before: datetime
    last_letters: tuple[tuple[str, str, tuple[str, ...]], ...]


class ExpiredErased(Result):
    """How much was erased of each kind."""

    conversations: int
    proofs: int
    looks: int
    letters: int


@register
class EraseExpired(Operation[Nothing, ExpiredFacts, ExpiredErased]):
    """Erase, some at a time, what is older than the handbook keeps it; nothing under a hold."""

    name = "cases.erase_expired"
    needs = Needs(level=V0, standing=system_only(), authority=None, automated=False)
    retention = "none"

    def gather(self, ask: Nothing) -> ExpiredFacts:
        held = held_parties()
        years = policy.clause("PRV-4", self.today).whole("transcripts_years")
        looks = policy.clause("PRV-6", self.today).whole("looks_years")
        words_before = clock.at_local(months_after(self.today, -12 * years), time(0))
        return ExpiredFacts(
            held=held,
            conversations=with_old_words(words_before, _MOST_AT_ONCE, but=held),
            looks_before=clock.at_local(months_after(self.today, -12 * looks), time(0)),
            last_letters=last_letters(but=held),
        )

    def decide(self, ask: Nothing, facts: ExpiredFacts) -> Decision:
        rules = ("PRV-4", "PRV-6", "PRV-8")
        return allow(clauses=[policy.clause(one, self.today) for one in rules])

    def execute(self, ask: Nothing, facts: ExpiredFacts, decision: Decision) -> ExpiredErased:
        talks = [Ref[Conversation](one) for one in facts.conversations]
        if talks:
            self.run(EraseWords, EraseWordsAsk(conversations=talks))
        but = [Ref[Party](one) for one in facts.held]
        proofs = self.run(DropProofs, DropProofsAsk(but=but))
        for party, letter, papers in facts.last_letters:
            whose = Ref[Party](party)
            self.run(EraseLetters, EraseLettersAsk(party=whose, notices=[Ref[Notice](letter)]))
            filed = [Ref[Document](one) for one in papers]
            self.run(EraseDocuments, EraseDocumentsAsk(party=whose, documents=filed))
        return ExpiredErased(
            conversations=len(talks),
            proofs=proofs.verifications + proofs.challenges,
            looks=drop_looks(facts.looks_before, _MOST_AT_ONCE, but=facts.held),
            letters=len(facts.last_letters),
        )

    def verify(self, ask: Nothing, facts: ExpiredFacts, result: ExpiredErased) -> None:
        still = Conversation.objects.filter(number__in=facts.conversations, erased_at=None)
        ensure(not still.exists(), "none of these conversations has words any more")
