import pytest

from makegood.core import journal
from makegood.core.runner import run
from makegood.domains.billing.tests.till import COMPANY, inside
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.queries import transcript
from makegood.domains.conversations.tests.conftest import visitor

pytestmark = pytest.mark.django_db
SAID = "my blue teapot"


@pytest.fixture
def ended(chat):
    said = {"conversation": chat, "text": SAID, "external_id": "one"}
    assert run("conversations.receive_message", said, actor=visitor(chat)).is_done
    assert run(
        "conversations.close_conversation", {"conversation": chat}, actor=visitor(chat)
    ).is_done
    return chat


def test_what_was_said_is_gone_and_that_something_was_said_stays(ended):
    done = inside("conversations.erase_words", COMPANY, conversations=[ended])

    assert done.answer("conversations") == 1
    assert {line.text for line in transcript(ended)} == {""}
    assert Conversation.objects.get(number=ended).erased_at is not None
    rows = journal.history((ended,))
    assert SAID not in str([row.payload for row in rows])
    assert journal.verify().is_intact


def test_a_conversation_that_goes_on_is_refused(chat):
    said = {"conversation": chat, "text": SAID, "external_id": "one"}
    run("conversations.receive_message", said, actor=visitor(chat))

    refused = inside("conversations.erase_words", COMPANY, conversations=[chat])

    assert refused.code == "policy_denied"
    assert SAID in [line.text for line in transcript(chat)]
