"""Knows how to cut text into two-character tokens, for an index without words.

Text and query are cut alike and the query's tokens are searched as phrases, so that
標的型 finds 標的型攻撃 and not 標的 … 的型. Must not know any index or database.
"""

from itertools import groupby

from .spelling import fold_spelling


def bigrams(text: str) -> list[str]:
    """Cut text into overlapping pairs of characters: 標的型 → 標的, 的型.

    Folded first (`fold_spelling`); no pair crosses a space or a punctuation mark,
    which an index would drop. A character standing alone gives no pair.
    """
    return [pair for phrase in phrases(text) for pair in phrase]


def phrases(query: str) -> list[list[str]]:
    """Cut a query into one list of pairs per word; each list is one phrase.

    All phrases must be found, in any order. An empty result (a query of single
    characters) has to be searched by containment instead.
    """
    folded = fold_spelling(query)
    words = ("".join(run) for is_word, run in groupby(folded, str.isalnum) if is_word)
    return [
        [word[at : at + 2] for at in range(len(word) - 1)]
        for word in words
        if len(word) > 1
    ]
