"""Articles take their figures from clauses and cite only what is there."""

from datetime import date

from makegood.handbook import Audience, check, load

TODAY = date(2026, 6, 15)
ARTICLE = "knowledge/returns.md"


def test_an_article_tells_the_figure_of_the_clause_it_explains(northvale_folder):
    book = load(northvale_folder)
    article = book.article("KB-RETURNS", language="en", on=TODAY)
    text = book.filled(article.body, language="en", on=TODAY)
    assert "within 30 days of delivery" in text
    assert "we keep 15% of the price" in text
    assert "{" not in text


def test_an_article_tells_how_long_a_plan_runs_from_the_catalogue(copy):
    copy.rewrite("catalog/products_services.toml", "term_months = 24", "term_months = 36")
    book, told = load(copy.root), []
    for language in ("en", "es", "fr"):
        article = book.article("KB-PROTECTION-PLAN", language=language, on=TODAY)
        told.append(book.filled(article.body, language=language, on=TODAY))
    wanted = ("runs for 36 months", "dura 36 meses", "dure 36 mois")
    assert [text for text, part in zip(told, wanted, strict=True) if part not in text] == []


def test_no_article_of_northvale_leaves_a_brace_open(northvale_folder):
    book = load(northvale_folder)
    for article in book.articles_on(TODAY):
        text = book.filled(article.body, language=article.language, on=TODAY)
        assert "{" not in text, article.id


def test_an_article_is_read_by_headings_and_found_in_the_customers_language(northvale_folder):
    book = load(northvale_folder)
    spanish = book.article("KB-RETURNS", language="es", on=TODAY)
    assert spanish.language == "es"
    assert spanish.sections[0].heading == "Cuánto tiempo tiene"
    assert book.article("KB-BELTS", language="es", on=TODAY).language == "en"
    assert len(book.articles_on(TODAY, language="en", audience=Audience.CUSTOMER)) >= 14


def test_AC07_5_an_article_that_ended_is_given_out_only_for_its_days(northvale_folder):
    book = load(northvale_folder)
    then = {article.id for article in book.articles_on(date(2026, 1, 31))}
    now = {article.id for article in book.articles_on(date(2026, 2, 1))}
    assert "KB-WINTER-DELIVERY" in then
    assert "KB-WINTER-DELIVERY" not in now


def test_an_article_that_cites_no_clause_of_ours_is_refused(copy):
    copy.rewrite(ARTICLE, '"RET-19"]', '"RET-19", "RET-77"]')
    problems = check(copy.root)
    assert [(p.file, p.line, p.field, p.wrong) for p in problems] == [
        (ARTICLE, 9, "clauses", "RET-77 is no clause")
    ]


def test_an_article_that_tells_an_unknown_figure_is_refused(copy):
    copy.rewrite(ARTICLE, "{RET-2.days}", "{RET-2.weeks}")
    problems = check(copy.root)
    assert [p.wrong for p in problems] == ["{RET-2.weeks} is not known"]
    assert problems[0].line == copy.line_of(ARTICLE, "## How long") - 1


def test_an_article_names_each_clause_whose_figure_it_tells(copy):
    copy.rewrite(ARTICLE, '"RET-2", ', "")
    assert next(p.wrong for p in check(copy.root)) == "tells {RET-2.days} but does not name RET-2"


def test_two_texts_of_one_article_in_force_at_once_are_refused(copy):
    text = (copy.root / ARTICLE).read_text(encoding="utf-8")
    later = text.replace("{ from = 2026-01-01 }", "{ from = 2026-09-01 }")
    (copy.root / "knowledge" / "returns-autumn.md").write_text(later, encoding="utf-8")
    problems = check(copy.root)
    assert [(p.file, p.line) for p in problems] == [("knowledge/returns-autumn.md", 6)]
    assert "KB-RETURNS (en) from 2026-09-01 overlaps" in problems[0].wrong


def test_an_article_needs_front_matter(copy):
    (copy.root / "knowledge" / "bare.md").write_text("Just words.\n", encoding="utf-8")
    assert [(p.file, p.wrong) for p in check(copy.root)] == [("knowledge/bare.md", "is missing")]


def test_a_mistake_in_front_matter_has_its_line(copy):
    line = copy.rewrite(ARTICLE, 'audience = "customer"', 'audience = "everybody"')
    problems = check(copy.root)
    assert [(p.file, p.line, p.field) for p in problems] == [(ARTICLE, line, "audience")]


def test_an_article_needs_a_department_that_keeps_it(copy):
    copy.rewrite(ARTICLE, 'owner = "customer_care"', 'owner = "nobody"')
    assert [p.wrong for p in check(copy.root)] == ["'nobody' keeps nothing"]
