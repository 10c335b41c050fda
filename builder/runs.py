"""The run of words that may make a name, and the heads (``heads.tsv``) that end in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jigou.builder.lexicons import Head, Lexicon
from jigou.builder.tokenizing import Token, TokenSort
from jigou.ontology import EntityType

_LONGEST_HEAD = 9


class Run:
    """The words that were gathered since the last phrase; made for one sentence and emptied after each phrase.

    ``vague`` says that a pronoun stands before it (各支部), ``governed`` that a verb does.
    """

    def __init__(self, tokens: Sequence[Token], lex: Lexicon) -> None:
        self.tokens = tokens
        self.lex = lex
        self.words: list[Token] = []
        self.vague = False
        self.governed = False
        self.sentence = _padded(tokens)
        self.ends: dict[int, list[tuple[int, str, Head]]] = {}

    def head_at(self, index: int) -> tuple[str, Head] | None:
        """The longest head that ends with the token at ``index`` of the run."""
        token = self.words[index]
        if token.sort is not TokenSort.WORD:
            return None
        text = token.text
        if text in self.lex.no_heads and (index == 0 or text not in self.lex.heads):
            return None
        found = self.ends.get(token.start)
        if found is None:
            found = self.ends[token.start] = list(self.heads_ending(token))
        if not found:
            return None
        room = token.end - self.first_word(index).start
        for size, word, head in found:
            if size > room:
                continue
            if word in ("工作", "要求") and (index == 0 or self.words[index - 1].sort is not TokenSort.QUOTE):
                continue
            if size == 1 and not self.single(index, token, head):
                continue
            return word, head
        return None

    def first_word(self, index: int) -> Token:
        """The first of the unbroken words of the run that end at ``index``."""
        while index and self.words[index - 1].sort is TokenSort.WORD:
            index -= 1
        return self.words[index]

    def heads_ending(self, token: Token) -> Iterator[tuple[int, str, Head]]:
        """The heads that end where a token ends, the longest first."""
        sizes = self.lex.endings.get(token.text[-1], ())
        end = token.end
        for size in sizes:
            word = self.sentence[end - size : end] if size <= end else ""
            head = self.lex.heads.get(word)
            if head is not None:
                yield size, word, head

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
            return token.tag.startswith(("n", "j", "l", "i")) and token.text[-2:] not in self.lex.no_heads
        before = self.words[index - 1] if index else None
        following = next((later for later in self.tokens if later.start == token.end), None)
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
        if token.sort is TokenSort.TITLE:
            inside = token.text[1:-1].split("(")[0] or inside
        for size in range(min(len(inside), _LONGEST_HEAD), 0, -1):
            head = self.lex.heads.get(inside[-size:])
            if head is not None and (token.sort is TokenSort.TITLE) == (head.type is EntityType.DOCUMENT):
                return inside[-size:], head
        if token.sort is TokenSort.TITLE:
            return "", Head(word="", type=EntityType.DOCUMENT, kind="other", bare=True)
        return "", Head(word="", type=EntityType.INITIATIVE, kind="campaign", bare=True)

    def opens(self, token: Token) -> bool:
        """Whether a word begins the name of a body: a level or what begins with one."""
        return (
            token.text in self.lex.levels
            or token.text.startswith(("全国", "中央", "国家", "最高"))
            or (len(token.text) <= 4 and token.text[0] in "省市区县州" and token.text in self.lex.heads)
        )

    def text(self, start: int, end: int) -> str:
        """The words of the sentence between two offsets, white space left out."""
        return "".join(token.text for token in self.words if start <= token.start and token.end <= end)


def _padded(tokens: Sequence[Token]) -> str:
    """The sentence that tokens were cut from, so that their offsets hold."""
    out: list[str] = []
    at = 0
    for token in tokens:
        if token.start > at:
            out.append(" " * (token.start - at))
        out.append(token.text)
        at = token.end
    return "".join(out)
