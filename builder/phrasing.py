"""Phrases of a sentence: which words make a name, which are verbs, and what stands between.

A report's clause is mostly ``[adjuncts] [subject] verb name、name``. A name is a run of words that ends in a head (``heads.tsv``)
and begins after a word that cannot be part of one: a mark, a preposition, an adverb, a verb that governs it, a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jigou.builder.lexicons import Head, Lexicon, Verb
from jigou.builder.tokenizing import Token, TokenSort
from jigou.ontology import EntityType


class PhraseSort(StrEnum):
    """What a phrase does in its clause."""

    NAME = "name"
    VERB = "verb"
    PREPOSITION = "preposition"
    COUNT = "count"
    TIME = "time"
    COMMA = "comma"
    LIST = "list"
    OF = "of"
    AND_SO_ON = "and so on"
    COLON = "colon"
    WORD = "word"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase of a normalised sentence.

    A NAME has ``type``, ``kind`` and ``head``; ``tail`` is what follows the head in the same run (``领导`` in 市政协领导);
    ``vague`` says that a pronoun stands before it (各支部). ``inner`` are names of bodies at its beginning (市政协 in
    市政协全体会议), shortest first. ``prefix`` is how much of its beginning may be left out (全市).
    """

    sort: PhraseSort
    start: int
    end: int
    text: str
    verb: Verb | None = None
    token: Token | None = None
    type: EntityType | None = None
    kind: str = ""
    head: str = ""
    bare: bool = False
    tail: str = ""
    vague: bool = False
    quoted: bool = False
    edition: str = ""
    prefix: int = 0
    own: bool = False
    named: bool = False
    chief: bool = False
    inner: tuple[Phrase, ...] = field(default=())
    inner_place: Phrase | None = None


_LONGEST_HEAD = 9
_LEVELS = frozenset(
    [
        "省",
        "市",
        "区",
        "县",
        "州",
        "盟",
        "旗",
        "镇",
        "乡",
        "省级",
        "市级",
        "区级",
        "县级",
        "机关",
        "全国",
        "国家",
        "中央",
        "街道",
        "中共",
        "局",
        "院",
        "校",
        "团",
    ]
)
# What may stand before a level word in the name of a body (民盟省委).
_PARTIES = frozenset(["民盟", "民革", "民建", "民进", "农工党", "致公党", "九三学社", "台盟", "中共", "共青团"])
_MARKS = {"、": PhraseSort.LIST, ":": PhraseSort.COLON}
_PARTICLES = {"的": PhraseSort.OF, "等": PhraseSort.AND_SO_ON}
# Words that are looked at by themselves whatever their tag.
_SPECIAL = frozenset(["与", "同", "跟", "任", "兼任", "担任", "当选", "出任", "带队", "好"])
# Tags of words that end a run by themselves: adverbs, pronouns, auxiliaries, prepositions, conjunctions, modal words.
_CLOSED_TAGS = {"d", "r", "p", "c", "u", "uj", "ul", "uz", "ug", "uv", "ud", "y", "f"}
# Words of other classes that are no names of anything although they end like one.
_NO_HEAD = frozenset(
    [
        "查处",
        "惩处",
        "长处",
        "机会",
        "社会",
        "大会战",
        "委员会议",
        "都市",
        "城市",
        "超市",
        "股市",
        "上市",
        "城区",
        "地区",
        "社区",
        "市区",
        "山区",
        "片区",
        "辖区",
        "农村",
        "乡村",
        "城乡",
        "城镇",
        "村镇",
        "下乡",
        "家乡",
        "各市",
        "各县",
        "各区",
        "省市",
        "市县",
        "区县",
        "乡镇",
        "街镇",
        "全村",
        "全乡",
        "全镇",
        "大局",
        "全局",
        "布局",
        "格局",
        "结局",
        "当局",
        "出局",
        "破局",
        "政务",
        "科",
        "处",
        "用处",
        "好处",
        "难处",
        "益处",
        "到处",
        "出处",
        "深处",
        "教科",
        "学科",
        "本科",
        "专科",
        "百科",
        "发展",
        "进展",
        "扩展",
        "拓展",
        "开展",
        "施展",
        "环节",
        "细节",
        "季节",
        "关节",
        "情节",
        "春节",
        "中秋节",
        "端午节",
        "国庆节",
        "重阳节",
        "元宵节",
        "清明节",
        "节",
        "展",
        "局",
        "厅",
        "客厅",
        "餐厅",
        "大厅",
        "家庭",
        "法庭",
        "出庭",
        "开庭",
        "市场",
        "行动",
        "庭",
        "镇",
        "乡",
        "村",
        "市",
        "区",
        "县",
        "省",
    ]
)


