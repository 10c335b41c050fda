// When: exact days, months, whole years and stretches, each drawn as what it is; and what has no date, by its report's year.

import { listed, nodeButton } from "../card.js";
import { h, pressed, replace, s } from "../dom.js";
import { TYPES, mark, outline, shapeOf } from "../palette.js";
import { t, typesLabel } from "../words.js";

const DAY = 86400000;
const ROW = 24;
const LEFT = 12;
const CHARS = 16;
const DRAWN = 1200;
const LISTED = 150;

/** The first and last day of an ISO 8601 moment, and how exact it is; null where it is none. */
export function span(value) {
  const ends = value.split("/");
  const one = (text, last) => {
    const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
    if (!match) return null;
    const [, year, month, day] = match.map((part) => (part === undefined ? undefined : Number(part)));
    if (day) return [Date.UTC(year, month - 1, day), "day"];
    if (month) return [last ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, 1), "month"];
    return [last ? Date.UTC(year, 11, 31) : Date.UTC(year, 0, 1), "wholeYear"];
  };
  const from = one(ends[0], false);
  const to = one(ends.at(-1), true);
  if (!from || !to) return null;
  return { from: from[0], to: to[0] + DAY, exact: ends.length > 1 ? "interval" : from[1] };
}

export class Timeline {
  constructor(app) {
    this.app = app;
    this.bar = h("div", { class: "bar" });
    this.plot = h("div", { class: "plot", tabindex: "0", role: "region", "aria-label": t("timeline") });
    this.rest = h("div", { class: "rest" });
    this.element = h("div", { class: "timeline-view" }, this.bar, this.plot, this.rest);
    new ResizeObserver(() => {
      if (this.plot.clientWidth !== this.width) this.draw(this.app.state);
    }).observe(this.plot);
  }

  show(state) {
    const key = `${this.app.facets.key(state)} ${state.sel ?? ""} ${state.scale ?? ""}`;
    if (key !== this.key) this.draw(state);
    this.key = key;
  }

  items(state) {
    const inside = new Set(this.app.filtered(state).nodes);
    return this.app.model.facts.filter((fact) => fact.shape === "moment" && inside.has(fact.source))
      .map((fact) => ({ fact, node: fact.source, ...span(fact.value) })).filter((item) => item.from !== undefined)
      .sort((a, b) => a.from - b.from || b.to - a.to || a.node.index - b.node.index);
  }

  draw(state) {
    const items = this.items(state);
    this.drawBar(state, items);
    this.drawPlot(state, items);
    this.drawRest(state, new Set(items.map((item) => item.node)));
  }

  drawBar(state, items) {
    const key = (exact) => h("span", { class: "key" }, s("svg", { width: 30, height: 14, viewBox: "0 0 30 14", class: "t-Event", "aria-hidden": "true" },
      exact === "day" ? s("path", { class: "shape", d: outline("triangle", 15, 7, 5.5) })
        : s("rect", { class: `span ${exact}`, x: 3, y: 4, width: 24, height: 6, rx: 3 })), t(exact));
    replace(this.bar, items.length ? [["day", "month", "interval", "wholeYear"].map(key)] : null,
      h("span", { class: "gap" }),
      items.length ? [["−", 0.5], ["+", 2]].map(([label, factor]) => h("button", { type: "button", class: "small", "aria-label": factor > 1 ? t("zoomIn") : t("zoomOut"),
        on: { click: () => this.app.go({ scale: String(Math.min(64, Math.max(1, Number(state.scale ?? 1) * factor))) }, true) } }, label)) : null);
  }

