// The interface in Chinese and English. Chinese first.

import TERMS from "./terms.json";

const WORDS = {
  overview: ["概览", "Overview"],
  table: ["表格", "Table"],
  network: ["网络", "Network"],
  tree: ["机构树", "Body tree"],
  timeline: ["时间线", "Timeline"],
  matrix: ["矩阵", "Matrix"],
  years: ["历年比较", "Years"],
  source: ["原文", "Source"],
  ask: ["提问", "Ask"],
  views: ["视图", "Views"],
  search: ["搜索:汉字、拼音、繁體", "Search: Chinese or pinyin"],
  searchLabel: ["搜索名称", "Search names"],
  noHit: ["没有找到", "Nothing found"],
  language: ["English", "中文"],
  languageLabel: ["Switch to English", "切换为中文"],
  theme: ["明暗", "Theme"],
  themeLabel: ["切换明暗", "Switch between light and dark"],
  skip: ["跳到内容", "Skip to content"],
  close: ["关闭", "Close"],
  details: ["详情", "Details"],
  alsoCalled: ["又称", "Also called"],
  mentioned: ["文中出处", "Where it is named"],
  facts: ["事实", "Facts"],
  factsInAll: ["关系、时间与数量", "Relations, times and counts"],
  inWords: ["时间只有文字", "time in words only"],
  fact: ["事实", "Fact"],
  entities: ["实体", "Entities"],
  inSource: ["看原文", "In the source"],
  inNetwork: ["看网络", "In the network"],
  inTable: ["看表格", "In the table"],
  more: ["再显示 {n} 条", "Show {n} more"],
  rule: ["规则", "rule"],
  confidence: ["置信度", "Confidence"],
  status: ["状态", "Status"],
  edition: ["第 {n} 届", "edition {n}"],
  copyLink: ["复制链接", "Copy link"],
  copied: ["已复制", "Copied"],
  noFacts: ["报告没有写明它与其他事物的关系。", "The report relates it to nothing else."],
  export: ["导出", "Export"],
  filter: ["筛选", "Filter"],
  filters: ["筛选条件", "Filters"],
  clear: ["清除", "Clear"],
  clearAll: ["清除全部筛选", "Clear all filters"],
  type: ["类型", "Type"],
  kind: ["类别", "Kind"],
  year: ["年度", "Year"],
  report: ["报告", "Report"],
  reports: ["报告", "Reports"],
  section: ["章节", "Section"],
  role: ["角色", "Role"],
  relation: ["关系", "Relation"],
  name: ["名称", "Name"],
  names: ["其他名称", "Other names"],
  degree: ["事实数", "Facts"],
  mentions: ["提及", "Mentions"],
  subject: ["主体", "Subject"],
  object: ["对象", "Object"],
  sentence: ["句子", "Sentence"],
  all: ["全部", "All"],
  none: ["无", "None"],
  moreColumns: ["列出最活跃的 {n} 个,共 {all} 个", "the {n} most active of {all} are columns"],
  moreRows: ["列出 {n} 行,共 {all} 行", "{n} of {all} rows"],
  moreOf: ["显示更多", "Show more"],
  shown: ["{n} 项,共 {all} 项", "{n} of {all}"],
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],
  pageOf: ["第 {n} / {all} 页", "Page {n} of {all}"],
  nothing: ["没有符合条件的内容。", "Nothing fits these filters."],
  ego: ["一个中心", "One centre"],
  kindsMode: ["按类别汇总", "By kind"],
  groupsMode: ["按群组汇总", "By cluster"],
  allMode: ["全部", "Everything"],
  depth: ["步数", "Steps"],
  centre: ["以此为中心", "Centre here"],
  expand: ["展开", "Expand"],
  fit: ["适合窗口", "Fit"],
  zoomIn: ["放大", "Zoom in"],
  zoomOut: ["缩小", "Zoom out"],
  legend: ["图例", "Legend"],
  mode: ["方式", "Show"],
  left: ["另有 {n} 个未画出(先画事实最多的)", "{n} more are not drawn (best connected first)"],
  networkLabel: ["网络图:{n} 个节点,{m} 条关系。方向键移动,加减号缩放,N 和 P 逐个选择节点,回车以它为中心。表格视图有同样的内容。",
    "Network of {n} nodes and {m} relations. Arrow keys move, plus and minus zoom, N and P step through nodes, Enter centres. The table has the same content."],
  drawMore: ["画更多", "Draw more"],
  and: ["等 {all} 个", "and {n} more"],
  rest: ["其余 {n} 个", "{n} others"],
  cannotOpen: ["图谱打不开:", "The graph cannot be opened:"],
  unlinked: ["没有联系的 {n} 个", "{n} without a link"],
  administrative: ["行政与工作机构", "Administrative and working bodies"],
  partyTree: ["党的组织", "Party organizations"],
  headedBy: ["负责", "head"],
  at: ["设于", "at"],
  activities: ["活动与举措", "activities"],
  expandAll: ["全部展开", "Expand all"],
  collapseAll: ["全部收起", "Collapse all"],
  group: ["小组、办公室与工作站", "Groups, offices, stations"],
  alone: ["另有 {n} 个机构,报告没有写明隶属", "{n} further bodies whose place the reports do not tell"],
  day: ["某日", "a day"],
  month: ["某月", "a month"],
  wholeYear: ["只知年份", "year only"],
  interval: ["一段时间", "a stretch"],
  undated: ["没有写明时间,只知出自该年度报告", "No date given; known only from the report on that year"],
  noDates: ["这些报告没有给活动和举措写明时间。下面按年度报告列出。", "These reports date none of their activities. Below they stand by the report's year."],
  roleMatrix: ["机构 × 活动", "Bodies × activities"],
  themeMatrix: ["举措 × 主题", "Activities × themes"],
  body: ["机构", "Body"],
  activity: ["活动或举措", "Activity"],
  matrixHint: ["每格是报告写明的角色;点击看原句。", "Each cell is a role that a report states; click for the sentence."],
  came: ["新出现", "Came"],
  stayed: ["延续", "Stayed"],
  went: ["不再出现", "Went"],
  oneYear: ["这里只有一个年度的报告。有同一机构两年以上的报告时,这里比较新出现、延续和不再出现的机构、举措与活动。",
    "There is one year only. With reports of one body on two years or more, this view shows what came, stayed and went."],
  compared: ["比较的机构", "Body"],
  allBodies: ["全部报告", "All reports"],
  passedOver: ["显示略过的词句", "Show what was passed over"],
  passed: ["略过", "Passed over"],
  reason: ["原因", "Reason"],
  outline: ["提纲", "Outline"],
  markMentions: ["标出实体", "Mark entities"],
  markFacts: ["标出事实", "Underline facts"],
  digest: ["校验值", "Digest"],
  published: ["发布", "Published"],
  from: ["来源", "Source"],
  questions: ["现成的问题", "Named questions"],
  run: ["运行", "Run"],
  running: ["正在查询…", "Running…"],
  fetching: ["正在载入…", "Loading…"],
  lost: ["数据没有取到。请重新载入此页。", "The data did not come. Load the page again."],
  loading: ["正在载入查询引擎…", "Loading the query engine…"],
  rows: ["{n} 行,{ms} 毫秒", "{n} rows in {ms} ms"],
  cut: ["只显示前 {n} 行", "first {n} rows only"],
  stopped: ["超过 {n} 秒,已停止。请缩小问题。", "Stopped after {n} seconds. Ask for less."],
  readOnly: ["这里只能查询,不能修改。", "This console only reads."],
  query: ["SPARQL 查询", "SPARQL query"],
  noTerm: ["本体中没有 {term}。", "{term} is no term of the ontology."],
  nearest: ["最接近的是 {term}。", "The nearest is {term}."],
  noConsole: ["这一页没有附带查询引擎。", "This page was made without the query engine."],
  csv: ["CSV", "CSV"],
  sentencesRead: ["有事实的句子", "sentences with a fact"],
  biggest: ["联系最多的机构", "Best connected bodies"],
  numbers: ["报告中的数量", "Numbers in the reports"],
  kindsOf: ["类别", "Kinds"],
  byYear: ["按年度", "By year"],
  look: ["打开网络", "Open the network"],
  roles: ["角色", "Roles"],
  lowConfidence: ["置信度低于 0.6", "confidence below 0.6"],
  confidenceFrom: ["置信度不低于", "Confidence at least"],
  relations: ["关系", "relations"],
  measures: ["数量", "numbers"],
  claims: ["处原文", "places in the text"],
  print: ["打印", "Print"],
  selected: ["已选择 {name}", "Selected {name}"],
  madeBy: ["由 jigou 生成;不联网,全部内容都在这一个文件里。", "Made by jigou. Nothing is loaded: everything is in this one file."],
  sort: ["排序", "Sort"],
  evidence: ["原文", "Evidence"],
  nonode: ["没有可以画的内容", "There is nothing to draw"],
  hideTypes: ["显示的类型", "Types shown"],
  text: ["文字", "Text"],
};

