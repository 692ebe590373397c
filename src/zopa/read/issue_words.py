"""Words as issues see them: their lemma, their stem, and which of them mean too little to stand for an issue.

Owns the lists of such words and the idioms; knows no case.
"""

from __future__ import annotations

from zopa.read.document import Token
from zopa.read.lexicon import lexicon

# words too general to stand for an issue by themselves
GENERIC = frozenset(
    "program programme plan level number government country state administration system rate case kind amount measure "
    "rule position party leader official president minister power force world sum area region right question problem "
    "support work member international national public local foreign new large high low top good great full political "
    "company firm group body agency authority staff people worker citizen side talk final main general special dispute "
    "buyer user owner holder resident customer employer child man woman money "
    "train station office line game season board operation service product market".split()
)

# words that say nothing of an issue
EMPTY = frozenset(
    "be have do will would can could may might must shall should other such certain various several many some any all "
    "both each every side part way thing matter issue question place time year month day week people end get make take "
    "go come put set face see use keep let become bring give more less most least new same own part much last first "
    "two three one its their his her this that these those who which what there under over between among against "
    "without within into onto from with before after until during while than also only just still again".split()
)

# verbs that say only that a thing grows, shrinks, begins or ends
_PLAIN_VERBS = frozenset(
    "raise cut increase reduce lower rise fall go stop end start begin continue keep give get take make bring reach "
    "avoid join leave pay receive hold allow let permit put set "
    "accept agree run work stay remain become halt lift face see "
    "return remain look order lead replace decide send show play stage work "
    "move open expand limit extend provide offer maintain introduce impose remove adopt".split()
)

# verbs that mean something else with a particle or a fixed object
_IDIOMS = {
    ("take", "part"): "participate", ("take", "place"): "happen", ("take", "effect"): "start",
    ("call", "off"): "cancel",
    ("carry", "out"): "implement", ("set", "up"): "establish", ("lay", "off"): "dismiss", ("shut", "down"): "close",
    ("phase", "out"): "end", ("wind", "down"): "end", ("do", "away"): "abolish", ("hand", "over"): "surrender",
    ("give", "up"): "cede", ("pull", "out"): "withdraw", ("step", "down"): "resign", ("let", "go"): "release",
    ("pay", "off"): "repay", ("buy", "out"): "acquire", ("take", "over"): "acquire", ("break", "up"): "divide",
}  # fmt: skip


def word_of(token: Token) -> str:
    """The lemma, lower case; verbs with their particle or fixed object as one word (`take part`: participate)."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        for child in token.children:
            if child.i > token.i and (lemma, child.lower_) in _IDIOMS:
                return _IDIOMS[lemma, child.lower_]
    return lemma


def stem_of(token: Token) -> str:
    """A word without its commonest endings, so that `spending` the noun and `spending` the verb are one."""
    return bare(word_of(token))


def bare(word: str) -> str:
    """`word` without its ending, where enough remains."""
    for ending in ("ally", "ing", "ed", "ly"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def is_word(token: Token) -> bool:
    """Whether a word of an article may speak of an issue."""
    if token.tag_ == "VBG" and token.dep_ == "prep":
        return False  # `including`, `regarding` only join what follows
    return token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM") and len(token.text) > 1


def is_content(token: Token) -> bool:
    """Whether a word of a proposition says something of what the issue is about."""
    if token.pos_ == "ADV":
        return token.lower_.endswith("ly")
    if token.pos_ == "NUM":
        return token.dep_ not in ("nummod", "quantmod", "compound")
    return token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and word_of(token) not in EMPTY


def is_plain_verb(lemma: str) -> bool:
    """Whether a verb says only that a thing grows, shrinks, begins or ends."""
    words = lexicon()
    turns = lemma in words.verbs or lemma in words.owning
    return lemma in _PLAIN_VERBS or (turns and lemma not in words.concepts)


def is_turning(noun: Token) -> bool:
    """Whether a noun tells a change, an owner or an attitude (`release of`), so that the thing is what hangs below."""
    words = lexicon()
    lemma = noun.lemma_.lower()
    return lemma in words.nouns or lemma in words.owning_nouns or lemma in words.attitudes["n"]


def change_of(lemma: str) -> str:
    """`own` for words of gaining and ceding, `turn` for words of growing and ending, empty for all others."""
    words = lexicon()
    if lemma in words.owning or lemma in words.owning_nouns:
        return "own"
    return "turn" if lemma in words.verbs or lemma in words.nouns else ""
