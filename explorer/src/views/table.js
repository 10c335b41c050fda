// The table with facets: the entry for serious work, and the equal of every picture for those who cannot see it.

import { csv, download, h, replace } from "../dom.js";
import { factLine, later, marked, nodeButton } from "../card.js";
import { FACETS } from "../facets.js";
import { mark } from "../palette.js";
import { amount, kindLabel, relationLabel, roleLabel, statusLabel, t, typeLabel } from "../words.js";

const PAGE = 60;
const VALUES = 10;
const MORE = 200;

const NODES = [
  ["name", (node) => node.name],
  ["type", (node) => typeLabel(node.type)],
  ["kind", (node) => kindLabel(node.type, node.kind)],
  ["degree", (node) => node.degree],
  ["mentions", (node) => node.cites.length / 5],
  ["year", (node, app) => app.facets.values(node, "year").join(" ")],
  ["section", (node, app) => app.facets.values(node, "section").join(" · ")],
];

const FACTS = [
  ["subject", (fact) => fact.source.name],
  ["relation", (fact) => relationLabel(fact.type, fact.role)],
  ["object", (fact) => fact.target?.name ?? (fact.shape === "count" ? `${amount(fact)} ${fact.what}` : `${fact.value} ${fact.words ?? ""}`)],
  ["sentence", (fact, app) => {
    const [cite] = app.model.cites(fact);
    return cite?.report.ready ? cite.report.words(...cite.report.sentence(cite.start, cite.end)) : "";
  }],
  ["confidence", (fact, app) => app.model.confidence(fact)],
];

export class Table {
  constructor(app) {
    this.app = app;
    this.aside = h("div", { class: "facets", role: "group" });
    this.head = h("div", { class: "bar" });
    this.body = h("div", { class: "rows", tabindex: "-1" });
    this.element = h("div", { class: "table-view fill" }, this.aside, h("div", { class: "results" }, this.head, this.body));
    this.open = new Set(["type", "kind", "role", "section", "year"]);
    this.long = new Map();
  }

  of(state) {
    return state.of === "facts" ? "facts" : "entities";
  }

  show(state) {
    const { app } = this;
    const facts = this.of(state) === "facts";
    const key = `${this.of(state)} ${app.facets.key(state)} ${state.sort ?? ""} ${app.model.whole}`;
    if (key !== this.key) {
      this.key = key;
      this.page = 0;
      this.result = app.model.whole ? app.facets.filter(facts ? app.model.facts : app.model.nodes, state) : this.first();
      this.sorted = this.sort(this.result, state, facts ? FACTS : NODES);
      this.total = app.model.whole ? this.sorted.length : app.model.size;
    }
    this.drawHead(state, facts);
    this.drawFacets(state);
    this.drawRows(state, facts);
  }

  /** What the head of a large site tells: the rows of the first page, and how many there are of each value. */
  first() {
    const { first, tallies } = this.app.model.head;
    return { items: this.app.model.nodes.slice(0, first.length), counts: new Map(FACETS.map((facet) => [facet, new Map(tallies[facet])])), scores: null };
  }

  sort({ items, scores }, state, columns) {
    const [name, down] = (state.sort ?? "").split("-");
    const column = columns.find(([id]) => id === name);
    if (!column) return scores ? [...items].sort((a, b) => scores.get(b) - scores.get(a) || (b.degree ?? 0) - (a.degree ?? 0) || a.index - b.index) : items;
    const order = new Intl.Collator("zh-Hans-u-co-pinyin", { numeric: true });
    const keyed = items.map((item) => [column[1](item, this.app), item]);
    keyed.sort(([a, x], [b, y]) => (typeof a === "number" ? a - b : order.compare(a, b)) || x.index - y.index);
    if (down) keyed.reverse();
    return keyed.map(([, item]) => item);
  }

  drawHead(state, facts) {
    const { app } = this;
    const all = facts ? app.model.facts.length : app.model.size;
    const tab = (value, label) => h("button", { type: "button", class: "small", "aria-pressed": String((facts ? "facts" : "entities") === value),
      on: { click: () => app.go({ of: value === "entities" ? null : value, sort: null }) } }, label);
    const held = document.activeElement?.closest?.(".bar") === this.head ? document.activeElement.textContent : null;
    replace(this.head,
      h("div", { class: "switch", role: "group" }, tab("entities", t("entities")), tab("facts", t("facts"))),
      h("p", { class: "found", role: "status" }, t("shown", { n: this.total, all })),
      h("span", { class: "gap" }),
      this.active(state) && h("button", { type: "button", class: "small", on: { click: () => app.go(this.cleared()) } }, t("clearAll")),
      h("button", { type: "button", class: "small", on: { click: () => this.save(facts) } }, `${t("export")} CSV`));
    if (held) [...this.head.querySelectorAll("button")].find((one) => one.textContent === held)?.focus();
  }

  active(state) {
    return Boolean(state.q || state.conf) || FACETS.some((facet) => state[facet]?.length);
  }

  cleared() {
    return { q: null, conf: null, ...Object.fromEntries(FACETS.map((facet) => [facet, null])) };
  }

  label(facet, value) {
    if (facet === "type") return typeLabel(value);
    if (facet === "kind") return kindLabel(...value.split("/"));
    if (facet === "relation") return relationLabel(value);
    if (facet === "role") return roleLabel(value);
    if (facet === "status") return statusLabel(value);
    if (facet === "report") return this.app.model.reports.find((report) => report.id === value)?.label ?? value;
    return value;
  }

