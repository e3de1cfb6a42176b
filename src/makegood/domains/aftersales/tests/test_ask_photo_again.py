"""A photo of another model is asked for again, kindly; it proves nothing and accuses nobody."""

from __future__ import annotations

import pytest

from makegood.core import clock
from makegood.core.decision import Code
from makegood.core.outcome import InvalidAsk
from makegood.domains.aftersales import policy, queries
from makegood.domains.aftersales.models import lock_line_to_keep
from makegood.domains.aftersales.tests.story import mails, told
from makegood.domains.aftersales.tests.test_credit_and_keep import ABDUL, BELTS, photo
from makegood.domains.ordering.tests.cast import RAE, do, nothing_changes


def ask_again(number, finding="another_model", actor=RAE, line=BELTS):
    return do("aftersales.ask_photo_again", actor, photo=number, line=line, finding=finding)


def follows_from_records(evidence):
    """Whether what is credited for a belt follows from a photo that is filed."""
    today = clock.today()
    facts = lock_line_to_keep(BELTS, quantity=1, reason="defective", language="en", today=today)
    decided = policy.may_keep(facts, quantity=1, reason="defective", evidence=evidence, today=today)
    return decided.uses is not None and decided.uses.mechanical


def test_a_photo_of_another_model_is_asked_for_again_and_nobody_is_accused():
    number = photo("C-9")
    outcome = ask_again(number)
    assert told(outcome) == [
        "Thank you for the photo. We could not find your Drive belt PT-BELT-24 on it; it may be of "
        "another one at home.",
        "Please send one more, with the name plate and what is wrong on it. Nothing is decided "
        "until then.",
    ]
    (mail,) = mails("photo_again")
    assert "Thank you for the photo." in mail
    assert not any(word in mail.casefold() for word in ("fraud", "false", "fake", "suspect"))
    (look,) = queries.photo_looks_of("C-9")
    assert (look.photo, look.line, look.finding) == (number, BELTS, "another_model")


def test_that_photo_proves_nothing_any_more_and_the_next_one_does():
    first = photo("C-9")
    assert follows_from_records(f"Photo {first}")
    assert ask_again(first).is_done
    assert not follows_from_records(f"Photo {first}")
    second = photo("C-9", "another picture")
    assert follows_from_records(f"Photo {second}")
    outcome = do("aftersales.credit_and_keep", ABDUL, line=BELTS, reason="defective",
                 evidence=f"Photo {second}")  # fmt: skip
    assert outcome.is_done


@pytest.mark.parametrize(
    ("finding", "language", "said"),
    [
        ("unclear", "en", "too dark or too blurred"),
        ("no_fault_seen", "es", "no se ve en ella qué le pasa"),
        ("another_model", "fr", "un autre de chez vous"),
    ],
)
def test_what_cannot_be_seen_is_said_in_the_customers_language(finding, language, said):
    assert said in told(ask_again(photo("C-9"), finding), language)[0]


def test_it_is_asked_for_once():
    number = photo("C-9")
    assert ask_again(number).is_done
    with nothing_changes():
        again = ask_again(number)
    assert told(again) == ["Another photo was asked for already. Nothing was changed."]


def test_somebody_elses_photo_and_what_is_no_photo_are_not_found():
    other = photo("C-6")
    for number in (other, "DC-9999"):
        with nothing_changes():
            assert ask_again(number).code is Code.NOT_FOUND


def test_a_finding_that_is_none_is_named_with_those_that_are():
    with pytest.raises(InvalidAsk) as refused:
        ask_again(photo("C-9"), "fraud")
    assert "another_model" in str(refused.value)


def test_no_customer_asks_for_it():
    number = photo("C-9")
    with nothing_changes():
        assert ask_again(number, actor=ABDUL).code is Code.NOT_AUTHORISED
