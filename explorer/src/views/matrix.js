// Bodies against what they do, by role; activities against themes. A cell opens its fact, and so its sentence.

import { nodeButton } from "../card.js";
import { h, keepingFocus, replace } from "../dom.js";
import { relationLabel, roleLabel, roleLetter, t, TERMS } from "../words.js";

const ROWS = 120;
const COLUMNS = 24;

export class Matrix {
  constructor(app) {
    this.app = app;
    this.rows = ROWS;
    this.columns = COLUMNS;
    this.bar = h("div", { class: "bar" });
    this.grid = h("div", { class: "grid-scroll", tabindex: "0", role: "region", "aria-label": t("matrix") });
    this.element = h("div", { class: "matrix-view fill" }, this.bar, this.grid);
  }

  show(state) {
    const themes = state.cross === "theme";
    const { app } = this;
    const tab = (value, label) => h("button", { type: "button", class: "small", "aria-pressed": String((state.cross ?? "role") === value),
      on: { click: () => app.go({ cross: value === "role" ? null : value }) } }, label);
    replace(this.bar, h("div", { class: "switch", role: "group" }, tab("role", t("roleMatrix")), tab("theme", t("themeMatrix"))),
      themes ? null : Object.keys(TERMS.roles).map((role) => h("span", { class: "key" }, h("span", { class: `cell r-${role}` }, roleLetter(role)), roleLabel(role))),
      h("span", { class: "gap" }), h("p", { class: "found" }, t("matrixHint")));
    const key = `${themes} ${app.facets.key(state)} ${state.sel ?? ""}`;
    if (key === this.key) return;
    this.key = key;
    this.draw(state, themes);
  }

  draw(state, themes) {
    const { app } = this;
    const inside = new Set(app.filtered(state).nodes);
    const wanted = themes ? (fact) => fact.type === "theme" : (fact) => fact.type === "organizes" || fact.type === "participates";
    const facts = app.model.facts.filter((fact) => fact.shape === "link" && wanted(fact) && (inside.has(fact.source) || inside.has(fact.target)));
    const row = themes ? (fact) => fact.source : (fact) => fact.target;
    const column = themes ? (fact) => fact.target : (fact) => fact.source;
    const tally = (pick) => {
      const counts = new Map();
      for (const fact of facts) counts.set(pick(fact), (counts.get(pick(fact)) ?? 0) + 1);
      return counts;
    };
    const busy = [...tally(column)].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index).map(([node]) => node);
    const columns = busy.slice(0, this.columns);
    const shown = new Set(columns);
    const counts = tally(row);
    // Rows keep the order of the reports: neighbours in the text are neighbours here.
    const rows = [...new Set(facts.filter((fact) => shown.has(column(fact))).map(row))]
      .sort((a, b) => (counts.get(b) > 1) - (counts.get(a) > 1) || a.index - b.index);
    const cells = new Map();
    for (const fact of facts) {
      const id = `${row(fact).index} ${column(fact).index}`;
      if (!cells.has(id)) cells.set(id, []);
      cells.get(id).push(fact);
    }
    if (!rows.length) return replace(this.grid, h("p", { class: "empty" }, t("nothing")));
    const selected = app.selection;
    return replace(this.grid, h("table", { class: "matrix" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, t("activity"), h("span", { class: "count" }, rows.length)),
        columns.map((node) => h("th", { scope: "col", class: selected?.node === node ? "on" : null }, h("div", { class: "slant" }, nodeButton(app, node, { size: 10, wrap: false })))))),
      h("tbody", {}, rows.slice(0, this.rows).map((node) => h("tr", { class: selected?.node === node ? "selected" : null },
        h("th", { scope: "row" }, nodeButton(app, node, { wrap: false })),
        columns.map((other) => h("td", {}, (cells.get(`${node.index} ${other.index}`) ?? []).map((fact) => this.cell(fact, selected))))))),
    ), this.more("moreColumns", columns.length, busy.length, () => { this.columns += COLUMNS; }), this.more("moreRows", Math.min(rows.length, this.rows), rows.length, () => { this.rows += ROWS; }));
  }

  /** How much of the table is shown, and a button for more of it. */
  more(words, n, all, grow) {
    if (n >= all) return null;
    return h("p", { class: "dim" }, t(words, { n, all }), " ", h("button", { type: "button", class: "more", on: { click: () => {
      grow();
      keepingFocus(this.grid, () => this.draw(this.app.state, this.app.state.cross === "theme"));
    } } }, t("moreOf")));
  }

  cell(fact, selected) {
    const role = fact.role ?? (fact.type === "participates" ? "participate" : "theme");
    const label = role === "theme" ? "●" : roleLetter(role);
    const words = `${fact.source.name} ${relationLabel(fact.type, fact.role)} ${fact.target.name}`;
    return h("button", { type: "button", class: `cell r-${role}`, title: words, "aria-label": words, "aria-pressed": selected?.fact === fact ? "true" : null,
      on: { click: () => this.app.select(fact) } }, label);
  }
}
