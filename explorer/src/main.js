// The page: opens the data, keeps the state, draws the frame, and hands each view its turn.

import { Card, nodeButton } from "./card.js";
import { h, keepingFocus, replace } from "./dom.js";
import { FACETS, Facets } from "./facets.js";
import { open } from "./model.js";
import { Search } from "./search.js";
import { keep } from "./state.js";
import { kindLabel, speak, speaks, t } from "./words.js";
import { Ask } from "./views/ask.js";
import { Matrix } from "./views/matrix.js";
import { Network } from "./views/network.js";
import { Overview } from "./views/overview.js";
import { Source } from "./views/source.js";
import { Table } from "./views/table.js";
import { Timeline } from "./views/timeline.js";
import { Tree } from "./views/tree.js";
import { Years } from "./views/years.js";

const VIEWS = {
  overview: Overview, table: Table, network: Network, tree: Tree, timeline: Timeline, matrix: Matrix, years: Years, source: Source, ask: Ask,
};

/** What views share: the data, the state, and the ways to change it. */
class App {
  constructor(model) {
    this.model = model;
    this.search = new Search(model);
    this.facets = new Facets(model, this.search);
    this.views = new Map();
    this.keeper = keep((state, before) => this.update(state, before));
    this.main = h("main", { id: "main", tabindex: "-1" });
    this.card = new Card(this);
    this.carded = null;
    this.live = h("p", { class: "sr", role: "status", "aria-live": "polite" });
  }

  get state() {
    return this.keeper.get();
  }

  go(patch, quietly = false) {
    this.keeper.go(patch, quietly);
  }

  /** Selects a node or fact in every view, or nothing. */
  select(item) {
    this.go({ sel: item ? (item.facts ? item.id : this.model.key(item)) : null });
  }

  /** Brings the sentence of a citation to sight in the source. */
  show(cite) {
    this.go({ view: "source", text: cite.report.id, at: `${cite.start}-${cite.end}` });
  }

  /** The node or fact that is selected, `{node}` or `{fact}`, or null. */
  get selection() {
    return this.model.find(this.state.sel);
  }

  /** Whether a state asks for more than the head of a large site tells. */
  beyond(state) {
    if (this.model.whole) return false;
    const filtered = Boolean(state.q || state.conf) || FACETS.some((facet) => state[facet]?.length);
    switch (this.view) {
      case "overview": return false;
      case "table": return filtered || Boolean(state.sort) || state.of === "facts";
      case "network": return filtered || Boolean(state.mode && state.mode !== "groups") || Boolean(state.focus || state.hide);
      default: return true;
    }
  }

  /** Fetches what is not here yet of a large site; then every view shows the whole. */
  async complete() {
    if (this.model.whole) return;
    try {
      await this.model.complete();
    } catch (error) {
      this.live.textContent = t("lost");
      if (this.main.dataset.waiting) replace(this.main, h("p", { class: "empty", role: "alert" }, t("lost")));
      throw error;
    }
    if (document.documentElement.dataset.whole) return;
    document.documentElement.dataset.whole = "yes";
    this.search = new Search(this.model);
    this.facets = new Facets(this.model, this.search);
    this.update(this.state, this.state);
  }

  /** The nodes that pass the filters. */
  filtered(state) {
    const key = this.facets.key(state);
    if (this.filteredKey !== key) {
      this.filteredKey = key;
      this.filteredNodes = this.facets.filter(this.model.nodes, state, { count: false }).items;
    }
    return { key, nodes: this.filteredNodes };
  }

  get view() {
    return VIEWS[this.state.view] ? this.state.view : Object.keys(VIEWS)[0];
  }

