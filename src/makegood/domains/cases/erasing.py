"""Have what goes of a person's records erased in every domain, inside the act that erases them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

from makegood.core.acting import Leaving
from makegood.core.refs import Ref
from makegood.domains.cases.models import Case
from makegood.domains.cases.operations.erase_cases import EraseCases, EraseCasesAsk
from makegood.domains.cases.policy import Keeping
from makegood.domains.conversations.models import Conversation, Notice
from makegood.domains.conversations.operations.erase_letters import EraseLetters, EraseLettersAsk
from makegood.domains.conversations.operations.erase_words import EraseWords, EraseWordsAsk
from makegood.domains.documents.models import Document
from makegood.domains.documents.operations.erase_documents import (
    EraseDocuments,
    EraseDocumentsAsk,
)
from makegood.domains.knowledge.operations.erase_questions import (
    EraseQuestions,
    EraseQuestionsAsk,
)
from makegood.domains.ordering.models import Quote, SalesOrder
from makegood.domains.ordering.operations.erase_places import ErasePlaces, ErasePlacesAsk
from makegood.domains.parties.models import Party
from makegood.domains.parties.operations.erase_person import ErasePerson, ErasePersonAsk

RecordT = TypeVar("RecordT", bound=Model)


def erase_everywhere(acting: Leaving, whose: str, goes: Keeping) -> None:
    """Have each domain erase, by its own act, what goes of a person's records there."""
    party = Ref[Party](whose)
    talks, orders = _refs(goes, "conversation", Conversation), _refs(goes, "order", SalesOrder)
    cases, letters = _refs(goes, "case", Case), _refs(goes, "letter", Notice)
    papers, quotes = _refs(goes, "document", Document), _refs(goes, "quote", Quote)
    acting.run(EraseWords, EraseWordsAsk(conversations=talks))
    acting.run(EraseCases, EraseCasesAsk(party=party, cases=cases))
    acting.run(EraseLetters, EraseLettersAsk(party=party, notices=letters))
    acting.run(EraseDocuments, EraseDocumentsAsk(party=party, documents=papers))
    acting.run(EraseQuestions, EraseQuestionsAsk(party=party))
    acting.run(ErasePlaces, ErasePlacesAsk(party=party, orders=orders, quotes=quotes))
    still = {one: goes.has_to_keep(one) for one in ("reach", "identity")}
    asked = ErasePersonAsk(
        party=party, keeps_reach=still["reach"], keeps_identity=still["identity"]
    )
    acting.run(ErasePerson, asked)


def _refs(keeping: Keeping, what: str, kind: type[RecordT]) -> list[Ref[RecordT]]:
    return [Ref[RecordT](one) for one in keeping.going(what)]
