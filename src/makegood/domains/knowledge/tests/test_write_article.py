"""Articles are written at the desk, read by another, and put into the handbook as a patch."""

from datetime import date

import pytest
from pydantic import JsonValue

from makegood.core.models import ApprovalRequest
from makegood.core.runner import preview, run
from makegood.domains.knowledge.models import HandbookChange
from makegood.domains.knowledge.queries import (
    article_card,
    change_card,
    change_to_put_in,
    changes,
    search,
)
from makegood.domains.knowledge.tests.conftest import at_desk, in_chat
from makegood.domains.knowledge.tests.test_add_phrasing import agreed, reread
from makegood.handbook import NotAccepted, check, put_in

pytestmark = pytest.mark.usefixtures("cast")
ARTICLE: dict[str, JsonValue] = {
    "id": "KB-FILTERS", "title": 'Cleaning the "lint" filter', "language": "en",
    "audience": "customer", "owner": "customer_care", "starts": "2026-06-15",
    "review_due": "2026-12-01", "products": ["DR800"], "clauses": ["RET-2"],
    "keywords": ["lint filter", "clean the filter"],
    "body": "## How\n\nTurn the lint filter to the left.\n"
            "Within {RET-2.days} days we take it back.",
}  # fmt: skip


def write(actor=None, **changed):
    asked = {**ARTICLE, **changed}
    return run("knowledge.write_article", asked, actor=actor or at_desk())


def test_a_preview_reads_as_customers_would_read_it():
    shown = preview("knowledge.write_article", ARTICLE, actor=at_desk())
    told = shown.statements[0].text("en")
    assert "knowledge/filters.md" in told
    assert "Within 30 days we take it back." in told


def test_agreed_to_and_put_in_it_answers_customers(other_folder):
    assert write().status == "pending_approval"
    assert agreed(write()).is_done
    put_in(other_folder, change_to_put_in("KP-1001"))
    assert not any(one.blocks for one in check(other_folder))
    reread(other_folder)
    card = article_card("KB-FILTERS", "en")
    assert card.title == 'Cleaning the "lint" filter'
    assert card.sections == (
        ("How", "Turn the lint filter to the left.\nWithin 30 days we take it back."),
    )
    done = run("knowledge.answer_question", {"question": "clean the filter"}, actor=in_chat())
    assert done.answer("article") == "KB-FILTERS@2026-06-15"
    assert article_card("KB-FILTERS", "en").told_times == 1
    found = search("lint", language="en", on=date(2026, 6, 14), for_staff=True)
    assert not any("KB-FILTERS" in hit.source for hit in found)


def test_an_article_is_written_anew_in_its_own_file(other_folder):
    card = article_card("KB-HP24", "en").written
    lists: dict[str, JsonValue] = {
        name: list(filter(None, card[name].split("\n")))
        for name in ("clauses", "products", "keywords")
    }
    asked: dict[str, JsonValue] = {
        **card,
        **lists,
        "body": f"{card['body']}\n\n## Noise\n\nIt hums at 49 dB.",
    }
    asked.pop("ends")
    agreed(run("knowledge.write_article", asked, actor=at_desk()))
    (change,) = changes()
    assert change.file == "knowledge/hp24.md"
    added = [line for line in change.patch.splitlines() if line.startswith("+")]
    assert added == ["+++ b/knowledge/hp24.md", "+", "+## Noise", "+", "+It hums at 49 dB."]
    put_in(other_folder, change_to_put_in(change.number))
    assert change_card(change.number).is_in_force


def test_what_was_changed_meanwhile_is_not_overwritten(other_folder):
    card = article_card("KB-HP24", "en").written
    asked: dict[str, JsonValue] = {
        **card, "clauses": [], "products": ["HP24"], "keywords": ["noise"],
        "body": "It hums at 49 dB, no more.",
    }  # fmt: skip
    asked.pop("ends")
    agreed(run("knowledge.write_article", asked, actor=at_desk()))
    file = other_folder / "knowledge" / "hp24.md"
    standing = file.read_text("utf-8") + "\nAnd more.\n"
    file.write_text(standing, "utf-8")
    with pytest.raises(NotAccepted, match="was changed since"):
        put_in(other_folder, change_to_put_in("KP-1001"))
    assert file.read_text("utf-8") == standing


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"clauses": []}, "does not name RET-2"),
        ({"clauses": ["RET-2", "XYZ-9"]}, "XYZ-9 is no clause"),
        ({"products": ["ZZ1"]}, "ZZ1 is no product"),
        ({"owner": "nobody"}, "keeps nothing"),
        ({"language": "de"}, "is not served"),
        ({"ends": "2026-06-15"}, "ends on 2026-06-15"),
        ({"id": "KB-HP24"}, "holds on days on which the one from 2026-01-01 does"),
        ({"body": "This tells {NOPE-1.days} days of it."}, "is not known"),
    ],
)
def test_what_the_handbook_does_not_accept_is_refused_and_said_why(changed, told):
    refused = write(**changed)
    assert refused.code == "policy_denied"
    assert told in " ".join(one.text("en") for one in refused.statements)
    assert ApprovalRequest.objects.count() == HandbookChange.objects.count() == 0


def test_customers_write_nothing():
    assert write(actor=in_chat("C-6")).code == "not_authorised"
