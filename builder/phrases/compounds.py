"""What a run of words is: the title of a post, a name with its head, or plain words; and where a name begins in its run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jigou.builder.knowledge.lexicons import Head
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.builder.phrases.runs import Run
from jigou.builder.phrases.tokens import Token, opens
from jigou.builder.phrases.words import TokenSort, title_of
from jigou.ontology import EntityType

_WORD: Final = TokenSort.WORD
_QUOTE: Final = TokenSort.QUOTE
_TITLE: Final = TokenSort.TITLE
_BRACKET: Final = TokenSort.BRACKET
_SELF: Final = TokenSort.SELF
_ORDINAL: Final = TokenSort.ORDINAL
_NAME: Final = PhraseSort.NAME
_PLAIN: Final = PhraseSort.WORD
_BODY: Final = EntityType.BODY
_PLACE: Final = EntityType.PLACE
_EVENT: Final = EntityType.EVENT
_AFTER_BUILDING: Final = frozenset(["", "工作", "任务", "重点任务", "项目"])
_BUILT: Final = frozenset({"institution", "workstation", "enterprise"})
"""Kinds of bodies whose building (…中心建设) is a project."""


def named(run: Run) -> Phrase | None:
    """The run as one phrase."""
    words = run.words
    while words and words[-1].word is not None and words[-1].word.class_ == "conjunction":
        # A conjunction at the end of a run joined nothing.
        words.pop()
    if not words:
        return None
    for token in words:
        if token.word is None or token.word.ends:
            break
    else:
        # Most runs: nothing in them can end a name.
        return _plain(run)
    if words[0].sort is _SELF and len(words) == 1:
        return _own(words[0])
    post = _post(run)
    if post is not None:
        return post
    for index in range(len(words) - 1, -1, -1):
        token = words[index]
        sort = token.sort
        if sort is _WORD:
            last = run.head_at(index)
        elif sort is _QUOTE or sort is _TITLE:
            last = run.whole_head(token)
        elif sort is _BRACKET and index > 0 and token.end - token.start <= 12:
            last = run.head_at(index - 1)
        else:
            last = None
        if last is not None and last[0] == "建设" and run.text(token.end, words[-1].end) not in _AFTER_BUILDING:
            # …队伍建设需要: building in general, before what it is for.
            continue
        if last is not None and index and last[0] in run.lex.classes["done by meeting"]:
            # 区政府常务会议专题学习: the meeting is the name, and what it did its tail.
            met = run.head_at(index - 1)
            if met is not None and met[1].type is _EVENT and met[1].kind == "meeting":
                return _name(run, index - 1, *met)
        if last is not None:
            return _name(run, index, *last)
    return _plain(run)


def _plain(run: Run) -> Phrase:
    """The run as words that are no name."""
    words = run.words
    start, end = words[0].start, words[-1].end
    return Phrase(_PLAIN, start, end, run.text(start, end), vague=run.vague, token=words[0])


def _own(token: Token) -> Phrase:
    """The reporting body as it calls itself (我局)."""
    return Phrase(
        sort=_NAME, start=token.start, end=token.end, text=token.text, type=_BODY,
        kind="other", head=token.text, own=True, bare=True,
    )  # fmt: skip


def _post(run: Run) -> Phrase | None:
    """A run that ends in the title of a post: the post, with its body inside."""
    words = run.words
    for index in range(len(words) - 1, -1, -1):
        token = words[index]
        title = token.word.title if token.word is not None else title_of(token.text, run.lex)
        if not title:
            continue
        tail = run.text(token.end, words[-1].end)
        named_later = any(run.head_at(later) is not None for later in range(index + 1, len(words)))
        if tail and tail[0] not in run.lex.surnames and (named_later or (index == 0 and token.text == title)):
            return None
        start, end = words[0].start, words[index].end
        inner = tuple(_bodies(run, index))
        return Phrase(
            sort=_NAME, start=start, end=end, text=run.text(start, end), type=EntityType.POST,
            kind="other", head=title, tail=tail, chief=run.lex.titles[title], inner=inner,
            vague=run.vague, bare=end - start > len(title),
        )  # fmt: skip
    return None


def _name(run: Run, index: int, word: str, head: Head) -> Phrase:
    """The name that ends in a head, from where it begins in the run."""
    words = run.words
    first = _begin(run, index, head)
    if words[index].sort is _TITLE:
        return _title(run, index, word, head)
    if words[index].sort is _QUOTE and not word and index > first:
        before = run.head_at(index - 1)
        if before is not None:
            word, head = before
            if head.type is _BODY:
                index -= 1
                first = _begin(run, index, head)
    start, end = words[first].start, words[index].end
    edition, quoted, told = "", False, False
    for at in range(first, index + 1):
        token = words[at]
        if token.word is not None:
            told = told or (token.word.tells and at < index)
        elif token.sort is _QUOTE:
            quoted = True
        elif token.sort is _ORDINAL and not edition:
            edition = token.text
    prefix = 0
    if run.lex.words.get(words[first].text) == "prefix" and index > first:
        prefix = words[first].end - words[first].start
    size = end - start - prefix
    tail = run.text(words[index].end, words[-1].end)
    bracket = index + 1 < len(words) and words[index + 1].sort is _BRACKET
    if bracket and head.type is _BODY and words[index + 1].end - words[index + 1].start <= 8:
        end = words[index + 1].end
        tail = run.text(end, words[-1].end)
    type_, kind = head.type, head.kind
    built = tail.startswith("建设") and not bracket and (len(tail) == 2 or tail[2:] in run.lex.classes["light tail"])
    if built and (type_ is EntityType.INITIATIVE or (type_ is _BODY and kind in _BUILT)):
        # 推进科技创新中心建设: what is being built is a project, not yet a body.
        end, tail = words[index + 1].end, tail[2:]
        if type_ is _BODY:
            type_, kind = EntityType.INITIATIVE, "project"
    return Phrase(
        sort=_NAME, start=start, end=end, text=run.text(start, end), type=type_, kind=kind,
        head=word, bare=size <= len(word) <= 4 and not head.bare, tail=tail, vague=run.vague, quoted=quoted,
        edition=edition, prefix=prefix, inner=tuple(_bodies(run, index - (words[index].sort is _BRACKET), first)),
        token=words[index] if words[index].sort is not _WORD else None,
        own=words[first].sort is _SELF,
        named=told, inner_place=_place(run, index, first),
    )  # fmt: skip


def _title(run: Run, index: int, word: str, head: Head) -> Phrase:
    """A document named by its title; bodies that stand before it are inside the phrase's ``inner``."""
    words = run.words
    token = words[index]
    return Phrase(
        sort=_NAME, start=token.start, end=token.end, text=token.text, type=head.type, kind=head.kind,
        head=word, tail=run.text(token.end, words[-1].end), token=token,
        inner=tuple(_bodies(run, index)),
    )  # fmt: skip