let language = "zh";

/** The interface's language, `zh` or `en`. */
export const speaks = () => language;
export const speak = (next) => { language = next === "en" ? "en" : "zh"; };

const column = () => (language === "en" ? 1 : 0);

/** A word of the interface, with `{name}` filled in. */
export function t(key, fill = {}) {
  const pair = WORDS[key];
  if (!pair) throw new Error(`no word ${key}`);
  return pair[column()].replace(/\{(\w+)\}/g, (_, name) => (typeof fill[name] === "number" ? fill[name].toLocaleString("en") : fill[name]));
}

const label = (entry, fallback) => entry?.[column()] ?? fallback;

export const typeLabel = (type) => label(TERMS.types[type], type);
export const typesLabel = (type) => (language === "en" ? TERMS.types[type]?.[2] ?? type : typeLabel(type));
export const kindLabel = (type, kind) => label(TERMS.kinds[type]?.[kind], kind);
export const roleLabel = (role) => label(TERMS.roles[role], role);
export const roleLetter = (role) => TERMS.roles[role]?.[2 + column()] ?? "·";
export const statusLabel = (status) => label(TERMS.statuses[status], status);
export const approxLabel = (approx) => label(TERMS.approximations[approx], "");

/** How a relation reads from its source, or backward from its target. */
export function relationLabel(type, role = null, backward = false) {
  if (type === "organizes" && role) {
    const word = roleLabel(role);
    if (!backward) return word;
    return language === "en" ? `${word} (by)` : `${word}者`;
  }
  return label(TERMS.relations[type]?.[backward ? 1 : 0], type);
}

/** A number with its unit as the report has it. */
export function amount(fact) {
  const value = fact.value.toLocaleString("en", { maximumFractionDigits: 6 });
  return `${approxLabel(fact.approx)}${value}${fact.unit === "%" ? "%" : ` ${fact.unit}`}`;
}

export { TERMS };
