"""Phrases of a sentence: which words make a name, which are verbs, and what stands between.

A report's clause is mostly ``[adjuncts] [subject] verb name、name``. A name is a run of words that ends in a head (``heads.tsv``)
and begins after a word that cannot be part of one: a mark, a preposition, an adverb, a verb that governs it, a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from jigou.builder.knowledge.lexicons import Act, Lexicon
from jigou.builder.phrases.clausal import called_end, completes, task_end
from jigou.builder.phrases.compounds import named
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.phrases.tokens import Token
from jigou.builder.phrases.verbs import Scan
from jigou.builder.phrases.words import CLOSED_TAGS, TokenSort
from jigou.ontology import EntityType

_WORD: Final = TokenSort.WORD
_MARK: Final = TokenSort.MARK
_COUNT: Final = TokenSort.COUNT
_TIME: Final = TokenSort.TIME
_SELF: Final = TokenSort.SELF
_QUOTE: Final = TokenSort.QUOTE
_TITLE: Final = TokenSort.TITLE
_PLAIN: Final = PhraseSort.WORD
_LIST: Final = PhraseSort.LIST
_VERB: Final = PhraseSort.VERB
_COMMA: Final = PhraseSort.COMMA
_PREPOSITION: Final = PhraseSort.PREPOSITION
_MARKS = {"、": PhraseSort.LIST, ":": PhraseSort.COLON}
_PARTICLES = {"的": PhraseSort.OF, "等": PhraseSort.AND_SO_ON}
_OPENING = frozenset({PhraseSort.COMMA, PhraseSort.COLON, PhraseSort.TIME, PhraseSort.COUNT})


Chosen = Mapping[int, tuple[int, EntityType]]
"""Names that are settled before the phrases are read: by their first token, the token after their last, and their type."""

_SETTLED: Final = frozenset(
    {EntityType.BODY, EntityType.DOCUMENT, EntityType.EVENT, EntityType.INITIATIVE, EntityType.PLACE}
)


def phrases(tokens: Sequence[Token], lex: Lexicon, chosen: Chosen | None = None) -> list[Phrase]:
    """The phrases of a sentence's tokens, in order; of names, only those that were ``chosen`` are records where any choice was made."""
    return _Scanner(tokens, lex, chosen).scan()


