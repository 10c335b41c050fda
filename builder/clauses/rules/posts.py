"""Posts and persons: who leads a group, whose title leads which body, and party congresses, which are told by their form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jigou.builder.clauses.moves import Mode, Step, clause, in_sentence, sentence
from jigou.builder.clauses.view import View
from jigou.builder.drafts import Mention
from jigou.builder.phrases.phrase import Phrase, PhraseSort
from jigou.ontology import EntityType, RelationType

_LED = re.compile(
    r"以[^,。;]{2,40}?为(?:召集人|总指挥|指挥长|组长|主任)|由[^,。;]{2,40}?(?:任|担任|兼任)(?:召集人|总指挥|指挥长|组长|主任)(?=的)"
)
_TAKES = re.compile(
    r"(?:同志)?(?:带队|挂帅|牵头负责)|(?:同志)?(?:任|担任|兼任|为)(?:[^,。;]{0,20}?)(?:组长|主任|总指挥|召集人|指挥长)"
)
_PERSON_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,3}?(?=同志|主持|带队|率|为(?:组长|主任|总指挥)|任|担任|兼任|讲|作|牵头|出席|带领|代表|等|[,、。;)]|$)"
)
_LEADER_ASKED = re.compile(r"(?<!副)(?:组长|总指挥|指挥长|召集人|主任)(?:分别)?由[^,。;]{0,24}$")
_CONGRESS = re.compile(r"(?:党的|中共|中国共产党)(?P<short>(?:二十|十[五六七八九])大)(?!会)")
_PLENUM = re.compile(
    r"(?:党的|中共)?(?P<term>(?:二十|十[五六七八九])届)?(?P<which>(?:[一二三四五六七]中(?:、|和|及|与)?)+)全会"
)
_AND_ITS = re.compile(r"(?P<body>(?:全国|省|市|州|县|区|自治区|镇)人(?:大|民代表大会))及其常委会")
_TITLED = ("总书记", "同志", "先生", "主席", "总理", "总统")
_FIGURE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<title>总书记|同志|先生|主席|总理|总统)(?![\u4e00-\u9fff]{0,1}们)"
)


def led(here: View) -> Iterable[Step]:
    """以甲、乙为组长: the posts that lead the group named after."""
    text = here.text
    if "长" in text or "主任" in text or "总指挥" in text or "召集人" in text:
        return _led(here)
    return ()


def _led(here: View) -> Iterator[Step]:
    starts = [phrase.start for phrase in here.phrases]
    for match in _LED.finditer(here.text):
        for phrase in here.phrases[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]:
            if phrase.sort is PhraseSort.NAME and phrase.type is EntityType.POST and phrase.end < match.end():
                post = post_mention(here, phrase)
                yield post
                person = named_person(here, phrase)
                if person:
                    holder = Phrase(
                        sort=PhraseSort.NAME, start=phrase.end, end=phrase.end + len(person), text=person,
                        type=EntityType.PERSON, kind="other",
                    )  # fmt: skip
                    named = here.mention(holder, "person-after-title", 0.8)
                    yield named
                    yield in_sentence(leaders=(match.end(), named))
                    yield from post_facts(here, named, phrase)
                for inner in phrase.inner:
                    yield from here.inner_body(inner)
                yield from post_facts(here, post, phrase)
                yield in_sentence(leaders=(match.end(), post))
        yield in_sentence(covered=(match.start(), match.end()))


def post_mention(here: View, phrase: Phrase) -> Mention:
    """The mention of a post."""
    return here.mention(phrase, "post", 0.8)


def read_post(here: View, index: int, phrase: Phrase) -> Iterator[Step]:
    """A post, the person who holds it where one is named, and what it leads."""
    for inner in phrase.inner:
        yield from here.inner_body(inner)
    if phrase.vague:
        yield here.refusal(phrase, "vague-plural", "a pronoun before it: nobody definite is named")
        return
    person = named_person(here, phrase)
    after = phrase.end + len(person)
    takes = _TAKES.match(here.text, after) or (
        # 组长由副市长李明担任
        here.text.startswith(("担任", "兼任", "任"), after) and _LEADER_ASKED.search(here.text, 0, phrase.start)
    )
    if not takes and phrase.text in here.lex.classes["leading role"] and person == "":
        yield here.refusal(phrase, "leading-role", "what somebody is in a group, no post by itself")
        return
    own = not phrase.inner and (person or takes) and phrase.chief
    if (
        not phrase.inner
        and not own
        and not takes
        and not phrase.head.startswith(("党", "市", "区", "县", "省", "镇", "乡"))
    ):
        yield here.refusal(phrase, "post-without-body", "a title without the body that it leads")
        return
    post = post_mention(here, phrase)
    yield post
    following = here.phrases[index + 2] if index + 2 < len(here.phrases) else None
    if (
        following is not None
        and following.type is EntityType.POST
        and here.phrases[index + 1].sort is PhraseSort.LIST
        and not person
    ):
        yield in_sentence(pending=(post, phrase))
        yield from post_facts(here, post, phrase)
        return
    holders = [post]
    if person:
        holder = Phrase(
            sort=PhraseSort.NAME, start=phrase.end, end=phrase.end + len(person), text=person, type=EntityType.PERSON, kind="other",
        )  # fmt: skip
        named = here.mention(holder, "person-after-title", 0.8)
        yield named
        holders.append(named)
        for _, earlier in here.pending:
            yield from post_facts(here, named, earlier)
    holders = [*(held for held, _ in here.pending), *holders]
    yield sentence(pending=[])
    if takes and here.discourse.last_group is not None:
        for one in holders:
            yield here.relation(RelationType.HEADS, one, here.discourse.last_group, "takes-the-lead", 0.85)
    for one in holders[-2:] if person else holders[-1:]:
        yield from post_facts(here, one, phrase)
    if here.clause.mode in (Mode.TO, Mode.AGENT):
        yield clause(mode=Mode.PLAIN)


def named_person(here: View, phrase: Phrase) -> str:
    """The person's name right after a title (院长刘建民), or nothing."""
    match = _PERSON_NAME.match(here.text, phrase.end)
    if match is None or match.group()[0] not in here.lex.surnames or match.group()[1:] in here.lex.titles:
        return ""
    return match.group()