def _place(run: Run, before: int, first: int) -> Phrase | None:
    """The place that a name begins with (省电子商务产业园 in 省电子商务产业园考察)."""
    words = run.words
    found = run.head_at(before - 1) if before > first else None
    if found is None or found[1].type not in (_PLACE, _BODY):
        return None
    start, end = words[first].start, words[before - 1].end
    if end - start <= len(found[0]):
        return None
    return Phrase(
        sort=_NAME, start=start, end=end, text=run.text(start, end),
        type=found[1].type, kind=found[1].kind, head=found[0],
    )  # fmt: skip


def _begin(run: Run, index: int, head: Head) -> int:
    """Where a name begins in its run: walking left from its head until a word that cannot be part of it.

    A body's name begins at the word of its level or division (省, 市, 机关), and never holds a plain verb; an activity's
    name may hold one where a verb governs the run as a whole, or where the run opens its clause (离岛免税新政落地见效).
    """
    words = run.words
    if words[index].text.startswith(("党的", "中共", "中国共产党")) and head.type is _EVENT:
        return index
    body = head.type in (_BODY, _PLACE)
    if run.task and index == len(words) - 1:
        return 0
    at = index
    works = False
    while at > 0:
        before = words[at - 1]
        if before.sort is _BRACKET and at - 1 == 0:
            break
        if before.sort is _WORD:
            class_ = before.word.class_ if before.word is not None else None
            if class_ == "adverb" and body:
                break
            plain = before.tag in ("v", "ad", "vd") and class_ != "nominal" and before.text not in run.lex.heads
            # 投诉受理中心: of two verbs before the head both say what the body does.
            works = before.tag == "v" and (at == index or works) and run.works(before, words[index])
            if not works and (class_ == "predicate" or (plain and not run.governed and (body or not run.opening))):
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
                and (at < index or len(words[at].text) > 1)
                and opens(words[at])
                and not opens(before)
                and not before.tag.startswith("ns")
                and before.text not in run.lex.parties
            ):
                break
        at -= 1
    while at < index and (run.lex.words.get(words[at].text) in ("conjunction", "adverb") or words[at].sort is _BRACKET):
        at += 1
    return at


def _bodies(run: Run, before: int, first: int = 0) -> Iterator[Phrase]:
    """Bodies that a name begins with, shortest first."""
    words = run.words
    for index in range(first, before):
        found = run.head_at(index)
        if found is None or found[1].type is not _BODY:
            continue
        word, head = found
        begin = max(first, _begin(run, index, head))
        start, end = words[begin].start, words[index].end
        name = run.text(start, end)
        if end - start <= len(word) and not head.bare:
            continue
        if any(run.lex.words.get(name[at:]) == "vague" for at in range(max(0, len(name) - 6), len(name) - 3)) or (
            run.lex.words.get(name) == "vague"
        ):
            continue
        yield Phrase(
            sort=_NAME, start=start, end=end, text=run.text(start, end), type=head.type,
            kind=head.kind, head=word,
        )  # fmt: skip