class _Scanner(Scan):
    """One pass over the tokens of one sentence; made for it and thrown away."""

    def __init__(self, tokens: Sequence[Token], lex: Lexicon, chosen: Chosen | None = None) -> None:
        super().__init__(tokens, lex)
        self.chosen = chosen
        self.task = 0

    def scan(self) -> list[Phrase]:
        """Every phrase of the sentence, in order."""
        run = self.run
        settled = 0
        chosen = self.chosen or {}
        for index, token in enumerate(self.tokens):
            sort = token.sort
            if index < settled:
                continue
            if index in chosen:
                self.flush()
                settled, type_ = chosen[index]
                self.out.append(self.settled(index, settled, type_))
                self.task = 0
                self.adjacent = False
            elif index < self.task:
                run.words.append(token)
            elif sort is _WORD:
                if token.word is not None and token.word.plain:
                    # Most words: nothing is to be asked of them.
                    if run.words:
                        self.adjacent = False
                    elif self.adjacent:
                        self.calls_on(index)
                    run.words.append(token)
                else:
                    self.asked(index, token)
            else:
                self.marked(index, token)
        self.flush()
        return self.out

    def calls_on(self, index: int) -> None:
        """Take in the name that begins at an index and is longer than the grammar alone would have it, where one does."""
        self.task = called_end(self.run, index, self.out[-1] if self.out else None)
        if self.task:
            self.run.task = True

    def asked(self, index: int, token: Token) -> None:
        """Take in a word that may be more than a part of a name."""
        last = self.out[-1] if self.out else None
        self.task = task_end(self.run, index, last, self.adjacent) or called_end(self.run, index, last)
        if self.task:
            self.run.task = True
            self.run.words.append(token)
        else:
            self.word(index, token)

    def marked(self, index: int, token: Token) -> None:
        """Take in what is no word: a mark, number or time ends the run, the reporter and quotations are in one."""
        sort = token.sort
        if sort is _MARK:
            self.flush()
            which = _MARKS.get(token.text, _COMMA)
            self.say(which, token)
            self.run.vague = self.adjacent = False
            if which is not _LIST:
                self.run.governed = self.at = False
        elif sort is _COUNT or sort is _TIME:
            self.flush()
            which = PhraseSort.COUNT if sort is _COUNT else PhraseSort.TIME
            self.out.append(Phrase(which, token.start, token.end, token.text, token=token))
        elif sort is _SELF:
            self.flush()
            self.run.words.append(token)
        else:
            self.quotation(index, token)

    def quotation(self, index: int, token: Token) -> None:
        """Take in a quotation or title: of two that touch a list is made, where they share no noun."""
        run, sort = self.run, token.sort
        touches = run.words and run.words[-1].sort is sort
        if touches and (sort is _TITLE or (sort is _QUOTE and not self.shares(index))):
            vague, governed = run.vague, run.governed
            self.flush()
            self.out.append(Phrase(sort=_LIST, start=token.start, end=token.start, text=""))
            run.vague, run.governed = vague, governed
        elif sort is _TITLE and run.words and run.ends_event():
            # 区政府常务会议专题学习《…法》
            self.flush()
        elif sort is not _TITLE and self.adjacent:
            self.calls_on(index)
        run.words.append(token)

    def shares(self, index: int) -> bool:
        """Whether quotations that touch stand before one noun (服务“六稳”“六保”工作), rather than being a list."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return after is not None and after.sort is _WORD and after.word is not None and after.word.plain

    def say(self, sort: PhraseSort, token: Token) -> None:
        """Add a phrase of one token that is no name."""
        self.out.append(Phrase(sort, token.start, token.end, token.text))

    def word(self, index: int, token: Token) -> None:
        """Take in one word: into the run, or as a phrase of its own that ends the run."""
        text, word, run = token.text, token.word, self.run
        class_ = word.class_ if word is not None else None
        verb = word.verb if word is not None else None
        if run.words:
            self.adjacent = False
        if verb is not None and self.governs(index, verb):
            self.flush()
            self.out.append(Phrase(_VERB, token.start, token.end, text, verb=verb))
            # What a joining verb brings in is a body that acts: a verb may follow it (联合市总工会实施…).
            run.governed = verb.act is not Act.JOIN
            self.adjacent = True
            self.at = False
            run.vague = False
        elif text in ("与", "同", "跟") and (not run.words or self.names_body(index + 1)) and not run.ends_body():
            self.flush()
            self.say(_PREPOSITION, token)
        elif class_ in ("conjunction", "adverb", "preposition"):
            self.joint(index, token, class_)
        elif self.goes_on(token):
            run.words.append(token)
        elif text in ("任", "兼任", "担任", "当选", "出任", "带队"):
            self.flush()
            self.out.append(Phrase(_PLAIN, token.start, token.end, text, token=token))
        elif class_ == "pronoun":
            self.flush()
            self.say(_PLAIN, token)
            run.vague = text not in ("系列", "重要", "重大")
        elif text == "好" and not run.words and run.governed:
            self.say(_PLAIN, token)
        elif class_ == "particle":
            self.flush()
            self.say(_PARTICLES.get(text, _PLAIN), token)
            if text != "等":
                run.vague = False
        else:
            self.tagged(index, token, class_)

    def joint(self, index: int, token: Token, class_: str) -> None:
        """Take in a conjunction, adverb or preposition."""
        if class_ == "adverb":
            self.adverb(index, token)
        elif class_ == "preposition":
            self.flush()
            self.say(_PREPOSITION, token)
            self.run.governed = self.adjacent = False
            self.at = token.text in ("在", "于")
        elif self.run.words and self.headless() and index + 1 < len(self.tokens):
            self.run.words.append(token)
        else:
            self.flush()
            self.say(_LIST if token.text != "并" else _PLAIN, token)

    def goes_on(self, token: Token) -> bool:
        """Whether a name goes on with 系列 behind a quotation, or with 重大 (防范化解重大风险攻坚战)."""
        run = self.run
        if not run.words:
            return False
        if token.text == "系列":
            return run.words[-1].sort is _QUOTE
        return token.text in ("重大", "重要") and run.governed and self.headless()

    def tagged(self, index: int, token: Token, class_: str | None) -> None:
        """Take in a word that only the segmenter's tag tells anything of."""
        run, tag, text = self.run, token.tag, token.text
        if class_ is None and len(text) > 1 and self.is_adjective(index, tag):
            run.words.append(token)
        elif class_ is None and tag in CLOSED_TAGS and text not in self.lex.heads and text not in self.lex.levels:
            self.flush()
            self.say(_PLAIN, token)
            run.vague = False
        elif (
            (class_ == "predicate" or (tag == "v" and class_ is None))
            and text not in self.lex.heads
            and self.breaks()
            and not run.works(token, self.token(index + 1))
            and not completes(run, index)
        ):
            self.flush()
            self.out.append(Phrase(_PLAIN, token.start, token.end, text, token=token))
            run.vague = False
        else:
            run.words.append(token)

    def is_adjective(self, index: int, tag: str) -> bool:
        """召开立法听证会: after its verb and before a noun, what the segmenter takes for an adverb is part of a name."""
        adverb = tag == "d" or (tag == "f" and not self.run.words and self.adjacent)
        return adverb and self.run.governed and self.before_noun(index)

    def adverb(self, index: int, token: Token) -> None:
        """An adverb before a verb ends the run; elsewhere it may stand in a name (科技创新大赛)."""
        before_verb = self.before_verb(index)
        if self.run.words and not before_verb and not self.run.ends_body():
            self.run.words.append(token)
            return
        self.flush()
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        quoted = following is not None and following.sort is _QUOTE
        if not before_verb and not quoted and token.tag not in CLOSED_TAGS and token.tag != "ad":
            self.run.words.append(token)
        else:
            self.say(_PLAIN, token)

    def settled(self, first: int, last: int, type_: EntityType) -> Phrase:
        """A name that was chosen, with what its words tell of it: head, kind, edition, bodies within."""
        words = list(self.tokens[first:last])
        start, end = words[0].start, words[-1].end
        text = self.run.text(start, end)
        self.run.words = words
        read = named(self.run)
        self.run.words = []
        self.run.task = self.run.vague = False
        if read is None or read.sort is not PhraseSort.NAME or read.end != end:
            return Phrase(
                PhraseSort.NAME, start, end, text, type=type_, kind="other", record=True,
                quoted=any(word.sort is _QUOTE for word in words),
            )  # fmt: skip
        kind = read.kind if read.type is type_ else "other"
        return replace(
            read, start=start, text=text, type=type_, kind=kind, bare=False, vague=False, tail="", record=True
        )

    def flush(self) -> None:
        """Say the run so far, as a name where it has a head, else as plain words."""
        if self.run.words:
            self.run.opening = not self.out or self.out[-1].sort in _OPENING
            phrase = named(self.run)
            if phrase is not None and self.chosen is not None and phrase.type in _SETTLED and not phrase.own:
                phrase = replace(phrase, record=False)
            if phrase is not None:
                self.out.append(phrase)
            self.run.words = []
            self.run.task = False
            self.run.vague = False
