"""Names that are clauses: bodies named by a task, meetings and programmes named by what is to be done, verbs and all.

Elsewhere a verb ends a name; in 市打击治理电信网络犯罪领导小组 and 农村人居环境整治提升五年行动 it is part of one. What is told by looking
ahead from the verb to the head is told here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from jigou.builder.knowledge.lexicons import Head, Lexicon
from jigou.builder.phrases.phrase import Phrase
from jigou.builder.phrases.runs import Run
from jigou.builder.phrases.tokens import Token, opens
from jigou.builder.phrases.words import TokenSort
from jigou.ontology import EntityType

_WORD: Final = TokenSort.WORD
_ENDS_CALLING = frozenset({"particle", "conjunction", "preposition", "pronoun"})
_CALLED = frozenset({"meeting", "training", "lecture", "forum", "exhibition", "competition", "ceremony"})
"""Kinds of events whose names are whole sentences at times."""
_HOLDING = frozenset({"organizes", "establishes", "participates", "receive"})
_LONGEST = 16
"""So many words a name that is a clause may have."""


def task_end(run: Run, index: int, before: Phrase | None, adjacent: bool) -> int:
    """Where the name of a body ends whose task begins with the verb at ``index`` (市/打击治理电信网络犯罪领导小组); 0 where none does.

    A level or body stands before the verb, or ``before``, the phrase that founds it or makes it act (成立…, 由…; ``adjacent`` says that
    nothing is between); the body then acts, is listed, or ends its clause.
    """
    tokens, lex = run.tokens, run.lex
    token = tokens[index]
    if token.text not in lex.classes["task"]:
        return 0
    if run.words:
        if not run.ends_body() and not opens(run.words[0]):
            return 0
    elif before is None or before.text != "由":
        founding = before is not None and before.verb is not None and before.verb.act == "establishes"
        if not (founding and adjacent):
            return 0
    for at in range(index + 1, min(index + _LONGEST, len(tokens))):
        word = tokens[at]
        if word.sort not in (_WORD, TokenSort.QUOTE):
            return 0
        if word.text.endswith(lex.classes["task body"]) and word.start - token.end >= 2:
            after = _next(tokens, at)
            if after is not None and after.text == "办公室":
                at, after = at + 1, _next(tokens, at + 1)
            return at + 1 if _closes(after, lex) else 0
        verb = lex.verbs.get(word.text)
        if word.text in lex.classes["never in task"] or (verb is not None and verb.strong):
            return 0
    return 0


def called_end(run: Run, index: int, before: Phrase | None) -> int:
    """Where the name of a meeting or programme ends that begins at ``index``, after its verb, and has verbs or adverbs in it.

    Such names are clauses at times (举办/重大项目集中开工仪式, 实施/农村人居环境整治提升五年行动). 0 where no such name begins.
    """
    tokens, lex = run.tokens, run.lex
    holding = before.verb if before is not None else None
    if run.words or holding is None or holding.act not in _HOLDING:
        return 0
    first = lex.verbs.get(tokens[index].text)
    if first is not None and first.act not in ("aim", "deed"):
        return 0
    held = holding.word in lex.classes["holding"]
    last = end = 0
    odd = quoted = False
    for at in range(index, min(index + _LONGEST, len(tokens))):
        token = tokens[at]
        class_ = lex.words.get(token.text)
        if class_ == "conjunction" and at > index and not end and not quoted:
            # 优秀传统文化保护传承和精品工程项目: nothing that could stand by itself is before it.
            odd = True
            continue
        quoted = quoted or token.sort is TokenSort.QUOTE
        if token.sort not in (_WORD, TokenSort.ORDINAL, TokenSort.QUOTE) or class_ in _ENDS_CALLING:
            break
        last = at
        verb = lex.verbs.get(token.text)
        if (_event(token) if held else _programme(token, lex) or _act(token)) is not None:
            end = at
            following = _next(tokens, at)
            if following is None or following.sort is not _WORD:
                break
            if len(token.text) > 2 and not odd:
                return 0
        elif verb is not None and verb.strong:
            return 0
        elif verb is not None or token.tag in ("v", "d", "f", "ad", "vd"):
            known = lex.heads.get(tokens[at - 1].text) if at > index else None
            if known is not None and known.type is EntityType.BODY:
                return 0
            odd = True
    return end + 1 if odd and end > index and end == last else 0


def calls(run: Run, index: int, before: Phrase | None) -> bool:
    """Whether a verb is part of what a meeting or training is called (召开学习贯彻…动员部署会, 举办纪念…成立30周年座谈会)."""
    if before is None or before.verb is None or before.text not in run.lex.classes["holding"]:
        return False
    if run.words and run.head_at(len(run.words) - 1) is not None:
        return False
    last = None
    for token in run.tokens[index + 1 :]:
        if token.sort not in (_WORD, TokenSort.ORDINAL) or run.lex.words.get(token.text) in _ENDS_CALLING:
            break
        last = token
    head = _event(last) if last is not None else None
    return head is not None and last is not None and head.word != last.text[-1:]


def opens_clause(run: Run, index: int, adjacent: bool) -> bool | None:
    """Whether a word such as 创新, a noun or adverb elsewhere, is what the clause does (创新“三级联动”工作模式, 创新管海用海机制).

    None for other words.
    """
    tokens, lex = run.tokens, run.lex
    if tokens[index].text not in lex.classes["opening verb"]:
        return None
    following = _next(tokens, index)
    if run.words or adjacent or following is None:
        return False
    if following.sort is TokenSort.QUOTE:
        return True
    last = None
    for token in tokens[index + 1 : index + _LONGEST]:
        if token.sort not in (_WORD, TokenSort.QUOTE) or token.text in lex.verbs:
            break
        last = token
    return last is not None and last is not following and _programme(last, lex) is not None


def in_service(run: Run, index: int) -> bool:
    """Whether a verb between a level and a head says what the body does (市/投诉/受理/中心)."""
    following = _next(run.tokens, index)
    if not run.words or following is None or following.text not in run.lex.classes["service"]:
        return False
    return opens(run.words[0]) and not run.ends_body() and run.works(run.tokens[index], following)


def completes(run: Run, index: int) -> bool:
    """Whether a word that is a verb elsewhere ends the name of a body that then acts or is listed (区委/办/印发…)."""
    token = run.tokens[index]
    if token.word is None or not run.words:
        return False
    room = token.end - run.words[0].start
    if not any(room > size and run.text(token.end - size, token.end) == word for size, word, _ in token.word.beyond):
        return False
    after = _next(run.tokens, index)
    return _closes(after, run.lex) or (after is not None and after.text in run.lex.verbs)


def _closes(after: Token | None, lex: Lexicon) -> bool:
    """Whether what follows shows that a name has ended: a mark, a verb that governs, a word of a closed class."""
    if after is None or after.sort in (TokenSort.MARK, TokenSort.BRACKET, TokenSort.COUNT) or after.text in lex.words:
        return True
    verb = lex.verbs.get(after.text)
    return verb is not None and verb.strong


def _event(token: Token) -> Head | None:
    """The head of an event held with people, where a word ends in one."""
    if token.word is None or not token.word.inside:
        return None
    head = token.word.inside[0][2]
    return head if head.type is EntityType.EVENT and head.kind in _CALLED else None


def _programme(token: Token, lex: Lexicon) -> Head | None:
    """The head of a programme, mechanism or reform that can have a clause for a name, where a word ends in one."""
    if token.word is None or not token.word.inside:
        return None
    head = token.word.inside[0][2]
    return head if head.type is EntityType.INITIATIVE and head.word.endswith(lex.classes["clause's head"]) else None


def _act(token: Token) -> Head | None:
    """The head of an event of two characters or more, where a word ends in one."""
    if token.word is None or not token.word.inside:
        return None
    head = token.word.inside[0][2]
    return head if head.type is EntityType.EVENT and len(head.word) > 1 else None


def _next(tokens: Sequence[Token], index: int) -> Token | None:
    return tokens[index + 1] if index + 1 < len(tokens) else None
