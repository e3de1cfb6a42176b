"""The page of a quote shows each line, the rule that counted, and the money; costs stay inside."""

from __future__ import annotations

import re

from makegood.core.actor import V2
from makegood.domains.ordering.tests.cast import RIVERSIDE, TOM, chat, done, quoted
from makegood.faces.shared.records import read


def page_of(client, quote):
    html = client.get(f"/desk/records/{quote}").content.decode()
    return html, " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_each_line_is_a_table_of_its_rules_with_what_they_take_off(at_the_desk):
    rae = at_the_desk("rae")
    html, text = page_of(rae, quoted(RIVERSIDE, ("PT-CTRL", 12)))
    assert "Control board PT-CTRL × 12 PT-CTRL PR-PT-CTRL-1 2,268.00" in text
    assert re.search(r"Volume 8 % VOL-PART-12 \S*181\.44 Net 2,086\.56", text)
    assert (
        "Tax the state of Meridian 130.41 Tax the city of Harlow 31.30 Total with tax 2,248.27"
        in text
    )
    assert "What it costs us" in text
    assert "PT-CTRL × 12 2,086.56 1,152.00" in text
    for act in ("accept_quote", "revise_quote", "decline_quote", "explain_price"):
        assert f"/desk/acts/ordering.{act}?" in html


def test_one_that_became_an_order_leads_to_it_and_offers_nothing_but_its_explanation(at_the_desk):
    rae = at_the_desk("rae")
    quote = quoted()
    order = str(done("ordering.accept_quote", TOM, quote=quote).answer("order"))
    html, _text = page_of(rae, quote)
    assert f'href="/desk/records/{order}"' in html
    assert "/desk/acts/ordering.explain_price?" in html
    assert "/desk/acts/ordering.accept_quote?" not in html


def test_one_that_was_declined_says_why(at_the_desk):
    rae = at_the_desk("rae")
    quote = quoted()
    done("ordering.decline_quote", TOM, quote=quote, reason="Bought elsewhere.")
    assert "Declined Bought elsewhere." in page_of(rae, quote)[1]


def test_whose_quote_it_is_reads_it_without_what_it_costs_us(at_the_desk):
    quote = quoted()
    told = read(quote, chat("C-6", V2))
    assert isinstance(told, dict)
    assert told["total"] == {"amount": "1053.80", "currency": "USD"}
    assert "540.00" not in str(told)
