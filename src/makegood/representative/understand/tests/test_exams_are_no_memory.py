"""An exam measures understanding only while its words are not among those that were learnt."""

import tomllib
from collections.abc import Iterator

from makegood.representative.understand.lexicon import Lexicon
from makegood.representative.understand.recognisers.things import Recognisers
from makegood.representative.understand.text import Spelling
from tests.architecture.rules.sources import HOUSE

FEWEST_WORDS = 5
"""With fewer, there is hardly another way to say it: "STOP", "that was all, thanks"."""


def test_no_words_of_an_exam_are_a_phrasing_that_was_learnt(lexicon: Lexicon) -> None:
    examples = list(lexicon.examples())
    recognisers = Recognisers(lexicon, Spelling(example.text for example in examples))
    learnt = {recognisers.masked(one.text, one.language) for one in examples}

    known = [
        f"{paper}: {words}"
        for paper, language, words in _said()
        if len(words.split()) >= FEWEST_WORDS and recognisers.masked(words, language) in learnt
    ]

    assert not known, "\n".join(known)


def _said() -> Iterator[tuple[str, str, str]]:
    for file in sorted((HOUSE / "exams").glob("*.toml")):
        paper = tomllib.loads(file.read_text())
        for talk in paper["conversations"]:
            language = talk.get("locale", paper.get("locale", "en"))
            for words in (talk["opens"], *talk.get("then", ())):
                yield file.stem, language, words