def phrases(tokens: Sequence[Token], lex: Lexicon) -> list[Phrase]:
    """The phrases of a sentence's tokens, in order."""
    return _Scanner(tokens, lex).scan()


class _Scanner:
    """One pass over the tokens of one sentence; made for it and thrown away."""

    def __init__(self, tokens: Sequence[Token], lex: Lexicon) -> None:
        self.tokens = tokens
        self.lex = lex
        self.run: list[Token] = []
        self.vague = False
        self.governed = False
        self.at = False
        self.adjacent = False
        self.out: list[Phrase] = []
        self.sentence = _padded(tokens)
        self.ends: dict[int, list[tuple[int, str, Head]]] = {}

    def scan(self) -> list[Phrase]:
        """Every phrase of the sentence, in order."""
        for index, token in enumerate(self.tokens):
            sort = token.sort
            if sort is TokenSort.WORD:
                self.word(index, token)
            elif sort is TokenSort.MARK:
                self.flush()
                which = _MARKS.get(token.text, PhraseSort.COMMA)
                self.say(which, token)
                self.vague = self.adjacent = False
                if which is not PhraseSort.LIST:
                    self.governed = self.at = False
            elif sort is TokenSort.COUNT or sort is TokenSort.TIME:
                self.flush()
                which = PhraseSort.COUNT if sort is TokenSort.COUNT else PhraseSort.TIME
                self.out.append(Phrase(sort=which, start=token.start, end=token.end, text=token.text, token=token))
            elif sort is TokenSort.SELF:
                self.flush()
                self.run.append(token)
            else:
                if self.run and self.run[-1].sort is sort and sort in (TokenSort.QUOTE, TokenSort.TITLE):
                    vague, governed = self.vague, self.governed
                    self.flush()
                    self.out.append(Phrase(sort=PhraseSort.LIST, start=token.start, end=token.start, text=""))
                    self.vague, self.governed = vague, governed
                self.run.append(token)
        self.flush()
        return self.out

    def say(self, sort: PhraseSort, token: Token) -> None:
        """Add a phrase of one token that is no name."""
        self.out.append(Phrase(sort=sort, start=token.start, end=token.end, text=token.text))

    def word(self, index: int, token: Token) -> None:
        """Take in one word: into the run, or as a phrase of its own that ends the run."""
        text = token.text
        class_ = self.lex.words.get(text)
        verb = self.lex.verbs.get(text)
        if self.run:
            self.adjacent = False
        tag = token.tag
        if verb is None and class_ is None and tag != "v" and tag not in _CLOSED_TAGS and text not in _SPECIAL:
            self.run.append(token)
        elif verb is not None and self.governs(index, verb):
            self.flush()
            self.out.append(Phrase(sort=PhraseSort.VERB, start=token.start, end=token.end, text=text, verb=verb))
            self.governed = self.adjacent = True
            self.at = False
            self.vague = False
        elif text in ("与", "同", "跟") and (not self.run or self.names_body(index + 1)) and not self.ends_body():
            self.flush()
            self.say(PhraseSort.PREPOSITION, token)
        elif class_ == "conjunction" and self.run and self.headless() and index + 1 < len(self.tokens):
            self.run.append(token)
        elif class_ == "conjunction":
            self.flush()
            self.say(PhraseSort.LIST if text != "并" else PhraseSort.WORD, token)
        elif class_ == "adverb":
            self.adverb(index, token)
        elif class_ == "preposition":
            self.flush()
            self.say(PhraseSort.PREPOSITION, token)
            self.governed = self.adjacent = False
            self.at = text in ("在", "于")
        elif text in ("任", "兼任", "担任", "当选", "出任", "带队"):
            self.flush()
            self.out.append(Phrase(sort=PhraseSort.WORD, start=token.start, end=token.end, text=text, token=token))
        elif class_ == "pronoun":
            self.flush()
            self.say(PhraseSort.WORD, token)
            self.vague = text not in ("系列", "重要", "重大")
        elif text == "好" and not self.run and self.governed:
            self.say(PhraseSort.WORD, token)
        elif class_ == "particle":
            self.flush()
            self.say(_PARTICLES.get(text, PhraseSort.WORD), token)
            if text != "等":
                self.vague = False
        elif class_ is None and tag in _CLOSED_TAGS and text not in self.lex.heads and text not in _LEVELS:
            self.flush()
            self.say(PhraseSort.WORD, token)
            self.vague = False
        elif (
            (class_ == "predicate" or (tag == "v" and class_ is None)) and text not in self.lex.heads and self.breaks()
        ):
            self.flush()
            self.out.append(Phrase(sort=PhraseSort.WORD, start=token.start, end=token.end, text=text, token=token))
            self.vague = False
        else:
            self.run.append(token)

    def adverb(self, index: int, token: Token) -> None:
        """An adverb before a verb ends the run; elsewhere it may stand in a name (科技创新大赛)."""
        before_verb = self.before_verb(index)
        if self.run and not before_verb and not self.ends_body():
            self.run.append(token)
            return
        self.flush()
        if not before_verb and token.tag not in _CLOSED_TAGS and token.tag != "ad":
            self.run.append(token)
        else:
            self.say(PhraseSort.WORD, token)

    def breaks(self) -> bool:
        """Whether a plain verb ends the run: nothing is before it yet that needs it, or a whole name is."""
        if not self.run:
            return not self.governed
        last = self.head_at(len(self.run) - 1)
        sort = self.run[-1].sort
        inside = self.whole_head(self.run[-1]) if sort is TokenSort.QUOTE else None
        whole = inside is not None and inside[0] != ""
        return last is not None or whole or sort in (TokenSort.TITLE, TokenSort.SELF)

    def ends_body(self) -> bool:
        """Whether the run so far is the name of a body, so that 与 adds another."""
        last = self.head_at(len(self.run) - 1) if self.run else None
        return last is not None and last[1].type is EntityType.BODY

    def names_body(self, index: int) -> bool:
        """Whether the words from ``index`` on begin like the name of a body."""
        if index >= len(self.tokens):
            return False
        token = self.tokens[index]
        return token.sort is TokenSort.WORD and (token.tag in ("ns", "nt", "nz") or self.opens(token))

    def headless(self) -> bool:
        """Whether the run has no head at its end, so that a conjunction after it may stand inside a name."""
        size = self.run[-1].end - self.run[0].start
        return size <= 8 and self.head_at(len(self.run) - 1) is None and self.run[-1].sort is TokenSort.WORD

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
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        if following is None or following.sort is TokenSort.MARK:
            # 市政协召开、参与:nothing follows in the clause, so it is the last word of a run or an intransitive verb.
            return verb.strong and (not self.run or self.ends_body())
        if verb.strong:
            return not (following.text in self.lex.heads and verb.word == "组织" and following.text == "部")
        if following.sort in (TokenSort.COUNT, TokenSort.ORDINAL, TokenSort.TITLE, TokenSort.QUOTE):
            return True
        if not self.run and self.adjacent and verb.act == "aim" and following.sort is TokenSort.WORD:
            return False
        if not self.run:
            head = self.lex.heads.get(following.text)
            after = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
            closed = after is None or after.sort is TokenSort.MARK or after.text in self.lex.words
            return not (head is not None and not head.bare and closed and head.type is not EntityType.DOCUMENT)
        last = self.head_at(len(self.run) - 1)
        acts = last is not None and last[1].type in (EntityType.BODY, EntityType.PLACE)
        own = self.run[-1].sort is TokenSort.SELF
        if acts and self.at:
            return True
        after = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        closed = after is None or after.sort is TokenSort.MARK or after.text in self.lex.words
        if closed and following.text in self.lex.heads and not self.lex.heads[following.text].bare and not own:
            return False
        return (acts and not self.governed) or own

    def head_at(self, index: int) -> tuple[str, Head] | None:
        """The longest head that ends with the token at ``index`` of the run."""
        token = self.run[index]
        if token.sort is not TokenSort.WORD:
            return None
        text = token.text
        if text in _NO_HEAD and (index == 0 or text not in self.lex.heads):
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
            if word in ("工作", "要求") and (index == 0 or self.run[index - 1].sort is not TokenSort.QUOTE):
                continue
            if size == 1 and not self.single(index, token, head):
                continue
            return word, head
        return None

    def first_word(self, index: int) -> Token:
        """The first of the unbroken words of the run that end at ``index``."""
        while index and self.run[index - 1].sort is TokenSort.WORD:
            index -= 1
        return self.run[index]

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
                and (token.tag == "ns" or (place and token.text not in _NO_HEAD))
            )
        if len(token.text) > 2:
            return token.tag.startswith(("n", "j", "l", "i")) and token.text[-2:] not in _NO_HEAD
        before = self.run[index - 1] if index else None
        following = next((later for later in self.tokens if later.start == token.end), None)
        joined = following is not None and (
            following.text[0] in "于在理置" or following.text.startswith(("处级", "级"))
        )
        noun = before is not None and (
            before.tag.startswith(("n", "j", "v", "l", "s", "b", "z")) or len(before.text) > 1
        )
        return noun and not joined

    # --- names

    def flush(self) -> None:
        """Say the run so far, as a name where it has a head, else as plain words."""
        if self.run:
            phrase = self.named()
            if phrase is not None:
                self.out.append(phrase)
            self.run = []
            self.vague = False

    def named(self) -> Phrase | None:
        """The run as one phrase."""
        run = self.run
        while run and self.lex.words.get(run[-1].text) == "conjunction":
            # A conjunction at the end of a run joined nothing.
            run.pop()
        if not run:
            return None
        if run[0].sort is TokenSort.SELF and len(run) == 1:
            return self.own(run[0])
        post = self.post()
        if post is not None:
            return post
        for index in range(len(run) - 1, -1, -1):
            last = self.head_at(index)
            sort = run[index].sort
            if last is None and sort in (TokenSort.QUOTE, TokenSort.TITLE):
                last = self.whole_head(run[index])
            if last is None and sort is TokenSort.BRACKET and index > 0 and run[index].end - run[index].start <= 12:
                last = self.head_at(index - 1)
            if last is not None:
                return self.name(index, *last)
        return Phrase(
            sort=PhraseSort.WORD, start=run[0].start, end=run[-1].end,
            text="".join(token.text for token in run), vague=self.vague, token=run[0],
        )  # fmt: skip

    def own(self, token: Token) -> Phrase:
        return Phrase(
            sort=PhraseSort.NAME, start=token.start, end=token.end, text=token.text, type=EntityType.BODY,
            kind="other", head=token.text, own=True, bare=True,
        )  # fmt: skip

    def post(self) -> Phrase | None:
        """A run that ends in the title of a post: the post, with its body inside."""
        run = self.run
        for index in range(len(run) - 1, -1, -1):
            text = run[index].text
            if text[-1] not in self.lex.title_endings:
                continue
            title = next((text[-size:] for size in range(len(text), 1, -1) if text[-size:] in self.lex.titles), None)
            if title is None:
                continue
            tail = "".join(token.text for token in run[index + 1 :])
            named_later = any(self.head_at(later) is not None for later in range(index + 1, len(run)))
            if tail and tail[0] not in self.lex.surnames and (named_later or (index == 0 and len(text) == len(title))):
                return None
            start, end = run[0].start, run[index].end
            inner = tuple(self.bodies(index))
            return Phrase(
                sort=PhraseSort.NAME, start=start, end=end, text=self.text(start, end), type=EntityType.POST,
                kind="other", head=title, tail=tail, chief=self.lex.titles[title], inner=inner,
                vague=self.vague, bare=end - start > len(title),
            )  # fmt: skip
        return None

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

    def name(self, index: int, word: str, head: Head) -> Phrase:
        run = self.run
        first = self.first(index, head)
        if run[index].sort is TokenSort.TITLE:
            return self.title(index, word, head)
        if run[index].sort is TokenSort.QUOTE and not word and index > first:
            before = self.head_at(index - 1)
            if before is not None:
                word, head = before
                if head.type is EntityType.BODY:
                    index -= 1
                    first = self.first(index, head)
        start, end = run[first].start, run[index].end
        edition = next((token.text for token in run[first : index + 1] if token.sort is TokenSort.ORDINAL), "")
        quoted = any(token.sort is TokenSort.QUOTE for token in run[first : index + 1])
        prefix = 0
        if self.lex.words.get(run[first].text) == "prefix" and index > first:
            prefix = run[first].end - run[first].start
        size = sum(token.end - token.start for token in run[first : index + 1]) - prefix
        tail = "".join(token.text for token in run[index + 1 :])
        bracket = index + 1 < len(run) and run[index + 1].sort is TokenSort.BRACKET
        if bracket and head.type is EntityType.BODY and run[index + 1].end - run[index + 1].start <= 8:
            end = run[index + 1].end
            tail = "".join(token.text for token in run[index + 2 :])
        return Phrase(
            sort=PhraseSort.NAME, start=start, end=end, text=self.text(start, end), type=head.type, kind=head.kind,
            head=word, bare=size <= len(word) <= 4 and not head.bare, tail=tail, vague=self.vague, quoted=quoted,
            edition=edition, prefix=prefix, inner=tuple(self.bodies(index - (run[index].sort is TokenSort.BRACKET), first)),
            token=run[index] if run[index].sort is not TokenSort.WORD else None,
            own=run[first].sort is TokenSort.SELF,
            named=any(token.tag in ("ns", "nz", "nr", "nt", "eng") or self.opens(token) for token in run[first:index]), inner_place=self.place(index, first),
        )  # fmt: skip

    def title(self, index: int, word: str, head: Head) -> Phrase:
        """A document named by its title; bodies that stand before it are inside the phrase's ``inner``."""
        token = self.run[index]
        return Phrase(
            sort=PhraseSort.NAME, start=token.start, end=token.end, text=token.text, type=head.type, kind=head.kind,
            head=word, tail="".join(later.text for later in self.run[index + 1 :]), token=token,
            inner=tuple(self.bodies(index)),
        )  # fmt: skip

    def place(self, before: int, first: int) -> Phrase | None:
        """The place that a name begins with (省电子商务产业园 in 省电子商务产业园考察)."""
        for index in range(before - 1, first - 1, -1):
            found = self.head_at(index)
            if found is not None and found[1].type in (EntityType.PLACE, EntityType.BODY) and index + 1 == before:
                start, end = self.run[first].start, self.run[index].end
                if end - start > len(found[0]):
                    return Phrase(
                        sort=PhraseSort.NAME, start=start, end=end, text=self.text(start, end),
                        type=found[1].type, kind=found[1].kind, head=found[0],
                    )  # fmt: skip
        return None

    def first(self, index: int, head: Head) -> int:
        """Where a name begins in its run: walking left from its head until a word that cannot be part of it.

        A body's name begins at the word of its level or division (省, 市, 机关), and never holds a plain verb; an activity's
        name may hold one where a verb governs the run as a whole.
        """
        run = self.run
        if run[index].text.startswith(("党的", "中共", "中国共产党")) and head.type is EntityType.EVENT:
            return index
        body = head.type in (EntityType.BODY, EntityType.PLACE)
        at = index
        while at > 0:
            before = run[at - 1]
            if before.sort is TokenSort.BRACKET and at - 1 == 0:
                break
            if before.sort is TokenSort.WORD:
                class_ = self.lex.words.get(before.text)
                if class_ == "adverb" and body:
                    break
                plain = before.tag in ("v", "ad", "vd") and class_ != "nominal" and before.text not in self.lex.heads
                if class_ == "predicate" or (plain and not self.governed):
                    break
                if (
                    body
                    and before.tag in ("a", "m", "q", "t")
                    and len(before.text) > 1
                    and at == index
                    and len(head.word) == 1
                ):
                    break
                if (
                    body
                    and (at < index or len(run[at].text) > 1)
                    and self.opens(run[at])
                    and not self.opens(before)
                    and not before.tag.startswith("ns")
                    and before.text not in _PARTIES
                ):
                    break
            at -= 1
        while at < index and (
            self.lex.words.get(run[at].text) in ("conjunction", "adverb") or run[at].sort is TokenSort.BRACKET
        ):
            at += 1
        return at

    def opens(self, token: Token) -> bool:
        """Whether a word begins the name of a body: a level or what begins with one."""
        return (
            token.text in _LEVELS
            or token.text.startswith(("全国", "中央", "国家", "最高"))
            or (len(token.text) <= 4 and token.text[0] in "省市区县州" and token.text in self.lex.heads)
        )

    def bodies(self, before: int, first: int = 0) -> Iterator[Phrase]:
        """Bodies that a name begins with, shortest first."""
        run = self.run
        for index in range(first, before):
            found = self.head_at(index)
            if found is None or found[1].type is not EntityType.BODY:
                continue
            word, head = found
            begin = max(first, self.first(index, head))
            start, end = run[begin].start, run[index].end
            if (end - start <= len(word) and not head.bare) or self.lex.words.get(self.text(start, end)) == "vague":
                continue
            yield Phrase(
                sort=PhraseSort.NAME, start=start, end=end, text=self.text(start, end), type=head.type,
                kind=head.kind, head=word,
            )  # fmt: skip

    def text(self, start: int, end: int) -> str:
        """The words of the sentence between two offsets, white space left out."""
        return "".join(token.text for token in self.run if start <= token.start and token.end <= end)


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
