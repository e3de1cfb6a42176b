"""Who asks for somebody else is told how one is named on an account, and nothing of it. C04."""

from __future__ import annotations

import pytest

from makegood.domains.conversations import queries
from makegood.representative.mail.answering import answer_mail

pytestmark = pytest.mark.usefixtures("northvale", "db")


def come(text: str, sender: str = "sandra@example.com") -> tuple[str, str]:
    head = f"From: {sender}\r\nMessage-ID: <third-1@mail.example.com>\r\n"
    head += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    answered = answer_mail(f"{head}{text}\r\n".encode())
    (said,) = [str(one.body["text"]) for one in answered.events if one.kind == "said"]
    return answered.conversation, said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I'm calling for my mother, she is the account holder.", "may let somebody act for you"),
        ("I am writing on behalf of my husband.", "may let somebody act for you"),
        ("Llamo por mi madre, la cuenta es de ella.", "Puede dejar que alguien actúe por usted"),
        ("J'appelle pour ma mère, le compte est à elle.", "Vous pouvez laisser quelqu'un agir"),
    ],
)
def test_AC04_4_who_acts_for_another_hears_how_that_is_set_up(text, told):
    conversation, said = come(text)
    assert told in said
    assert queries.card(conversation).party == ""


def test_who_names_another_customer_is_taken_for_them_only_up_to_V1_and_told_nothing():
    conversation, said = come("I write for Tom Gallagher, order O-1041. What did he order?")
    assert queries.card(conversation).level < 2
    assert "washer" not in said.lower()
    assert "WM900" not in said
