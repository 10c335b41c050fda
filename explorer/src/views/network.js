// The network. It opens on one centre and what stands around it, or on clusters where the graph is large; never on everything.

import { h, replace } from "../dom.js";
import { Canvas } from "../draw/canvas.js";
import { settle } from "../draw/forces.js";
import { savePng, saveSvg } from "../draw/picture.js";
import { TYPES, mark } from "../palette.js";
import { kindLabel, t, typeLabel } from "../words.js";

const LIMIT = 360;
const FIRST = 110;
const LABEL = 14;
const HIDDEN = ["Theme"];
const BINS = 120;

const short = (name, length = LABEL) => ([...name].length > length ? `${[...name].slice(0, length - 1).join("")}…` : name);

export class Network {
  constructor(app) {
    this.app = app;
    this.canvasElement = h("canvas", { tabindex: "0", role: "img", "aria-roledescription": "graph", on: { keydown: (event) => this.key(event) } });
    this.canvas = new Canvas(this.canvasElement, {
      pick: (hit) => this.pick(hit),
    });
    this.bar = h("div", { class: "bar" });
    this.note = h("p", { class: "note", "aria-live": "polite" });
    this.legend = h("div", { class: "legend", role: "group" });
    this.stage = h("div", { class: "stage" }, this.canvasElement, this.legend, this.note);
    this.element = h("div", { class: "network fill" }, this.bar, this.stage);
    new ResizeObserver(() => {
      this.canvas.resize();
      if (!this.fitted) this.fit();
      else if (this.canvas.selected) this.canvas.reveal(this.canvas.selected);
    }).observe(this.stage);
  }

  repaint() {
    this.canvas.draw();
  }

  fit() {
    this.fitted = Boolean(this.canvas.width);
    this.canvas.fit();
  }

  mode(state) {
    if (state.mode) return state.mode;
    return this.app.model.size > 3000 && !state.focus ? "groups" : "ego";
  }

  show(state) {
    const mode = this.mode(state);
    const hidden = new Set(state.hide ?? HIDDEN);
    const focus = this.app.model.byId.get(state.focus) ?? this.app.model.centre;
    const key = JSON.stringify([mode, focus?.id, state.depth, state.most, state.open, [...hidden], mode === "all" || mode === "groups" ? this.app.filtered(state).key : ""]);
    this.controls(state, mode, focus, hidden);
    if (key !== this.key_) {
      this.key_ = key;
      this.fill(state, mode, focus, hidden);
      this.fit();
    }
    this.select(state);
  }

  select(state) {
    const found = this.app.selection;
    const item = found?.node ?? null;
    this.canvas.selected = item ? this.drawn.get(item) ?? null : null;
    this.canvas.picked = found?.fact ? this.canvas.edges.find((edge) => edge.facts?.includes(found.fact)) ?? null : null;
    const query = state.q && this.app.search.fold(state.q);
    this.canvas.matched = query ? new Set(this.canvas.nodes.filter((node) => node.item && this.app.search.score(node.item, query))) : null;
    if (this.canvas.selected) this.canvas.reveal(this.canvas.selected);
    this.canvas.draw();
  }

