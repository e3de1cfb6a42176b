"""The rules on prices in the handbook are those that the code cites, both ways."""

from __future__ import annotations

import re
from pathlib import Path

from makegood import domains
from makegood.domains.ordering.price_rules import Kind
from makegood.handbook import book

SOURCES = sorted(Path(domains.__file__).parent.rglob("*.py"))
FAMILIES = r"(?:PRC|QUO|TAX|SRV)-[0-9]+"


def cited() -> set[str]:
    code = [path for path in SOURCES if "tests" not in path.parts]
    return {id for path in code for id in re.findall(rf'"({FAMILIES})"', path.read_text("utf-8"))}


def test_each_clause_on_prices_is_cited_and_each_that_is_cited_is_written():
    written = {id for id in book().clauses if re.fullmatch(FAMILIES, id)}
    assert written == cited()


def test_each_row_of_the_price_tables_names_goods_that_are_sold():
    known = set(book().catalogue.products)
    kinds = {str(product.kind) for product in book().catalogue.products.values()}
    tables = ("dealer_discounts", "contract_prices", "volume_discounts", "promotions", "bundles")
    rows = [row for name in tables for version in book().tables[name] for row in version.rows]
    for row in rows:
        assert set(row.text("goods").split()) <= known | kinds, row.id
    assert len({row.id for row in rows}) == len(rows)


def test_each_kind_of_discount_is_said_in_each_language():
    for language in book().company.languages:
        for kind in set(Kind) - {Kind.BY_HAND}:
            assert "{amount}" in book().voice(language).statement(f"ordering.off_{kind}")
