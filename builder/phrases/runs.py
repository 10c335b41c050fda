"""The run of words that may make a name, and the heads (``heads.tsv``) that end in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jigou.builder.knowledge.lexicons import Head, Lexicon
from jigou.builder.phrases.tokens import Token
from jigou.builder.phrases.words import TokenSort
from jigou.ontology import EntityType

_LONGEST_HEAD: Final = 9
_WORD: Final = TokenSort.WORD
_TITLE: Final = TokenSort.TITLE
_QUOTE: Final = TokenSort.QUOTE

# What a title or a quotation without a head names.
_TITLED: Final = Head(word="", type=EntityType.DOCUMENT, kind="other", bare=True)
_QUOTED: Final = Head(word="", type=EntityType.INITIATIVE, kind="campaign", bare=True)


class Run:
    """The words that were gathered since the last phrase; made for one sentence and emptied after each phrase.

    ``vague`` says that a pronoun stands before it (各支部), ``governed`` that a verb does, ``opening`` that nothing does in its clause;
    ``task`` that it is the name of a body by its task, verbs and all.
    """

    def __init__(self, tokens: Sequence[Token], lex: Lexicon) -> None:
        self.tokens = tokens
        self.lex = lex
        self.words: list[Token] = []
        self.vague = False
        self.governed = False
        self.opening = True
        self.task = False
        self.starts: dict[int, Token] = {}
        # Tokens are without gaps, so that their offsets hold in what they are joined to.
        self.sentence = "".join([token.text for token in tokens])

    def head_at(self, index: int) -> tuple[str, Head] | None:
        """The longest head that ends with the token at ``index`` of the run."""
        token = self.words[index]
        known = token.word
        if known is None or not (known.inside or known.beyond) or token.sort is not _WORD:
            return None
        if known.text in self.lex.no_heads and (index == 0 or known.text not in self.lex.heads):
            return None
        end = token.end
        if known.beyond and index:
            room = end - self.first_word(index).start
            sentence = self.sentence
            for size, word, head in known.beyond:
                if size <= room and sentence[end - size : end] == word and self.fits(index, token, size, word, head):
                    return word, head
        for size, word, head in known.inside:
            if self.fits(index, token, size, word, head):
                return word, head
        return None

    def works(self, verb: Token, head: Token | None) -> bool:
        """Whether a verb only says what the body does that the head right after it names (不动产登记/中心, 房屋征收/办公室)."""
        if head is None or head.sort is not _WORD or len(verb.text) != 2 or verb.text in self.lex.classes["goes to"]:
            return False
        if verb.word is not None and verb.word.class_ == "predicate" and head.text not in self.lex.classes["service"]:
            return False
        found = self.lex.heads.get(head.text)
        return found is not None and found.type is EntityType.BODY and not found.bare

    def ends_body(self) -> bool:
        """Whether the run so far is the name of a body."""
        last = self.head_at(len(self.words) - 1) if self.words else None
        return last is not None and last[1].type is EntityType.BODY

    def ends_event(self) -> bool:
        """Whether the run so far is the name of an event, so that a title after it is what the event was about."""
        last = self.head_at(len(self.words) - 1)
        return last is not None and last[1].type is EntityType.EVENT

    def first_word(self, index: int) -> Token:
        """The first of the unbroken words of the run that end at ``index``."""
        while index and self.words[index - 1].sort is _WORD:
            index -= 1
        return self.words[index]

    def fits(self, index: int, token: Token, size: int, word: str, head: Head) -> bool:
        """Whether words that are a head may be one here."""
        if word in ("工作", "要求") and (index == 0 or self.words[index - 1].sort is not _QUOTE):
            return False
        return size > 1 or self.single(index, token, head)

    def single(self, index: int, token: Token, head: Head) -> bool:
        """Whether a head of one character is one here: a word by itself after a noun (教育/局), or the end of a long noun."""
        place = head.type is EntityType.PLACE
        if head.word == "法" or len(token.text) == 2:
            return (
                len(token.text) == 2
                and head.word != "法"
                and (token.tag == "ns" or (place and token.text not in self.lex.no_heads))
            )
        if len(token.text) > 2:
            named = token.tag.startswith(("nr", "ns", "nz"))
            return (
                token.tag.startswith(("n", "j", "l", "i"))
                and not (named and head.kind == "office")
                and token.text[-2:] not in self.lex.no_heads
            )
        before = self.words[index - 1] if index else None
        if not self.starts:
            self.starts = {later.start: later for later in self.tokens}
        following = self.starts.get(token.end)
        joined = following is not None and (
            following.text[0] in "于在理置" or following.text.startswith(("处级", "级"))
        )
        noun = before is not None and (
            before.tag.startswith(("n", "j", "v", "l", "s", "b", "z")) or len(before.text) > 1
        )
        return noun and not joined

    def whole_head(self, token: Token) -> tuple[str, Head]:
        """The head of a quotation or title, which is the whole name (“头雁讲堂”)."""
        inside = token.text[1:-1].rstrip(")）")
        if token.sort is _TITLE:
            inside = token.text[1:-1].split("(")[0] or inside
        for size in range(min(len(inside), _LONGEST_HEAD), 0, -1):
            head = self.lex.heads.get(inside[-size:])
            if head is not None and (token.sort is _TITLE) == (head.type is EntityType.DOCUMENT):
                return inside[-size:], head
        if token.sort is _TITLE:
            return "", _TITLED
        return "", _QUOTED

    def text(self, start: int, end: int) -> str:
        """The words of the sentence between two offsets."""
        return self.sentence[start:end]
