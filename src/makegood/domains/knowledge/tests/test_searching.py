"""All that is written down is searched as one."""

from datetime import date, timedelta

import pytest

from makegood.core.runner import run
from makegood.domains.knowledge.disagreeing import disagrees
from makegood.domains.knowledge.finders import products_of
from makegood.domains.knowledge.models import Edition, Passage
from makegood.domains.knowledge.queries import begun, contradictions, search, to_read_again
from makegood.domains.knowledge.tests.conftest import in_chat
from makegood.handbook import use_folder

TODAY = date(2026, 6, 15)
pytestmark = pytest.mark.usefixtures("northvale")


def found(words, language="en", on=TODAY, for_staff=False, own=()):
    return search(words, language=language, on=on, for_staff=for_staff, own=own)


def said(question, actor=None, **more):
    asked = {"question": question, **more}
    done = run("knowledge.answer_question", asked, actor=actor or in_chat())
    return [(one.source, one.text("en")) for one in done.statements]


@pytest.mark.parametrize(
    ("words", "kind", "source"),
    [
        ("E21", "issue", "issue:KI-12"),
        ("restocking fee", "article", "article:KB-RETURNS@2026-01-01"),
        ("price of the DR800", "price", "price:PR-DR800-2"),
        ("days the law gives for a refund owed", "law", "LAW-XM-3@2026-01-01"),
        ("motor warranty months WM900", "contract", "warranty:WT-WM900-MOTOR"),
        ("how wide is the WM900", "product", "product:WM900"),
        ("budget of the month for goodwill", "policy", "GDW-3@2026-01-01"),
    ],
)
def test_whatever_it_stands_in_the_closest_comes_first(words, kind, source):
    first = found(words, for_staff=True)[0]
    assert (first.kind, first.source) == (kind, source)


def test_what_is_for_us_only_is_never_found_for_customers():
    ours = {hit.source for hit in found("goodwill budget", for_staff=True) if hit.for_staff}
    assert "GDW-3@2026-01-01" in ours
    assert ours.isdisjoint(hit.source for hit in found("goodwill budget"))


def test_a_clause_of_ours_is_told_to_customers_only_on_the_days_of_an_article_that_cites_it(
    other_folder,
):
    page = other_folder / "knowledge" / "winter-delivery.md"
    page.write_text(page.read_text("utf-8").replace("clauses = []", 'clauses = ["GDW-3"]'), "utf-8")
    use_folder(other_folder)

    def told_on(day, *, for_staff):
        hits = found("goodwill budget", on=date.fromisoformat(day), for_staff=for_staff)
        return sum(hit.source == "GDW-3@2026-01-01" for hit in hits)

    days = "2026-01-01", "2026-01-31", "2026-02-01", "2026-06-15"
    assert [told_on(day, for_staff=False) for day in days] == [1, 1, 0, 0]
    assert [told_on(day, for_staff=True) for day in days] == [1, 1, 1, 1]


def test_it_is_searched_in_the_language_that_is_asked_in():
    first = found("devolver", "es")[0]
    assert first.text.startswith("Si cambia de opinión")
    assert found("devolver", "en") == ()


@pytest.mark.parametrize(("day", "is_there"), [("2026-01-31", True), ("2026-02-01", False)])
def test_AC07_5_an_expired_article_is_found_only_for_days_on_which_it_held(day, is_there):
    hits = found("winter holidays", on=date.fromisoformat(day))
    winter = any(hit.source == "article:KB-WINTER-DELIVERY@2025-11-15" for hit in hits)
    assert winter is is_there


def test_what_the_customer_has_comes_first():
    assert products_of("C-6") == ("WM900",)
    assert products_of(None) == products_of("C-999") == ()
    assert found("washer weighs")[0].products != ("WM700",)
    first = found("washer weighs", own=("WM700",))[0]
    assert first.is_own
    assert first.source == "product:WM700"


