"""A mistake in the handbook is told by file, line and field, with what would be accepted."""

import pytest

from makegood.handbook import HandbookInvalid, Problem, check, load

RETURNS = "policy/returns.toml"


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_typing_mistake_in_a_clause_is_refused_by_file_line_and_field(copy):
    line = copy.rewrite(RETURNS, 'title = "Change of mind: how long"', 'titel = "How long"')
    problems = check(copy.root)
    assert [(p.file, p.field, p.wrong) for p in problems] == [
        (RETURNS, "clause[2].title", "is missing"),
        (RETURNS, "clause[2].titel", "'titel' is not a name used here"),
    ]
    assert problems[1].line == line
    assert problems[1].accepted.startswith("did you mean title? One of citation, figures, id")
    with pytest.raises(HandbookInvalid, match=r"returns.toml:\d+: clause\[2\].titel"):
        load(copy.root)


def test_a_broken_line_is_refused_with_its_number(copy):
    line = copy.rewrite(RETURNS, "days = 30", "days = 3O")
    problem = only(check(copy.root))
    assert (problem.file, problem.line, problem.field) == (RETURNS, line, "syntax")


@pytest.mark.parametrize("value", ['"thirty"', "-1", "30.5", "true"])
def test_a_figure_must_be_a_number_of_its_unit(copy, value):
    line = copy.rewrite(RETURNS, "days = 30", f"days = {value}")
    problem = only(check(copy.root))
    assert (problem.line, problem.field) == (line, "clause[2].figures.days")
    assert problem.wrong.endswith("is not a number of days")
    assert problem.accepted == "a whole number, 0 or more"


def test_an_amount_must_have_two_decimals(copy):
    copy.rewrite("policy/orders.toml", 'free_from = "999.00"', 'free_from = "999"')
    problem = only(check(copy.root))
    assert problem.accepted == 'an amount with two decimals, such as "25.00"'


def test_a_figure_needs_a_unit(copy):
    copy.rewrite(RETURNS, '[clause.units]\ndays = "days"\n', "")
    problem = only(check(copy.root))
    assert (problem.field, problem.wrong) == ("clause[2].figures.days", "has no unit")


def test_a_unit_must_be_known(copy):
    copy.rewrite(RETURNS, 'days = "days"', 'days = "moons"')
    assert "moons" in only(check(copy.root)).wrong


def test_a_unit_without_a_figure_is_refused(copy):
    copy.rewrite(RETURNS, "days = 30\n", "")
    assert only(check(copy.root)).wrong == "has no figure"


def test_a_sentence_that_lacks_a_language_is_refused(copy):
    copy.rewrite(RETURNS, 'fr = "Les articles non ouverts sont repris sans frais."\n', "")
    problem = only(check(copy.root))
    assert (problem.field, problem.wrong) == (
        "clause[3].sentences.says", "RET-3 does not say says in fr",
    )  # fmt: skip
    assert problem.line == copy.line_of(RETURNS, 'en = "Unopened goods') - 1


def test_a_language_the_company_does_not_serve_is_refused(copy):
    copy.rewrite(RETURNS, 'en = "Unopened goods', 'de = "Ungeöffnet"\nen = "Unopened goods')
    assert only(check(copy.root)).wrong == "de is not a language of the company"


def test_a_placeholder_that_is_no_figure_and_no_parameter_is_refused(copy):
    line = copy.rewrite(RETURNS, "goods within {days} days", "goods within {dayz} days")
    problems = check(copy.root)
    assert {(p.line, p.field) for p in problems} == {(line, "clause[2].sentences.says.en")}
    assert [p.wrong for p in problems] == ["the en text leaves out {days}", "{dayz} is not known"]
    assert problems[1].accepted == "{days}"


def test_a_text_that_leaves_out_what_another_language_tells_is_refused(copy):
    copy.rewrite(RETURNS, "dentro de los {days} días", "dentro de unos días")
    assert only(check(copy.root)).wrong == "the es text leaves out {days}"


def test_braces_that_do_not_pair_are_refused(copy):
    copy.rewrite(RETURNS, "goods within {days} days", "goods within {days days")
    assert any(p.wrong.startswith("braces do not pair") for p in check(copy.root))


def test_a_figure_that_no_sentence_tells_must_be_marked_internal(copy):
    copy.rewrite(RETURNS, "days = 30\n", "days = 30\nspare = 3\n")
    copy.rewrite(RETURNS, 'days = "days"\n', 'days = "days"\nspare = "days"\n')
    problem = only(check(copy.root))
    assert (problem.field, problem.wrong) == (
        "clause[2].figures.spare", "no sentence of RET-2 tells spare",
    )  # fmt: skip
    copy.rewrite(RETURNS, 'title = "Change of mind: how long"',
                 'title = "Change of mind: how long"\ninternal = ["spare"]')  # fmt: skip
    assert check(copy.root) == []


