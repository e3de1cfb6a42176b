"""The conversation page: seen by staff, taken over, answered, given back; refusals keep words."""

from __future__ import annotations

import pytest

from makegood.core.actor import V0, Actor, Channel
from makegood.core.decision import allow
from makegood.core.operation import Needs, Operation, Result
from makegood.core.outcome import ensure
from makegood.core.registry import registry
from makegood.core.runner import run
from makegood.core.standing import staff_only
from makegood.domains.conversations.operations.close_conversation import CloseConversationAsk
from makegood.domains.conversations.queries import card, events
from makegood.faces.desk.talking import Quiet, lines
from makegood.faces.desk.views import conversations
from makegood.faces.desk.watching import Present
from makegood.faces.shared.following import Bell

HTMX = {"HX-Request": "true"}


@pytest.fixture
def chat(db, northvale):
    visitor = Actor.anonymous(Channel.CHAT)
    opened = run("conversations.open_conversation", {"channel": "chat"}, actor=visitor)
    number = str(opened.answer("number"))
    asked = {"conversation": number, "text": "My washer <leaks>."}
    sent = run("conversations.receive_message", asked, actor=Actor.anonymous(Channel.CHAT, number))
    assert sent.is_done
    return number


def post(client, chat, step, **fields):
    return client.post(f"/desk/conversations/{chat}/{step}", fields, headers=HTMX)


def test_rae_reads_what_was_said_and_may_take_it_over(at_the_desk, chat):
    answer = at_the_desk("rae").get(f"/desk/conversations/{chat}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "My washer &lt;leaks&gt;." in html
    assert f'hx-sse:connect="/desk/conversations/{chat}/events"' in html
    assert f'formaction="/desk/conversations/{chat}/take-over"' in html
    assert f'formaction="/desk/conversations/{chat}/hand-back"' not in html


def test_writing_before_taking_it_over_is_refused_and_the_text_stays(at_the_desk, chat):
    before = events(chat)
    answer = post(at_the_desk("rae"), chat, "say", text="Good morning.")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "what you wrote is kept" in html
    assert "Good morning.</textarea>" in html
    assert events(chat) == before


def test_rae_takes_it_over_answers_and_hands_it_back(at_the_desk, chat):
    rae = at_the_desk("rae")
    assert post(rae, chat, "take-over").status_code == 200
    assert card(chat).with_person == "staff:rae"

    sent = post(rae, chat, "say", text="I am on it.")
    assert sent.status_code == 200
    assert "I am on it." not in sent.content.decode()
    assert events(chat)[-1].body["text"] == "I am on it."

    assert post(rae, chat, "hand-back", words="All is well.").status_code == 200
    assert card(chat).with_person is None
    assert events(chat)[-1].body["note"] == "All is well."


def test_another_person_reads_who_has_it_before_writing(at_the_desk, chat):
    post(at_the_desk("rae"), chat, "take-over")
    part = at_the_desk("ines").get(f"/desk/conversations/{chat}/part").content.decode()
    assert "Rae has it; take it over before you write" in part
    assert "<html" not in part


def test_closing_it_ends_it_and_offers_no_more_steps(at_the_desk, chat):
    rae = at_the_desk("rae")
    refused = post(rae, chat, "close", words="Settled.")
    assert refused.status_code == 422
    assert card(chat).closed_at is None

    post(rae, chat, "take-over")
    post(rae, chat, "say", text="The washer is mended.")
    assert post(rae, chat, "close", words="Settled.").status_code == 200
    part = rae.get(f"/desk/conversations/{chat}/part").content.decode()
    assert "Closed Mon 15 Jun, 12:00" in part
    assert "Take over" not in part


def test_an_empty_answer_is_refused_with_the_reason(at_the_desk, chat):
    rae = at_the_desk("rae")
    post(rae, chat, "take-over")
    before = events(chat)
    assert post(rae, chat, "say", text="").status_code == 422
    assert events(chat) == before


def test_nobody_without_a_role_sees_or_does_anything(at_the_desk, chat):
    noor, before = at_the_desk("noor"), events(chat)
    for answer in (
        noor.get(f"/desk/conversations/{chat}"),
        noor.get(f"/desk/conversations/{chat}/part"),
        post(noor, chat, "take-over"),
        post(noor, chat, "say", text="Hello."),
    ):
        assert answer.status_code == 404
        assert "leaks" not in answer.content.decode()
    assert events(chat) == before


@pytest.mark.parametrize("number", ["CV-9999", "C-6", "nonsense"])
def test_an_unknown_number_is_told_kindly(at_the_desk, number):
    answer = at_the_desk("rae").get(f"/desk/conversations/{number}")
    assert answer.status_code == 404
    assert f"There is nothing here of the number {number}" in answer.content.decode()


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, chat):
    answer = client.get(f"/desk/conversations/{chat}")
    assert answer.headers["Location"] == f"/desk/sign-in?next=/desk/conversations/{chat}"


def test_what_was_understood_and_done_stands_quietly_under_the_message(db, northvale, chat):
    asked = {
        "conversation": chat,
        "text": "I see.",
        "understood": {
            "commands": [
                {"command": "start", "operation": "aftersales.open_return"},
                {"command": "give", "slot": "line", "value": "washer"},
            ],
            "confidence": 0.94,
        },
        "ran": [
            {
                "operation": "parties.claim_identity",
                "status": "refused",
                "code": "policy_denied",
                "records": ["party:C-6"],
            }
        ],
    }
    automated = Actor.system("system:test").model_copy(update={"conversation": chat})
    asked["answers"] = next(one.sequence for one in events(chat) if one.kind == "message_in")
    assert run("conversations.say", asked, actor=automated).is_done
    spoken = next(one for one in lines(events(chat), "Tom") if one.who == "Tom")
    assert spoken.under == [
        Quiet("read as open return, line washer"),
        Quiet("Claim identity: refused, policy denied", ("C-6",)),
    ]


def test_two_people_at_one_conversation_are_known_to_each_other_until_one_leaves():
    present, bell = Present(), Bell()
    with present.looking("CV-1001", "staff:rae", bell):
        with present.looking("CV-1001", "staff:ines", Bell()):
            assert present.beside("CV-1001", "staff:rae") == ("staff:ines",)
        assert present.beside("CV-1001", "staff:rae") == ()
    assert present.beside("CV-1001", "staff:ines") == ()


class Break(Operation[CloseConversationAsk, None, Result]):
    """Close a conversation by a bug of ours."""

    name = "test.break"
    needs = Needs(level=V0, standing=staff_only(), authority=None, automated=False)
    retention = "test"

    def gather(self, ask):
        return None

    def decide(self, ask, facts):
        return allow(clauses=[])

    def execute(self, ask, facts, decision):
        return Result()

    def verify(self, ask, facts, result):
        ensure(False, "it is closed")


def test_a_fault_of_ours_is_told_and_the_text_stays(at_the_desk, chat, monkeypatch):
    registry.add(Break)
    monkeypatch.setitem(conversations._STEPS, "close", "test.break")
    answer = post(at_the_desk("rae"), chat, "close", text="Good morning.")
    registry.remove("test.break")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "This is our fault. Nothing was saved" in html
    assert "Good morning.</textarea>" in html
