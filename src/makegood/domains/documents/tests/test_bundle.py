"""A whole correspondence comes back in order, in and out, each piece with its hash."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta

import pytest

from makegood.core.actor import V2, Actor, Channel
from makegood.core.runner import run
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.tests.conftest import answer, automated, write
from makegood.domains.documents import queries
from makegood.domains.documents.keeping import keep
from makegood.domains.documents.printing import enclosure
from makegood.domains.documents.queries import bundle_pdf, correspondence_bundle
from makegood.domains.documents.queries.bundle_page import bundle_paper
from makegood.domains.documents.tests.test_file_document import RECEIPT, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(opened_notice) -> str:
    """A chat proven to be Tom's, in which something was asked about his return."""
    number = opened_notice.subject_ref.rpartition(":")[2]
    opened = run(
        "conversations.open_conversation", {"channel": "chat"}, actor=Actor.anonymous(Channel.CHAT)
    )
    chat = str(opened.answer("number"))
    place = write(chat, "Where is my refund?").answer("sequence")
    answer(chat, "It waits for the goods.", automated(chat, "C-6"), answers=place)
    Conversation.objects.filter(number=chat).update(party="C-6", level=V2)
    ask = {"return_number": number}
    run("aftersales.tell_return_status", ask, actor=automated(chat, "C-6"))
    return chat


def test_AC08_4_all_correspondence_about_one_record_comes_in_order_each_with_its_hash(
    opened_notice, talk
):
    number = opened_notice.subject_ref.rpartition(":")[2]
    photo = keep(RECEIPT, "application/pdf")
    file(photo, subject=opened_notice.subject_ref, title="Photo of the washer")
    file(photo, subject="order:O-1001", title="Of something else")
    began = time.perf_counter()
    found = correspondence_bundle("C-6", number)
    assert time.perf_counter() - began < 2
    assert [one.place for one in found.pieces] == list(range(1, len(found.pieces) + 1))
    assert [one.at for one in found.pieces] == sorted(one.at for one in found.pieces)
    kinds = {(one.way, one.kind, one.record.partition("/")[0]) for one in found.pieces}
    assert kinds == {
        ("out", "letter", opened_notice.number),
        ("in", "message", talk),
        ("out", "message", talk),
        ("in", "paper", "DC-1001"),
    }
    assert all(len(one.sha256) == 64 for one in found.pieces)
    (asked,) = [one for one in found.pieces if one.way == "in" and one.kind == "message"]
    assert asked.sha256 == hashlib.sha256(b"Where is my refund?").hexdigest()
    (paper,) = [one for one in found.pieces if one.kind == "paper"]
    assert paper.sha256 == queries.document("DC-1001").sha256


def test_a_letter_that_was_printed_has_the_hash_of_its_pages(opened_notice):
    enclosure(opened_notice.number)
    printed = queries.letter_of(opened_notice.number)
    assert printed is not None
    number = opened_notice.subject_ref.rpartition(":")[2]
    pieces = correspondence_bundle("C-6", number).pieces
    assert [(one.record, one.sha256) for one in pieces] == [(opened_notice.number, printed.sha256)]


def test_with_a_customer_it_is_everything_and_the_seal_changes_with_any_piece(talk):
    before = correspondence_bundle("C-6")
    assert {one.record.partition("/")[0] for one in before.pieces} >= {talk}
    assert correspondence_bundle("C-6").sha256 == before.sha256
    place = write(talk, "One more thing.").answer("sequence")
    after = correspondence_bundle("C-6")
    assert after.sha256 != before.sha256
    assert f"{talk}/{place}" in {one.record for one in after.pieces}
    assert correspondence_bundle("C-8").pieces == ()


def test_what_one_bundle_does_not_hold_is_said_and_is_the_next(talk, standing_time):
    standing_time.at += timedelta(hours=1)
    write(talk, "Second.")
    standing_time.at += timedelta(hours=1)
    write(talk, "Third.")
    whole = correspondence_bundle("C-6")
    assert whole.earlier is None
    newest = correspondence_bundle("C-6", most=2)
    assert [one.text for one in newest.pieces] == ["Second.", "Third."]
    assert newest.earlier == newest.pieces[0].at
    rest = correspondence_bundle("C-6", before=newest.earlier)
    assert (*(one.record for one in rest.pieces), *(one.record for one in newest.pieces)) == tuple(
        one.record for one in whole.pieces
    )
    assert rest.earlier is None
    with_one_moment = correspondence_bundle("C-6", most=len(rest.pieces) + 1)
    assert [one.text for one in with_one_moment.pieces] == ["Second.", "Third."], "not torn apart"


def test_however_many_talks_there_are_they_are_asked_for_at_once(
    talk, django_assert_max_num_queries
):
    for _ in range(30):
        opened = run(
            "conversations.open_conversation", {"channel": "chat"},
            actor=Actor.anonymous(Channel.CHAT),
        )  # fmt: skip
        write(str(opened.answer("number")), "Hello?")
    Conversation.objects.update(party="C-6")
    with django_assert_max_num_queries(8):
        assert len(correspondence_bundle("C-6").pieces) >= 32


def test_on_paper_each_piece_stands_in_full_with_its_hash(talk):
    found = correspondence_bundle("C-6")
    made = bundle_paper(found, "Tom Gallagher", "en")
    assert [(one.label, one.value) for one in made.facts] == [
        ("With", "Tom Gallagher (C-6)"),
        ("Pieces", str(len(found.pieces))),
    ]
    assert made.table is not None
    assert len(made.table.rows) == len(found.pieces)
    seal, *pieces = made.notes
    assert seal.because == found.sha256
    for piece, told in zip(found.pieces, pieces, strict=True):
        assert piece.text in told.says
        assert piece.sha256 in told.because
    assert bundle_pdf(found, "Tom Gallagher", "en").startswith(b"%PDF-")
