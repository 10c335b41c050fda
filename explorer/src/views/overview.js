// What is in the graph, in numbers and small charts; each bar leads into the table.

import { factLine, listed, nodeButton } from "../card.js";
import { h, replace, s } from "../dom.js";
import { settle } from "../draw/forces.js";
import { colourOf, mark, outline, shapeOf } from "../palette.js";
import { kindLabel, roleLabel, t, TERMS, typesLabel } from "../words.js";

export class Overview {
  constructor(app) {
    this.app = app;
    this.element = h("div", { class: "overview" });
  }

  show() {
    if (this.element.firstChild) return;
    replace(this.element, this.figures(), h("div", { class: "panels" }, this.preview(), this.bodies(), this.kinds("Body"), this.kinds("Initiative"),
      this.kinds("Event"), this.kinds("Document"), this.numbers(), this.years(), this.reports()),
    h("p", { class: "colophon" }, t("madeBy")));
  }

  repaint() {
    replace(this.element);
    if (this.app.view === "overview") this.show();
  }

  figures() {
    const { app } = this;
    const { model } = app;
    const figure = (value, label, go, type) => h("li", {}, h("button", { type: "button", class: "figure", on: { click: () => app.go(go) } },
      h("strong", {}, value.toLocaleString("en")), h("span", {}, type ? mark(type) : null, type ? " " : null, label)));
    const { brief } = model;
    return h("ul", { class: "figures" },
      ["Body", "Initiative", "Event", "Document"].map((type) => figure(brief.types.get(type) ?? 0, typesLabel(type), { view: "table", type: [type], of: null }, type)),
      figure(brief.facts, t("factsInAll"), { view: "table", of: "facts" }),
      figure(brief.said, t("claims"), { view: "source" }),
      model.reports.length > 1 && figure(model.reports.length, t("reports"), { view: "years" }));
  }

  panel(title, classes, ...content) {
    return h("section", { class: `panel ${classes}` }, h("h2", {}, title), content);
  }

  /** The centre of the graph and what stands around it, as a small picture that leads to the network. */
  preview() {
    const { model } = this.app;
    const { centre } = model;
    if (!centre) return null;
    const near = new Set([centre]);
    for (const fact of centre.facts) if (fact.target && fact.target.type !== "Theme") near.add(fact.source === centre ? fact.target : fact.source);
    const nodes = [...near].slice(0, 120);
    const inside = new Set(nodes);
    const [w, height] = [560, 330];
    const places = nodes.map((node) => ({ x: node.x - centre.x, y: node.y - centre.y, width: 16, height: 16, fixed: node === centre }));
    const index = new Map(nodes.map((node, i) => [node, i]));
    const spread = (values) => [Math.min(...values), Math.max(...values)];
    const ties = nodes.flatMap((node) => node.facts.filter((fact) => fact.source === node && inside.has(fact.target)).map((fact) => ({ a: index.get(node), b: index.get(fact.target) })));
    settle(places, ties, { ideal: 40, view: [w, height] });
    const [left, right] = spread(places.map((place) => place.x));
    const [top, bottom] = spread(places.map((place) => place.y));
    const k = Math.min((w - 60) / (right - left || 1), (height - 50) / (bottom - top || 1));
    const at = (node) => {
      const { x, y } = places[index.get(node)];
      return [(x - (left + right) / 2) * k + w / 2, (y - (top + bottom) / 2) * k + height / 2];
    };
    const lines = ties.map(({ a, b }) => {
      const [[x1, y1], [x2, y2]] = [at(nodes[a]), at(nodes[b])];
      return `M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`;
    });
    const [cx, cy] = at(centre);
    const open = () => this.app.go({ view: "network" });
    return this.panel(t("network"), "wide preview",
      h("button", { type: "button", class: "picture", "aria-label": t("look"), on: { click: open } },
        s("svg", { viewBox: `0 0 ${w} ${height}`, "aria-hidden": "true" },
          s("path", { d: lines.join(""), class: "edges" }),
          nodes.map((node) => s("path", { d: outline(shapeOf(node.type), ...at(node), Math.min(11, 3 + 1.3 * Math.log2(1 + node.degree))), class: `shape t-${node.type}`, fill: colourOf(node.type) })),
          s("text", { x: cx, y: cy - 14, "text-anchor": "middle" }, centre.name))),
      h("p", {}, h("button", { type: "button", class: "link", on: { click: open } }, t("look"))));
  }

