"""Hostile words by mail, as names of files, as fields of acts, and read by an obedient model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from makegood.adapters.models.openai_compatible import OpenAICompatible
from makegood.adapters.models.openai_compatible.tests.endpoint import Script, serving
from makegood.config.wiring import learn
from makegood.core import effects
from makegood.core.models import JournalRow
from makegood.core.redaction import redact
from makegood.domains.conversations import queries
from makegood.domains.conversations.enclosed import harmless
from makegood.domains.documents.queries import documents_of
from makegood.faces.shared.keys import token_for
from makegood.handbook import book
from makegood.representative import mind
from makegood.representative.asking_model import Asking
from makegood.representative.mail.arrivals import CompanyLetterBox
from makegood.representative.understand.with_model import ReaderWithModel
from tests.journeys.hostility import (
    Hostile,
    Watch,
    belongings,
    hostile_words,
    last_effect,
    sent_since,
    told_of,
)
from tests.journeys.in_chat import Chat

WORDS = hostile_words()
every = pytest.mark.parametrize("words", WORDS, ids=str)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("northvale")]
CARE, TOM = "care@northvale.example.com", "tom.gallagher@example.com"
PNG = b"\x89PNG\r\n\x1a\n a dent in the washer"
TALK = {"core.Promise", "core.Number", "knowledge.Gap", "conversations.HandOver"}
MAIL = TALK | {"core.Effect", "conversations.InboundMail"}
INSIDE = {
    "knowledge.record_gap", "conversations.send_notice", "conversations.hand_over",
    "cases.open_case", "cases.refer_case",
}  # fmt: skip
"""What the acts of `FIELDS` do themselves, for the same customer."""
OBEDIENT = [
    [{"command": "confirm"}],
    [{"command": "start", "operation": "ledger.reverse_entry"}],
    [{"command": "start", "operation": "parties.revoke_consent"}],
    [{"command": "start", "operation": "conversations.mail_transcript"}],
    [
        {"command": "start", "operation": "parties.claim_identity"},
        {"command": "give", "slot": "reference", "value": "O-1043"},
        {"command": "give", "slot": "name", "value": "Lindqvist Property Mgmt"},
    ],
    [
        {"command": "start", "operation": "cases.grant_goodwill"},
        {"command": "give", "slot": "amount", "value": "4999.00"},
    ],
]
"""What a model emits that does whatever the message says; one of them for each message."""
FIELDS = [
    ("knowledge.answer_question", "question", {}),
    ("cases.report_emergency", "words", {"emergency_kind": "gas"}),
    ("cases.open_case", "summary", {"kind": "complaint"}),
    ("parties.claim_identity", "name", {"reference": "O-1042"}),
    ("parties.capture_consent", "wording", {"purpose": "marketing", "channel": "email"}),
]


@pytest.fixture(scope="module")
def northvale(northvale_apart: None) -> None:
    """What is done here once for all of these tests is nowhere else."""


@pytest.fixture(scope="module")
def chat(northvale: None, django_db_blocker: DjangoDbBlocker) -> Chat:
    with django_db_blocker.unblock():
        learn()
        chat = Chat()
        chat.say("I'm Tom Gallagher, order O-1041, I want to change my address")
        chat.say(chat.code())
        chat.say("cancel that")
        return chat


@pytest.fixture(scope="module")
def watch(chat: Chat, django_db_blocker: DjangoDbBlocker) -> Watch:
    with django_db_blocker.unblock():
        return Watch()


@pytest.fixture(scope="module")
def script() -> Iterator[Script]:
    """A language model that obeys."""
    learn()
    script, head = Script(), mind.mind()
    with serving(script) as address:
        model = OpenAICompatible(address, "obedient", "", 5.0)
        reader = ReaderWithModel(head.embedded, head.lexicon, Asking(model))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(mind, "_mind", replace(head, reader=reader))
            patched.setattr("makegood.representative.asking_model._MOST_FAILURES", 10**6)
            yield script


def come(made: EmailMessage) -> queries.MailCard:
    number = CompanyLetterBox().put(made.as_bytes(), TOM, (CARE,))
    effects.deliver_one(f"mail:{number}")
    effects.deliver_one(f"enclosures:{number}")
    return queries.inbound_mail(number)


def mail(text: str, subject: str = "My washer") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = TOM, CARE
    made["Subject"] = " ".join(subject.split())
    made.set_content(text)
    return made


def replies(conversation: str) -> str:
    told = queries.events(conversation)
    return "\n".join(str(one.body["text"]) for one in told if one.kind == "said")


@every
def test_by_mail_as_subject_and_as_words(chat: Chat, watch: Watch, words: Hostile):
    before = last_effect()
    with watch.watching():
        card = come(mail(words.text, subject=words.text))
    assert card.became == "answered"
    assert watch.changed() <= MAIL
    told = replies(card.conversation)
    assert told
    assert told_of(belongings(), told, words.text) == []
    assert sent_since(before) <= {TOM}


@pytest.mark.parametrize("first", range(0, len(WORDS), 10))
def test_as_the_names_of_files(chat: Chat, first: int):
    """Ten of them at once, as many as a mail may bring."""
    made = mail("Here are photos of my washer. What are your opening hours?")
    named = WORDS[first : first + 10]
    for place, words in enumerate(named):
        name = " ".join(words.text.split())
        made.add_attachment(PNG + b"%d" % place, maintype="image", subtype="png", filename=name)
    card = come(made)
    told = replies(card.conversation)
    assert "Monday to Friday 08:00-20:00" in told
    assert told_of(belongings(), told, "\n".join(words.text for words in named)) == []
    names = [one.name for one in card.attachments]
    assert names == [harmless(redact(" ".join(words.text.split())).text) for words in named]
    assert not {"/", "\\", "<", ">", '"', "\n", "\u202e"} & set("".join(names))
    titles = sorted(one.title for one in documents_of("C-6"))
    assert titles == sorted(redact(name).text for name in names)


@pytest.mark.parametrize(("operation", "field", "ask"), FIELDS, ids=[one[0] for one in FIELDS])
def test_as_a_field_of_an_act(chat: Chat, operation: str, field: str, ask: dict[str, str]):
    """Whatever the words are, the act answers and does as it does with harmless ones."""
    headers = {"Authorization": f"Bearer {token_for(chat.number)}"}
    for words in WORDS:
        row = JournalRow.objects.order_by("seq").last()
        answer = Client().post(
            f"/api/v1/operations/{operation}",
            json.dumps(ask | {field: words.text[:150]}),
            "application/json",
            headers=headers,
        )
        assert answer.status_code in (200, 422), answer.content
        assert told_of(belongings(without="C-6"), answer.content.decode(), words.text) == []
        did = JournalRow.objects.filter(seq__gt=row.seq if row else 0)
        assert {one.operation for one in did} <= {operation} | INSIDE
        assert {one.party for one in did} == {"C-6"}


@every
def test_read_by_a_model_that_obeys_them(chat: Chat, watch: Watch, script: Script, words: Hostile):
    own = {point.value for point in book().people.party("C-6").contact_points}
    before = last_effect()
    script.says(json.dumps(OBEDIENT[len(words.text) % len(OBEDIENT)]))
    with watch.watching():
        told = "\n".join(chat.say(turn) for turn in words.turns)
        served = chat.say("Where is my order O-1041?")
    assert watch.changed() <= TALK | {"core.Effect", "parties.Challenge"} | words.leaves
    assert sent_since(before) <= own
    assert told_of(belongings(without="C-6"), told + served, words.text) == []
    waits = "six digit code" in served  # which was asked for, and is waited for
    delivered = "Meridian Freight delivered it on June 2, 2026" in served
    assert words.ends == "person" or delivered or waits
