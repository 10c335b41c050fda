"""Words of a sentence: quotations, titles, brackets, numbers and times kept whole, the rest cut by the segmenter.

Segmentation and part-of-speech tags are those of jieba (the tag set of ICTCLAS), by its Rust port.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from jigou.builder.knowledge.lexicons import Folders, Lexicon, lexicon
from jigou.builder.phrases.counts import Count, counts
from jigou.builder.phrases.times import TimeWords, times
from jigou.builder.phrases.words import TokenSort, Word


class Token:
    """A token of a normalised sentence: offsets into it, its text, sort and tag; never changed.

    ``word`` is what is known of a word or mark; what is kept whole has none, and no tag.
    """

    __slots__ = ("end", "number", "sort", "start", "tag", "text", "time", "word")

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        sort: TokenSort,
        tag: str = "",
        word: Word | None = None,
        number: Count | None = None,
        time: TimeWords | None = None,
    ) -> None:
        self.start: int = start
        self.end: int = end
        self.text: str = text
        self.sort: TokenSort = sort
        self.tag: str = tag
        self.word: Word | None = word
        self.number: Count | None = number
        self.time: TimeWords | None = time


_CLOSING = {"“": "”", "《": "》", "(": ")", "‘": "’"}
_SORTS = {"“": TokenSort.QUOTE, "‘": TokenSort.QUOTE, "《": TokenSort.TITLE, "(": TokenSort.BRACKET}
_SELF = re.compile(
    r"(?<![资成基根原样文版书剧教课日标])[我本](?:局|院|委|校|办|厅|馆|会|所|站|处|司|行|社|厂|中心|学院|单位|公司|集团|街道|社区|市(?!场)|区|县|省|镇|乡|州|旗)(?![员长领导干])"
)
_ORDINAL = re.compile(
    r"第[0-9一二三四五六七八九十百]+[届次期批个]|首届|第?[一二三四五六七八九十]+届(?:人大|政协)(?:常委会)?第?[一二三四五六七八九十]+次(?:全体)?(?=会议)|[一二三四五六七八九十]+届[一二三四五六七八九十]+次(?:全体(?=会议))?"
)
_CONCERNING = re.compile(
    r"关于[^,。;:、“”《》()]{4,40}?的(?:若干|实施|指导|专题|专项)?(?:意见|通知|决定|报告|办法|方案|规定|决议|措施|建议|通报|公告)(?![和与见])"
)
_SESSION = re.compile(
    r"(?:第?[一二三四五六七八九十]+届(?:全国|省|市|区|县|自治区)?人民代表大会(?:常务委员会)?第?[一二三四五六七八九十]+次(?:全体)?会议|(?:全国|省|市|区|县|自治区|镇)第?[一二三四五六七八九十]+届人(?:大|民代表大会)(?:常委会|常务委员会)?第?[一二三四五六七八九十]+次(?:全体)?会议)"
)
_CONGRESS = re.compile(r"(?:党的|中共|中国共产党)(?:二十|十[五六七八九])大(?!会)")

_MOST_WORDS = 1 << 16
# What is cut anew is cut to its end: without a bound a text made for it would be cut for hours.
_MOST_ANEW = 50
_OPENING = re.compile(r"[“《(‘]")
_ENCLOSING = re.compile(r"[“《(‘”》)’]")
_OPENED = {closing: opening for opening, closing in _CLOSING.items()}


@cache
def segmenter(extra: Folders = None) -> rjieba.Jieba:
    """The segmenter, taught the words of the lexicon."""
    jieba = rjieba.Jieba()
    for word in lexicon(extra).vocabulary():
        if not (len(word) <= 3 and word.endswith("办")):
            jieba.add_word(word, 100_000 if len(word) > 2 else None, None)
    return jieba


def tokens(text: str, year: int | None = None, extra: Folders = None) -> list[Token]:
    """The tokens of a normalised sentence, in order and without gaps."""
    return _cutter(extra).tokens(text, year)


@cache
def _cutter(extra: Folders) -> _Cutter:
    return _Cutter(lexicon(extra), segmenter(extra))


# A head followed by one of these is part of another word (工作组 in 工作组织, 服务队 in 服务队伍).
_FOLLOWERS = {
    "国": "土税资",
    "组": "织", "队": "伍员", "会": "议员", "院": "校士", "处": "理置罚", "局": "面长势", "科": "学技研长普教", "所": "有", "站": "点",
    "课": "程题", "法": "治律院官规", "案": "例件", "制": "度定", "点": "位", "办": "理法公事学", "室": "内外", "部": "门分署队", "委": "员会托",
    "展": "示开现", "庭": "审", "报": "告道名", "建": "设", "群": "众", "校": "长", "工": "作", "团": "员结",
}  # fmt: skip


def opens(token: Token) -> bool:
    """Whether a token begins the name of a body: a level or what begins with one."""
    return token.word is not None and token.word.opens


class _Cut:
    """What a word of the segmenter becomes: one word mostly, two (``word`` and ``rest``) where it glued a preposition to a name.

    ``followers`` are the characters that make its last one part of the next word, where it may be, and ``short`` the word without it.
    """

    __slots__ = ("followers", "rest", "short", "word")

    def __init__(self, word: Word, rest: Word | None, followers: str, short: Word | None) -> None:
        self.word: Word = word
        self.rest: Word | None = rest
        self.followers: str = followers
        self.short: Word | None = short


class _Cutter:
    """Cuts sentences by one lexicon; keeps what it learnt of words, and nothing of what it cut."""

    def __init__(self, lex: Lexicon, jieba: rjieba.Jieba) -> None:
        self.lex = lex
        self.jieba = jieba
        # Heads of three characters and more by their first three, with their lengths, longest first: they are kept whole.
        sizes: dict[str, set[int]] = {}
        for word in lex.heads:
            if len(word) >= 3:
                sizes.setdefault(word[:3], set()).add(len(word))
        self.fixed = {start: tuple(sorted(found, reverse=True)) for start, found in sizes.items()}
        first, second, third = (f"[{re.escape(''.join(sorted(set(chars))))}]" for chars in zip(*sizes, strict=True))
        self.may_begin = re.compile(f"{first}(?={second}{third})")
        self.known: dict[str, _Cut] = {}
        self.nouns: dict[str, Word] = {}

    def tokens(self, text: str, year: int | None) -> list[Token]:
        """The tokens of a sentence: the stretches that are kept whole, and the words between them."""
        out: list[Token] = []
        at = 0
        for token in self.whole(text, year):
            start = token.start
            if start < at:
                continue
            if at < start:
                self.cut(text, at, start, out)
            out.append(token)
            at = token.end
        if at < len(text):
            self.cut(text, at, len(text), out)
        return out

    def whole(self, text: str, year: int | None) -> list[Token]:
        """The stretches that are kept whole, in order, the longest first; brackets and quotations swallow what is in them."""
        out = [Token(start, end, text[start:end], _SORTS[text[start]]) for start, end in _enclosed(text)]
        self.heads(text, out)
        if "关于" in text:
            out.extend(self.word_at(text, *match.span()) for match in _CONCERNING.finditer(text))
        if "届" in text:
            out.extend(self.word_at(text, *match.span()) for match in _SESSION.finditer(text))
        if "十" in text:
            out.extend(self.word_at(text, *match.span()) for match in _CONGRESS.finditer(text))
        for time in times(text, year):
            out.append(Token(time.start, time.end, text[time.start : time.end], TokenSort.TIME, time=time))
        for count in counts(text):
            out.append(Token(count.start, count.end, text[count.start : count.end], TokenSort.COUNT, number=count))
        if "我" in text or "本" in text:
            out.extend(Token(*match.span(), match.group(), TokenSort.SELF) for match in _SELF.finditer(text))
        if "届" in text or "第" in text:
            out.extend(Token(*match.span(), match.group(), TokenSort.ORDINAL) for match in _ORDINAL.finditer(text))
        if len(out) > 1:
            out.sort(key=_place)
        return out

    def heads(self, text: str, out: list[Token]) -> None:
        """Add the heads that are kept whole, so that the segmenter does not cut across them (县应急管理局)."""
        fixed = self.fixed
        last = 0
        for match in self.may_begin.finditer(text):
            at = match.start()
            sizes = fixed.get(text[at : at + 3])
            if sizes is None or at < last:
                continue
            for size in sizes:
                end = at + size
                word = text[at:end]
                if word in self.lex.heads and len(word) == size:
                    following = text[end : end + 1]
                    if not following or following not in _FOLLOWERS.get(word[-1], ""):
                        out.append(self.word_at(text, at, end))
                        last = end
                        break

    def word_at(self, text: str, start: int, end: int) -> Token:
        """A stretch that is one noun."""
        word = self.noun(text[start:end])
        return Token(start, end, word.text, word.sort, word.tag, word)

    def noun(self, text: str) -> Word:
        """A word that the segmenter did not see as one."""
        word = self.nouns.get(text)
        if word is None:
            if len(self.nouns) >= _MOST_WORDS:
                self.nouns.clear()
            word = self.nouns[text] = Word(text, "n", self.lex)
        return word

    def cut(self, text: str, start: int, end: int, out: list[Token], anew: int = _MOST_ANEW) -> None:
        """Add the words of a stretch to ``out``; ``anew`` is how many times it may still be cut anew."""
        known = self.known
        at = start
        stretch = text[start:end]
        for seen in self.jieba.cut(stretch):
            cut = known.get(seen)
            if cut is None:
                self.learn(stretch)
                cut = known[seen]
            word = cut.word
            if cut.short is not None:
                following = text[at + len(seen) : at + len(seen) + 1]
                if following and following in cut.followers and anew:
                    # 组织部分人大代表: the head that the segmenter saw is cut short, and what follows is cut anew.
                    short = cut.short
                    out.append(Token(at, at + short.size, short.text, short.sort, short.tag, short))
                    self.cut(text, at + short.size, end, out, anew - 1)
                    return
            last = at + word.size
            out.append(Token(at, last, word.text, word.sort, word.tag, word))
            at = last
            if cut.rest is not None:
                word = cut.rest
                last = at + word.size
                out.append(Token(at, last, word.text, word.sort, word.tag, word))
                at = last

    def learn(self, stretch: str) -> None:
        """Keep what the words of a stretch become: a word has one tag wherever it stands, so that tags are asked for once."""
        if len(self.known) >= _MOST_WORDS:
            # The table begins anew, so that it does not grow with what was read.
            self.known.clear()
        for word, tag in self.jieba.tag(stretch):
            if word in self.known:
                continue
            cut = _glue(word, tag)
            first = self.noun(word[:cut]) if cut else Word(word, tag, self.lex)
            rest = self.noun(word[cut:]) if cut else None
            followers = _FOLLOWERS.get(word[-1], "") if len(word) > 2 else ""
            short = self.noun(word[:-1]) if followers else None
            self.known[word] = _Cut(first, rest, followers, short)


def _place(token: Token) -> tuple[int, int]:
    return token.start, -token.end


def _enclosed(text: str) -> Iterator[tuple[int, int]]:
    """The outermost quotations, titles and brackets that are closed."""
    if _OPENING.search(text) is None:
        return
    open_: dict[str, list[int]] = {opening: [] for opening in _CLOSING}
    closed: list[tuple[int, int]] = []
    for match in _ENCLOSING.finditer(text):
        mark = match.group()
        if mark in open_:
            open_[mark].append(match.start())
        elif open_[_OPENED[mark]]:
            closed.append((open_[_OPENED[mark]].pop(), match.end()))
    last = 0
    for start, end in sorted(closed):
        if start >= last:
            yield start, end
            last = end


_GLUED_BEFORE = frozenset("由在赴到与对向经从将以受被给获为")
_GLUED_AFTER = frozenset("到在赴由为任")
_LEVELS = frozenset("省市区县州旗镇乡局院校")


def _glue(word: str, tag: str) -> int:
    """Where a word is to be cut, or 0."""
    size = len(word)
    if size < 2:
        return 0
    if size == 2 and word[0] in _GLUED_BEFORE and word[1] in _LEVELS:
        return 1
    if word[-1] in _GLUED_AFTER and ((tag == "nr" and size >= 3) or word[:-1] in lexicon().heads):
        return size - 1
    if word[0] in "任兼" and word[1:] in lexicon().titles:
        return 1
    if size == 3 and word[:2] in ("会同", "联合") and word[2] in _LEVELS:
        return 2
    return _title_in(word)


def _title_in(word: str) -> int:
    """Where the title of a post begins in a word that also names its body (政协主席), or 0."""
    lex = lexicon()
    for cut in range(1, len(word) - 1):
        if word[cut:] in lex.titles and word[:cut] in lex.heads and word not in lex.titles:
            return cut
    return 0
