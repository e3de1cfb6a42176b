"""Find the second fact that people write beside a number to say who they are."""

import re

from makegood.representative.understand.commands import Give

MOST_WORDS_OF_A_NAME = 4
POSTCODE = re.compile(r"\d{5}(?:-\d{4})?")
# Words with a capital beside one another, longer than the "I" of a sentence and not the "O-"
# of an order.
NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ'’-]+(?: +[A-ZÀ-Ý][A-Za-zà-ÿ'’-]*[a-zà-ÿ]){1,3}")


def second_fact(text: str, reference: str) -> list[Give]:
    """A name or postcode beside a reference: "O-1041, Tom Gallagher" or "O-1041 55501"."""
    named = NAME.search(text)
    if named is not None:
        return [Give("name", named.group())]
    words = [word.strip(".,;:!()") for word in text.split()]
    for word in words:
        if POSTCODE.fullmatch(word) and word != reference:
            return [Give("postcode", word)]
    return []
