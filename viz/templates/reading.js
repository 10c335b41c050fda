"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const panel = document.getElementById("facts");
const words = {
  zh: { hint: "点按任一标记，看它的名称、事实与原句；句首数字列出该句的全部事实。", names: "其他名称", passed: "略过", confidence: "置信度", rule: "规则",
    organizes: "组织", partOf: "隶属", participates: "参加", establishes: "设立", issues: "制发", implements: "落实", heads: "负责", subActivityOf: "属于", theme: "主题", place: "地点", time: "时间",
    lead: "牵头", organize: "组织", host: "承办", support: "支持", sentence: "该句的事实", trail: "该句如何读出",
    Body: "机构", Initiative: "举措", Event: "活动", Document: "文件", Post: "职务", Person: "人物", Place: "地点",
    done: "已完成", "under way": "进行中", planned: "计划", proposed: "建议" },
  en: { hint: "Choose a mark for its names, facts and sentences; the number before a sentence lists all that it states.", names: "also", passed: "Passed over", confidence: "confidence", rule: "rule",
    organizes: "organizes", partOf: "part of", participates: "participates in", establishes: "establishes", issues: "issues", implements: "implements", heads: "heads", subActivityOf: "part of", theme: "theme", place: "place", time: "time",
    lead: "lead", organize: "organize", host: "host", support: "support", sentence: "What this sentence states", trail: "How it was read" } };
let language = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
let shown = null;
const say = (key) => words[language][key] || key;
function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}
const nameOf = (id) => (data.entities[id] ? data.entities[id].names[0] : id);
function relationLine(fact) {
  const role = fact.role ? `（${say(fact.role)}）` : "";
  return `${nameOf(fact.source)} — ${say(fact.type)}${role} → ${nameOf(fact.target)}`;
}
function measureLine(fact) {
  const sign = { about: "≈", under: "<", over: ">", exact: "" }[fact.approx];
  return `${nameOf(fact.of)}: ${sign}${fact.value} ${fact.unit} ${fact.what}`;
}
function factItem(line, fact, withSentence) {
  const item = make("li");
  item.append(make("div", line));
  if (withSentence) item.append(make("blockquote", fact.sentence));
  item.append(make("div", `${say("rule")} ${fact.rule} · ${say("confidence")} ${fact.confidence}`, "quiet"));
  return item;
}
function entityCard(id) {
  const entity = data.entities[id];
  const section = make("section");
  section.append(make("h3", entity.names[0]));
  section.append(make("p", [say(entity.type), entity.kind[language === "zh" ? 0 : 1], entity.status && say(entity.status), `${say("confidence")} ${entity.confidence}`].filter(Boolean).join(" · "), "quiet"));
  const others = entity.names.slice(1);
  if (others.length) section.append(make("p", `${say("names")}: ${others.join("、")}`, "quiet"));
  const list = make("ul");
  for (const fact of data.relations) if (fact.source === id || fact.target === id) list.append(factItem(relationLine(fact), fact, true));
  for (const fact of data.measures) if (fact.of === id) list.append(factItem(measureLine(fact), fact, true));
  section.append(list);
  return section;
}
function refusalCard(id) {
  const refusal = data.refusals[Number(id.slice(1))];
  const section = make("section");
  section.append(make("h3", `${say("passed")}: ${refusal.words}`));
  section.append(make("p", `${refusal.rule}: ${refusal.reason}`, "quiet"));
  return section;
}
function show(ids, facts, at) {
  shown = [ids, facts, at];
  panel.replaceChildren();
  for (const id of ids) panel.append(data.entities[id] ? entityCard(id) : refusalCard(id));
  if (facts.length) {
    const section = make("section");
    section.append(make("h3", say("sentence")));
    const list = make("ul");
    facts.forEach((key, at) => {
      const number = Number(key.slice(1));
      const fact = key[0] === "r" ? data.relations[number] : data.measures[number];
      if (at === 0) section.append(make("blockquote", fact.sentence));
      list.append(factItem(key[0] === "r" ? relationLine(fact) : measureLine(fact), fact, false));
    });
    section.append(list);
    panel.append(section);
  }
  if (data.trails[at]) {
    const section = make("section");
    section.append(make("h3", say("trail")));
    section.append(make("pre", data.trails[at], "trail"));
    panel.append(section);
  }
  if (!ids.length && !facts.length && !data.trails[at]) panel.append(make("p", say("hint"), "quiet"));
  panel.scrollTop = 0;
  for (const mark of document.querySelectorAll(".mark")) {
    mark.classList.toggle("here", mark.dataset.ids.split(" ").some((id) => ids.includes(id) && data.entities[id]));
  }
}
function choose(target) {
  const mark = target.closest(".mark");
  if (mark) return show(mark.dataset.ids.split(" ").reverse(), [], null);
  const says = target.closest(".says");
  if (says) return show([], says.dataset.facts.split(" ").filter(Boolean), says.dataset.at);
  const key = target.closest(".key");
  if (key) {
    const on = key.getAttribute("aria-pressed") !== "true";
    key.setAttribute("aria-pressed", String(on));
    for (const each of document.querySelectorAll(`.mark.${key.dataset.type}`)) each.classList.toggle("off", !on);
  }
}
function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll(".zh")) element.classList.toggle("hide", language !== "zh");
  for (const element of document.querySelectorAll(".en")) element.classList.toggle("hide", language !== "en");
  document.getElementById("language").textContent = language === "zh" ? "English" : "中文";
  show(...(shown || [[], [], null]));
}
const tip = document.getElementById("tip");
function tell(event) {
  const mark = event.target.closest(".mark");
  tip.textContent = mark ? mark.dataset.ids.split(" ").map((id) => {
    const entity = data.entities[id];
    return entity ? `${entity.names[0]} (${say(entity.type)} · ${entity.kind[language === "zh" ? 0 : 1]})` : `${say("passed")}: ${data.refusals[Number(id.slice(1))].reason}`;
  }).join("; ") : "";
}
document.addEventListener("mouseover", tell);
document.addEventListener("focusin", tell);
document.addEventListener("click", (event) => choose(event.target));
document.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" || event.key === " ") && event.target.classList.contains("mark")) {
    event.preventDefault();
    choose(event.target);
  }
});
document.getElementById("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; speak(); });
speak();