  drawPlot(state, items) {
    this.width = this.plot.clientWidth;
    if (!items.length) return replace(this.plot, h("p", { class: "empty" }, t("noDates")));
    if (!this.width) return null;
    const first = new Date(items[0].from).getUTCFullYear();
    const last = new Date(Math.max(...items.map((item) => item.to)) - DAY).getUTCFullYear();
    const from = Date.UTC(first, 0, 1);
    const to = Date.UTC(last + 1, 0, 1);
    const width = (this.width - 20) * Number(state.scale ?? 1);
    const x = (time) => LEFT + ((time - from) / (to - from)) * (width - 2 * LEFT);
    const shown = items.slice(0, DRAWN);
    const ends = [];
    for (const item of shown) {
      item.x = x(item.from);
      item.w = Math.max(0, x(item.to) - item.x);
      const label = [...item.node.name];
      item.label = label.length > CHARS ? `${label.slice(0, CHARS - 1).join("")}…` : item.node.name;
      const labelWidth = [...item.label].reduce((sum, char) => sum + (char > "\u2e80" ? 13 : 7.5), 0) + 20;
      // A name stands in its bar where the bar is long enough, else beside it.
      item.inside = item.exact !== "day" && item.w > labelWidth;
      item.beside = item.exact === "day" || item.inside ? item.x : item.x + Math.max(8, item.w);
      const reach = item.inside ? item.x + item.w : item.beside + labelWidth;
      item.flip = !item.inside && reach > width && item.x > labelWidth + 10;
      const start = item.flip ? item.x - labelWidth : item.x - 8;
      let row = ends.findIndex((end) => end < start);
      if (row < 0) row = ends.length;
      ends[row] = item.flip ? item.x + Math.max(item.w, 8) : reach;
      item.y = 40 + row * ROW;
    }
    const height = 52 + ends.length * ROW;
    const years = last - first;
    const ticks = [];
    for (let year = first; year <= last; year++) {
      ticks.push(s("line", { x1: x(Date.UTC(year, 0, 1)), x2: x(Date.UTC(year, 0, 1)), y1: 20, y2: height, class: "year-line" }),
        s("text", { x: x(Date.UTC(year, 0, 1)) + 4, y: 16, class: "year-label" }, year));
      if (width / (years + 1) > 420) for (let month = 1; month < 12; month++) {
        const place = x(Date.UTC(year, month, 1));
        ticks.push(s("line", { x1: place, x2: place, y1: 24, y2: height, class: "month-line" }), s("text", { x: place + 3, y: 16, class: "month-label" }, month + 1));
      }
    }
    const selected = this.app.selection;
    return replace(this.plot, items.length > DRAWN ? h("p", { class: "dim" }, t("shown", { n: DRAWN, all: items.length })) : null,
      s("svg", { width, height, class: "timeline", role: "group" }, ticks, shown.map((item) => this.item(item, selected))));
  }

  item(item, selected) {
    const { node, fact, exact } = item;
    const current = selected?.node === node || selected?.fact === fact;
    const choose = () => this.app.select(node);
    const y = item.y + 8;
    const label = { y: y + 4.5, x: item.flip ? item.x - 6 : item.inside || exact === "day" ? item.x + 10 : item.beside + 5, "text-anchor": item.flip ? "end" : null };
    return s("g", {
      class: `item t-${node.type}${current ? " selected" : ""}`, tabindex: "0", role: "button", "aria-label": `${node.name}, ${fact.value}`,
      on: { click: choose, keydown: pressed(choose) },
    },
    s("title", {}, `${node.name} ${fact.value} ${fact.words ?? ""}`),
    exact === "day" ? s("path", { class: "shape", d: outline(shapeOf(node.type), item.x, y, 6) })
      : s("rect", { class: `span ${exact}`, x: item.x, y: y - 9, width: Math.max(8, item.w), height: 18, rx: 9 }),
    s("text", label, item.label));
  }

  /** What the reports do not date, under the year that the report is on. */
  drawRest(state, dated) {
    const groups = new Map();
    // A time that has no date (入汛以来) stands with the undated, in the words of the report.
    const said = new Map();
    for (const fact of this.app.model.facts) {
      if (fact.shape !== "moment" || span(fact.value)) continue;
      said.set(fact.source, [...(said.get(fact.source) ?? []), fact.words ?? fact.value]);
    }
    for (const node of this.app.filtered(state).nodes) {
      if ((node.type !== "Event" && node.type !== "Initiative") || (dated.has(node) && !said.has(node))) continue;
      for (const year of this.app.facets.values(node, "year")) {
        if (!groups.has(year)) groups.set(year, new Map());
        const types = groups.get(year);
        if (!types.has(node.type)) types.set(node.type, []);
        types.get(node.type).push(node);
      }
    }
    replace(this.rest, [...groups].sort(([a], [b]) => a - b).map(([year, types]) => h("section", { class: "year-block" },
      h("h2", {}, year),
      h("p", { class: "dim" }, t("undated")),
      TYPES.filter((type) => types.has(type)).map((type) => {
        const nodes = types.get(type);
        return h("div", {}, h("h3", {}, mark(type), ` ${typesLabel(type)}`, h("span", { class: "count" }, nodes.length)),
          listed(nodes, (node) => h("li", {}, nodeButton(this.app, node, { size: 10 }),
            said.has(node) ? h("span", { class: "dim", title: t("inWords") }, ` ${said.get(node).join("、")}`) : null), LISTED, { class: "chips" }));
      }))));
  }
}