  start() {
    const stored = this.remembered("theme");
    if (stored) document.documentElement.dataset.theme = stored;
    speak(this.state.lang ?? this.remembered("language") ?? document.documentElement.dataset.language ?? navigator.language.slice(0, 2).replace(/^(?!zh)..$/, "en"));
    document.documentElement.removeAttribute("data-language");
    this.frame();
    addEventListener("keydown", (event) => this.shortcut(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
    this.update(this.state, {});
    document.documentElement.dataset.ready = "yes";
    // What comes next is fetched when the first view is painted, but where the reader's line is dear only when it is asked for.
    if (!this.model.whole && !navigator.connection?.saveData) setTimeout(() => this.complete().catch(() => {}), 100);
  }

  /** What this reader chose before; a page opened from a file may be refused a store. */
  remembered(key) {
    try {
      return localStorage.getItem(`jigou.${key}`);
    } catch {
      return null;
    }
  }

  remember(key, value) {
    try {
      localStorage.setItem(`jigou.${key}`, value);
    } catch {
      this.forgot = true;
    }
  }

  frame() {
    this.carded = null;
    document.documentElement.lang = speaks() === "en" ? "en" : "zh-Hans";
    this.tabs = h("nav", { class: "tabs", "aria-label": t("views") }, Object.keys(VIEWS).map((name) =>
      h("a", { href: `#view=${name}`, data: { view: name }, on: { click: (event) => {
        event.preventDefault();
        this.go({ view: name });
      } } }, t(name))));
    replace(document.getElementById("app"),
      h("a", { class: "skip", href: "#main", on: { click: (event) => {
        event.preventDefault();
        this.main.focus();
      } } }, t("skip")),
      h("header", { class: "top" },
        h("h1", { lang: "zh-Hans", title: this.model.title }, this.model.title),
        this.searchBox(),
        this.tools = h("div", { class: "tools" },
          h("button", { type: "button", class: "small", "aria-label": t("themeLabel"), title: t("themeLabel"), on: { click: () => this.turnTheme() } }, "◐"),
          h("button", { type: "button", class: "small", lang: speaks() === "en" ? "zh-Hans" : "en", title: t("languageLabel"), on: { click: () => this.turnLanguage() } }, t("language")))),
      this.tabs,
      h("div", { class: "body" }, this.main, this.card.element),
      this.live);
  }

  searchBox() {
    const list = h("ul", { class: "hits", id: "hits", role: "listbox", hidden: true, "aria-label": t("searchLabel") });
    let at = -1;
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      at = -1;
    };
    const choose = (node) => {
      close();
      this.select(node);
    };
    const offer = () => {
      const text = input.value.trim();
      if (text && !this.model.whole) {
        replace(list, h("li", { class: "dim", role: "option", "aria-disabled": "true" }, t("fetching")));
        list.hidden = false;
        this.complete().then(() => document.activeElement === input && offer(), () => {});
        return;
      }
      const hits = text ? this.search.find(text, 9) : [];
      at = -1;
      input.removeAttribute("aria-activedescendant");
      replace(list, text && !hits.length ? h("li", { class: "dim", role: "option", "aria-disabled": "true" }, t("noHit")) : hits.map((node, i) => {
        const button = nodeButton(this, node);
        return h("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", on: { mousedown: (event) => {
          event.preventDefault();
          choose(node);
        } } }, [...button.childNodes], h("span", { class: "dim" }, kindLabel(node.type, node.kind)));
      }));
      list.nodes = hits;
      list.hidden = !text;
      input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const move = (by) => {
      const options = [...list.querySelectorAll("[id]")];
      if (!options.length) return;
      options[at]?.setAttribute("aria-selected", "false");
      at = (at + by + options.length) % options.length;
      options[at].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", options[at].id);
    };
    let wait = null;
    const input = h("input", {
      type: "search", id: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-controls": "hits", "aria-expanded": "false",
      "aria-autocomplete": "list", "aria-label": t("searchLabel"), placeholder: t("search"), value: this.state.q ?? "",
      on: {
        input: () => {
          offer();
          clearTimeout(wait);
          wait = setTimeout(() => this.go({ q: input.value.trim() || null }, true), this.model.size > 20000 ? 120 : 40);
        },
        focus: () => input.value && offer(),
        blur: close,
        keydown: (event) => {
          if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Escape") {
            if (list.hidden) return;
            close();
          } else if (event.key === "Enter") {
            const node = list.nodes?.[at];
            if (node) choose(node);
            else {
              close();
              this.go({ view: "table", q: input.value.trim() || null });
            }
          } else return;
          event.preventDefault();
          event.stopPropagation();
        },
      },
    });
    this.input = input;
    return h("div", { class: "search", role: "search" }, input, list);
  }

