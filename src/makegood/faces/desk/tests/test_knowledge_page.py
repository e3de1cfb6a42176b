"""All that is written down is searched at the desk as one, and what is missing stands there."""

import pytest

from makegood.core.runner import run
from makegood.domains.knowledge.tests.conftest import in_chat


def html_of(person, address):
    answer = person.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_words_find_articles_faults_prices_and_what_is_for_us_only(at_the_desk):
    rae = at_the_desk("rae")
    html = html_of(rae, "/desk/knowledge?q=goodwill budget")
    assert "GDW-3@2026-01-01" in html
    assert "for us only" in html
    html = html_of(rae, "/desk/knowledge?q=E21&customer=c-6")
    assert "KI-12" in html
    assert "theirs" in html


def test_it_is_read_as_of_a_day_and_in_a_language(at_the_desk):
    rae = at_the_desk("rae")
    was = html_of(rae, "/desk/knowledge?q=price DR800&day=2025-12-31")
    assert "PR-DR800-1" in was
    assert "PR-DR800-2" not in was
    assert "Si cambia de opinión" in html_of(rae, "/desk/knowledge?q=devolver&lang=es")
    assert "Nothing is written down" in html_of(rae, "/desk/knowledge?q=xyzzy&day=nonsense&lang=xx")


def test_an_article_is_read_as_it_held_on_a_day_and_is_not_there_on_others(at_the_desk):
    rae = at_the_desk("rae")
    winter = "/desk/articles/KB-WINTER-DELIVERY"
    assert "until 23 December" in html_of(rae, f"{winter}?day=2026-01-31")
    assert 'value="2026-01-31"' in html_of(rae, f"{winter}?day=2026-01-31")
    assert rae.get(f"{winter}?day=2026-02-01").status_code == 404
    assert rae.get(winter).status_code == 404
    found = html_of(rae, "/desk/knowledge?q=winter holidays&day=2026-01-31")
    assert f"{winter}?lang=en&amp;day=2026-01-31" in found.replace("&day", "&amp;day")


def test_what_customers_asked_and_did_not_find_is_counted_with_owner_and_promise(at_the_desk):
    for party in ("C-6", "C-8", "C-6"):
        asked = {"question": "Can the HP24 stand on a roof?"}
        run("knowledge.record_gap", asked, actor=in_chat(party))
    html = html_of(at_the_desk("rae"), "/desk/knowledge")
    assert "Can the HP24 stand on a roof?" in html
    assert "asked 3 times" in html
    assert "Customer Care" in html
    assert "/desk/acts/knowledge.answer_gap?gap=KG-" in html


def test_markup_in_a_question_is_shown_as_it_was_written(at_the_desk):
    run("knowledge.record_gap", {"question": "<script>x</script> roof"}, actor=in_chat("C-6"))
    html = html_of(at_the_desk("rae"), "/desk/knowledge?q=" + "<b>bold</b>")
    assert "<b>bold" not in html
    assert "<script>x" not in html_of(at_the_desk("rae"), "/desk/knowledge")


@pytest.mark.parametrize("path", ["/desk/knowledge", "/desk/knowledge?q=goodwill budget"])
def test_who_has_no_role_reads_nothing(at_the_desk, path):
    html = html_of(at_the_desk("noor"), path)
    assert "GDW" not in html
    assert "Asked and not found" not in html
