"""What dealers say about their claims."""

from __future__ import annotations

from datetime import date

import pytest

from makegood.representative.understand.commands import Give, Start
from makegood.representative.understand.reader import Reader
from makegood.representative.understand.reading import ReadingContext

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("language", "said", "operation"),
    [
        ("en", "You short-paid my belt job again.", "dealers.explain_claim"),
        ("en", "why was claim DCL-2211 cut?", "dealers.explain_claim"),
        ("en", "we would like to appeal DCL-2211", "dealers.appeal_claim"),
        (
            "en",
            "we want to submit a claim for a repair we did on SN-D-40113",
            "dealers.claim_repair",
        ),
        (
            "es",
            "queremos presentar una reclamación por una reparación que hicimos ayer",
            "dealers.claim_repair",
        ),
        (
            "fr",
            "nous voulons déposer une demande pour une réparation faite hier",
            "dealers.claim_repair",
        ),
        ("es", "¿por qué recortaron la DCL-2211?", "dealers.explain_claim"),
        ("es", "queremos apelar la DCL-2211", "dealers.appeal_claim"),
        ("fr", "pourquoi avez-vous réduit la DCL-2211 ?", "dealers.explain_claim"),
        ("fr", "nous voulons faire appel de la DCL-2211", "dealers.appeal_claim"),
    ],
)
def test_what_a_dealer_wants_of_a_claim_is_heard(reader: Reader, language, said, operation):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start(operation) in read.commands
    if "DCL-2211" in said:
        assert Give("claim", "DCL-2211") in read.commands


@pytest.mark.parametrize(
    ("language", "said", "line"),
    [
        ("en", "we see the labor line of DCL-2211 differently", "labour"),
        ("en", "on DCL-2211 we contest line 2, it cost us more", "2"),
        ("es", "objetamos la mano de obra de la DCL-2211", "labour"),
        ("fr", "nous contestons la ligne 1 de la DCL-2211", "1"),
    ],
)
def test_a_line_that_is_argued_is_heard(reader: Reader, language, said, line):
    read = reader.read(said, ReadingContext(language, TODAY))
    assert Start("dealers.argue_line") in read.commands
    assert Give("line", line) in read.commands
    assert Give("claim", "DCL-2211") in read.commands


@pytest.mark.parametrize("said", ["claim number 2211", "dcl 2211", "warranty claim #2211"])
def test_a_claims_number_is_read_with_the_slips_people_make(reader: Reader, said):
    assert reader.mention(said, "en", TODAY).numbers["dealer_claim"] == "DCL-2211"