  controls(state, mode, focus, hidden) {
    const { app } = this;
    const option = (value, label, chosen) => h("option", { value, selected: value === chosen }, label);
    const choice = (label, chosen, options, change) => h("label", { class: "choice" }, h("span", {}, label),
      h("select", { on: { change: (event) => change(event.target.value) } }, options.map(([value, text]) => option(value, text, chosen))));
    const button = (label, press, title = label, more = "") => h("button", { type: "button", class: `small ${more}`, "aria-label": title, title, on: { click: press } }, label);
    const selected = app.selection?.node;
    const held = document.activeElement?.closest?.(".bar") === this.bar ? [...this.bar.querySelectorAll("select,button")].indexOf(document.activeElement) : -1;
    replace(this.bar,
      choice(t("mode"), mode, [["ego", t("ego")], ["kinds", t("kindsMode")], ["groups", t("groupsMode")], ["all", t("allMode")]],
        (value) => app.go({ mode: value })),
      mode === "ego" && choice(t("depth"), state.depth ?? "1", [["1", "1"], ["2", "2"], ["3", "3"]], (value) => app.go({ depth: value })),
      mode === "ego" && focus ? h("span", { class: "focus" }, mark(focus.type), short(focus.name, 18)) : null,
      selected && mode === "ego" && selected !== focus && button(t("centre"), () => app.go({ focus: selected.id, open: [] })),
      selected && mode === "ego" && selected !== focus && !(state.open ?? []).includes(selected.id) &&
        button(t("expand"), () => app.go({ open: [...(state.open ?? []), selected.id] })),
      h("span", { class: "gap" }),
      button("−", () => this.canvas.zoom(1 / 1.3), t("zoomOut")),
      button("+", () => this.canvas.zoom(1.3), t("zoomIn")),
      button(t("fit"), () => this.canvas.fit()),
      button("PNG", () => savePng(this.canvas), `${t("export")} PNG`, "extra"),
      button("SVG", () => saveSvg(this.canvas, app.model.title), `${t("export")} SVG`, "extra"));
    if (held >= 0) this.bar.querySelectorAll("select,button")[held]?.focus();
    const present = TYPES.filter((type) => app.model.brief.types.has(type));
    this.legend.setAttribute("aria-label", t("hideTypes"));
    replace(this.legend, present.map((type) => h("label", { class: "key" },
      h("input", { type: "checkbox", checked: !hidden.has(type), on: { change: (event) => {
        const next = new Set(hidden);
        if (event.target.checked) next.delete(type);
        else next.add(type);
        app.go({ hide: next.size ? [...next] : ["-"] });
      } } }), mark(type), typeLabel(type))));
  }

  fill(state, mode, focus, hidden) {
    this.drawn = new Map();
    let nodes;
    let edges;
    let left = 0;
    if (!this.app.model.whole) ({ nodes, edges } = this.told());
    else if (mode === "kinds" || mode === "groups") ({ nodes, edges } = this.aggregate(mode, hidden, state));
    else {
      let items;
      if (mode === "all") items = this.app.filtered(state).nodes.filter((node) => !hidden.has(node.type));
      else [items, left] = this.around(focus, Number(state.depth ?? 1), state.open ?? [], hidden, Math.min(LIMIT, Number(state.most ?? FIRST)));
      ({ nodes, edges } = this.whole(items, focus, mode));
    }
    this.canvas.set(nodes, edges);
    const more = left && Number(state.most ?? FIRST) < LIMIT;
    replace(this.note, nodes.length ? (left ? t("left", { n: left }) : "") : t("nonode"), more
      ? [" ", h("button", { type: "button", class: "link", on: { click: () => this.app.go({ most: String(LIMIT) }) } }, t("drawMore"))] : null);
    this.canvasElement.setAttribute("aria-label", t("networkLabel", { n: nodes.length, m: edges.length }));
    this.canvasElement.dataset.nodes = nodes.length;
    this.canvasElement.dataset.edges = edges.length;
  }

  /** The nodes within some steps of the centre and of every node that was expanded, the best connected first. */
  around(focus, depth, open, hidden, limit) {
    if (!focus) return [[], 0];
    const kept = new Set([focus]);
    const ring = (from, steps) => {
      let edge = [from];
      for (let step = 0; step < steps; step++) {
        const next = [];
        for (const node of edge) {
          for (const fact of node.facts) {
            const other = fact.target && (fact.source === node ? fact.target : fact.source);
            if (!other || kept.has(other) || hidden.has(other.type)) continue;
            kept.add(other);
            next.push(other);
          }
        }
        edge = next;
      }
    };
    ring(focus, depth);
    for (const id of open) {
      const node = this.app.model.byId.get(id);
      if (node) {
        kept.add(node);
        ring(node, 1);
      }
    }
    const all = [...kept];
    if (all.length <= limit) return [all, 0];
    const chosen = this.app.selection?.node;
    const best = all.slice(1).sort((a, b) => (b === chosen) - (a === chosen) || b.degree - a.degree || a.index - b.index).slice(0, limit - 1);
    return [[focus, ...best], all.length - limit];
  }

