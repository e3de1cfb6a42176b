"""What is said in one language and forgotten in another is told, and said in the first one."""

from makegood.handbook import Watch, check, load

ENGLISH = "voice/en/gardening.toml"

TEXT = """
[statements]
watered = "The {plant} was watered."

[figures]
fee = "fee"

[notices.bloom]
subject = "It blooms"
body = "Your {plant} blooms."
"""


def write(copy, language: str, text: str) -> None:
    (copy.root / f"voice/{language}/gardening.toml").write_text(text, encoding="utf-8")


def test_a_statement_of_a_domain_is_found_by_domain_and_name(copy):
    for language in ("en", "es", "fr"):
        write(copy, language, TEXT)
    voice = load(copy.root).voice("es")
    assert voice.statement("gardening.watered") == "The {plant} was watered."
    assert voice.notice("bloom").subject == "It blooms"
    assert [p for p in check(copy.root) if "gardening" in p.file] == []


def test_what_a_language_does_not_say_is_told_and_said_in_the_first_language(copy):
    write(copy, "en", TEXT)
    problems = [p for p in check(copy.root) if p.file == ENGLISH]
    assert [(p.blocks, p.wrong) for p in problems] == [
        (False, "gardening.watered is not said in es"),
        (False, "gardening.watered is not said in fr"),
    ]
    assert load(copy.root).voice("fr").statement("gardening.watered") == "The {plant} was watered."


def test_statements_must_fill_the_same_names_in_each_language(copy):
    for language in ("en", "fr"):
        write(copy, language, TEXT)
    write(copy, "es", TEXT.replace("{plant} was", "{flower} was"))
    problems = [p for p in check(copy.root) if "gardening" in p.file]
    assert [(p.file, p.line, p.blocks) for p in problems] == [("voice/es/gardening.toml", 3, False)]


def test_a_table_with_no_meaning_in_a_voice_file_is_refused(copy):
    write(copy, "en", '[statments]\nwatered = "x"\n')
    problems = [p for p in check(copy.root) if p.blocks]
    assert [(p.file, p.line) for p in problems] == [(ENGLISH, 1)]
    assert "did you mean statements?" in problems[0].accepted


def test_an_operation_is_spoken_of_with_its_phrasings_and_slots(northvale_folder):
    voice = Watch(northvale_folder).book().voice("en")
    spoken = voice.operation("aftersales.open_return")
    assert spoken.name
    assert len(spoken.phrasings) >= 10
    assert spoken.slots["line"].ask
    assert voice.operation("gardening.water_plant").name == "water plant"


def test_a_language_that_is_not_served_is_answered_in_the_first_one(northvale_folder):
    assert Watch(northvale_folder).book().voice("de").language == "en"
