// Which body is part of which: the administrative hierarchy and the party's side by side.

import { listed, nodeButton } from "../card.js";
import { h, replace } from "../dom.js";
import { amount, kindLabel, t } from "../words.js";

const FIRST = 60;
const TREES = 200;
const DEPTH = 3;

export class Tree {
  constructor(app) {
    this.app = app;
    this.bar = h("div", { class: "bar" });
    this.columns = h("div", { class: "columns" });
    this.element = h("div", { class: "tree-view" }, this.bar, this.columns);
    this.toggled = new Map();
    this.build();
  }

  build() {
    const { nodes } = this.app.model;
    this.bodies = nodes.filter((node) => node.type === "Body");
    this.parents = new Map();
    this.children = new Map();
    for (const node of this.bodies) {
      for (const fact of node.facts) {
        if (fact.type !== "partOf" || fact.source !== node || fact.target === node) continue;
        if (!this.parents.has(node)) this.parents.set(node, new Set());
        this.parents.get(node).add(fact.target);
        if (!this.children.has(fact.target)) this.children.set(fact.target, new Set());
        this.children.get(fact.target).add(node);
      }
    }
    // A leading group beneath a party organization belongs to the party's tree, though it is no party organization itself.
    this.party = new Map();
    const lineage = (node, seen) => {
      if (this.party.has(node)) return this.party.get(node);
      if (seen.has(node)) return false;
      seen.add(node);
      const answer = node.kind === "party" || [...this.parents.get(node) ?? []].some((parent) => lineage(parent, seen));
      this.party.set(node, answer);
      return answer;
    };
    for (const node of this.bodies) lineage(node, new Set());
  }

  /** The children of a body within its own hierarchy. */
  under(node) {
    return [...this.children.get(node) ?? []].filter((child) => this.party.get(child) === this.party.get(node));
  }

  roots(party) {
    const mine = this.bodies.filter((node) => this.party.get(node) === party);
    const held = new Set(mine.filter((node) => [...this.parents.get(node) ?? []].some((parent) => this.party.get(parent) === party)));
    const tops = mine.filter((node) => !held.has(node));
    // A ring of bodies has no top: its first body serves.
    const seen = new Set();
    const walk = (node) => {
      if (seen.has(node)) return;
      seen.add(node);
      this.under(node).forEach(walk);
    };
    tops.forEach(walk);
    for (const node of mine) {
      if (!seen.has(node)) {
        tops.push(node);
        walk(node);
      }
    }
    const size = (node) => this.under(node).length;
    return {
      trees: tops.filter((node) => size(node) || this.hosts(node).length).sort((a, b) => size(b) - size(a) || b.degree - a.degree),
      alone: tops.filter((node) => !size(node) && !this.hosts(node).length).sort((a, b) => b.degree - a.degree),
    };
  }

  /** The bodies of the other hierarchy in which a body is set up. */
  hosts(node) {
    return [...this.parents.get(node) ?? []].filter((parent) => this.party.get(parent) !== this.party.get(node));
  }

  show() {
    const key = this.app.state.sel ?? "";
    const count = (value) => h("button", { type: "button", class: "small", on: { click: () => {
      this.toggled.clear();
      this.depth = value;
      this.draw();
    } } }, value > DEPTH ? t("expandAll") : t("collapseAll"));
    replace(this.bar, count(99), count(1));
    if (key !== this.drawn || !this.columns.firstChild) this.draw();
    this.drawn = key;
  }

  draw() {
    this.seenOnce = new Set();
    replace(this.columns, this.column(false, t("administrative")), this.column(true, t("partyTree")));
  }