LATER = """
[[clause]]
id = "RET-3"
title = "Change of mind: unopened goods"
in_force = { from = %s }
sentences.says = { en = "It is free.", es = "Es gratis.", fr = "C'est gratuit." }
"""


def end_unopened(copy, until: str) -> None:
    former = 'unopened goods"\nin_force = { from = 2026-01-01'
    copy.rewrite(RETURNS, former, f"{former}, until = {until}")


def test_two_versions_that_overlap_are_refused(copy):
    copy.append(RETURNS, LATER % "2026-09-01")
    problem = only(check(copy.root))
    assert "RET-3 from 2026-09-01 overlaps the version from 2026-01-01" in problem.wrong
    assert problem.accepted == "the former version ends (until) on 2026-09-01 at the latest"
    assert problem.line == copy.line_of(RETURNS, "from = 2026-09-01")


def test_days_without_any_version_are_refused(copy):
    end_unopened(copy, "2026-08-01")
    copy.append(RETURNS, LATER % "2026-09-01")
    assert only(check(copy.root)).wrong == "RET-3 has no version from 2026-08-01 to 2026-09-01"


def test_two_versions_that_meet_are_both_in_the_book(copy):
    end_unopened(copy, "2026-09-01")
    copy.append(RETURNS, LATER % "2026-09-01")
    book = load(copy.root)
    assert [clause.version for clause in book.clauses["RET-3"]] == [
        "RET-3@2026-01-01", "RET-3@2026-09-01",
    ]  # fmt: skip


def test_a_version_that_ends_before_it_begins_is_refused(copy):
    copy.rewrite(RETURNS, "{ from = 2026-01-01 }", "{ from = 2026-01-01, until = 2025-01-01 }")
    problem = only(check(copy.root))
    assert problem.accepted == "until after from"


def test_a_rule_of_law_without_its_source_is_refused(copy):
    copy.rewrite("law/xm/consumer.toml", 'reviewed_by = "legal"\n', "")
    problem = only(check(copy.root))
    assert problem.accepted == "jurisdiction, citation and reviewed_by"


def test_a_table_row_without_an_id_is_refused(copy):
    line = copy.rewrite("tables/returns.toml", 'id = "RR-DEFECTIVE"\n', "")
    problem = only(check(copy.root))
    assert (problem.file, problem.line) == ("tables/returns.toml", line - 1)
    assert (problem.field, problem.wrong) == ("table[1].rows[2]", "has no id")


def test_a_table_cell_of_the_wrong_kind_is_refused(copy):
    copy.rewrite("prices/taxes.toml", 'percent = "6.25"', 'percent = "six"')
    copy.rewrite("prices/taxes.toml", 'tax_class = "delivery"\n', "")
    wrong = [(p.field, p.wrong) for p in check(copy.root)]
    assert ("table[1].rows[1].percent", "'six' is not a percentage") in wrong
    assert ("table[1].rows[2].tax_class", "is missing") in wrong


def test_a_row_id_used_twice_is_refused(copy):
    copy.rewrite("tables/returns.toml", "RR-DEFECTIVE", "RR-CHANGED-MIND")
    assert only(check(copy.root)).wrong == "is used twice"


def test_a_strange_column_is_refused(copy):
    copy.rewrite("tables/returns.toml", 'id = "RR-WRONG"', 'id = "RR-WRONG"\ncolour = "red"')
    assert only(check(copy.root)).wrong == "is no column of this table"


def test_an_unknown_product_is_refused_wherever_it_is_named(copy):
    copy.rewrite("catalog/products_parts.toml", 'fits = ["WM700"]', 'fits = ["WM701"]')
    assert only(check(copy.root)).wrong == "WM701 is no product"


def test_a_folder_without_a_company_is_no_handbook(tmp_path):
    problem = only(check(tmp_path))
    assert (problem.file, problem.wrong) == ("company.toml", "is missing")
    with pytest.raises(HandbookInvalid):
        load(tmp_path)
    assert only(check(tmp_path / "nowhere")).accepted == "a handbook's folder"


def test_hours_that_end_before_they_begin_are_refused(copy):
    line = copy.rewrite("company.toml", 'mon = "08:00-20:00"', 'mon = "20:00-08:00"')
    problem = only(check(copy.root))
    assert (problem.line, problem.accepted) == (line, 'hours such as "08:00-20:00"')


def test_a_file_that_is_not_text_is_refused(copy):
    (copy.root / RETURNS).write_bytes(b"\xff\xfe\x00")
    assert any(p.accepted == "UTF-8 text" for p in check(copy.root))
