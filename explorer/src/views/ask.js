// Named questions and a SPARQL console. The engine is in the page; it runs in a worker and can only read.

import { bytes, has } from "../model.js";
import { csv, download, h, replace } from "../dom.js";
import { later, nodeButton } from "../card.js";
import { unknownTerms } from "../hints.js";
import { speaks, t } from "../words.js";

const SECONDS = 20;
const ROWS = 2000;
const SHOWN = 300;

const PREFIXES = [
  ["jg", "https://w3id.org/jigou/ontology#"], ["kind", "https://w3id.org/jigou/kind#"], ["skos", "http://www.w3.org/2004/02/skos/core#"],
  ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"], ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"], ["oa", "http://www.w3.org/ns/oa#"], ["prov", "http://www.w3.org/ns/prov#"],
  ["dcterms", "http://purl.org/dc/terms/"], ["foaf", "http://xmlns.com/foaf/0.1/"], ["org", "http://www.w3.org/ns/org#"],
];

const EXAMPLE = `SELECT ?body ?activity WHERE {
  ?b jg:leads ?a ; skos:prefLabel ?body .
  ?a skos:prefLabel ?activity .
}
ORDER BY ?body ?activity
LIMIT 50`;

/** A query with the prefixes that it uses and does not declare. */
export function prefixed(query) {
  const missing = PREFIXES.filter(([name]) => new RegExp(`(^|[\\s(^/|!;,{])${name}:`).test(query) && !new RegExp(`prefix\\s+${name}:`, "i").test(query));
  return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
}

/** The engine in its worker: made on first use, ended when a query takes too long, made again after. */
class Engine {
  static available() {
    return has("engine") && has("quads");
  }

  start() {
    this.ready ??= this.load();
    return this.ready;
  }

  async load() {
    const [script, engine, quads] = await Promise.all(["worker", "engine", "quads"].map(bytes));
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.waiting = new Map();
    this.number = 0;
    this.worker.onmessage = ({ data }) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    };
    this.worker.onerror = (event) => {
      for (const settle of this.waiting.values()) settle({ error: event.message || "worker" });
      this.waiting.clear();
    };
    return this.send({ engine, quads }, [engine.buffer, quads.buffer]);
  }

  send(message, transfer = []) {
    const id = (this.number += 1);
    return new Promise((settle) => {
      this.waiting.set(id, settle);
      this.worker.postMessage({ ...message, id }, transfer);
    });
  }

  stop() {
    this.worker?.terminate();
    this.ready = null;
  }

  async query(query) {
    const started = await this.start();
    if (started.error) return started;
    let late = null;
    const limit = new Promise((settle) => {
      late = setTimeout(() => {
        this.stop();
        settle({ late: true });
      }, SECONDS * 1000);
    });
    const answer = await Promise.race([this.send({ query, base: null, rows: ROWS }), limit]);
    clearTimeout(late);
    return answer;
  }
}