  whole(items, focus, mode) {
    const inside = new Set(items);
    const nodes = items.map((item) => {
      const node = {
        item, type: item.type, x: item.x, y: item.y, r: 4 + 2.1 * Math.log2(1 + item.degree), full: item.name, weight: item.degree,
        label: short(item.name), facts: [],
      };
      this.drawn.set(item, node);
      return node;
    });
    const pairs = new Map();
    for (const item of items) {
      for (const fact of item.facts) {
        if (fact.source !== item || !fact.target || !inside.has(fact.target)) continue;
        const key = `${item.index} ${fact.target.index}`;
        const edge = pairs.get(key);
        if (edge) edge.facts.push(fact);
        else pairs.set(key, { a: this.drawn.get(item), b: this.drawn.get(fact.target), facts: [fact], arrow: true, dash: fact.role === "support" });
      }
    }
    const edges = [...pairs.values()];
    if (mode === "ego" || nodes.length <= LIMIT) this.place(nodes, edges, focus);
    return { nodes, edges };
  }

  /** The room that a picture has, without the legend's strip. */
  window() {
    const { clientWidth, clientHeight } = this.stage;
    return clientWidth ? [clientWidth - 32, Math.max(200, clientHeight - 90)] : [1000, 560];
  }

  place(nodes, edges, focus) {
    const origin = this.drawn.get(focus) ?? nodes[0];
    if (!origin) return;
    const { x, y } = origin;
    const index = new Map(nodes.map((node, i) => [node, i]));
    for (const node of nodes) {
      node.x -= x;
      node.y -= y;
      node.width = Math.max(2 * node.r + 6, [...node.label].reduce((sum, char) => sum + (char > "\u2e80" ? 12 : 7), 0) + 8);
      node.height = 2 * node.r + 22;
      node.half = node.width / 2;
    }
    origin.fixed = true;
    settle(nodes, edges.map(({ a, b }) => ({ a: index.get(a), b: index.get(b) })), { ideal: 66, view: this.window() });
  }

  /** One node for each kind, or for each cluster; a click opens what is in it. */
  aggregate(mode, hidden, state) {
    const inside = this.app.filtered(state).nodes.filter((node) => !hidden.has(node.type));
    const bins = new Map();
    const alone = (node) => !node.facts.some((fact) => fact.target);
    const keyOf = mode === "kinds" ? (node) => `${node.type}/${node.kind}` : (node) => (alone(node) ? "alone" : node.group);
    for (const node of inside) {
      const key = keyOf(node);
      if (!bins.has(key)) bins.set(key, []);
      bins.get(key).push(node);
    }
    const sorted = [...bins].sort((a, b) => b[1].length - a[1].length);
    const kept = sorted.slice(0, BINS);
    // What does not fit stands together, and is not left out.
    if (sorted.length > BINS) kept.push(["rest", sorted.slice(BINS).flatMap(([, members]) => members)]);
    const binOf = new Map();
    const nodes = kept.map(([key, members]) => {
      const head = members.reduce((best, node) => (node.degree > best.degree ? node : best));
      const middle = (axis) => members.reduce((sum, one) => sum + Math.round(one[axis] * 10), 0) / members.length / 10;
      const node = this.cluster(mode, key, head, members.length, middle("x"), middle("y"));
      for (const member of members) binOf.set(member, node);
      return node;
    });
    const ties = new Map();
    for (const item of inside) {
      for (const fact of item.facts) {
        if (fact.source !== item || !fact.target) continue;
        const [a, b] = [binOf.get(item), binOf.get(fact.target)];
        if (!a || !b || a === b) continue;
        const key = `${kept.findIndex((one) => one[0] === a.key)} ${kept.findIndex((one) => one[0] === b.key)}`;
        if (ties.has(key)) ties.get(key).count += 1;
        else ties.set(key, { a, b, count: 1, arrow: true });
      }
    }
    return this.spread(nodes, [...ties.values()]);
  }

