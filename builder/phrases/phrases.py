"""Phrases of a sentence: which words make a name, which are verbs, and what stands between.

A report's clause is mostly ``[adjuncts] [subject] verb name、name``. A name is a run of words that ends in a head (``heads.tsv``)
and begins after a word that cannot be part of one: a mark, a preposition, an adverb, a verb that governs it, a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from jigou.builder.knowledge.lexicons import Lexicon, Verb
from jigou.builder.phrases.clausal import called_end, calls, completes, in_service, opens_clause, task_end
from jigou.builder.phrases.compounds import named
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.phrases.runs import Run
from jigou.builder.phrases.tokens import Token, opens
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
# An object does not go on for so many words.
_FAR = 200
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


class _Scanner:
    """One pass over the tokens of one sentence; made for it and thrown away."""

    def __init__(self, tokens: Sequence[Token], lex: Lexicon, chosen: Chosen | None = None) -> None:
        self.tokens = tokens
        self.chosen = chosen
        self.lex = lex
        self.run = Run(tokens, lex)
        self.at = False
        self.adjacent = False
        self.out: list[Phrase] = []

    def scan(self) -> list[Phrase]:
        """Every phrase of the sentence, in order."""
        run = self.run
        task = settled = 0
        chosen = self.chosen or {}
        for index, token in enumerate(self.tokens):
            sort = token.sort
            if index < settled:
                continue
            if index in chosen:
                self.flush()
                settled, type_ = chosen[index]
                self.out.append(self.settled(index, settled, type_))
                task = 0
                self.adjacent = False
            elif index < task:
                run.words.append(token)
            elif sort is _WORD:
                if token.word is not None and token.word.plain:
                    # Most words: nothing is to be asked of them.
                    if run.words:
                        self.adjacent = False
                    elif self.adjacent and (task := called_end(run, index, self.out[-1] if self.out else None)):
                        run.task = True
                    run.words.append(token)
                else:
                    last = self.out[-1] if self.out else None
                    task = task_end(run, index, last, self.adjacent) or called_end(run, index, last)
                    if task:
                        run.task = True
                        run.words.append(token)
                    else:
                        self.word(index, token)
            elif sort is _MARK:
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
                if (
                    self.run.words
                    and self.run.words[-1].sort is sort
                    and (sort is _TITLE or (sort is _QUOTE and not self.shares(index)))
                ):
                    vague, governed = self.run.vague, self.run.governed
                    self.flush()
                    self.out.append(Phrase(sort=_LIST, start=token.start, end=token.start, text=""))
                    self.run.vague, self.run.governed = vague, governed
                elif sort is _TITLE and self.run.words and self.run.ends_event():
                    # 区政府常务会议专题学习《…法》
                    self.flush()
                elif (
                    sort is not _TITLE
                    and self.adjacent
                    and (task := called_end(run, index, self.out[-1] if self.out else None))
                ):
                    run.task = True
                self.run.words.append(token)
        self.flush()
        return self.out

    def shares(self, index: int) -> bool:
        """Whether quotations that touch stand before one noun (服务“六稳”“六保”工作), rather than being a list."""
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return after is not None and after.sort is _WORD and after.word is not None and after.word.plain

    def say(self, sort: PhraseSort, token: Token) -> None:
        """Add a phrase of one token that is no name."""
        self.out.append(Phrase(sort, token.start, token.end, token.text))

    def word(self, index: int, token: Token) -> None:
        """Take in one word: into the run, or as a phrase of its own that ends the run."""
        text = token.text
        class_ = token.word.class_ if token.word is not None else None
        verb = token.word.verb if token.word is not None else None
        if self.run.words:
            self.adjacent = False
        tag = token.tag
        if verb is not None and self.governs(index, verb):
            self.flush()
            self.out.append(Phrase(_VERB, token.start, token.end, text, verb=verb))
            # What a joining verb brings in is a body that acts: a verb may follow it (联合市总工会实施…).
            self.run.governed = verb.act != "join"
            self.adjacent = True
            self.at = False
            self.run.vague = False
        elif (
            text in ("与", "同", "跟")
            and (not self.run.words or self.names_body(index + 1))
            and not self.run.ends_body()
        ):
            self.flush()
            self.say(_PREPOSITION, token)
        elif class_ == "conjunction" and self.run.words and self.headless() and index + 1 < len(self.tokens):
            self.run.words.append(token)
        elif class_ == "conjunction":
            self.flush()
            self.say(_LIST if text != "并" else _PLAIN, token)
        elif class_ == "adverb":
            self.adverb(index, token)
        elif class_ == "preposition":
            self.flush()
            self.say(_PREPOSITION, token)
            self.run.governed = self.adjacent = False
            self.at = text in ("在", "于")
        elif text in ("任", "兼任", "担任", "当选", "出任", "带队"):
            self.flush()
            self.out.append(Phrase(_PLAIN, token.start, token.end, text, token=token))
        elif text == "系列" and self.run.words and self.run.words[-1].sort is _QUOTE:
            self.run.words.append(token)
        elif text in ("重大", "重要") and self.run.words and self.run.governed and self.headless():
            # 防范化解重大风险攻坚战
            self.run.words.append(token)
        elif class_ == "pronoun":
            self.flush()
            self.say(_PLAIN, token)
            self.run.vague = text not in ("系列", "重要", "重大")
        elif text == "好" and not self.run.words and self.run.governed:
            self.say(_PLAIN, token)
        elif class_ == "particle":
            self.flush()
            self.say(_PARTICLES.get(text, _PLAIN), token)
            if text != "等":
                self.run.vague = False
        elif (
            (tag == "d" or (tag == "f" and not self.run.words and self.adjacent))
            and class_ is None
            and len(text) > 1
            and self.run.governed
            and self.before_noun(index)
        ):
            # 召开立法听证会: after its verb and before a noun, what the segmenter takes for an adverb is part of a name.
            self.run.words.append(token)
        elif class_ is None and tag in CLOSED_TAGS and text not in self.lex.heads and text not in self.lex.levels:
            self.flush()
            self.say(_PLAIN, token)
            self.run.vague = False
        elif (
            (class_ == "predicate" or (tag == "v" and class_ is None))
            and text not in self.lex.heads
            and self.breaks()
            and not self.run.works(token, self.tokens[index + 1] if index + 1 < len(self.tokens) else None)
            and not completes(self.run, index)
        ):
            self.flush()
            self.out.append(Phrase(_PLAIN, token.start, token.end, text, token=token))
            self.run.vague = False
        else:
            self.run.words.append(token)

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
        if in_service(self.run, index):
            return False
        opening = opens_clause(self.run, index, self.adjacent)
        if opening is not None:
            return opening
        if verb.act == "deed":
            return self.does(index)
        if len(self.run.words) == 1 and self.run.words[0].text in self.lex.classes["planning"]:
            # 计划建设…中心
            return True
        if self.adjacent and not self.run.words and self.entitles(index):
            return False
        if calls(self.run, index, self.out[-1] if self.out else None):
            return False
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following is None or following.sort is _MARK:
            # 市政协召开、参与:nothing follows in the clause, so it is the last word of a run or an intransitive verb.
            people = self.run.words and self.run.words[-1].text in self.lex.classes["people"]
            return verb.strong and (not self.run.words or self.run.ends_body() or bool(people))
        if verb.act == "join" and self.run.words and not self.run.ends_body():
            # 家事纠纷联合化解机制
            return False
        if verb.strong:
            return not (following.text in self.lex.heads and verb.word == "组织" and following.text == "部")
        if following.sort in (_COUNT, TokenSort.ORDINAL, _TITLE, _QUOTE):
            # 开工城中村改造6100套: what a verb governs is counted, not governing.
            return not (
                following.sort is _COUNT and verb.word in self.lex.heads and self.run.words and self.run.governed
            )
        if self.lex.words.get(verb.word) == "adverb" and self.before_verb(index):
            return False
        if verb.word in self.lex.classes["firm"]:
            return not self.inside(following)
        if not self.run.words and self.adjacent and verb.act == "aim" and following.sort is _WORD:
            return False
        if not self.run.words:
            head = self.lex.heads.get(following.text)
            after = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
            closed = after is None or after.sort is _MARK or after.text in self.lex.words
            return not (head is not None and not head.bare and closed and head.type is not EntityType.DOCUMENT)
        last = self.run.head_at(len(self.run.words) - 1)
        acts = last is not None and last[1].type in (EntityType.BODY, EntityType.PLACE)
        own = self.run.words[-1].sort is _SELF
        if acts and self.at:
            return True
        after = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        closed = after is None or after.sort is _MARK or after.text in self.lex.words
        if closed and following.text in self.lex.heads and not self.lex.heads[following.text].bare and not own:
            return False
        pivot = self.out[-1].text if self.out else ""
        urged = pivot in self.lex.classes["pivot"] and verb.act not in ("consists", "aim")
        return (acts and (not self.run.governed or urged)) or own

    def entitles(self, index: int) -> bool:
        """Whether a verb after one that issues opens the title of what is issued (制定支持企业梯度培育实施方案)."""
        issued = self.out[-1].verb if self.out else None
        if issued is None or issued.act != "issues":
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
        if founding is not None and founding.act in ("establishes", "issues"):
            # 设立检查消毒站
            return False
        run = self.run.words
        last_head = self.run.head_at(len(run) - 1) if run else None
        if run and not (
            (last_head is not None and last_head[1].type in (EntityType.BODY, EntityType.PLACE))
            or run[-1].sort is TokenSort.SELF
            or run[-1].text in self.lex.classes["people"]
            or (run[-1].word is not None and run[-1].word.title != "")
            or (self.out and self.out[-1].text in self.lex.classes["about"])
        ):
            return False
        thing: list[Token] = []
        closing = None
        for token in self.tokens[index + 1 : index + _FAR]:
            verb = self.lex.verbs.get(token.text)
            closing = token
            if token.text != "、" and (
                token.sort not in (TokenSort.WORD, TokenSort.QUOTE)
                or self.lex.words.get(token.text) in ("particle", "preposition", "conjunction", "pronoun")
                or (verb is not None and verb.strong)
            ):
                break
            thing.append(token)
            closing = None
        if not thing or thing[0].text == "、" or (closing is not None and closing.text in _PARTICLES):
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