export class Ask {
  constructor(app) {
    this.app = app;
    this.engine = new Engine();
    this.list = h("nav", { class: "questions", "aria-label": t("questions") });
    this.editor = h("textarea", { class: "editor", rows: 12, spellcheck: "false", "aria-label": t("query"), on: { keydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.run();
      }
    } } });
    this.status = h("p", { class: "found", role: "status" });
    this.save = h("button", { type: "button", class: "small", hidden: true, on: { click: () => this.download() } }, `${t("export")} CSV`);
    this.answer = h("div", { class: "answer", tabindex: "0", role: "region", "aria-label": t("ask") });
    this.hints = h("div", { class: "hints", role: "note" });
    const run = h("button", { type: "button", class: "small run", title: "Ctrl+Enter", on: { click: () => this.run() } }, t("run"));
    this.element = Engine.available()
      ? h("div", { class: "ask fill" }, this.list, h("div", { class: "console" }, this.editor, h("div", { class: "bar" }, run, this.status, h("span", { class: "gap" }), this.save), this.hints, this.answer))
      : h("p", { class: "empty" }, t("noConsole"));
  }

  show(state) {
    if (!Engine.available()) return;
    const { questions } = this.app.model;
    replace(this.list, questions.length ? h("h2", {}, t("questions")) : null, h("ol", {}, questions.map(([name, zh, en, query]) => h("li", {},
      h("button", { type: "button", "aria-current": state.question === name ? "true" : null, on: { click: () => {
        this.app.go({ question: name, query: null });
        this.editor.value = query;
        this.run();
      } } }, speaks() === "en" ? en : zh)))));
    if (this.shown === `${state.question} ${state.query}`) return;
    this.shown = `${state.question} ${state.query}`;
    const named = questions.find(([name]) => name === state.question);
    if (state.query) this.editor.value = state.query;
    else if (named) this.editor.value = named[3];
    else if (!this.editor.value) this.editor.value = questions[0]?.[3] ?? EXAMPLE;
    // Loading begins when the view is opened, so that the first answer does not wait for it.
    this.engine.start();
    if (state.query || named) this.run();
  }

  async run() {
    const query = this.editor.value;
    const run = (this.current = {});
    const named = this.app.model.questions.some(([name, , , text]) => name === this.app.state.question && text === query);
    if (!named && query !== EXAMPLE) this.app.go({ query, question: null }, true);
    this.shown = `${this.app.state.question} ${this.app.state.query}`;
    replace(this.status, this.loaded ? t("running") : t("loading"));
    this.element.setAttribute("aria-busy", "true");
    const start = performance.now();
    replace(this.hints, unknownTerms(query).map(([term, near]) => h("p", {}, t("noTerm", { term }), near ? ` ${t("nearest", { term: near })}` : null)));
    const answer = await this.engine.query(prefixed(query));
    if (run !== this.current) return;
    this.loaded = true;
    this.element.removeAttribute("aria-busy");
    this.element.dataset.answered = String(Number(this.element.dataset.answered ?? 0) + 1);
    this.save.hidden = true;
    if (answer.late) {
      replace(this.status, t("stopped", { n: SECONDS }));
      replace(this.answer);
    } else if (answer.error) {
      replace(this.status);
      replace(this.answer, h("pre", { class: "error", role: "alert" }, answer.update ? t("readOnly") : answer.error));
    } else this.present(answer, Math.round(answer.ms ?? performance.now() - start));
  }

  present({ variables, rows, total, cut }, ms) {
    this.table = { variables, rows };
    this.save.hidden = !rows.length;
    replace(this.status, t("rows", { n: total, ms }), cut || total > SHOWN ? `; ${t("cut", { n: Math.min(SHOWN, rows.length) })}` : "");
    replace(this.answer, h("table", {}, h("thead", {}, h("tr", {}, variables.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, rows.slice(0, SHOWN).map((row) => h("tr", {}, row.map((term) => h("td", {}, this.term(term))))))));
  }

  /** The node that a text is the name of, where there is only one. */
  named(text) {
    if (!this.names) {
      this.names = new Map();
      for (const node of this.app.model.nodes) this.names.set(node.name, this.names.has(node.name) ? null : node);
    }
    const node = this.names.get(text);
    return node ? nodeButton(this.app, node, { size: 10 }) : null;
  }

  term(term) {
    if (term === null) return null;
    const [kind, value] = term;
    const { model } = this.app;
    if (kind !== "iri") return this.named(value) ?? value;
    const tail = value.startsWith(model.base) ? value.slice(model.base.length) : null;
    const node = tail && model.byId.get(tail);
    if (node) return nodeButton(this.app, node, { size: 10 });
    const passage = tail && /^(report\/.+)\/passage\/(\d+)-(\d+)$/.exec(tail);
    const report = passage && model.reports.find((one) => one.id === passage[1]);
    if (report) {
      const [start, end] = [Number(passage[2]), Number(passage[3])];
      return h("button", { type: "button", class: "said", on: { click: () => this.app.show({ report, start, end }) } }, later(report, () => report.words(start, end)));
    }
    const [prefix, iri] = PREFIXES.find(([, one]) => value.startsWith(one)) ?? [];
    return h("code", {}, prefix ? `${prefix}:${value.slice(iri.length)}` : tail ?? value);
  }

  download() {
    const { variables, rows } = this.table;
    download("answer.csv", "text/csv;charset=utf-8", csv([variables, ...rows.map((row) => row.map((term) => term?.[1] ?? ""))]));
  }
}
