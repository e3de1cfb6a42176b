"""Answer what is written down, and which questions nobody could answer yet. Source: C07."""

from makegood.domains.knowledge.queries.answering import written_answer
from makegood.domains.knowledge.queries.articles import (
    ArticleCard,
    Explained,
    article_card,
    contradictions,
    to_read_again,
)
from makegood.domains.knowledge.queries.changes import (
    ChangeCard,
    change_card,
    change_to_put_in,
    changes,
    dealt_with,
)
from makegood.domains.knowledge.queries.gaps import (
    GapCard,
    GapCount,
    gap_card,
    gap_facts,
    gaps_counted,
    gaps_of,
    open_gaps,
)
from makegood.domains.knowledge.queries.searching import begun, search
from makegood.domains.knowledge.queries.writing import article_facts, aside_facts, phrasing_facts
from makegood.domains.knowledge.search import words_of as telling_words
from makegood.domains.knowledge.sources import Hit

__all__ = [
    "ArticleCard",
    "ChangeCard",
    "Explained",
    "GapCard",
    "GapCount",
    "Hit",
    "article_card",
    "article_facts",
    "aside_facts",
    "begun",
    "change_card",
    "change_to_put_in",
    "changes",
    "contradictions",
    "dealt_with",
    "gap_card",
    "gap_facts",
    "gaps_counted",
    "gaps_of",
    "open_gaps",
    "phrasing_facts",
    "search",
    "telling_words",
    "to_read_again",
    "written_answer",
]