  column(party, title) {
    const { trees, alone } = this.roots(party);
    return h("section", { class: "column" },
      h("h2", {}, title, h("span", { class: "count" }, this.bodies.filter((node) => this.party.get(node) === party).length)),
      trees.length ? listed(trees, (node) => this.branch(node, 1, new Set(), node === trees[0]), TREES,
        { class: "tree", role: "tree", "aria-label": title, on: { keydown: (event) => this.key(event) } }) : null,
      alone.length ? h("details", { open: !trees.length || alone.length < 12 },
        h("summary", {}, t("alone", { n: alone.length })),
        listed(alone, (node) => h("li", {}, this.row(node)), FIRST, { class: "alone" })) : null);
  }

  branch(node, level, above, first = false) {
    const children = above.has(node) ? [] : this.under(node);
    const open = this.toggled.get(node) ?? level < (this.depth ?? DEPTH);
    const selected = this.app.selection?.node === node;
    const item = h("li", {
      role: "treeitem", "aria-level": level, "aria-expanded": children.length ? String(open) : null, "aria-selected": String(selected),
      tabindex: first ? "0" : "-1", class: selected ? "selected" : null, "aria-label": `${node.name}, ${kindLabel(node.type, node.kind)}`,
    });
    item.node = node;
    const inner = new Set(above).add(node);
    item.append(h("div", { class: "twig" },
      children.length ? h("button", { type: "button", class: "twist", tabindex: "-1", "aria-hidden": "true", on: { click: () => this.turn(item) } }, open ? "▾" : "▸") : h("span", { class: "twist" }),
      this.row(node, -1)));
    if (children.length && open) item.append(h("ul", { role: "group" }, children.map((child) => this.branch(child, level + 1, inner))));
    return item;
  }

  row(node, focusable = 0) {
    const { app } = this;
    const button = nodeButton(app, node);
    button.tabIndex = focusable;
    const heads = node.facts.filter((fact) => fact.type === "heads" && fact.target === node).map((fact) => fact.source);
    const counts = node.facts.filter((fact) => fact.shape === "count").slice(0, 2);
    const acts = node.facts.filter((fact) => fact.source === node && (fact.type === "organizes" || fact.type === "participates")).length;
    return h("div", { class: "body-row" }, button,
      h("span", { class: "dim" }, kindLabel(node.type, node.kind)),
      counts.map((fact) => h("span", { class: "amount" }, amount(fact))),
      heads.length ? h("span", { class: "heads" }, h("span", { class: "dim" }, `${t("headedBy")} `), heads.map((head) => head.name).join("、")) : null,
      acts ? h("span", { class: "count" }, `${acts} ${t("activities")}`) : null,
      this.hosts(node).length ? h("span", { class: "dim" }, `${t("at")} ${this.hosts(node).map((host) => host.name).join("、")}`) : null);
  }

  turn(item) {
    const open = item.getAttribute("aria-expanded") === "true";
    this.toggled.set(item.node, !open);
    const { node } = item;
    this.draw();
    this.focus([...this.columns.querySelectorAll("[role=treeitem]")].find((one) => one.node === node));
  }

  focus(item) {
    if (!item) return;
    for (const one of item.closest("[role=tree]").querySelectorAll("[tabindex='0'][role=treeitem]")) one.tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
  }

  key(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.target !== item) return;
    const all = [...item.closest("[role=tree]").querySelectorAll("[role=treeitem]")];
    const at = all.indexOf(item);
    const expanded = item.getAttribute("aria-expanded");
    if (event.key === "ArrowDown") this.focus(all[at + 1]);
    else if (event.key === "ArrowUp") this.focus(all[at - 1]);
    else if (event.key === "Home") this.focus(all[0]);
    else if (event.key === "End") this.focus(all.at(-1));
    else if (event.key === "ArrowRight") {
      if (expanded === "false") this.turn(item);
      else if (expanded === "true") this.focus(all[at + 1]);
    } else if (event.key === "ArrowLeft") {
      if (expanded === "true") this.turn(item);
      else this.focus(item.parentElement.closest("[role=treeitem]"));
    } else if (event.key === "Enter" || event.key === " ") this.app.select(item.node);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
