// What is known of the thing or fact that was selected: names, facts, and for each the sentence it was read in.

import { h, replace } from "./dom.js";
import { mark } from "./palette.js";
import { amount, kindLabel, relationLabel, statusLabel, t, typeLabel } from "./words.js";

const FIRST = 6;
const ORDER = ["partOf", "heads", "establishes", "organizes", "participates", "issues", "implements", "subActivityOf", "theme", "place"];

/** A button that selects a node. */
export function nodeButton(app, node, { size = 12, wrap = true } = {}) {
  return h("button", { type: "button", class: wrap ? "node" : "node nowrap", title: node.name, on: { click: () => app.select(node) } },
    mark(node.type, size), h("span", { class: "label" }, node.name));
}

/** What `fill` gives, at once or as soon as a report's text is there. */
export function later(report, fill) {
  if (report.ready) return fill();
  const place = h("span", { class: "pending" }, "…");
  report.load().then(() => place.replaceWith(...[fill()].flat(Infinity)), () => { place.textContent = t("lost"); });
  return place;
}

/** What to mark in a sentence: the words of the evidence, or where those are the whole sentence, what the fact names in it. */
function marks({ report, start, end }, from, to, fact) {
  if (!fact || end - start < 0.75 * (to - from) || end - start < 24) return [[start, end]];
  const spans = [];
  for (const node of [fact.source, fact.target]) {
    for (let i = 0; node && i < node.cites.length; i += 5) {
      const [where, left, right] = node.cites.slice(i, i + 3);
      if (where === report.index && left >= from && right <= to && right - left < 0.75 * (to - from)) spans.push([left, right]);
    }
  }
  const sentence = report.words(from, to);
  const said = fact.shape === "count" ? sentence.indexOf(`${fact.value}${fact.unit}`) : fact.words && fact.words.length < 24 ? sentence.indexOf(fact.words) : -1;
  if (said >= 0 && !report.units) spans.push([from + said, from + said + (fact.shape === "count" ? `${fact.value}${fact.unit}` : fact.words).length]);
  if (!spans.length) return [[start, end]];
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return spans.filter((span, i) => !spans.slice(0, i).some((earlier) => earlier[1] > span[0]));
}

/** The words of a citation marked within those around them, at most `reach` on both sides in a sentence longer than `longest`. */
export function marked(cite, reach, longest, fact = null) {
  const { report } = cite;
  const [from, to] = report.sentence(cite.start, cite.end);
  const spans = marks(cite, from, to, fact);
  const [first, last] = [spans[0][0], spans.at(-1)[1]];
  const [left, right] = to - from > longest ? [Math.max(from, first - reach), Math.min(to, last + reach)] : [from, to];
  const out = [left > from ? "…" : ""];
  let at = left;
  for (const [start, end] of spans) {
    // Between two marks far apart the middle is left out.
    const gap = start - at > 3 * reach && at !== left;
    out.push(gap ? `${report.words(at, at + reach)}…${report.words(start - reach, start)}` : report.words(at, start), h("mark", {}, report.words(start, end)));
    at = end;
  }
  out.push(report.words(at, right), right < to ? "…" : "");
  return out;
}

/** A sentence with the words of its evidence marked; a button beneath leads to the source. */
export function quote(app, cite, fact = null) {
  const { report, start } = cite;
  const place = report.path(start).map((heading) => report.heading(heading)).join(" › ");
  return h("blockquote", { class: "quote" },
    h("p", {}, later(report, () => marked(cite, 90, 260, fact))),
    h("footer", {},
      h("button", {
        type: "button", class: "link",
        title: [report.label, place, cite.rule && `${t("rule")}: ${cite.rule}`].filter(Boolean).join("\n"),
        on: { click: () => app.show(cite) },
      }, t("inSource")),
      h("span", { class: "place" }, [app.model.reports.length > 1 ? report.label : null, place].filter(Boolean).join(" · ")),
      cite.confidence < 1 && h("span", { class: "confidence" }, `${t("confidence")} ${cite.confidence.toFixed(2)}`)));
}

/** A fact as a line of words: `牵头 → …`. */
export function factLine(app, fact, from = null) {
  if (fact.shape === "count") return [h("span", { class: "amount" }, amount(fact)), h("span", {}, ` ${fact.what}`)];
  if (fact.shape === "moment") return [h("span", { class: "amount" }, fact.value), fact.words ? h("span", {}, ` ${fact.words}`) : null];
  if (from) return [nodeButton(app, fact.source === from ? fact.target : fact.source)];
  return [nodeButton(app, fact.source), h("span", { class: "verb" }, relationLabel(fact.type, fact.role)), nodeButton(app, fact.target)];
}

/** A list of which the first few are shown, the rest on demand. */
export function listed(items, row, first = FIRST, attributes = { class: "facts" }) {
  const list = h("ul", attributes);
  return [list, growing(list, items, row, first)];
}