def post_facts(here: View, post: Mention, phrase: Phrase) -> Iterator[Step]:
    """Which body a post leads: the one in its name, or the one that reports."""
    if not phrase.chief:
        return
    reporting = here.discourse.reporting
    if (
        not phrase.inner
        and phrase.text == phrase.head
        and phrase.head in here.lex.classes.get("chief of " + reporting.head[-1:], ())
    ):
        yield here.relation(RelationType.HEADS, post, reporting, "post-of-reporting-body", 0.75)
        return
    organ = next(
        (o for o in here.lex.classes["organ with posts"] if phrase.head.startswith(o)),
        "",
    )
    if organ:
        end = phrase.end - len(phrase.head) + len(organ)
        body = here.mention(
            replace(phrase, end=end, text=phrase.text[: len(phrase.text) - len(phrase.head) + len(organ)],
                    type=EntityType.BODY, kind="party", head=organ, prefix=0, tail=""),
            "body-of-post", 0.8,
        )  # fmt: skip
        yield body
    elif phrase.inner:
        inner = phrase.inner[-1]
        body = here.mention(inner, "body-of-post", 0.8)
        yield body
    else:
        return
    yield here.relation(RelationType.HEADS, post, body, "post-of-body", 0.8)


def lead(here: View, group: Mention, start: int) -> Iterator[Step]:
    """The posts named before a group (以…为组长的…领导小组), each to the first group that follows it."""
    for end, post in here.leaders:
        if end <= start:
            yield here.relation(RelationType.HEADS, post, group, "led-by", 0.9)
    yield sentence(leaders=[(end, post) for end, post in here.leaders if end > start])


def congresses(here: View) -> Iterable[Step]:
    """Party congresses and plenums, one event each (党的二十大, 十九届二中、三中全会)."""
    return _congresses(here) if "大" in here.text or "全会" in here.text else ()


def _congresses(here: View) -> Iterator[Step]:
    for match in _CONGRESS.finditer(here.text):
        phrase = Phrase(
            sort=PhraseSort.NAME, start=match.start(), end=match.end(), text=match.group(), type=EntityType.EVENT,
            kind="meeting", head="大会",
        )  # fmt: skip
        forms = (match.group("short"), "中共" + match.group("short"))
        yield here.mention(phrase, "party-congress", 0.9, aliases=forms)
    for match in _PLENUM.finditer(here.text):
        term = match.group("term") or ""
        for each in re.finditer(r"[一二三四五六七]中", match.group("which")):
            start = match.start("which") + each.start()
            names = [f"{term}{each.group()}全会"]
            yield from congress(
                here, start, start + 2, "中共" + names[0] if term else names[0], (names[0], f"{each.group()}全会")
            )
        yield in_sentence(covered=(match.start(), match.end()))


def standing(here: View) -> Iterator[Step]:
    """县人大及其常委会: the standing committee, which is named by what is before 及其."""
    if "及其常委会" not in here.text:
        return
    for match in _AND_ITS.finditer(here.text):
        phrase = Phrase(
            sort=PhraseSort.NAME, start=match.start(), end=match.end(), text=match.group("body") + "常委会",
            type=EntityType.BODY, kind="congress", head="常委会",
        )  # fmt: skip
        yield here.mention(phrase, "body-and-its", 0.85, aliases=(match.group(),))


def congress(here: View, start: int, end: int, name: str, aliases: tuple[str, ...]) -> Iterator[Step]:
    """The mention of one party congress or plenum."""
    phrase = Phrase(
        sort=PhraseSort.NAME, start=start, end=end, text=name, type=EntityType.EVENT, kind="meeting", head="大会",
    )  # fmt: skip
    yield in_sentence(covered=(start, end))
    yield here.mention(phrase, "party-congress", 0.9, aliases=aliases)


def persons(here: View) -> Iterable[Step]:
    """Persons by name: public figures with their title, and names that follow 同志 or a post's title."""
    text = here.text
    return _persons(here) if any(title in text for title in _TITLED) else ()


def _persons(here: View) -> Iterator[Step]:
    for match in _FIGURE.finditer(here.text):
        if match.group("name") in here.lex.figures or (
            match.group("name")[0] in here.lex.surnames and match.group("title") == "同志"
        ):
            name = match.group("name")
            phrase = Phrase(
                sort=PhraseSort.NAME, start=match.start("name"), end=match.end("name"), text=name, type=EntityType.PERSON, kind="other",
            )  # fmt: skip
            yield here.mention(phrase, "person", 0.9, aliases=(match.group(),))
