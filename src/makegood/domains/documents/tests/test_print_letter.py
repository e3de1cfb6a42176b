"""The letter of a notice: what it says, that it is printed once, and who has none."""

from __future__ import annotations

import base64
import re

import pytest
from pydantic import JsonValue

from makegood.adapters.channels.simulated.models import Enclosed
from makegood.core import effects
from makegood.core.actor import Actor
from makegood.core.models import Effect, JournalRow
from makegood.core.outcome import BrokenPromise, Outcome
from makegood.core.runner import preview, run
from makegood.domains.conversations.models import Notice
from makegood.domains.documents import ports, queries
from makegood.domains.documents.models import Content, Document, Filing
from makegood.domains.documents.ports import Labelled, Paper, Sheet, TypesettingFailed
from makegood.domains.documents.printing import enclosure, printed, sheet_of
from makegood.domains.ordering.tests.cast import NOOR, nothing_changes

pytestmark = pytest.mark.django_db
OURS = Actor.system("system:letters")


def print_letter(notice: str, actor: Actor = OURS) -> Outcome:
    return run("documents.print_letter", {"notice": notice}, actor=actor)


def counts() -> tuple[int, int, int]:
    return Content.objects.count(), Document.objects.count(), Filing.objects.count()


def test_the_letter_of_the_opened_return_has_its_amounts_its_promise_and_its_reasons(
    opened_notice: Notice,
) -> None:
    said = sheet_of(opened_notice.number)

    assert said.figures == (
        Labelled("Goods", "$809.10"),
        Labelled("Tax", "$62.71"),
        Labelled("Restocking fee", "$121.37"),
        Labelled("Refund", "$750.44"),
        Labelled("To your gift card", "$65.54"),
        Labelled("To your card", "$684.90"),
    )
    assert said.promises == (
        Labelled("You get the label for return R-2001.", "June 16, 2026, 8:00 PM"),
    )
    fee = "Because it was opened, a restocking fee of 15% is kept: $121.37."
    assert " ".join(said.paragraphs).count(fee) == 1
    assert said.rests_on == (
        "What is written above rests on RET-2, RET-4, RET-7, RET-9, RET-8, RET-15, RET-10 · "
        "2026-01-01; O-1041. Ask for the wording of any of them."
    )
    assert said.addressee == ("Tom Gallagher", "tom.gallagher@example.com")
    assert (said.reference, said.title) == (opened_notice.number, "Your return R-2001")
    assert said.place_and_day == "June 15, 2026"
    assert said.paragraphs[0] == "Dear Tom Gallagher,"
    assert "call +1 202 555 0190" in said.labels.how_to_disagree


def test_each_sentence_is_said_once_and_the_letter_fits_one_page(opened_notice: Notice) -> None:
    said = sheet_of(opened_notice.number)
    body = "\n\n".join(said.paragraphs)

    assert [one for one in said.reasons if one.says in body] == []
    assert "+1 202 555 0190" not in body
    assert said.paragraphs[-1] == "Kind regards\nNorthvale Home & Energy"
    letter = ports.typeset(said)
    assert len(re.findall(rb"/Type\s*/Page\b", letter)) == 1


def test_it_is_printed_once_and_filed_under_type_day_party_and_record(
    opened_notice: Notice,
) -> None:
    first, again = print_letter(opened_notice.number), print_letter(opened_notice.number)

    assert first.answer("name") == "return-opened_2026-06-15_C-6_R-2001_v1"
    assert (first.answer("is_new"), again.answer("is_new")) == (True, False)
    for same in ("document", "name", "sha256"):
        assert first.answer(same) == again.answer(same)
    assert counts() == (1, 1, 1)
    filed = queries.letter_of(opened_notice.number)
    assert filed is not None
    assert (filed.media_type, filed.title) == ("application/pdf", "Your return R-2001")
    assert queries.documents_of("C-6") == (filed,)
    assert queries.documents_of("C-20") == ()
    assert queries.content(filed.number).startswith(b"%PDF-1.")
    assert len(queries.content(filed.number)) == filed.size


def test_the_same_notice_gives_the_same_bytes(opened_notice: Notice) -> None:
    said = sheet_of(opened_notice.number)
    first = ports.typeset(said)
    ports.typeset.cache_clear()
    assert ports.typeset(sheet_of(opened_notice.number)) == first