  bars(rows, most) {
    return h("ul", { class: "bars" }, rows.map(({ label, value, go, type, parts }) => h("li", {}, h("button", { type: "button", on: { click: () => this.app.go(go) } },
      h("span", { class: "label", title: label }, label),
      h("span", { class: "track" }, parts
        ? parts.map(([role, count]) => h("span", { class: `part r-${role}`, title: `${roleLabel(role)} ${count}`, vars: { "--share": count / most } }))
        : h("span", { class: `part t-${type}`, vars: { "--share": value / most } })),
      h("span", { class: "count" }, value.toLocaleString("en"))))));
  }

  kinds(type) {
    const { kinds, types } = this.app.model.brief;
    const rows = [...kinds].filter(([value]) => value.startsWith(`${type}/`)).sort((a, b) => b[1] - a[1]).slice(0, 9)
      .map(([value, count]) => ({ label: kindLabel(type, value.slice(type.length + 1)), value: count, type, go: { view: "table", of: null, type: [type], kind: [value] } }));
    if (!rows.length) return null;
    return this.panel([mark(type, 14), ` ${typesLabel(type)}`, h("span", { class: "count" }, types.get(type))], "", this.bars(rows, rows[0].value));
  }

  bodies() {
    const rows = this.app.model.brief.busiest.map(({ node, roles }) => {
      const parts = Object.keys(TERMS.roles).filter((role) => roles.has(role)).map((role) => [role, roles.get(role)]);
      return { label: node.name, parts, value: parts.reduce((sum, [, count]) => sum + count, 0), go: { sel: node.id } };
    });
    if (!rows.length) return null;
    return this.panel(t("roleMatrix"), "wide", this.bars(rows, rows[0].value),
      h("p", { class: "keys" }, Object.keys(TERMS.roles).map((role) => h("span", { class: "key" }, h("span", { class: `swatch r-${role}` }), roleLabel(role)))),
      h("p", {}, h("button", { type: "button", class: "link", on: { click: () => this.app.go({ view: "matrix" }) } }, t("matrix"))));
  }

  numbers() {
    const { app } = this;
    const counts = app.model.facts.filter((fact) => fact.shape === "count").sort((a, b) => b.value - a.value || a.index - b.index).slice(0, 12);
    if (!counts.length) return null;
    return this.panel(t("numbers"), "wide", h("ul", { class: "numbers" }, counts.map((fact) => h("li", {},
      h("button", { type: "button", class: "number", on: { click: () => app.select(fact) } }, factLine(app, fact)), nodeButton(app, fact.source, { size: 10 })))),
    h("p", {}, h("button", { type: "button", class: "link", on: { click: () => app.go({ view: "table", of: "facts", relation: ["measure"] }) } }, t("inTable"))));
  }

  years() {
    const { model } = this.app;
    if (model.years.length < 2) return null;
    const rows = model.years.map((year) => {
      const value = model.brief.years.get(String(year)) ?? 0;
      return { label: String(year), value, type: "Body", go: { view: "table", of: null, year: [String(year)] } };
    });
    return this.panel(t("byYear"), "", this.bars(rows, Math.max(...rows.map((row) => row.value))));
  }

  reports() {
    const { app } = this;
    const { reports } = app.model;
    if (!reports.length) return null;
    return this.panel(t("reports"), "wide", listed(reports, (report) => h("li", {},
      h("button", { type: "button", class: "report", on: { click: () => app.go({ view: "source", text: report.id, at: null }) } }, report.label),
      h("span", { class: "dim" }, [report.year, report.published && `${t("published")} ${report.published}`, report.source, `${t("passed")} ${report.passed}`]
        .filter((part) => part !== null && part !== undefined && part !== "").join(" · "))), 40, { class: "reports" }));
  }
}
