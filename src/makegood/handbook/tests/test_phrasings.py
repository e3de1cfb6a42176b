"""Phrasings that collide and operations with too few are told, and keep nobody from working."""

from makegood.handbook import check, load

RETURNS = "voice/en/operations/aftersales.toml"


def test_the_same_words_under_two_operations_are_told_with_both_places(copy):
    cases = copy.root / "voice/en/operations/cases.toml"
    said = cases.read_text("utf-8").replace(
        '  "I want to make a complaint",', '  "The washer I want returned, please",', 1
    )
    cases.write_text(said, "utf-8")
    returns = copy.root / RETURNS
    more = returns.read_text("utf-8").replace(
        '  "return the washer",', '  "return the washer",\n  "I want the washer returned",', 1
    )
    returns.write_text(more, "utf-8")

    (found,) = check(copy.root)

    assert (found.file, found.field) == (
        "voice/en/operations/cases.toml",
        "cases.open_case.phrasings",
    )
    assert "nearly the same" in found.wrong
    assert "aftersales.open_return" in found.wrong
    assert not found.blocks
    assert load(copy.root).voice("en").operation("cases.open_case").phrasings


def test_an_operation_that_is_hardly_ever_said_is_told(copy):
    file = copy.root / "voice/fr/operations/ordering.toml"
    text = file.read_text("utf-8")
    start = text.index("phrasings = [")
    end = text.index("\n]\n", start)
    file.write_text(f'{text[:start]}phrasings = [\n  "où en est mon colis",{text[end:]}', "utf-8")

    assert [(one.file, one.wrong) for one in check(copy.root)] == [
        ("voice/fr/operations/ordering.toml", "ordering.tell_order_status is said in 1 ways in fr")
    ]