  drawFacets(state) {
    const { app } = this;
    const held = document.activeElement?.dataset?.facet;
    this.aside.setAttribute("aria-label", t("filters"));
    const blocks = FACETS.map((facet) => {
      const tally = this.result.counts.get(facet);
      const chosen = new Set(state[facet] ?? []);
      const values = [...new Set([...tally.keys(), ...chosen])];
      if (!values.length || (["report", "year"].includes(facet) && app.model.reports.length < 2 && !chosen.size)) return null;
      if (facet === "year") values.sort();
      else values.sort((a, b) => (tally.get(b) ?? 0) - (tally.get(a) ?? 0));
      const first = this.long.get(facet) ?? VALUES;
      return h("details", { open: this.open.has(facet) || chosen.size > 0, on: { toggle: (event) => this.open[event.target.open ? "add" : "delete"](facet) } },
        h("summary", {}, t(facet), chosen.size ? h("span", { class: "count" }, chosen.size) : null),
        h("ul", {}, values.slice(0, first).map((value) => h("li", {}, h("label", {},
          h("input", { type: "checkbox", checked: chosen.has(value), data: { facet: `${facet}:${value}` }, on: { change: () => this.toggle(facet, value) } }),
          facet === "type" ? mark(value) : facet === "kind" ? mark(value.split("/")[0]) : null,
          h("span", { class: "label", title: this.label(facet, value) }, this.label(facet, value)),
          h("span", { class: "count" }, (tally.get(value) ?? 0).toLocaleString("en")))))),
        values.length > first ? h("button", { type: "button", class: "more", on: { click: () => {
          this.long.set(facet, first + MORE);
          this.drawFacets(app.state);
          this.aside.querySelectorAll(`[data-facet^="${facet}:"]`)[first]?.focus();
        } } }, t("more", { n: values.length - first })) : null);
    });
    replace(this.aside, blocks,
      h("label", { class: "confidence-filter" }, h("span", {}, `${t("confidenceFrom")} `, h("output", {}, Number(state.conf ?? 0).toFixed(1))),
        h("input", { type: "range", min: 0, max: 1, step: 0.1, value: state.conf ?? 0, data: { facet: "conf" },
          on: { change: (event) => app.go({ conf: event.target.value === "0" ? null : event.target.value }, true) } })));
    if (held) [...this.aside.querySelectorAll("input")].find((input) => input.dataset.facet === held)?.focus();
  }

  toggle(facet, value) {
    const chosen = new Set(this.app.state[facet] ?? []);
    if (!chosen.delete(value)) chosen.add(value);
    this.app.go({ [facet]: [...chosen] });
  }

  drawRows(state, facts) {
    const { app } = this;
    const columns = facts ? FACTS : NODES;
    const pages = Math.max(1, Math.ceil(this.total / PAGE));
    this.page = Math.min(this.page, pages - 1);
    const rows = this.sorted.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const [sorted, down] = (state.sort ?? "").split("-");
    const current = app.selection?.node ?? app.selection?.fact;
    if (!this.sorted.length) return replace(this.body, h("p", { class: "empty" }, t("nothing")));
    const head = columns.map(([id]) => h("th", { scope: "col", class: `c-${id}`, "aria-sort": sorted === id ? (down ? "descending" : "ascending") : "none" },
      h("button", { type: "button", class: "sort", on: { click: () => app.go({ sort: sorted !== id ? id : down ? null : `${id}-down` }, true) } },
        t(id), h("span", { "aria-hidden": "true" }, sorted === id ? (down ? " ▾" : " ▴") : ""))));
    const turn = (by, label) => h("button", { type: "button", class: "small", disabled: this.page + by < 0 || this.page + by >= pages, on: { click: async () => {
      await app.complete();
      this.page += by;
      this.drawRows(app.state, facts);
      this.body.scrollTop = 0;
      this.body.focus();
    } } }, label);
    return replace(this.body,
      h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows.map((item) => facts ? this.factRow(item, current) : this.nodeRow(item, current)))),
      pages > 1 && h("nav", { class: "pages", "aria-label": t("table") }, turn(-1, t("previous")),
        h("span", {}, t("pageOf", { n: this.page + 1, all: pages })), turn(1, t("next"))));
  }

  nodeRow(node, current) {
    const { app } = this;
    return h("tr", { "aria-selected": String(node === current), class: node === current ? "selected" : null },
      h("th", { scope: "row" }, nodeButton(app, node)),
      NODES.slice(1).map(([id, value]) => h("td", { class: `c-${id}` }, value(node, app))));
  }

  factRow(fact, current) {
    const { app } = this;
    const cells = FACTS.map(([id, value]) => [id, value(fact, app)]);
    const [cite] = app.model.cites(fact);
    return h("tr", { "aria-selected": String(fact === current), class: fact === current ? "selected" : null },
      h("th", { scope: "row" }, nodeButton(app, fact.source)),
      h("td", { class: "c-relation" }, h("button", { type: "button", class: "link", on: { click: () => app.select(fact) } }, cells[1][1])),
      h("td", {}, fact.target ? nodeButton(app, fact.target) : factLine(app, fact)),
      h("td", { class: "c-sentence" }, cite ? h("button", { type: "button", class: "said", title: t("inSource"), on: { click: () => app.show(cite) } }, later(cite.report, () => marked(cite, 24, 60, fact))) : null),
      h("td", { class: "c-confidence" }, Number(cells[4][1]).toFixed(2)));
  }

  async save(facts) {
    await this.app.complete();
    if (facts) await Promise.all(this.app.model.reports.map((report) => report.load()));
    const columns = facts ? FACTS : NODES;
    const rows = this.sorted.map((item) => [...columns.map(([, value]) => value(item, this.app)), facts ? this.app.model.key(item) : this.app.model.base + item.id]);
    download(facts ? "facts.csv" : "entities.csv", "text/csv;charset=utf-8", csv([[...columns.map(([id]) => t(id)), "id"], ...rows]));
  }
}