def test_a_part_for_my_washer_is_the_one_for_the_washer_they_have():
    assert said("which belt fits my washer", in_chat("C-6"))[0] == (
        "product:PT-BELT-24",
        "For WM900 there is PT-BELT-24.",
    )
    assert said("which belt fits the WM700")[:2] == [
        ("product:PT-BELT-20", "For WM700 there is PT-BELT-20."),
        ("product:PT-BELT-20", "PT-BELT-20 replaces the former PT-BELT-18."),
    ]


def test_a_measure_is_told_from_the_specification():
    assert said("how wide is the WM900")[0] == ("product:WM900", "It is 60 cm wide.")


def test_as_somebody_types_what_begins_so_is_found_each_source_once():
    titles = [(hit.kind, hit.source) for hit in begun("retu", language="en", on=TODAY)]
    assert titles[0] == ("article", "article:KB-RETURNS@2026-01-01")
    assert len(titles) == len(set(titles))
    assert begun("", language="en", on=TODAY) == begun("xyzzy", language="en", on=TODAY) == ()


def test_a_changed_handbook_is_searched_as_it_is_now(other_folder):
    found("return")
    editions = Edition.objects.count()
    page = other_folder / "knowledge" / "hours.md"
    text = page.read_text("utf-8")
    page.write_text(f"{text}\nOn carnival Monday we dance.\n", "utf-8")
    use_folder(other_folder)
    assert found("carnival")[0].source.startswith("article:KB-HOURS")
    page.write_text(text, "utf-8")
    use_folder(other_folder)
    assert found("carnival") == ()
    assert Edition.objects.count() == editions + 1
    assert Passage.objects.filter(text__contains="carnival").count() == 1


def test_a_handbook_without_words_for_a_warranty_is_searched_all_the_same(other_folder):
    for language in ("en", "es", "fr"):
        voice = other_folder / "voice" / language / "knowledge.toml"
        lines = voice.read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("warranty = ")]
        voice.write_text("".join(kept), "utf-8")
    use_folder(other_folder)
    assert found("restocking fee")[0].source.startswith("article:KB-RETURNS")


@pytest.mark.parametrize(
    ("line", "other", "apart"),
    [
        ("The motor is covered for 24 months.", "The motor is covered for 60 months.", True),
        ("The motor is covered for 60 months.", "The motor is covered for 60 months.", False),
        ("The motor is covered for {WAR-1.months} months.", "The motor: covered 60 months.", False),
        ("Wait 5 minutes.", "The motor is covered for 60 months.", False),
        ("The washer costs $899.", "The washer costs $899.00 without tax.", False),
        ("The washer costs $799.", "The washer costs $899.00 without tax.", True),
    ],
)
def test_two_sentences_on_one_matter_with_two_figures_disagree(line, other, apart):
    assert disagrees(line, other, "en") is apart


def test_of_two_that_differ_the_higher_is_told_and_said_so(other_folder):
    page = other_folder / "knowledge" / "hp24.md"
    text = page.read_text("utf-8").replace("It costs {price.HP24}", "It costs $1,500.00")
    page.write_text(text.replace("holds 240 litres", "holds a volume of 300 liters"), "utf-8")
    use_folder(other_folder)
    told = said("what does the water heater do, how many liters does it hold")
    assert told[0] == (
        "product:HP24",
        "An article of ours says otherwise; what counts is this: It holds a volume of 240 liters.",
    )
    assert not any("300" in text for _, text in told)
    (first,) = [one for one in contradictions(TODAY) if "300" in one.line]
    assert (first.article, first.source) == ("KB-HP24", "product:HP24")


def test_no_article_of_northvale_is_contradicted():
    assert contradictions(TODAY) == ()


def test_an_article_is_read_again_from_its_day_on():
    due = date(2026, 12, 1)
    assert "KB-HP24" in {one.id for one in to_read_again(due)}
    assert "KB-HP24" not in {one.id for one in to_read_again(due - timedelta(days=1))}
