"""Whether a verb governs what follows it, or is part of a name (推进会, 实施方案, 走访慰问活动)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jigou.builder.knowledge.lexicons import Act, Lexicon, Verb
from jigou.builder.phrases.clausal import calls, in_service, opens_clause
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.phrases.runs import Run
from jigou.builder.phrases.tokens import Token, opens
from jigou.builder.phrases.words import TokenSort
from jigou.ontology import EntityType

_WORD: Final = TokenSort.WORD
_MARK: Final = TokenSort.MARK
_COUNT: Final = TokenSort.COUNT
_SELF: Final = TokenSort.SELF
_QUOTE: Final = TokenSort.QUOTE
_TITLE: Final = TokenSort.TITLE
_NUMBERED: Final = (_COUNT, TokenSort.ORDINAL, _TITLE, _QUOTE)
_ACTING: Final = (EntityType.BODY, EntityType.PLACE)
_FUNCTION: Final = ("particle", "preposition", "conjunction", "pronoun")
# An object does not go on for so many words.
_FAR = 200


class Scan:
    """How far the tokens of a sentence have been read, and what may be asked there.

    ``run`` are the words that may become a name; ``adjacent``: a verb was the last phrase; ``at``: 在 or 于 opened an adjunct; ``out`` are the
    phrases so far.
    """

    def __init__(self, tokens: Sequence[Token], lex: Lexicon) -> None:
        self.tokens = tokens
        self.lex = lex
        self.run = Run(tokens, lex)
        self.at = False
        self.adjacent = False
        self.out: list[Phrase] = []

    def token(self, index: int) -> Token | None:
        """The token at an index; None behind the last."""
        return self.tokens[index] if index < len(self.tokens) else None

    def breaks(self) -> bool:
        """Whether a plain verb ends the run: nothing is before it yet that needs it, or a whole name is."""
        if not self.run.words:
            return not self.run.governed
        last = self.run.head_at(len(self.run.words) - 1)
        if last is not None and last[0] == "建设":
            # 健康城市建设示范市: building in general may go on to what it is for.
            last = None
        sort = self.run.words[-1].sort
        inside = self.run.whole_head(self.run.words[-1]) if sort is _QUOTE else None
        whole = inside is not None and inside[0] != ""
        return last is not None or whole or sort in (_TITLE, _SELF)

    def names_body(self, index: int) -> bool:
        """Whether the words from ``index`` on begin like the name of a body."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        return token.sort is _WORD and (token.tag in ("ns", "nt", "nz") or opens(token))

    def headless(self) -> bool:
        """Whether the run has no head at its end, so that a conjunction after it may stand inside a name."""
        size = self.run.words[-1].end - self.run.words[0].start
        return size <= 8 and self.run.head_at(len(self.run.words) - 1) is None and self.run.words[-1].sort is _WORD

    def before_noun(self, index: int) -> bool:
        """Whether a plain noun follows."""
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return following is not None and following.word is not None and following.word.plain

    def before_verb(self, index: int) -> bool:
        """Whether a verb follows, perhaps after more adverbs."""
        for token in self.tokens[index + 1 :]:
            if token.text in self.lex.verbs:
                return True
            if self.lex.words.get(token.text) != "adverb":
                return False
        return False

    def governs(self, index: int, verb: Verb) -> bool:
        """Whether a verb governs what follows, rather than being part of a name."""
        run = self.run
        if in_service(run, index):
            return False
        opening = opens_clause(run, index, self.adjacent)
        if opening is not None:
            return opening
        if verb.act is Act.DEED:
            return self.does(index)
        if len(run.words) == 1 and run.words[0].text in self.lex.classes["planning"]:
            # 计划建设…中心
            return True
        if self.adjacent and not run.words and self.entitles(index):
            return False
        if calls(run, index, self.out[-1] if self.out else None):
            return False
        following = self.token(index + 1)
        if following is None or following.sort is _MARK:
            return verb.strong and self._may_end()
        if verb.act is Act.JOIN and run.words and not run.ends_body():
            # 家事纠纷联合化解机制
            return False
        if verb.strong:
            return not (following.text in self.lex.heads and verb.word == "组织" and following.text == "部")
        return self._weak_governs(index, verb, following)

    def _may_end(self) -> bool:
        """Whether a verb may end its clause (市政协召开、参与): nothing is before it, or somebody is who acts."""
        words = self.run.words
        return not words or self.run.ends_body() or words[-1].text in self.lex.classes["people"]

    def _weak_governs(self, index: int, verb: Verb, following: Token) -> bool:
        """Whether a verb that is often part of a name governs what follows."""
        run = self.run
        if following.sort in _NUMBERED:
            # 开工城中村改造6100套: what a verb governs is counted, not governing.
            counted = following.sort is _COUNT and verb.word in self.lex.heads
            return not (counted and run.words and run.governed)
        if self.lex.words.get(verb.word) == "adverb" and self.before_verb(index):
            return False
        if verb.word in self.lex.classes["firm"]:
            return not self.inside(following)
        if run.words:
            return self._governs_behind(index, verb, following)
        if self.adjacent and verb.act is Act.AIM and following.sort is _WORD:
            return False
        head = self.lex.heads.get(following.text)
        compound = head is not None and not head.bare and head.type is not EntityType.DOCUMENT
        return not (compound and self._closed(index + 2))

    def _governs_behind(self, index: int, verb: Verb, following: Token) -> bool:
        """Whether a weak verb governs where words stand before it: they are somebody who acts, or oneself."""
        run = self.run
        last = run.head_at(len(run.words) - 1)
        acts = last is not None and last[1].type in _ACTING
        own = run.words[-1].sort is _SELF
        if acts and self.at:
            return True
        head = self.lex.heads.get(following.text)
        if head is not None and not head.bare and not own and self._closed(index + 2):
            return False
        pivot = self.out[-1].text if self.out else ""
        urged = pivot in self.lex.classes["pivot"] and verb.act not in (Act.CONSISTS, Act.AIM)
        return (acts and (not run.governed or urged)) or own

    def _closed(self, index: int) -> bool:
        """Whether nothing more of a name stands at an index."""
        after = self.token(index)
        return after is None or after.sort is _MARK or after.text in self.lex.words

    def entitles(self, index: int) -> bool:
        """Whether a verb after one that issues opens the title of what is issued (制定支持企业梯度培育实施方案)."""
        issued = self.out[-1].verb if self.out else None
        if issued is None or issued.act is not Act.ISSUES:
            return False
        last = None
        for token in self.tokens[index + 1 :]:
            if token.sort in (TokenSort.MARK, TokenSort.TITLE, TokenSort.COUNT) or token.text in ("的", "等"):
                break
            last = token
        if last is None or last.sort is not TokenSort.WORD:
            return False
        heads = (self.lex.heads.get(last.text[-size:]) for size in range(len(last.text), 0, -1))
        head = next((found for found in heads if found is not None), None)
        return head is not None and head.type is EntityType.DOCUMENT

    def inside(self, following: Token) -> bool:
        """Whether a verb that mostly governs is part of a name: before a noun of its own (实施方案), after a number or 整县."""
        if following.text in self.lex.classes["of firm"]:
            return True
        run = self.run.words
        if not run:
            return False
        counted = self.out and self.out[-1].sort is PhraseSort.COUNT and self.out[-1].end == run[0].start
        return bool(counted) or run[-1].text.startswith("整")

    def does(self, index: int) -> bool:
        """Whether a word such as 走访 has an object of its own here, rather than being part of a name (走访慰问活动)."""
        founding = self.out[-1].verb if self.adjacent and self.out else None
        if founding is not None and founding.act in (Act.ESTABLISHES, Act.ISSUES):
            # 设立检查消毒站
            return False
        return (not self.run.words or self._somebody()) and self._is_object(self._thing(index))

    def _somebody(self) -> bool:
        """Whether the words so far are somebody who can do something, or a matter that it is done about."""
        run = self.run.words
        last = self.run.head_at(len(run) - 1)
        return (
            (last is not None and last[1].type in _ACTING)
            or run[-1].sort is _SELF
            or run[-1].text in self.lex.classes["people"]
            or (run[-1].word is not None and run[-1].word.title != "")
            or (bool(self.out) and self.out[-1].text in self.lex.classes["about"])
        )

    def _thing(self, index: int) -> list[Token]:
        """The words after a verb that may be its object; none where 的 or 等 ends them."""
        thing: list[Token] = []
        for token in self.tokens[index + 1 : index + _FAR]:
            verb = self.lex.verbs.get(token.text)
            if token.text != "、" and (
                token.sort not in (_WORD, _QUOTE)
                or self.lex.words.get(token.text) in _FUNCTION
                or (verb is not None and verb.strong)
            ):
                return [] if token.text in ("的", "等") else thing
            thing.append(token)
        return thing

    def _is_object(self, thing: list[Token]) -> bool:
        """Whether words are things that something is done to, not the rest of a name."""
        if not thing or thing[0].text == "、":
            return False
        while len(thing) > 1 and thing[-1].text in self.lex.classes["light tail"]:
            thing.pop()
        size = thing[-1].end - thing[0].start
        last = thing[-1].text
        head = next((self.lex.heads[last[-n:]] for n in range(len(last), 0, -1) if last[-n:] in self.lex.heads), None)
        if head is not None and head.type in (EntityType.EVENT, EntityType.DOCUMENT):
            return False
        if head is not None and head.type is EntityType.INITIATIVE:
            return size >= 5 and len(thing) > 1 and head.word not in self.lex.classes["deed's head"]
        return size >= 4 or (size >= 2 and thing[0].text not in self.lex.heads)
