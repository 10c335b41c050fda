"""Who does what: one pass over the phrases of a sentence, clause by clause.

The rules are those of ``gold/GUIDELINES.md``. A clause is ``[adjuncts] [subject] verb name、name``; what is missing is carried: the
subject from the clause, sentence or paragraph before, else it is the reporting body; the theme and time from
the clause before to the end of the sentence; the programme from the heading or item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jigou.builder.drafts import Draft, DraftRelation, Mention
from jigou.builder.lexicons import Lexicon, Verb
from jigou.builder.measuring import ClauseNote
from jigou.builder.normalising import Normalised
from jigou.builder.phrasing import Phrase, PhraseSort
from jigou.ontology import EntityType, Refusal, RelationType, Role, Span, Status

ACTIVITIES = frozenset({EntityType.EVENT, EntityType.INITIATIVE})

_THEME = re.compile(r"以(“[^”]+”)为(?:活动|会议|学习|论坛)?(?:主题|题|主线|主要内容|内容)")
_LED = re.compile(r"以(?P<posts>[^,。;]{2,40}?)为(?:召集人|总指挥|指挥长|组长|主任)")
_ABOUT_CUES = frozenset({"围绕", "聚焦", "就", "紧扣", "针对"})
_LIGHT = re.compile(
    r"^(?:工作|学习|活动|情况|精神|要求|部署|任务|建设工作|服务保障工作|服务保障|保障工作|保障|协调服务工作|组织工作|服务工作|筹备工作|组织服务工作|成立工作|组建工作|联络服务工作|实施工作)$"
)
_SERVING = re.compile(r"保障|服务|协调|筹备")
_FOUNDING = re.compile(r"^(?:成立|组建|设立|筹建)")
_VERBAL = frozenset(
    [
        "调研",
        "视察",
        "考察",
        "检查",
        "督查",
        "督导",
        "协商",
        "培训",
        "宣讲",
        "慰问",
        "走访",
        "评议",
        "考核",
        "排查",
        "巡察",
        "巡视",
        "审计",
        "演练",
        "评选",
        "研讨",
        "座谈",
        "抽查",
        "参观",
        "督察",
        "监督检查",
        "整治",
        "综合治理",
        "创建",
        "改革",
        "结对",
        "考察学习",
        "学习考察",
        "参观学习",
        "座谈交流",
        "志愿服务",
        "专项整治",
    ]
)
_PIVOTS = frozenset(
    [
        "指导",
        "组织",
        "推动",
        "支持",
        "督促",
        "帮助",
        "鼓励",
        "引导",
        "邀请",
        "选派",
        "协助",
        "配合",
        "助力",
        "动员",
        "安排",
        "促进",
        "选送",
        "推荐",
        "派出",
        "抽调",
        "派员",
    ]
)
_SENDING = frozenset(["组织", "选派", "安排", "动员", "选送", "推荐", "派出", "抽调", "派员"])
_FIELDS = frozenset(
    [
        "体系",
        "机制",
        "模式",
        "制度",
        "平台",
        "项目",
        "工程",
        "活动",
        "工作机制",
        "服务平台",
        "管理机制",
        "管理制度",
        "共建",
    ]
)
_PLANNED = re.compile(
    r"明年|下一步|下步|将(?=[启举组召开推实建制])|计划|拟(?=[举组召开建制])|力争|要(?=[深持着全推加强抓])"
)
_PROPOSED = re.compile(r"建议(?!案|书)|提议|倡议(?!书)")
_UNDER_WAY = re.compile(r"正在|稳步推进|推进[^,。;]{0,20}(?:筹建|组建)|筹建|筹备")
_TREATED = re.compile(r"(?P<what>[^,。;]{2,25}?)(?:等)?(?:情况|工作)?(?:组织|集中|深入)?(?:进行|开展)了?")
_UNDER = re.compile(
    r"在[^,。;]{2,60}?(?:领导|指导|支持|关心|监督|帮助|部署|要求|配合|努力|关怀|推动|统筹|见证)[^,。;]{0,8}下"
)
_TAKES = re.compile(
    r"(?:同志)?(?:带队|挂帅|牵头负责)|(?:同志)?(?:任|担任|兼任|为)(?:[^,。;]{0,20}?)(?:组长|主任|总指挥|召集人|指挥长)"
)
_PERSON_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?=同志|主持|带队|率|为(?:组长|主任|总指挥)|任|讲|作|牵头|出席|带领|代表|等|[,、。;)]|$)"
)
# Which bare title leads the body that reports, by the last character of its head (院长 leads a 医院, 局长 a 局).
_OWN_CHIEFS = {
    "院": ("院长", "检察长"), "局": ("局长",), "厅": ("厅长",), "校": ("校长",), "学": ("校长",), "会": ("会长", "主席", "主任", "主委"),
    "委": ("主任", "书记", "主委"), "馆": ("馆长",), "站": ("站长",), "所": ("所长",), "协": ("主席",), "联": ("主席",), "部": ("部长",),
    "府": ("市长", "县长", "区长", "省长", "镇长", "乡长"), "处": ("主任", "处长"), "心": ("主任",), "司": ("总经理", "董事长"), "社": ("主任", "社长", "主委"),
}  # fmt: skip
_ROLES = ("组长", "主任", "总指挥", "召集人", "指挥长", "主席", "会长")
_PEOPLE = re.compile(
    r"领导|干部|党员|成员|委员|工作人员|负责|主要|班子|全体|职工|教师|干警|代表|志愿者|专家|书记|主任|机关|系统|各|内|属"
)
_CONGRESS = re.compile(r"(?:党的|中共|中国共产党)(?P<short>(?:二十|十[五六七八九])大)(?!会)")
_PLENUM = re.compile(
    r"(?:党的|中共)?(?P<term>(?:二十|十[五六七八九])届)?(?P<which>(?:[一二三四五六七]中(?:、|和|及|与)?)+)全会"
)
_FIGURE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,3}?)(?P<title>总书记|同志|先生)(?![\u4e00-\u9fff]{0,1}们)")
_NEGATED = re.compile(r"(?:未|没有|尚未|未能|不再|暂停|取消)$")
_SERIES_ITEM = re.compile(
    r"^(?P<verb>\w{1,2}?)(?:一[次场批个项堂期部]|[一二三四五六七八九十两]+[次场批个项堂期部])(?P<name>.+)$"
)


@dataclass(slots=True)
class Discourse:
    """What is carried from sentence to sentence within a report; made for one report and thrown away."""

    reporting: Mention
    year: int | None = None
    subjects: tuple[Mention, ...] = ()
    topic: tuple[Mention, ...] = ()
    announced: Mention | None = None
    bodies: list[Mention] = field(default_factory=list)
    year_now: int | None = None
    programmes: tuple[Mention, ...] = ()
    last_group: Mention | None = None
    last_activity: Mention | None = None
    heading: bool = False
    planned: bool = False


@dataclass(slots=True)
class _Clause:
    """What a clause has said so far."""

    verb: Verb | None = None
    role: Role | None = None
    mode: str = ""
    subject_open: bool = True
    receivers: tuple[Mention, ...] = ()
    pivots: tuple[Mention, ...] = ()
    outer: Role | None = None
    joined: tuple[Mention, ...] = ()
    whole: tuple[Mention, ...] = ()
    sent: tuple[Mention, ...] = ()
    places: list[Mention] = field(default_factory=list)
    objects: list[Mention] = field(default_factory=list)
    subjects: tuple[Mention, ...] = ()
    counted: bool = False
    negated: bool = False


class SentenceReader:
    """Reads one sentence: its phrases in, mentions, relations and refusals out."""

    def __init__(
        self,
        source: str,
        view: Normalised,
        phrases: Sequence[Phrase],
        sentence: int,
        lex: Lexicon,
        discourse: Discourse,
    ) -> None:
        self.view = view
        self.source = source
        self.text = view.text
        self.phrases = phrases
        self.sentence = sentence
        self.lex = lex
        self.discourse = discourse
        self.span = view.span(0, len(view.text))
        self.subjects: tuple[Mention, ...] = ()
        self.clause = _Clause()
        self.themes: list[tuple[str, int]] = []
        self.time: tuple[str, str] | None = None
        self.activities: list[Mention] = []
        self.mentions: dict[int, Mention] = {}
        self.refusals: list[Refusal] = []
        self.series: Mention | None = None
        self.umbrella: Mention | None = None
        self.covered: list[tuple[int, int]] = []
        self.leaders: list[tuple[int, Mention]] = []
        self.visit: list[Mention] = []
        self.treated = ""
        self.doers: list[tuple[Mention, Verb]] = []
        self.adjuncts: list[tuple[int, int]] = []
        self.topic: tuple[Mention, ...] = discourse.subjects
        self.spoken = False
        self.listed = (0, 0)
        self.inners: dict[tuple[int, int], Mention] = {}
        self.edition_series: Mention | None = None
        self.notes: list[ClauseNote] = []
        self.pending: list[tuple[Mention, Phrase]] = []
        self.goes = "赴"
        self.status = self._status()

    # --- the pass

    def read(self) -> Iterator[Draft]:
        """Every mention and relation of the sentence, mentions before the relations that use them."""
        for match in _THEME.finditer(self.text):
            self.themes.append((match.group(1)[1:-1], match.start()))
            self.covered.append((match.start(1), match.end(1)))
        yield from self._led()
        yield from self._persons()
        yield from self._congresses()
        self.adjuncts = [(m.start(), m.end()) for m in _UNDER.finditer(self.text)]
        self.subjects = self.discourse.subjects
        for index, phrase in enumerate(self.phrases):
            if self._is_covered(phrase):
                continue
            if phrase.sort is PhraseSort.COMMA:
                yield from self._end_clause(phrase)
            elif phrase.sort is PhraseSort.COLON:
                self.series = self.activities[-1] if self.activities else None
                self.clause = _Clause()
            elif phrase.sort is PhraseSort.TIME and phrase.token is not None and phrase.token.time is not None:
                self.time = (phrase.token.time.value, phrase.text)
                before = self.phrases[index - 1] if index else None
                if before is not None and before.text in ("于", "在"):
                    # …汇演于4月28日举行: the time comes after its event.
                    for activity in self.clause.objects:
                        yield from self._time_of(activity)
            elif phrase.sort is PhraseSort.PREPOSITION:
                yield from self._preposition(index, phrase)
            elif phrase.sort is PhraseSort.VERB and phrase.verb is not None:
                yield from self._verb(index, phrase, phrase.verb)
            elif phrase.sort is PhraseSort.NAME:
                yield from self._name(index, phrase)
            elif phrase.sort is PhraseSort.OF and self.clause.mode != "about":
                if self.clause.mode in ("at", "by", "to", "with"):
                    self.clause.mode = ""
            elif phrase.sort is PhraseSort.WORD:
                yield from self._word(index, phrase)
        yield from self._end_clause(None)
        if self.activities:
            self.discourse.last_activity = self.activities[-1]

    def _is_covered(self, phrase: Phrase) -> bool:
        return any(start <= phrase.start and phrase.end <= end for start, end in self.covered)

    def _status(self) -> Status:
        if self.discourse.planned or _PLANNED.search(self.text):
            return Status.PLANNED
        if _PROPOSED.search(self.text):
            return Status.PROPOSED
        if _UNDER_WAY.search(self.text):
            return Status.UNDER_WAY
        return Status.DONE

    def _end_clause(self, comma: Phrase | None) -> Iterator[Draft]:
        self.notes.append(
            ClauseNote(
                end=comma.end if comma is not None else len(self.text) + 1,
                subjects=self._named_here(),
                umbrella=self.umbrella,
            )
        )
        if self.visit and not self.clause.objects:
            self.visit = []
        if self.clause.objects:
            self.umbrella = next(
                (m for m in self.clause.objects if _holds(m)),
                self.umbrella,
            )
        yield from self._attended()
        yield from self._joined_late()
        named = self.clause.subjects
        if self.clause.verb is not None and self.clause.verb.act == "establishes" and not self.clause.objects:
            for body in named:
                yield from self._time_of(body)
            named = ()
        if named and (self.clause.verb is not None or self.themes or not self.spoken):
            self.subjects = named
            if not self.spoken and self._own_organ(named[-1]):
                self.discourse.topic = named[-1:]
        if self.clause.verb is not None or named:
            self.spoken = True
        receivers, verb = self.clause.receivers, self.clause.verb
        self.clause = _Clause()
        if comma is None or comma.text in ";。":
            yield from self._late_theme()
        if comma is not None and comma.text in ";。":
            self.subjects = self.topic
            if self.time is not None and len(self.time[0]) > 4:
                self.time = None
            self.themes = []
            self.umbrella = None
        elif verb is not None and (verb.act == "send" or verb.word in _SENDING):
            self.clause.sent = receivers
        yield from ()

    def _joined_late(self) -> Iterator[Draft]:
        """牵头开展行动,联合甲、乙抽查案卷: bodies that join in what the clause before began."""
        clause = self.clause
        brought = [body for body in clause.joined if body.span.start >= self.span.start and body not in self.subjects]
        if not brought or clause.objects or clause.verb is not None:
            return
        event = next((m for m in reversed(self.activities) if m.type in ACTIVITIES), None)
        if event is None:
            return
        for body in brought:
            yield self._relation(RelationType.ORGANIZES, body, event, "joined-late", 0.7, Role.ORGANIZE)

    def _own_organ(self, body: Mention) -> bool:
        """Whether a body is the one that reports or an organ of it, so that a whole paragraph may be about it."""
        reporting = self.discourse.reporting
        own = body.name == reporting.name or body.name.startswith(reporting.name) or body.own
        return own or (body.kind == "party" and body.name[0] not in "省市区县州中")

    def _named_here(self) -> tuple[Mention, ...]:
        """The bodies that act by the words of this sentence; else the body that reports."""
        here = tuple(body for body in self._subjects() if body.span.start >= self.span.start)
        return here or (self.discourse.reporting,)

    def _attended(self) -> Iterator[Draft]:
        """甲、乙参加会议: a clause that only says who came to the event named before."""
        clause = self.clause
        if clause.verb is None or clause.verb.act != "participates" or clause.objects or not self.activities:
            return
        event = next((m for m in reversed(self.activities) if m.type in ACTIVITIES), None)
        if event is None:
            return
        for body in clause.subjects:
            if body.span.start >= self.span.start:
                yield self._relation(RelationType.PARTICIPATES, body, event, "attended", 0.75)

    # --- adjuncts

    def _preposition(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        word = phrase.text
        if word in _ABOUT_CUES:
            self._about(index, phrase)
            yield from self._counted_in_theme()
        elif word in ("在", "于"):
            self.clause.mode = "at"
        elif word == "由":
            self.clause.whole = self.clause.subjects
            self.clause.subjects = ()
            self.clause.mode = "agent"
        elif word in ("与", "同", "跟"):
            self.clause.mode = "with"
        elif word == "对" and (match := _TREATED.match(self.text, phrase.end)):
            self.treated = match.group("what")
            self.clause.mode = "to"
        elif word in ("为", "将", "把"):
            self.clause.mode = self.clause.mode if word == "为" else "to"
        else:
            self.clause.mode = (
                "by" if word in ("通过", "以", "按", "按照", "经", "结合", "依托", "利用", "借助") else "to"
            )
        yield from ()

    def _about(self, index: int, phrase: Phrase) -> None:
        """The text after 围绕, 聚焦 or 就 to the end of the clause, or to the verb that does something about it."""
        start = phrase.end
        end = start
        for later in self.phrases[index + 1 :]:
            if later.sort is PhraseSort.COMMA:
                break
            if (
                later.sort is PhraseSort.VERB
                and later.verb is not None
                and later.verb.strong
                and later.verb.act in ("organizes", "aim", "participates")
                and later.start > start
                and later.verb.weight > 0
            ):
                break
            if later.sort is PhraseSort.VERB and later.text in ("组织", "邀请", "召集") and later.start > start:
                break
            end = later.end
        words = self.text[start:end]
        trimmed = re.sub(r"(?:等(?:方面|内容|主题|议题|工作|课题|问题)?|分别|共同|先后|,)$", "", words)
        if trimmed.startswith("“") and trimmed.endswith("”") and trimmed.count("“") == 1:
            trimmed = trimmed[1:-1]
        if len(trimmed) >= 3:
            self.themes.append((trimmed, start))
            self.covered.append((start, end))
            self.listed = (index, end)

    def _counted_in_theme(self) -> Iterator[Draft]:
        """围绕甲、乙、丙等16项工程…: what is counted within a theme is a record, and the items before it are part of it."""
        begin, end = self.listed
        self.listed = (0, 0)
        items: list[Phrase] = []
        for position in range(begin + 1, len(self.phrases)):
            phrase = self.phrases[position]
            if phrase.start >= end:
                return
            before = self.phrases[position - 1]
            if phrase.sort in (PhraseSort.NAME, PhraseSort.WORD) and before.sort is not PhraseSort.COUNT:
                items.append(phrase)
            if (
                phrase.sort is PhraseSort.NAME
                and phrase.type is EntityType.INITIATIVE
                and before.sort is PhraseSort.COUNT
            ):
                whole = self._mention(phrase, "counted-in-theme", 0.75)
                yield whole
                for item in _joined(items, self.text):
                    part = self._mention(
                        replace(item, sort=PhraseSort.NAME, type=EntityType.INITIATIVE, kind="project"),
                        "item-of-counted",
                        0.65,
                    )
                    yield part
                    yield self._relation(RelationType.SUB_ACTIVITY_OF, part, whole, "item-of-counted", 0.7)
                return

    def _late_theme(self) -> Iterator[Draft]:
        """A theme that comes after its activity (…课题调研,聚焦…等问题深入调研)."""
        for theme, start in self.themes:
            activities = [m for m in self.activities if m.type in ACTIVITIES]
            if activities and not any(self._position(m) > start for m in activities):
                last = activities[-1]
                cue = self.text[max(0, start - 2) : start]
                if (cue in ("聚焦", "围绕", "紧扣") or self.text[start] == "以") and self._position(last) < start:
                    yield self._relation(RelationType.THEME, last, theme, "theme-after", 0.7)

    def _position(self, mention: Mention) -> int:
        return next((start for start, found in self.mentions.items() if found is mention), -1)

    def _led(self) -> Iterator[Draft]:
        """以甲、乙为组长: the posts that lead the group named after."""
        for match in _LED.finditer(self.text):
            for phrase in self.phrases:
                if (
                    phrase.sort is PhraseSort.NAME
                    and phrase.type is EntityType.POST
                    and match.start() <= phrase.start < match.end("posts")
                ):
                    post = self._post(phrase)
                    yield post
                    person = self._named_person(phrase)
                    if person:
                        holder = Phrase(
                            sort=PhraseSort.NAME, start=phrase.end, end=phrase.end + len(person), text=person,
                            type=EntityType.PERSON, kind="other",
                        )  # fmt: skip
                        named = self._mention(holder, "person-after-title", 0.8)
                        yield named
                        self.leaders.append((match.end(), named))
                        yield from self._post_facts(named, phrase)
                    for inner in phrase.inner:
                        yield from self._inner(inner)
                    yield from self._post_facts(post, phrase)
                    self.leaders.append((match.end(), post))
            self.covered.append((match.start(), match.end()))

    # --- verbs

    def _verb(self, index: int, phrase: Phrase, verb: Verb) -> Iterator[Draft]:
        clause = self.clause
        if phrase.text in _ABOUT_CUES:
            self._about(index, phrase)
            yield from self._counted_in_theme()
            return
        if self._relative(index):
            # 由甲主办、乙承办的汇演: a relative clause; the bodies in it do what the name after it tells.
            last = self._last_body(phrase.start)
            if last is not None:
                self.doers.append((last, verb))
                clause.subjects = tuple(body for body in clause.subjects if body is not last)
                clause.receivers = tuple(body for body in clause.receivers if body is not last)
                clause.mode = ""
            return
        if verb.word == "组成" and clause.mode == "agent":
            # 机关由办公厅、研究室组成: what it consists of.
            whole = clause.whole or self._subjects()
            for part in clause.subjects:
                for body in whole[-1:]:
                    if part is not body:
                        yield self._relation(RelationType.PART_OF, part, body, "consists-of", 0.9)
            clause.subjects = clause.whole
            clause.mode = ""
            return
        before = self.text[: phrase.start]
        clause.negated = bool(_NEGATED.search(before[-3:]))
        if verb.act == "join":
            clause.mode = "with"
            clause.subject_open = True
            return
        if verb.act == "visit":
            self.visit = []
            self.goes = phrase.text
            clause.mode = "visit"
            clause.verb = verb
            clause.subject_open = False
            return
        if clause.verb is not None and clause.receivers and clause.verb.word in _PIVOTS:
            # 指导石桥社区完成…: what the first verb's object does.
            clause.pivots = clause.receivers
            clause.outer = clause.role if clause.role is Role.SUPPORT else None
            if (
                clause.verb.word in ("组织", "选派", "安排", "动员", "选送", "推荐", "派出", "抽调", "派员")
                or clause.verb.act == "send"
            ):
                clause.outer = None
                if verb.act != "participates":
                    clause.pivots = ()
            clause.receivers = ()
            clause.verb, clause.role = verb, verb.role
        elif clause.verb is None or not clause.objects:
            if clause.verb is not None and clause.verb.word in ("组织", "安排") and verb.act == "participates":
                clause.verb, clause.role = verb, None
            elif (
                clause.verb is None
                or verb.weight >= clause.verb.weight
                or clause.verb.act == "aim"
                or (
                    clause.verb.act != verb.act
                    and verb.act in ("establishes", "issues")
                    and clause.verb.role is not Role.SUPPORT
                )
            ):
                clause.verb, clause.role = verb, verb.role
        else:
            clause.verb, clause.role = verb, verb.role
            clause.objects = []
        if clause.sent and verb.act == "participates":
            clause.pivots = clause.sent
        clause.sent = ()
        clause.subject_open = False
        clause.mode = ""
        yield from ()

    def _relative(self, index: int) -> bool:
        """Whether a verb has no object of its own but stands before 的, perhaps in a list (甲主办、乙承办的)."""
        for position in range(index + 1, min(index + 4, len(self.phrases))):
            phrase = self.phrases[position]
            if phrase.sort is PhraseSort.OF:
                return True
            if position == index + 1 and phrase.sort is not PhraseSort.LIST:
                return False
            if phrase.sort is PhraseSort.NAME and phrase.type is not EntityType.BODY:
                return False
            if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.VERB):
                return False
        return False

    def _last_body(self, before: int) -> Mention | None:
        found = [m for start, m in self.mentions.items() if start < before and m.type is EntityType.BODY]
        return found[-1] if found else None

    # --- names

    def _name(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        if self._says_nothing(phrase):
            self._refuse(phrase, "vague-plural", "names nothing definite")
            return
        if phrase.type is EntityType.POST:
            yield from self._post_name(index, phrase)
        elif phrase.type is EntityType.BODY:
            yield from self._body_name(phrase)
        elif phrase.type is EntityType.PLACE:
            yield from self._place_name(index, phrase)
        elif phrase.type is EntityType.DOCUMENT:
            yield from self._document_name(phrase)
        else:
            yield from self._activity_name(index, phrase)

    def _says_nothing(self, phrase: Phrase) -> bool:
        """Whether a name is a vague plural (境内外上市公司) or holds a slogan (“四个全面”战略布局)."""
        words = self.lex.words
        if words.get(phrase.text) == "vague":
            return True
        if phrase.type is EntityType.INITIATIVE and phrase.head not in ("", "战略"):
            return False
        quoted = re.findall(r"“([^“”]+)”", phrase.text)
        if any(words.get(quote) == "vague" for quote in quoted):
            return True
        return any(words.get(phrase.text[-size:]) == "vague" for size in range(4, min(8, len(phrase.text)) + 1))

    def _class_only(self, phrase: Phrase) -> bool:
        """Whether a name only says what class of body is to be built (高水平医院), without place, level, quotation or number."""
        verb = self.clause.verb
        if (
            verb is None
            or verb.act != "establishes"
            or verb.weight >= 3
            or phrase.kind not in ("institution", "enterprise", "association")
        ):
            return False
        counted = any(
            p.sort is PhraseSort.COUNT and (p.end == phrase.start or p.start == phrase.end) for p in self.phrases
        )
        return not (counted or phrase.quoted or phrase.named)

    def _body_name(self, phrase: Phrase) -> Iterator[Draft]:
        clause = self.clause
        striven = list(self._honour(phrase))
        if striven:
            yield from striven
            return
        for inner in phrase.inner:
            yield from self._inner(inner)
        if phrase.bare and not phrase.own:
            known = next(
                (m for m in reversed(self.discourse.bodies) if m.head == phrase.head or m.name.endswith(phrase.text)),
                None,
            )
            if known is None or len(phrase.text) < 3 or phrase.vague:
                self._refuse(phrase, "bare-head", "a head without a name before it")
                return
            phrase = replace(phrase, bare=False)
            again = known.name
        else:
            again = ""
        if phrase.vague:
            self._refuse(phrase, "vague-plural", "a pronoun before it: nothing definite is named")
            return
        if self._class_only(phrase):
            self._refuse(phrase, "class-only", "a class of bodies, none of them named or counted")
            return
        acting = (
            len(phrase.tail) >= 4 and not _PEOPLE.match(phrase.tail) and clause.subject_open and clause.verb is None
        )
        if phrase.tail and phrase.tail not in ("工作", "成立工作", "组建工作", "建设") and not acting:
            body = self._mention(phrase, "body-before-tail", 0.8, firm=True)
            yield body
            if clause.verb is not None and (clause.verb.act == "send" or clause.verb.word in _SENDING):
                clause.receivers = (*clause.receivers, body)
            clause.mode = "" if clause.mode == "to" else clause.mode
            return
        if clause.mode == "at" or clause.mode == "visit":
            body = self._mention(phrase, "body", 0.8)
            yield body
            if clause.mode == "visit":
                self.visit.append(body)
            return
        group = self.discourse.last_group
        full = again
        if (
            phrase.kind == "working_office"
            and group is not None
            and phrase.text.startswith(("领导小组", "指挥部", "专班"))
        ):
            full = group.name + "办公室"
        body = self._mention(phrase, "body", 0.9, name=full, aliases=(phrase.text,) if full else ())
        yield body
        self.discourse.bodies.append(body)
        if any(start <= phrase.start < end for start, end in self.adjuncts):
            return
        if phrase.kind in ("leading_group", "working_office") or (phrase.kind == "committee" and self.leaders):
            yield from self._lead(body, phrase.start)
        if (
            phrase.kind == "working_office"
            and self.discourse.last_group is not None
            and phrase.text.startswith(("领导小组", "指挥部", "专班", "委员会"))
        ):
            yield self._relation(RelationType.PART_OF, body, self.discourse.last_group, "office-of-group", 0.85)
        if phrase.kind == "leading_group":
            self.discourse.last_group = body
        founding = phrase.tail in ("成立工作", "组建工作")
        verb = clause.verb
        if clause.mode == "agent":
            clause.subjects = (*clause.subjects, body)
            clause.mode = "agent"
        elif clause.mode == "with":
            if not clause.subjects:
                clause.subjects = self.subjects or (self.discourse.reporting,)
                clause.joined = clause.subjects
            clause.subjects = (*clause.subjects, body)
            clause.joined = (*clause.joined, body)
        elif clause.mode in ("to", "by") and verb is None:
            pass
        elif verb is None and clause.subject_open:
            clause.subjects = (*clause.subjects, body)
        elif verb is not None and verb.act == "consists":
            for subject in self._subjects()[-1:]:
                if subject is not body:
                    yield self._relation(RelationType.PART_OF, body, subject, "consists-of", 0.85)
        elif verb is not None and (verb.act == "establishes" or founding) and not clause.negated:
            yield from self._established(body)
            clause.objects.append(body)
        elif verb is not None:
            clause.receivers = (*clause.receivers, body)

    def _established(self, body: Mention) -> Iterator[Draft]:
        for subject in self._subjects():
            if subject is body:
                continue
            yield self._relation(RelationType.ESTABLISHES, subject, body, "established", 0.85)
            named_for = any(
                inner.name != body.name and body.name.startswith(inner.name) for inner in self.mentions.values()
            )
            if not named_for and (
                body.kind in ("leading_group", "working_office") or body.head in ("编写组", "课题组")
            ):
                yield self._relation(RelationType.PART_OF, body, subject, "established-group", 0.7)
        yield from self._places_of(body)
        yield from self._time_of(body)
        self.activities.append(body)

    def _honour(self, phrase: Phrase) -> Iterator[Draft]:
        """争创全国文明城市: striving for a title is a campaign, 全国文明城市创建."""
        word = self.clause.verb.word if self.clause.verb is not None else ""
        if word not in ("创建", "争创", "申创", "创成") or not any(h in phrase.text for h in self._honours()):
            return
        named = replace(
            phrase, type=EntityType.INITIATIVE, kind="campaign", head="创建", text=phrase.text + "创建", tail="", inner=(), bare=False
        )  # fmt: skip
        mention = self._mention(named, "title-striven-for", 0.75, aliases=(phrase.text,))
        yield mention
        for subject in self._subjects():
            yield self._relation(RelationType.ORGANIZES, subject, mention, "title-striven-for", 0.75, Role.ORGANIZE)
        yield from self._time_of(mention)
        self.clause.objects.append(mention)
        self.activities.append(mention)

    def _honours(self) -> list[str]:
        return [word for word, class_ in self.lex.words.items() if class_ == "honour"]

    def _place_name(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        clause = self.clause
        striven = list(self._honour(phrase))
        if striven:
            yield from striven
            return
        if phrase.bare or phrase.vague or self.lex.words.get(phrase.text) == "prefix":
            return
        if phrase.tail and clause.mode != "at":
            return
        if (
            clause.verb is not None
            and clause.verb.act == "establishes"
            and clause.mode == ""
            and phrase.head.endswith("园")
        ):
            yield from self._activity_name(index, replace(phrase, type=EntityType.INITIATIVE, kind="project", tail=""))
            return
        if clause.mode in ("at", "visit"):
            place = self._mention(phrase, "place", 0.8)
            yield place
            if clause.mode == "visit":
                self.visit.append(place)
            else:
                clause.places.append(place)
        elif phrase.head in ("街道", "社区", "村", "镇", "乡", "小区") and (
            clause.verb is not None or clause.subject_open
        ):
            kind = "government" if phrase.head in ("街道", "镇", "乡") else "other"
            body = self._mention(replace(phrase, type=EntityType.BODY, kind=kind), "body-of-place", 0.75)
            yield body
            if clause.verb is None and clause.subject_open and clause.mode != "to":
                clause.subjects = (*clause.subjects, body)
            elif clause.verb is not None:
                clause.receivers = (*clause.receivers, body)

    def _document_name(self, phrase: Phrase) -> Iterator[Draft]:
        clause = self.clause
        titled = "《" in phrase.text
        verb = clause.verb
        act = verb.act if verb is not None else ""
        for inner in phrase.inner:
            yield from self._inner(inner)
        if phrase.vague or (phrase.bare and not titled):
            self._refuse(phrase, "bare-head", "a head without a name before it")
            return
        signed = (
            act == "aim" and verb is not None and verb.word in ("签订", "签署", "签订了") and phrase.kind == "agreement"
        )
        if not titled and act not in ("issues", "implements", "receive") and not signed:
            return
        if (
            not titled
            and act == "implements"
            and phrase.head not in ("八项规定", "实施细则", "规划", "方案", "实施方案", "条例", "纲要")
        ):
            return
        if not titled and act == "receive" and phrase.head != "政府工作报告":
            return
        document = self._mention(phrase, "titled-document" if titled else "document", 0.95 if titled else 0.75)
        yield document
        if titled:
            yield from self._nested(phrase)
        if titled and act == "implements" and phrase.inner:
            issuer = self.inners.get((phrase.inner[-1].start, phrase.inner[-1].end))
            if issuer is not None:
                yield self._relation(RelationType.ISSUES, issuer, document, "issuer-before-title", 0.75)
        if act == "issues":
            yield from self._time_of(document)
        relation = {"issues": RelationType.ISSUES, "implements": RelationType.IMPLEMENTS}.get(act)
        if relation is not None and not clause.negated:
            for subject in self._subjects():
                yield self._relation(relation, subject, document, act, 0.85 if titled else 0.75)
        clause.objects.append(document)
        self.activities.append(document)

    def _nested(self, phrase: Phrase) -> Iterator[Draft]:
        """《关于印发<关于成立…领导小组的方案>的通知》: the plan within the title, and the group that it founds."""
        inner = re.search(r"印发(<[^<>]+>|《[^《》]+》)", phrase.text)
        if inner is None:
            return
        words = inner.group(1)[1:-1]
        head = next(
            (self.lex.heads[words[-n:]] for n in range(min(9, len(words)), 0, -1) if words[-n:] in self.lex.heads), None
        )
        at = phrase.start + inner.start(1)
        kind = head.kind if head is not None and head.type is EntityType.DOCUMENT else "other"
        plan = self._mention(
            replace(phrase, start=at + 1, end=at + 1 + len(words), text=words, kind=kind, prefix=0),
            "nested-title",
            0.85,
        )
        yield plan
        for subject in self._subjects():
            yield self._relation(RelationType.ISSUES, subject, plan, "nested-title", 0.8)
        founded = re.search(r"(?:成立|组建|设立)(?P<group>\w+?(?:领导小组|工作组|专班|指挥部|委员会))", words)
        if founded is not None:
            start = at + 1 + founded.start("group")
            name = founded.group("group")
            group = self._mention(
                replace(phrase, start=start, end=start + len(name), text=name, type=EntityType.BODY, kind="leading_group",
                        head="领导小组", prefix=0, inner=()),
                "founded-in-title", 0.8,
            )  # fmt: skip
            yield group
            for subject in self._subjects():
                yield self._relation(RelationType.ESTABLISHES, subject, group, "founded-in-title", 0.75)

    def _activity_name(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        clause = self.clause
        phrase = self._merged(index, phrase)
        for inner in phrase.inner:
            yield from self._inner(inner)
        if clause.mode == "visit" and phrase.inner_place:
            place = self._mention(phrase.inner_place, "place", 0.8)
            yield place
            self.visit.append(place)
        if not self._accepts(index, phrase):
            return
        mention = self._activity(index, phrase)
        yield mention
        if clause.negated:
            return
        yield from self._acts(mention, phrase)
        yield from self._belongs(mention)
        yield from self._themes_of(mention, phrase)
        yield from self._time_of(mention)
        yield from self._places_of(mention)
        clause.objects.append(mention)
        self.activities.append(mention)

    def _merged(self, index: int, phrase: Phrase) -> Phrase:
        """甲走近乙等系列活动: what stands before 等 belongs to the name, where it is no name by itself."""
        if index < 2 or self.phrases[index - 1].sort is not PhraseSort.AND_SO_ON or not phrase.head.startswith("系列"):
            return phrase
        if phrase.text != phrase.head:
            return phrase
        start = -1
        for before in reversed(self.phrases[: index - 1]):
            if before.sort is PhraseSort.VERB:
                break
            if before.sort not in (PhraseSort.WORD, PhraseSort.NAME):
                return phrase
            start = before.start
        return replace(phrase, start=start, text=self.text[start : phrase.end], bare=False) if start >= 0 else phrase

    def _accepts(self, index: int, phrase: Phrase) -> bool:
        clause = self.clause
        verb = clause.verb
        titled_quote = phrase.quoted and phrase.head == ""
        before = self.phrases[index - 1] if index else None
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else None
        counted = bool(
            (before is not None and before.sort is PhraseSort.COUNT and before.end == phrase.start)
            or (after is not None and after.sort is PhraseSort.COUNT)
        )
        if before is not None and before.sort is PhraseSort.AND_SO_ON and len(phrase.text) <= 4:
            self._refuse(phrase, "generic-after-list", "only sums up the list before it")
            return False
        if self._met(phrase):
            governed = True
        elif clause.mode in ("to", "agent", "at"):
            governed = False
        else:
            governed = bool(verb is not None and verb.act not in ("aim", "receive")) or self.series is not None
        if self.doers:
            governed = True
        if phrase.tail and not _LIGHT.match(phrase.tail):
            reached = phrase.head in ("走访慰问", "走访", "慰问") and counted
            if not (phrase.quoted and governed and phrase.head) and not reached and phrase.tail != "事项":
                self._refuse(phrase, "modifier", f"stands before {phrase.tail}")
                return False
        set_apart = self.themes or self.visit or phrase.edition or self.treated or self._met(phrase)
        held = phrase.type is EntityType.EVENT and counted and len(phrase.head) >= (4 if phrase.head in _VERBAL else 3)
        listed = phrase.type is EntityType.EVENT and len(phrase.head) >= 3 and self._counted_list(index)
        known = phrase.head == "联席会议" or held or listed
        if phrase.bare and not set_apart and not known:
            self._refuse(phrase, "bare-head", "a head without a name before it")
            return False
        if phrase.bare and phrase.head not in _VERBAL and not phrase.edition and not known:
            self._refuse(phrase, "bare-head", "a head without a name before it")
            return False
        if verb is not None and verb.act == "implements" and phrase.type is EntityType.EVENT and clause.mode == "":
            return False
        if titled_quote and len(phrase.text) > 18:
            return False
        if titled_quote and (
            phrase.tail or not self._closes(index) or self.lex.words.get(phrase.text[1:-1]) == "vague"
        ):
            return False
        if (
            self.discourse.heading
            and not phrase.quoted
            and (
                phrase.text == phrase.head
                or phrase.head
                in (
                    "品牌",
                    "工作品牌",
                    "改造",
                    "活动",
                    "工程",
                    "项目",
                    "机制",
                    "制度",
                    "平台",
                    "培训",
                    "调研",
                    "协商",
                    "监督",
                )
            )
        ):
            self._refuse(phrase, "heading", "a heading names the field only")
            return False
        if governed:
            advanced = verb is not None and verb.weight == 0 and not phrase.quoted and not phrase.tail
            if advanced and phrase.type is EntityType.INITIATIVE:
                self._refuse(phrase, "field-of-work", "a field of work that is only advanced")
                return False
            if titled_quote and verb is not None and verb.act == "send":
                return False
            if titled_quote and verb is not None and not verb.strong and verb.act not in ("organizes", "establishes"):
                return False
            short = len(phrase.text) - len(phrase.head) <= 3 and not phrase.named and not counted and not phrase.edition
            if phrase.head in _FIELDS and short and not phrase.quoted and not self.series:
                self._refuse(phrase, "field-of-work", "too general to be a name")
                return False
            if phrase.head in ("体系", "工作", "系统") and not phrase.quoted:
                self._refuse(phrase, "field-of-work", "a system in general")
                return False
            return True
        if counted and phrase.type is EntityType.EVENT and (not phrase.tail or reached):
            return True
        if phrase.edition and phrase.type is EntityType.EVENT and not phrase.tail:
            return True
        if phrase.type is EntityType.EVENT and clause.verb is None and self._held(phrase):
            return True
        if titled_quote or phrase.head in _VERBAL:
            return False
        if phrase.quoted and phrase.head:
            return True
        if phrase.type is EntityType.EVENT and re.search(
            r"(?:二十|十[六七八九])大$|[二三四五六七]中全会$", phrase.text
        ):
            return True
        if (
            self.discourse.heading
            and phrase.type is EntityType.INITIATIVE
            and phrase.head in ("学习教育", "主题教育", "专题教育")
        ):
            return True
        self._refuse(phrase, "ungoverned", "no verb says that anybody carries it out")
        return False

    def _held(self, phrase: Phrase) -> bool:
        """Whether the clause goes on to say that the event took place (…于4月28日举行)."""
        rest = re.split(r"[,。;]", self.text[phrase.end :], maxsplit=1)[0]
        return bool(re.search(r"(?:举行|召开|举办|开幕|启动|落幕)$", rest)) and len(phrase.text) > len(phrase.head)

    def _closes(self, index: int) -> bool:
        """Whether a name is the last thing that its verb governs: a mark, a number or 等 follows."""
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else None
        return after is None or after.sort in (
            PhraseSort.COMMA, PhraseSort.LIST, PhraseSort.COUNT, PhraseSort.AND_SO_ON, PhraseSort.COLON, PhraseSort.TIME,
        )  # fmt: skip

    def _met(self, phrase: Phrase) -> bool:
        """Whether the clause says with whom (与学院座谈)."""
        return self.clause.mode == "with" and phrase.head in ("座谈", "座谈交流", "交流", "协商")

    def _counted_list(self, index: int) -> bool:
        """Whether a name stands in a list that a number closes (报告会、演讲比赛120余场次)."""
        for phrase in self.phrases[index + 1 :]:
            if phrase.sort is PhraseSort.COUNT:
                return True
            if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME, PhraseSort.AND_SO_ON):
                return False
        return False

    def _summed_up(self, index: int) -> Phrase | None:
        """The phrase after 等 that sums up the list in which a name stands (…“跳蚤市场”等活动)."""
        for position in range(index + 1, len(self.phrases)):
            phrase = self.phrases[position]
            if phrase.sort is PhraseSort.AND_SO_ON:
                after = self.phrases[position + 1] if position + 1 < len(self.phrases) else None
                return after if after is not None and after.sort is PhraseSort.NAME else None
            if phrase.sort not in (PhraseSort.LIST, PhraseSort.NAME):
                return None
        return None

    def _activity(self, index: int, phrase: Phrase) -> Mention:
        after = self.phrases[index + 1] if index + 1 < len(self.phrases) else None
        if phrase.head == "活动" and phrase.kind == "campaign":
            held = (
                after is not None
                and after.token is not None
                and after.token.number is not None
                and after.token.number.unit in ("次", "场", "场次", "期")
            )
            if held or self.series is not None or re.search(r"日”?活动$", phrase.text) or phrase.edition:
                phrase = replace(phrase, type=EntityType.EVENT, kind="other")
        if (
            phrase.head == "联席会议"
            and self.clause.verb is not None
            and self.clause.verb.word in ("召开", "组织召开", "牵头召开")
        ):
            phrase = replace(phrase, type=EntityType.EVENT, kind="meeting")
        if self.clause.verb is not None and self.clause.verb.word == "评选" and phrase.quoted and not phrase.head:
            return self._mention(
                replace(phrase, type=EntityType.EVENT, kind="competition"), "selection", 0.8, name=phrase.text + "评选",
                aliases=(phrase.text,),
            )  # fmt: skip
        summed = self._summed_up(index) if phrase.quoted and not phrase.head else None
        if summed is not None and summed.head in ("活动", "文化活动", "文体活动"):
            phrase = replace(phrase, type=EntityType.EVENT, kind="other")
        generic = phrase.text == phrase.head or (len(phrase.text) <= 4 and not phrase.quoted)
        about = ""
        name = phrase.text
        aliases: list[str] = []
        theme = self._theme_before(phrase)
        if self.clause.mode == "visit" and phrase.text != phrase.head and self.goes == "赴":
            generic = False
            aliases.append(name)
            name = f"赴{name}"
        elif self.visit:
            places = "、".join(m.name for m in self.visit)
            if phrase.text == phrase.head and self.goes == "赴":
                aliases.append(name)
                name = f"赴{places}{phrase.text}"
                generic = False
        elif self._met(phrase) and self.clause.subjects:
            aliases.append(name)
            name = f"与{self.clause.subjects[-1].name}{phrase.head}"
            generic = False
        elif phrase.text == phrase.head and self.treated:
            aliases.append(name)
            name = f"{self.treated}{phrase.text}"
            generic = False
        elif phrase.bare and phrase.text == phrase.head and theme:
            aliases.append(name)
            name = f"{theme}{phrase.text}"
            generic = False
        if generic:
            about = theme or f"{self.sentence}"
        return self._mention(
            phrase, "activity", 0.85 if self.clause.verb is not None else 0.6, name=name, generic=generic, about=about,
            aliases=tuple(aliases),
        )  # fmt: skip

    def _theme_before(self, phrase: Phrase) -> str:
        return next((theme for theme, start in reversed(self.themes) if start <= phrase.start), "")

    def _acts(self, mention: Mention, phrase: Phrase) -> Iterator[Draft]:
        """What the clause's verb says of an activity."""
        clause = self.clause
        verb = clause.verb
        relative = bool(self.doers)
        for body, what in self.doers:
            if what.act == "organizes":
                yield self._relation(
                    RelationType.ORGANIZES, body, mention, "relative-clause", 0.85, what.role or Role.ORGANIZE
                )
            elif what.act == "participates":
                yield self._relation(RelationType.PARTICIPATES, body, mention, "relative-clause", 0.8)
        self.doers = []
        if relative and (verb is None or verb.act == "aim"):
            return
        if verb is None and self._met(phrase):
            others = [s for s in clause.subjects if s.span.start >= self.span.start]
            for subject in self.subjects or (self.discourse.reporting,):
                yield self._relation(RelationType.ORGANIZES, subject, mention, "met-with", 0.8, Role.ORGANIZE)
            for other in others[-1:]:
                yield self._relation(RelationType.PARTICIPATES, other, mention, "met-with", 0.8)
            clause.subjects = ()
            clause.mode = ""
            return
        if verb is None:
            if self.series is not None:
                for subject in self._subjects():
                    yield self._relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.8, Role.ORGANIZE)
            elif self.visit or ((phrase.edition or self._by_itself(phrase)) and clause.subject_open and not relative):
                for subject in self._subjects():
                    yield self._relation(RelationType.ORGANIZES, subject, mention, "takes-place", 0.75, Role.ORGANIZE)
            return
        act, role = verb.act, clause.role
        if act in ("visit", "send"):
            act, role = ("organizes", Role.ORGANIZE) if act == "visit" else ("participates", None)
        if (phrase.tail and _SERVING.search(phrase.tail)) or (verb.weight == 0 and self._served(phrase)):
            act, role = "organizes", Role.SUPPORT
        if self.series is not None:
            act, role = "organizes", Role.ORGANIZE
        doers = clause.pivots or self._subjects()
        if act == "organizes":
            for doer in doers:
                yield self._relation(
                    RelationType.ORGANIZES, doer, mention, f"organizes:{verb.word}", 0.85, role or Role.ORGANIZE
                )
            if clause.pivots and clause.outer is not None:
                for subject in self._subjects():
                    yield self._relation(RelationType.ORGANIZES, subject, mention, "pivot", 0.75, clause.outer)
        elif act == "participates":
            for inner in phrase.inner[-1:]:
                host = self.inners.get((inner.start, inner.end))
                if host is not None and host.type is EntityType.BODY:
                    yield self._relation(RelationType.ORGANIZES, host, mention, "organiser-in-name", 0.7, Role.ORGANIZE)
            for doer in doers:
                yield self._relation(RelationType.PARTICIPATES, doer, mention, f"participates:{verb.word}", 0.8)
        elif act == "establishes":
            established = verb.weight >= 2
            for doer in doers:
                if mention.type is EntityType.INITIATIVE and established:
                    yield self._relation(RelationType.ESTABLISHES, doer, mention, f"establishes:{verb.word}", 0.8)
                else:
                    yield self._relation(
                        RelationType.ORGANIZES, doer, mention, f"organizes:{verb.word}", 0.7, Role.ORGANIZE
                    )
        elif act == "implements":
            relation = RelationType.IMPLEMENTS if mention.type is EntityType.INITIATIVE else None
            if relation is not None and verb.weight >= 2:
                for doer in doers:
                    yield self._relation(relation, doer, mention, f"implements:{verb.word}", 0.75)

    def _by_itself(self, phrase: Phrase) -> bool:
        """Whether a named programme opens its clause as if it acted (“金秋助学”活动资助…): the body that reports carries it out."""
        opening = re.split(r"[,。;]", self.text[: phrase.start])[-1]
        return (
            phrase.type is EntityType.INITIATIVE
            and phrase.quoted
            and phrase.kind in ("campaign", "series", "project")
            and len(opening) <= 3
        )

    def _served(self, phrase: Phrase) -> bool:
        """做好…会议的服务保障: the noun after 的 says that the body only serves."""
        rest = re.split(r"[;。]", self.text[phrase.end :], maxsplit=1)[0]
        if re.match(r"(?:的|等)?(?:组织|服务|保障|协调)*(?:服务|保障|协调)(?:工作)?(?:,|$)", rest):
            return True
        match = re.search(r"的([^,、]{2,12}?)(?:工作)?(?:,|、|$)", rest)
        return bool(match and re.search(r"服务|保障|协调", match.group(1)))

    def _belongs(self, mention: Mention) -> Iterator[Draft]:
        """The series or programme that an activity is part of."""
        if (
            mention.edition
            and "届" in mention.edition
            and mention.type is EntityType.EVENT
            and not re.match(r"^[一二三四五六七八九十]+届", mention.edition)
        ):
            name = mention.name.replace(mention.edition, "", 1).strip()
            if len(name) >= 3:
                series = replace(
                    mention,
                    type=EntityType.INITIATIVE,
                    kind="series",
                    name=name,
                    edition="",
                    rule="series-of-edition",
                    aliases=(),
                )
                yield series
                self.edition_series = series
                yield self._relation(RelationType.SUB_ACTIVITY_OF, mention, series, "edition", 0.9)
        programme = self.series
        rule = "announced-list"
        if (
            programme is None
            and self.umbrella is None
            and self.discourse.announced is not None
            and not self.discourse.programmes
        ):
            programme = self.discourse.announced
        if (
            programme is None
            and self.umbrella is not None
            and self.umbrella is not mention
            and mention.type is EntityType.EVENT
            and not mention.edition
        ):
            programme, rule = self.umbrella, "clause-after-programme"
            if programme.type is EntityType.EVENT and self.edition_series is not None:
                programme = self.edition_series
        if programme is None and self.discourse.programmes:
            programme, rule = self.discourse.programmes[-1], "heading"
        if programme is not None and programme.name != mention.name:
            yield self._relation(RelationType.SUB_ACTIVITY_OF, mention, programme, rule, 0.75)

    def _themes_of(self, mention: Mention, phrase: Phrase) -> Iterator[Draft]:
        if self.umbrella is not None and self.umbrella is not mention:
            return
        for theme, start in self.themes:
            if start <= phrase.start:
                yield self._relation(RelationType.THEME, mention, theme, "theme", 0.8)

    def _time_of(self, mention: Mention) -> Iterator[Draft]:
        if self.time is None:
            return
        value, words = self.time
        year = value[:4]
        later = self.discourse.year is not None and year.isdigit() and int(year) > self.discourse.year
        if (len(value) > 4 and "/" not in value[:5]) or (later and len(value) == 4):
            yield self._relation(RelationType.TIME, mention, value, "time", 0.8, words=words)

    def _places_of(self, mention: Mention) -> Iterator[Draft]:
        places = self.clause.places or self.visit
        for place in places:
            if place.type is not EntityType.PLACE:
                continue
            yield self._relation(RelationType.PLACE, mention, place, "place", 0.8)

    # --- posts and persons

    def _post(self, phrase: Phrase) -> Mention:
        return self._mention(phrase, "post", 0.8)

    def _post_name(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        for inner in phrase.inner:
            yield from self._inner(inner)
        if phrase.vague:
            return
        person = self._named_person(phrase)
        takes = _TAKES.match(self.text, phrase.end + (len(person) if person else 0))
        if not takes and phrase.text in _ROLES and person == "":
            return
        own = not phrase.inner and (person or takes) and phrase.chief
        if (
            not phrase.inner
            and not own
            and not takes
            and not phrase.head.startswith(("党", "市", "区", "县", "省", "镇", "乡"))
        ):
            self._refuse(phrase, "post-without-body", "a title without the body that it leads")
            return
        post = self._post(phrase)
        yield post
        following = self.phrases[index + 2] if index + 2 < len(self.phrases) else None
        if (
            following is not None
            and following.type is EntityType.POST
            and self.phrases[index + 1].sort is PhraseSort.LIST
            and not person
        ):
            self.pending.append((post, phrase))
            yield from self._post_facts(post, phrase)
            return
        holders = [post]
        if person:
            holder = Phrase(
                sort=PhraseSort.NAME, start=phrase.end, end=phrase.end + len(person), text=person, type=EntityType.PERSON, kind="other",
            )  # fmt: skip
            named = self._mention(holder, "person-after-title", 0.8)
            yield named
            holders.append(named)
            for _, earlier in self.pending:
                yield from self._post_facts(named, earlier)
        holders = [*(held for held, _ in self.pending), *holders]
        self.pending = []
        if takes and self.discourse.last_group is not None:
            for one in holders:
                yield self._relation(RelationType.HEADS, one, self.discourse.last_group, "takes-the-lead", 0.85)
        for one in holders[-2:] if person else holders[-1:]:
            yield from self._post_facts(one, phrase)
        self.clause.mode = "" if self.clause.mode in ("to", "agent") else self.clause.mode

    def _named_person(self, phrase: Phrase) -> str:
        """The person's name right after a title (院长刘建民), or nothing."""
        match = _PERSON_NAME.match(self.text, phrase.end)
        return match.group() if match is not None and match.group()[0] in self.lex.surnames else ""

    def _post_facts(self, post: Mention, phrase: Phrase) -> Iterator[Draft]:
        if not phrase.chief:
            return
        reporting = self.discourse.reporting
        if not phrase.inner and phrase.text == phrase.head and phrase.head in _OWN_CHIEFS.get(reporting.head[-1:], ()):
            yield self._relation(RelationType.HEADS, post, reporting, "post-of-reporting-body", 0.75)
            return
        organ = next(
            (
                o
                for o in ("党组", "党委", "党工委", "党总支", "党支部", "纪委", "市委", "区委", "县委", "省委")
                if phrase.head.startswith(o)
            ),
            "",
        )
        if organ:
            end = phrase.end - len(phrase.head) + len(organ)
            body = self._mention(
                replace(phrase, end=end, text=phrase.text[: len(phrase.text) - len(phrase.head) + len(organ)],
                        type=EntityType.BODY, kind="party", head=organ, prefix=0, tail=""),
                "body-of-post", 0.8,
            )  # fmt: skip
            yield body
        elif phrase.inner:
            inner = phrase.inner[-1]
            body = self._mention(inner, "body-of-post", 0.8)
            yield body
        else:
            return
        yield self._relation(RelationType.HEADS, post, body, "post-of-body", 0.8)

    def _lead(self, group: Mention, start: int) -> Iterator[Draft]:
        """The posts named before a group (以…为组长的…领导小组), each to the first group that follows it."""
        for end, post in self.leaders:
            if end <= start:
                yield self._relation(RelationType.HEADS, post, group, "led-by", 0.9)
        self.leaders = [(end, post) for end, post in self.leaders if end > start]

    def _congresses(self) -> Iterator[Draft]:
        """Party congresses and plenums, one event each (党的二十大, 十九届二中、三中全会)."""
        for match in _CONGRESS.finditer(self.text):
            name = match.group()
            yield self._congress(
                match.start(), match.end(), name, (match.group("short"), "中共" + match.group("short"))
            )
        for match in _PLENUM.finditer(self.text):
            term = match.group("term") or ""
            for each in re.finditer(r"[一二三四五六七]中", match.group("which")):
                start = match.start("which") + each.start()
                names = [f"{term}{each.group()}全会"]
                yield self._congress(
                    start, start + 2, "中共" + names[0] if term else names[0], (names[0], f"{each.group()}全会")
                )
            self.covered.append((match.start(), match.end()))

    def _congress(self, start: int, end: int, name: str, aliases: tuple[str, ...]) -> Mention:
        phrase = Phrase(
            sort=PhraseSort.NAME, start=start, end=end, text=name, type=EntityType.EVENT, kind="meeting", head="大会",
        )  # fmt: skip
        self.covered.append((start, end))
        return self._mention(phrase, "party-congress", 0.9, aliases=aliases)

    def _persons(self) -> Iterator[Draft]:
        """Persons by name: public figures with their title, and names that follow 同志 or a post's title."""
        for match in _FIGURE.finditer(self.text):
            if match.group("name") in self.lex.figures or (
                match.group("name")[0] in self.lex.surnames and match.group("title") == "同志"
            ):
                name = match.group("name")
                phrase = Phrase(
                    sort=PhraseSort.NAME, start=match.start("name"), end=match.end("name"), text=name, type=EntityType.PERSON, kind="other",
                )  # fmt: skip
                yield self._mention(phrase, "person", 0.9, aliases=(match.group(),))

    # --- plain words

    def _word(self, index: int, phrase: Phrase) -> Iterator[Draft]:
        clause = self.clause
        if clause.mode == "visit" and index + 2 < len(self.phrases) and self.phrases[index + 1].sort is PhraseSort.LIST:
            shared = self.phrases[index + 2]
            place = shared.inner_place or shared
            if place.type is EntityType.PLACE and len(phrase.text) >= 2:
                first = self._mention(
                    replace(phrase, sort=PhraseSort.NAME, type=EntityType.PLACE, kind="other", head=place.head), "place-in-list", 0.7,
                    name=phrase.text + place.head,
                )  # fmt: skip
                yield first
                self.visit.append(first)
                return
        before = self.phrases[index - 1] if index else None
        if (
            self.series is not None
            and before is not None
            and re.match(r"一[次场批个项堂期部]$", before.text)
            and len(phrase.text) >= 2
        ):
            verb = self.clause.verb.word if self.clause.verb is not None and self.clause.verb.word != "组织" else ""
            mention = self._mention(
                replace(phrase, type=EntityType.EVENT, kind="other", head="", token=None), "series-item", 0.7,
                name=verb + phrase.text, aliases=(phrase.text,),
            )  # fmt: skip
            yield mention
            for subject in self._subjects():
                yield self._relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.7, Role.ORGANIZE)
            yield from self._belongs(mention)
            self.clause.verb = None
            return
        if self.series is not None:
            item = _SERIES_ITEM.match(phrase.text)
            if item is not None and len(item.group("name")) >= 2:
                name = item.group("verb") + item.group("name")
                mention = self._mention(
                    replace(phrase, type=EntityType.EVENT, kind="other", head="", token=None), "series-item", 0.65, name=name,
                    aliases=(item.group("name"),),
                )  # fmt: skip
                yield mention
                for subject in self._subjects():
                    yield self._relation(RelationType.ORGANIZES, subject, mention, "series-item", 0.7, Role.ORGANIZE)
                yield from self._belongs(mention)
                return
        if phrase.text in self.lex.words and self.lex.words[phrase.text] != "time":
            return
        if phrase.text in ("座谈", "考察", "调研"):
            return
        if (
            clause.verb is None
            and clause.subject_open
            and not phrase.text.startswith(("年", "月"))
            and clause.mode == ""
            and phrase.token is not None
            and phrase.token.tag.startswith("n")
        ):
            # Somebody or something else is the subject: what was carried does not act here.
            clause.subject_open = True

    # --- shared

    def _subjects(self) -> tuple[Mention, ...]:
        return self.clause.subjects or self.subjects or (self.discourse.reporting,)

    def _inner(self, phrase: Phrase) -> Iterator[Draft]:
        if phrase.start not in self.mentions or self.mentions[phrase.start].name != phrase.text:
            mention = self._mention(phrase, "body-in-name", 0.75)
            self.inners[phrase.start, phrase.end] = mention
            yield mention

    def _mention(
        self, phrase: Phrase, rule: str, confidence: float, *, name: str = "", generic: bool = False, about: str = "",
        aliases: tuple[str, ...] = (), firm: bool = True,
    ) -> Mention:  # fmt: skip
        if phrase.type is None:
            raise ValueError(f"a phrase without a type is no mention: {phrase.text}")
        text = name or phrase.text
        forms = list(aliases)
        if phrase.prefix:
            forms.append(phrase.text[phrase.prefix :])
        if phrase.edition and phrase.type is EntityType.EVENT:
            forms.append(phrase.text.replace(phrase.edition, "", 1))
        mention = Mention(
            type=phrase.type, kind=phrase.kind, name=text, span=self.view.span(phrase.start, phrase.end),
            sentence=self.sentence, rule=rule, confidence=confidence, aliases=tuple(forms), generic=generic, about=about,
            own=phrase.own, firm=firm and not (phrase.own and phrase.text[-1] in "市区县省州旗镇乡"), surface=self._surface(phrase), edition=phrase.edition, head=phrase.head,
            status=self.status if phrase.type in ACTIVITIES or phrase.type is EntityType.BODY else None,
        )  # fmt: skip
        self.mentions[phrase.start] = mention
        return mention

    def _surface(self, phrase: Phrase) -> str:
        """A phrase as the report spells it: its own punctuation, without line breaks and spaces inside Chinese words."""
        view = self.view
        out: list[str] = []
        for at in range(phrase.start, phrase.end):
            char = self.text[at]
            original = self.source[view.offsets[at]]
            out.append(original if not original.isspace() else char)
        return "".join(out)

    def _relation(
        self, type_: RelationType, source: Mention, target: Mention | str, rule: str, confidence: float,
        role: Role | None = None, words: str | None = None,
    ) -> DraftRelation:  # fmt: skip
        return DraftRelation(
            type=type_, source=source, target=target, span=self.span, rule=rule, confidence=confidence, role=role,
            status=self.status, words=words,
        )  # fmt: skip

    def _refuse(self, phrase: Phrase, rule: str, reason: str) -> None:
        span: Span = self.view.span(phrase.start, phrase.end)
        self.refusals.append(Refusal(span=span, words=phrase.text, rule=rule, reason=reason))


def _joined(items: Sequence[Phrase], text: str) -> Iterator[Phrase]:
    """The items of a list as they stand between its marks, phrases that touch taken together."""
    start = -1
    last: Phrase | None = None
    for item in items:
        if last is not None and "、" in text[last.end : item.start]:
            yield replace(last, start=start, text=text[start : last.end], token=None)
            start = -1
        start = item.start if start < 0 else start
        last = item
    if last is not None:
        yield replace(last, start=start, text=text[start : last.end], token=None)


def _holds(mention: Mention) -> bool:
    """Whether an activity may hold those that the next clause names (系列活动, 第六届文化节)."""
    if mention.type is EntityType.EVENT:
        return mention.head.endswith("节")
    return mention.type is EntityType.INITIATIVE and mention.kind in ("series", "campaign", "study")