/** Fills a list or the body of a table with the first rows; gives the button that adds more, or null where that was all. */
export function growing(list, items, row, first) {
  replace(list, items.slice(0, first).map(row));
  if (items.length <= first) return null;
  let shown = first;
  const step = Math.max(50, first);
  const button = h("button", { type: "button", class: "more", on: { click: () => {
    const next = items.slice(shown, shown + step).map(row);
    list.append(...next);
    shown += step;
    // Who uses the keyboard goes on where the list grew.
    if (shown >= items.length) {
      button.remove();
      (next[0].querySelector("button, a, summary") ?? next[0]).focus();
    } else button.textContent = t("more", { n: items.length - shown });
  } } }, t("more", { n: items.length - first }));
  return button;
}

/** The panel beside every view. */
export class Card {
  constructor(app) {
    this.app = app;
    this.element = h("aside", { class: "card", id: "card", tabindex: "-1", "aria-label": t("details") });
  }

  show(found) {
    this.element.hidden = !found;
    this.element.setAttribute("aria-label", t("details"));
    document.body.classList.toggle("has-card", Boolean(found));
    if (!found) return replace(this.element);
    replace(this.element, found.node ? this.node(found.node) : this.fact(found.fact));
    this.element.scrollTop = 0;
    return null;
  }

  closer() {
    return h("button", { type: "button", class: "close", "aria-label": t("close"), on: { click: () => this.app.select(null) } }, "×");
  }

  actions(item, cite) {
    const node = item.facts ? item : null;
    return h("div", { class: "actions" },
      node && h("button", { type: "button", class: "small", on: { click: () => this.app.go({ view: "network", mode: null, focus: node.id, open: [] }) } }, t("inNetwork")),
      cite && h("button", { type: "button", class: "small", on: { click: () => this.app.show(cite) } }, t("inSource")),
      h("button", { type: "button", class: "small", on: { click: (event) => this.copy(event.currentTarget) } }, t("copyLink")));
  }

  copy(button) {
    const done = () => { button.textContent = t("copied"); };
    // A page opened from a file may not use the clipboard: then the reader gets the address to copy.
    if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(location.href).then(done, () => prompt(t("copyLink"), location.href));
    else prompt(t("copyLink"), location.href);
  }

  node(node) {
    const { app } = this;
    const cites = app.model.cites(node);
    const groups = new Map();
    for (const fact of node.facts) {
      const backward = fact.shape === "link" && fact.source !== node;
      const place = ORDER.indexOf(fact.type);
      const key = `${fact.shape === "link" ? 2 : 1}${String(place < 0 ? 99 : place).padStart(2, "0")}${backward ? 1 : 0}${fact.role ?? ""}`;
      if (!groups.has(key)) groups.set(key, { label: relationLabel(fact.type, fact.role, backward), facts: [] });
      groups.get(key).facts.push(fact);
    }
    return [
      h("header", {},
        h("p", { class: "kicker" }, mark(node.type), `${typeLabel(node.type)} · ${kindLabel(node.type, node.kind)}`),
        h("h2", {}, node.name),
        this.closer()),
      h("p", { class: "traits" },
        node.status && h("span", { class: "chip" }, statusLabel(node.status)),
        node.edition !== null && h("span", { class: "chip" }, t("edition", { n: node.edition })),
        node.confidence < 1 && h("span", { class: "chip" }, `${t("confidence")} ${node.confidence.toFixed(2)}`)),
      node.names.length ? h("p", { class: "aliases" }, h("span", { class: "dim" }, `${t("alsoCalled")} `), node.names.join(" · ")) : null,
      this.actions(node, cites[0]),
      groups.size ? [...groups.keys()].sort().map((key) => this.group(groups.get(key), node)) : h("p", { class: "dim" }, t("noFacts")),
      this.mentions(cites),
    ];
  }

  group({ label, facts }, node) {
    return h("section", { class: "group" },
      h("h3", {}, label, h("span", { class: "count" }, facts.length)),
      listed(facts, (fact) => h("li", { data: { fact: this.app.model.key(fact) } },
        h("div", { class: "line" }, factLine(this.app, fact, node)),
        this.app.model.cites(fact).map((cite) => quote(this.app, cite, fact)))));
  }

  mentions(cites) {
    if (!cites.length) return null;
    return h("section", { class: "group" },
      h("h3", {}, t("mentioned"), h("span", { class: "count" }, cites.length)),
      listed(cites, (cite) => h("li", {}, quote(this.app, cite)), 3));
  }

  fact(fact) {
    const { app } = this;
    const cites = app.model.cites(fact);
    return [
      h("header", {},
        h("p", { class: "kicker" }, t("fact")),
        h("h2", { class: "fact-title" }, fact.shape === "link" ? null : nodeButton(app, fact.source), factLine(app, fact)),
        this.closer()),
      h("p", { class: "traits" }, fact.status && h("span", { class: "chip" }, statusLabel(fact.status))),
      this.actions(fact, cites[0]),
      h("section", { class: "group" }, h("h3", {}, t("evidence"), h("span", { class: "count" }, cites.length)),
        listed(cites, (cite) => h("li", {}, quote(app, cite, fact)))),
    ];
  }
}
