"""A whole correspondence is a page at the desk, and a file to keep."""

import re
from functools import partial

from makegood.core import clock
from makegood.core.runner import run
from makegood.domains.conversations.models import Conversation
from makegood.domains.conversations.tests.conftest import visitor, write
from makegood.domains.documents.queries import correspondence_bundle
from makegood.domains.documents.tests.conftest import opened_notice
from makegood.faces.desk.tests.test_knowledge_page import html_of
from makegood.faces.desk.views import bundles

__all__ = ["opened_notice"]


def test_it_is_read_in_order_with_an_index_and_hashes(at_the_desk, opened_notice):
    number = opened_notice.subject_ref.rpartition(":")[2]
    rae = at_the_desk("rae")
    html = html_of(rae, f"/desk/correspondence/{number}")
    assert "Seal over all pieces" in html
    assert opened_notice.number in html
    assert opened_notice.body.splitlines()[0] in html.replace("&#39;", "'")
    assert opened_notice.number in html_of(rae, "/desk/correspondence/C-6")
    assert f"/desk/correspondence/{number}" in html_of(rae, f"/desk/records/{number}")


def test_it_is_kept_as_one_file_that_needs_nothing_else(at_the_desk, opened_notice):
    number = opened_notice.subject_ref.rpartition(":")[2]
    kept = at_the_desk("rae").get(f"/desk/correspondence/{number}?file=html")
    assert kept["Content-Disposition"] == f'attachment; filename="correspondence-{number}.html"'
    html = kept.content.decode()
    assert "<script" not in html
    assert "src=" not in html
    assert "Tom Gallagher" in html


def test_it_is_kept_as_one_pdf_too(at_the_desk, opened_notice):
    kept = at_the_desk("rae").get("/desk/correspondence/C-6?file=pdf")
    assert kept["Content-Type"] == "application/pdf"
    assert kept["Content-Disposition"] == 'inline; filename="correspondence-C-6.pdf"'
    assert kept.content.startswith(b"%PDF-")
    assert "?file=pdf" in html_of(at_the_desk("rae"), "/desk/correspondence/C-6")


def test_a_part_says_what_is_before_it_and_leads_there(at_the_desk, opened_notice, monkeypatch):
    monkeypatch.setattr(bundles, "correspondence_bundle", in_parts_of(1))
    rae = at_the_desk("rae")
    newest = html_of(rae, "/desk/correspondence/C-6")
    assert "There is more than these" in newest
    (before,) = set(re.findall(r'href="\?(before=[^"]+)"', newest))
    oldest = html_of(rae, f"/desk/correspondence/C-6?{before}")
    assert "There is more than these" not in oldest
    assert "A word before." in oldest
    assert f"?file=pdf&amp;{before}" in oldest.replace("&before", "&amp;before")


def in_parts_of(most):
    """The correspondence in parts, with a word of an hour before the letter."""
    run("conversations.open_conversation", {"channel": "chat"}, actor=visitor("chat"))
    Conversation.objects.update(party="C-6")
    with clock.standing_at("2026-06-15T08:00"):
        write("CV-1001", "A word before.")
    return partial(correspondence_bundle, most=most)


def test_who_has_no_role_and_what_is_nobody_s_is_not_there(at_the_desk, opened_notice):
    assert at_the_desk("noor").get("/desk/correspondence/C-6").status_code == 404
    assert at_the_desk("rae").get("/desk/correspondence/R-9").status_code == 404
    assert at_the_desk("rae").get("/desk/correspondence/nonsense").status_code == 404


def test_what_came_back_is_sent_again_or_told_from_the_list_of_letters(at_the_desk, opened_notice):
    rae, number = at_the_desk("rae"), opened_notice.number
    acts = [
        f"/desk/acts/conversations.{one}?notice={number}" for one in ("send_again", "note_told")
    ]
    before = html_of(rae, "/desk/letters?party=C-6")
    assert not [one for one in acts if one in before]
    type(opened_notice).objects.filter(pk=opened_notice.pk).update(failed_at=clock.now())
    after = html_of(rae, "/desk/letters?party=C-6")
    assert [one for one in acts if one in after] == acts
    assert [rae.get(one).status_code for one in acts] == [200, 200]
