"""A competitor's price of the same article is matched on evidence, and else by a person (PRC-6)."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from makegood.core.actor import V2, Actor
from makegood.core.decision import Code
from makegood.core.money import Money
from makegood.core.outcome import Outcome, Status
from makegood.domains.aftersales import queries
from makegood.domains.aftersales.policy import shows
from makegood.domains.aftersales.tests.story import WASHER, mails, posted, told
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.models import Document, DocumentText
from makegood.domains.ordering.tests.cast import (
    NOOR,
    RAE,
    chat,
    do,
    done,
    nothing_changes,
)

TOM = chat("C-6")


def sent(reads: str = "", party: str = "C-6") -> str:
    """A picture in a customer's file, and what was read of it."""
    sha256 = keep(f"a picture of {reads}".encode(), "image/png")
    number = str(
        done(
            "documents.file_document", RAE, sha256=sha256, type="photo", title="The offer",
            party=party, subject="order:O-1041", source="desk:rae",
        ).answer("document")
    )  # fmt: skip
    if reads:
        DocumentText.objects.create(
            document=Document.objects.get(number=number),
            text=reads,
            words="",
            read_at="2026-06-15T12:00Z",
        )
    return number


def match(actor: Actor = TOM, **ask: JsonValue) -> Outcome:
    asked: dict[str, JsonValue] = {
        "line": WASHER, "shop": "Harlow Electric", "price": "749.00", "seen_on": "2026-06-14",
        "in_stock": True, **ask,
    }  # fmt: skip
    return do("aftersales.match_price", actor, **asked)


def test_a_paper_that_shows_article_and_price_is_proof_and_the_difference_goes_back() -> None:
    proof = sent("Harlow Electric, June 14: washing machine WM-900, only $749.00 while in stock")
    outcome = match()
    # 809.10 - 749.00 = 60.10; of the tax of 62.71 on 809.10 that is 4.66
    assert outcome.result == {
        "allowance": "AL-1001", "goods": {"amount": "60.10", "currency": "USD"},
        "tax": {"amount": "4.66", "currency": "USD"},
        "refund": {"amount": "64.76", "currency": "USD"}, "proof": proof,
    }  # fmt: skip
    assert told(outcome)[0].endswith(
        ": you paid $809.10, and Harlow Electric asks $749.00, both without tax. You get $60.10 "
        "and the tax on it of $4.66, $64.76 together."
    )
    assert posted("allowance:AL-1001") == [
        ("J14", "4010", "60.10"), ("J14", "2200", "4.66"), ("J14", "2310", "-64.76"),
    ]  # fmt: skip
    assert "$64.76 together" in mails("credited_and_kept")[0]
    with nothing_changes():
        again = match()
    assert again.code is Code.POLICY_DENIED


def test_no_more_than_a_share_of_the_price_is_given() -> None:
    sent("Harlow Electric WM900 600.00")
    outcome = match(price="600.00")
    # 15 % of 809.10 = 121.365, rounded half-up; its tax 62.71 x 121.37 / 809.10 = 9.4069
    assert outcome.answer("goods") == {"amount": "121.37", "currency": "USD"}
    assert outcome.answer("tax") == {"amount": "9.41", "currency": "USD"}


def test_what_cannot_be_read_goes_to_a_person() -> None:
    sent("")
    outcome = match()
    assert outcome.status is Status.PENDING_APPROVAL
    assert "so a person of ours looks at the offer." in " ".join(told(outcome))
    assert posted("allowance:AL-1001") == []


def test_without_anything_sent_nothing_is_promised_and_it_is_said_what_is_needed() -> None:
    sent("Harlow Electric WM900 749.00", party="C-9")  # somebody else's proves nothing
    with nothing_changes():
        outcome = match(looked_at=True)  # and a customer is none of our people
    assert (outcome.code, outcome.clauses) == (Code.POLICY_DENIED, ("PRC-6@2026-01-01",))
    assert told(outcome)[0].endswith(
        ": send us a picture or the page of the offer first, with its day, the article and the "
        "price. Then ask once more."
    )


def test_one_of_ours_who_saw_the_offer_grants_it_within_their_limit() -> None:
    outcome = match(RAE.on_behalf_of("C-6", V2), looked_at=True)
    assert outcome.is_done
    assert queries.allowance_card("AL-1001").goods == Money.parse("60.10")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ({"in_stock": False}, "Harlow Electric does not have it now"),
        ({"seen_on": "2026-06-07"}, "Only an offer that you saw within the last 7 days counts."),
        ({"seen_on": "2026-06-16"}, "Only an offer that you saw within the last 7 days counts."),
        ({"price": "809.10"}, "So there is no difference to give."),
    ],
)
def test_what_is_no_such_offer_is_refused(ask: dict[str, JsonValue], said: str) -> None:
    sent("Harlow Electric WM900 749.00 809.10")
    with nothing_changes():
        outcome = match(TOM, **ask)
    assert outcome.code is Code.POLICY_DENIED
    assert said in told(outcome)[0]


def test_the_oldest_day_that_counts_still_counts() -> None:
    sent("Harlow Electric WM900 749.00")
    assert match(seen_on="2026-06-08").is_done


def test_who_has_no_role_grants_nothing() -> None:
    with nothing_changes():
        assert match(NOOR.on_behalf_of("C-6", V2), looked_at=True).code is Code.NOT_AUTHORISED


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("Harlow Electric WM900 $749.00", True), ("HARLOW-ELECTRIC: wm-900 now $749", True),
        ("Harlow Electric. Model WM 900: 749.00.", True), ("Harlow Electric WM900 749", False),
        ("Harlow Electric WM9000 749.00", False), ("Harlow Electric WM900 1,749.00", False),
        ("Harlow Electric WM900 $7490", False), ("Harlow Electric DR800 749.00", False),
        ("WM900 $749.00", False), ("Harlow Electrics WM900 $749.00", False), ("", False),
        ("Northvale Home & Energy, to Harlow Electric: WM900, 749.00", False),
    ],
)  # fmt: skip
def test_shop_article_and_price_are_read_in_whole_words(text: str, is_shown: bool) -> None:
    assert shows(text, "WM900", Money.parse("749.00"), "Harlow Electric") is is_shown


def test_a_shop_without_a_name_proves_nothing() -> None:
    assert not shows("-- WM900 $749.00", "WM900", Money.parse("749.00"), "--")


def test_a_second_match_gives_only_what_the_first_left_of_the_share() -> None:
    sent("Harlow Electric WM900 749.00")
    assert match().answer("goods") == {"amount": "60.10", "currency": "USD"}
    sent("Bay Appliance WM900 600.00")
    outcome = match(shop="Bay Appliance", price="600.00")
    # 15 % of the 809.10 that was paid is 121.37, of which 60.10 are given
    assert outcome.answer("goods") == {"amount": "61.27", "currency": "USD"}
    sent("Corner Store WM900 500.00")
    with nothing_changes():
        third = match(shop="Corner Store", price="500.00")
    assert third.code is Code.POLICY_DENIED
    assert told(third)[0].endswith(
        ": we already gave you $121.37 because another shop asks less. That is the most we give, "
        "15% of what you paid."
    )


def test_a_paper_proves_one_allowance_and_then_a_person_looks() -> None:
    sent("Harlow Electric WM900 749.00, for members 720.00")
    assert match().is_done
    again = match(price="720.00")
    assert again.status is Status.PENDING_APPROVAL
    assert posted("allowance:AL-1002") == []