  shortcut(event) {
    if (event.target.closest?.("input,textarea,select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      this.input.focus();
    } else if (event.key === "Escape" && this.state.sel) {
      this.select(null);
    } else if (/^[1-9]$/.test(event.key)) {
      const name = Object.keys(VIEWS)[Number(event.key) - 1];
      if (name) this.go({ view: name });
    }
  }

  turnTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    this.remember("theme", root.dataset.theme);
    this.repaint();
  }

  repaint() {
    for (const view of this.views.values()) view.repaint?.();
  }

  turnLanguage() {
    speak(speaks() === "en" ? "zh" : "en");
    this.remember("language", speaks());
    this.views.clear();
    this.frame();
    this.update(this.state, {});
    this.tools.lastChild.focus();
  }

  update(state, before) {
    const name = this.view;
    for (const tab of this.tabs.children) {
      if (tab.dataset.view === name) {
        tab.setAttribute("aria-current", "page");
        this.tabs.scrollLeft = tab.offsetLeft - this.tabs.clientWidth / 2;
      } else tab.removeAttribute("aria-current");
    }
    if (document.activeElement !== this.input) this.input.value = state.q ?? "";
    document.title = `${t(name)} · ${this.model.title}`;
    if (this.beyond(state) || (state.sel && !this.model.whole)) this.complete().catch(() => {});
    if (this.beyond(state)) return this.wait(name);
    delete this.main.dataset.waiting;
    if (!this.views.has(name)) this.views.set(name, new VIEWS[name](this));
    const view = this.views.get(name);
    const held = document.activeElement;
    const [inView, inCard] = [this.main, this.card.element].map((place) => place.contains(held));
    const other = this.main.firstChild !== view.element;
    if (other) {
      replace(this.main, view.element);
      this.main.setAttribute("aria-label", t(name));
      this.main.dataset.view = name;
      this.main.scrollTop = 0;
    }
    if (state.sel !== this.carded && (this.model.whole || !state.sel)) {
      const found = this.selection;
      this.carded = state.sel;
      this.card.show(found);
      if (found?.node) this.live.textContent = t("selected", { name: found.node.name });
    }
    keepingFocus(this.main, () => view.show(state, before));
    // What was pressed may be gone with its view or its panel: who uses the keyboard goes on in what came instead.
    if (other && inView) this.main.focus({ preventScroll: true });
    if (inCard && !held.isConnected) (state.sel ? this.card.element : this.standing(before.sel)).focus({ preventScroll: true });
    return null;
  }

  /** Where something that was selected stands in the view, or else the view. */
  standing(sel) {
    const name = this.model.find(sel)?.node?.name;
    const stands = (it) => it.title === name || it.getAttribute("aria-label")?.startsWith(`${name},`);
    return (name && [...this.main.querySelectorAll("button,[role=button],[role=treeitem]")].find(stands)) || this.main.querySelector("canvas") || this.main;
  }

  /** Says that a view's data are coming; what it shows already stays. */
  wait(name) {
    const shown = this.views.get(name)?.element;
    this.main.dataset.waiting = "yes";
    if (shown && this.main.firstChild === shown) this.live.textContent = t("fetching");
    else {
      const inside = this.main.contains(document.activeElement);
      replace(this.main, h("p", { class: "empty", role: "status" }, t("fetching")));
      this.main.setAttribute("aria-label", t(name));
      this.main.dataset.view = name;
      if (inside) this.main.focus({ preventScroll: true });
    }
    return null;
  }
}

open().then((model) => new App(model).start()).catch((error) => {
  // What stands there already stays, with why there is no more.
  const wait = document.getElementById("wait");
  if (!wait) throw error;
  replace(wait, `${t("cannotOpen")} ${error.message}`);
  wait.setAttribute("role", "alert");
});