@pytest.mark.parametrize(
    ("language", "refund", "why", "fee"),
    [
        ("en", "$750.44", "Why", "Restocking fee"),
        ("es", "$750.44", "Por qué", "Cargo por reposición"),
        ("fr", "750,44\u00a0$US", "Pourquoi", "Frais de remise en stock"),
    ],
)
def test_the_letter_speaks_the_language_of_its_notice(
    opened_notice: Notice, language: str, refund: str, why: str, fee: str
) -> None:
    Notice.objects.filter(pk=opened_notice.pk).update(language=language)
    said = sheet_of(opened_notice.number)

    assert (said.figures[3].value, said.labels.why, said.figures[2].label) == (refund, why, fee)
    assert ports.typeset(said).startswith(b"%PDF-1.")


def test_a_text_message_and_a_message_that_was_never_sent_have_no_letter(
    opened_notice: Notice,
) -> None:
    for unfit in ({"channel": "text"}, {"channel": "mail", "blocked": ["refund"]}):
        Notice.objects.filter(pk=opened_notice.pk).update(**unfit)
        with nothing_changes():
            outcome = print_letter(opened_notice.number)
        assert outcome.code == "policy_denied"
        assert outcome.explanation() == [
            {
                "say": "This message has no letter: it was a text message, or it was never sent.",
                "because": "DOC-2@2026-01-01",
            }
        ]


def test_somebody_without_a_role_prints_nothing_and_an_unknown_notice_is_not_found(
    opened_notice: Notice,
) -> None:
    with nothing_changes():
        assert print_letter(opened_notice.number, NOOR).code == "not_authorised"
    with nothing_changes():
        assert print_letter("NT-9999").code == "not_found"


def test_a_preview_prints_nothing(opened_notice: Notice) -> None:
    preview("documents.print_letter", {"notice": opened_notice.number}, actor=OURS)
    assert counts() == (0, 0, 0)


def test_a_letter_whose_reasons_were_erased_still_has_its_words(opened_notice: Notice) -> None:
    JournalRow.objects.update(payload=None)
    said = sheet_of(opened_notice.number)
    assert (said.figures, said.promises, said.reasons) == ((), (), ())
    assert said.paragraphs[0] == "Dear Tom Gallagher,"


def test_the_act_prints_nothing_and_the_mail_brings_the_letter(opened_notice: Notice) -> None:
    key = f"notice:{opened_notice.number}"
    payload = Effect.objects.get(key=key).payload
    assert payload["enclose"] == [key]
    assert counts() == (0, 0, 0)

    effects.deliver_one(key)

    (arrived,) = Enclosed.objects.filter(arrived__key=key)
    assert arrived.name == "return-opened_2026-06-15_C-6_R-2001_v1.pdf"
    assert bytes(arrived.content) == printed(opened_notice.number)
    assert counts() == (1, 1, 1)
    assert "attachments" not in Effect.objects.get(key=key).payload


class Out:
    """A typesetter that is out of order."""

    def typeset(self, sheet: Sheet | Paper) -> bytes:
        number = sheet.reference if isinstance(sheet, Sheet) else sheet.number
        raise TypesettingFailed(f"{number}: no ink")


def test_when_it_cannot_be_printed_the_mail_waits_and_goes_out_later(
    opened_notice: Notice,
) -> None:
    key, usual = f"notice:{opened_notice.number}", ports._typesetters[0]
    ports.use(Out())
    try:
        effects.deliver_one(key)
        with pytest.raises(BrokenPromise, match="no ink"):
            print_letter(opened_notice.number)
    finally:
        ports.use(usual)
    row = Effect.objects.get(key=key)
    assert (row.delivered_at, row.dead_at, row.attempt) == (None, None, 1)
    assert row.last_error == f"{opened_notice.number}: no ink"
    assert counts() == (0, 0, 0)

    effects.deliver_one(key)
    assert Effect.objects.get(key=key).delivered_at is not None


def test_what_is_enclosed_is_spelled_for_the_way_only_on_the_way(opened_notice: Notice) -> None:
    kept: JsonValue = {"enclose": [f"notice:{opened_notice.number}"], "to": "x"}
    assert isinstance(kept, dict)
    sent = effects._enclosed(kept)
    assert isinstance(sent["attachments"], list)
    (file,) = sent["attachments"]
    assert isinstance(file, dict)
    content = base64.b64decode(str(file["content_base64"]))
    assert content == enclosure(opened_notice.number).content
    assert "enclose" not in sent
