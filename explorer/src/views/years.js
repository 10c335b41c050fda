// What came, stayed and went between the reports of one body.

import { growing, nodeButton } from "../card.js";
import { h, replace } from "../dom.js";
import { TYPES, mark } from "../palette.js";
import { t, typesLabel } from "../words.js";

const FIRST = 40;
const KINDS = ["Body", "Initiative", "Event", "Document", "Post", "Theme"];

export class Years {
  constructor(app) {
    this.app = app;
    this.bar = h("div", { class: "bar" });
    this.body = h("div", { class: "years" });
    this.element = h("div", { class: "years-view" }, this.bar, this.body);
    this.series = this.bodies();
  }

  /** The bodies that report, with the years of their reports; those with several years first. */
  bodies() {
    const { model } = this.app;
    const found = new Map();
    for (const report of model.reports) {
      if (report.year === null || report.body === null) continue;
      const body = model.nodes[report.body];
      if (!found.has(body)) found.set(body, new Map());
      const years = found.get(body);
      if (!years.has(report.year)) years.set(report.year, new Set());
      years.get(report.year).add(report.index);
    }
    return [...found].filter(([, years]) => years.size > 1).sort((a, b) => b[1].size - a[1].size || a[0].index - b[0].index);
  }

  /** The reports that are compared, by year: those of one body, or all. */
  chosen(state) {
    const { model } = this.app;
    const one = this.series.find(([body]) => body.id === state.series) ?? (state.series === "all" ? null : this.series[0]);
    if (one) return one;
    const years = new Map();
    for (const report of model.reports) {
      if (report.year === null) continue;
      if (!years.has(report.year)) years.set(report.year, new Set());
      years.get(report.year).add(report.index);
    }
    return [null, years];
  }

  show(state) {
    const { app } = this;
    const [body, reports] = this.chosen(state);
    const years = [...reports.keys()].sort((a, b) => a - b);
    if (years.length < 2) {
      replace(this.bar);
      replace(this.body, h("p", { class: "empty" }, t("oneYear")));
      return;
    }
    const option = (value, label, chosen) => h("option", { value, selected: chosen }, label);
    replace(this.bar, h("label", { class: "choice" }, h("span", {}, t("compared")), h("select", { on: { change: (event) => app.go({ series: event.target.value }) } },
      this.series.map(([one, all]) => option(one.id, `${one.name} (${[...all.keys()].sort().join(", ")})`, one === body)),
      option("all", t("allBodies"), body === null))));
    const inside = new Set(app.filtered(state).nodes);
    const rows = new Map(KINDS.map((type) => [type, []]));
    for (const node of app.model.nodes) {
      if (!rows.has(node.type) || !inside.has(node)) continue;
      const seen = app.model.reportsOf(node);
      const present = years.map((year) => [...reports.get(year)].some((report) => seen.has(report)));
      if (present.some(Boolean)) rows.get(node.type).push({ node, present });
    }
    replace(this.body, this.summary(years, rows), TYPES.filter((type) => rows.get(type)?.length).map((type) => this.block(type, years, rows.get(type))));
  }

  /** For each year: how many came, stayed, and went after the year before. */
  summary(years, rows) {
    const all = [...rows.values()].flat();
    const most = Math.max(1, ...years.map((_, i) => all.filter(({ present }) => present[i]).length));
    const bar = (name, count) => count ? h("div", { class: `flow ${name}`, vars: { "--share": count / most } }, h("span", {}, `${t(name)} ${count}`)) : null;
    return h("div", { class: "flows", role: "list" }, years.map((year, i) => {
      const stayed = i ? all.filter(({ present }) => present[i] && present[i - 1]).length : 0;
      const now = all.filter(({ present }) => present[i]).length;
      const went = i ? all.filter(({ present }) => !present[i] && present[i - 1]).length : 0;
      return h("div", { class: "flow-year", role: "listitem" },
        h("div", { class: "flow-up" }, bar("came", i ? now - stayed : now), bar("stayed", stayed)), h("h2", {}, year), h("div", {}, bar("went", went)));
    }));
  }

  block(type, years, rows) {
    const order = (row) => [-row.present.filter(Boolean).length, row.present.indexOf(true), row.node.index];
    rows.sort((a, b) => {
      const [x, y] = [order(a), order(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    });
    const row = ({ node, present }) => h("tr", {}, h("th", { scope: "row" }, nodeButton(this.app, node)),
      present.map((here, i) => h("td", {}, here
        ? h("span", { class: `dot ${i && present[i - 1] ? "stayed" : "came"}`, role: "img", "aria-label": i && present[i - 1] ? t("stayed") : t("came") })
        : i && present[i - 1] ? h("span", { class: "dot went", role: "img", "aria-label": t("went") }) : null)));
    const body = h("tbody");
    const more = growing(body, rows, row, FIRST);
    return h("section", { class: "group" }, h("h3", {}, mark(type), ` ${typesLabel(type)}`, h("span", { class: "count" }, rows.length)),
      h("table", { class: "presence" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("name")), years.map((year) => h("th", { scope: "col" }, year)))), body),
      more);
  }
}