  /** The clusters of the whole, as the head of a large site tells them. */
  told() {
    const { clusters, ties } = this.app.model.head;
    const nodes = clusters.map(([key, head, count, x, y]) => this.cluster("groups", key, this.app.model.nodes[head], count, x, y));
    return this.spread(nodes, ties.map(([a, b, count]) => ({ a: nodes[a], b: nodes[b], count, arrow: true })));
  }

  /** A node that stands for many; `head` is the best connected of them. */
  cluster(mode, key, head, count, x, y) {
    const label = mode === "kinds" ? `${kindLabel(head.type, head.kind)} ${count}`
      : key === "rest" ? t("rest", { n: count }) : key === "alone" ? t("unlinked", { n: count })
        : count > 1 ? `${short(head.name, 10)} ${t("and", { n: count - 1, all: count })}` : short(head.name, 10);
    return { head, key, type: head.type, full: label, label, weight: count, r: 6 + 3 * Math.sqrt(Math.min(count, 200)), x, y };
  }

  spread(nodes, edges) {
    for (const edge of edges) edge.size = Math.min(6, 1 + Math.round(Math.log2(edge.count)));
    const index = new Map(nodes.map((node, i) => [node, i]));
    const spread = Math.max(1, ...nodes.map((node) => Math.hypot(node.x, node.y))) / 240;
    for (const node of nodes) {
      node.x /= spread;
      node.y /= spread;
      node.width = Math.max(2 * node.r + 10, [...node.label].length * 12 + 8);
      node.height = 2 * node.r + 26;
      node.half = node.width / 2;
    }
    settle(nodes, edges.map(({ a, b }) => ({ a: index.get(a), b: index.get(b) })), { ideal: 110, view: this.window() });
    return { nodes, edges };
  }

  pick(hit) {
    const { app } = this;
    if (!hit) return app.select(null);
    if (hit.edge) return hit.edge.facts ? app.select(hit.edge.facts[0]) : null;
    if (hit.node.item) return this.choose(hit.node.item);
    if (hit.node.key === "alone" || hit.node.key === "rest") return app.go({ mode: "all" });
    const { head } = hit.node;
    return app.go(this.mode(app.state) === "kinds" ? { view: "table", of: null, type: [head.type], kind: [`${head.type}/${head.kind}`] }
      : { mode: "ego", focus: head.id, depth: "2", sel: head.id, open: [] });
  }

  /** Selects a node; a second click on it shows what else stands around it. */
  choose(item) {
    const { state } = this.app;
    if (this.app.selection?.node !== item || this.mode(state) !== "ego") return this.app.select(item);
    return this.app.go({ open: [...new Set([...(state.open ?? []), item.id])] });
  }

  key(event) {
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    const { canvas, app } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) canvas.pan(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") canvas.zoom(1.25);
    else if (event.key === "-") canvas.zoom(0.8);
    else if (event.key === "0") canvas.fit();
    else if (event.key === "n" || event.key === "p") {
      const list = canvas.order;
      const at = list.indexOf(canvas.selected) + (event.key === "n" ? 1 : -1);
      const node = list[(at + list.length) % list.length];
      if (node?.item) app.select(node.item);
    } else if (event.key === "Enter" && app.selection?.node) app.go({ mode: null, focus: app.selection.node.id, open: [] });
    else return;
    event.preventDefault();
  }
}
