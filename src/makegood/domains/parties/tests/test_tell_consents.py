"""Why somebody hears from us is answered from what they said, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from makegood.core.actor import V1, V2
from makegood.core.decision import Code
from makegood.core.outcome import BrokenPromise, Outcome
from makegood.core.runner import run
from makegood.domains.parties.operations import tell_consents
from makegood.domains.parties.queries.kept import kept_person
from makegood.domains.parties.tests.conftest import customer

pytestmark = pytest.mark.usefixtures("cast")


def told(party: str = "C-6") -> Outcome:
    return run("parties.tell_consents", {}, actor=customer(party, V2))


def texts(outcome: Outcome) -> list[str]:
    return [one.text() for one in outcome.statements]


def test_each_consent_is_told_with_its_day_and_its_words() -> None:
    assert texts(told()) == [
        "On March 11, 2024 you agreed to news and offers by e-mail, in these words: "
        "“Send me offers by e-mail.”",
        "That is why you hear from us. Write “stop” and it ends at once.",
        "You still get what your orders need: confirmations, delivery notices and letters about "
        "your money.",
    ]


def test_after_a_stop_both_days_are_told_and_what_to_do_when_somebody_still_calls() -> None:
    run("parties.revoke_consent", {"channel": "all", "wording": "STOP"}, actor=customer("C-6", V1))
    said = texts(told())
    assert said[0].endswith("(“Send me offers by e-mail.”); you took that back on June 15, 2026.")
    assert said[1] == (
        "On June 15, 2026 you stopped advertising on every channel, in these words: “STOP”"
    )
    assert said[2].startswith("There is no word of yours")
    assert said[3].startswith("If you were called or texted with offers since then, that is wrong.")


def test_a_stop_of_texts_is_told_for_the_calls_that_stopped_with_them() -> None:
    run(
        "parties.revoke_consent",
        {"channel": "sms", "wording": "no texts"},
        actor=customer("C-8", V1),
    )
    said = texts(told("C-8"))
    assert said[0] == (
        "On June 15, 2026 you stopped advertising by text message, in these words: “no texts”"
    )
    assert "by telephone" in said[1]


def test_telling_changes_nothing() -> None:
    before = kept_person("C-6")
    assert told().is_done
    assert kept_person("C-6") == before


def test_a_yes_that_messages_are_sent_by_and_that_was_not_told_is_no_answer(monkeypatch) -> None:
    whole = kept_person("C-6")
    assert whole.consents
    monkeypatch.setattr(tell_consents, "kept_person", lambda _: replace(whole, consents=()))
    with pytest.raises(BrokenPromise, match="whatever is sent to them was told as agreed"):
        told()


def test_whoever_has_not_proven_who_they_are_hears_nothing_of_it() -> None:
    outcome = run("parties.tell_consents", {}, actor=customer("C-6", V1))
    assert outcome.code is Code.VERIFICATION_REQUIRED
    assert "2024" not in " ".join(texts(outcome))
