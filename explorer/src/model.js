// The page's data: rows as they were packed, with the indexes that views need.

/** Where the parts of a site are; null in a page that holds everything. */
const parts = () => document.documentElement.dataset.parts ?? null;

/** Whether a part is there: a block of the page, or a file of the site. */
export const has = (name) => (parts() ? (document.documentElement.dataset.has ?? "").split(" ").includes(name) : Boolean(document.getElementById(`jigou-${name}`)));

/** The bytes of a part of the page or site. */
export async function bytes(name) {
  if (parts()) {
    const answer = await fetch(`${parts()}${name}.bin`);
    if (!answer.ok) throw new Error(`${name}.bin: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
  const text = atob(document.getElementById(`jigou-${name}`).textContent);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

/** A part that is JSON, gzipped. */
export async function unpack(name) {
  const stream = new Blob([await bytes(name)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

/** A stable short name of a fact for links, from what it says (FNV-1a). */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}

/** A report's text with its places: code points to the units of a JavaScript string, sentences, headings. */
class Report {
  constructor(row, index) {
    Object.assign(this, row, { index });
    this.label = row.title || row.name;
    this.passed = row.passed ?? row.refusals.length;
    if (row.text !== undefined) this.fill(row);
  }

  /** Whether the text is here; in a site it comes when it is first needed. */
  get ready() {
    return this.text !== undefined;
  }

  /** Fetches the text, once. */
  load() {
    this.loading ??= this.ready ? Promise.resolve() : unpack(`text-${this.index}`).then((row) => this.fill(row));
    return this.loading;
  }

  fill({ text, segments, refusals }) {
    Object.assign(this, { text, refusals, units: null });
    if (/[\ud800-\udfff]/.test(text)) {
      this.units = [];
      let at = 0;
      for (const char of text) {
        this.units.push(at);
        at += char.length;
      }
      this.units.push(at);
    }
    this.spans = segments.map(([kind, start, end, parent, level, label], i) => ({ kind, start, end, parent, level, label, index: i }));
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  words(start, end) {
    return this.units ? this.text.slice(this.units[start], this.units[end]) : this.text.slice(start, end);
  }

  get sentences() {
    if (!this._sentences) {
      let found = this.spans.filter((one) => one.kind === 5).map(({ start, end }) => [start, end]);
      if (!found.length) found = this.split();
      this._sentences = found.sort((a, b) => a[0] - b[0]);
    }
    return this._sentences;
  }

  split() {
    const out = [];
    let start = 0;
    let at = 0;
    for (const char of this.text) {
      at += 1;
      if ("。！？\n".includes(char)) {
        out.push([start, at]);
        start = at;
      }
    }
    if (start < at) out.push([start, at]);
    return out;
  }

  /** The sentence or sentences around a span. */
  sentence(start, end) {
    const all = this.sentences;
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle][1] <= start) low = middle + 1;
      else high = middle;
    }
    let from = start;
    let to = end;
    for (let i = low; i < all.length && all[i][0] < end; i++) {
      from = Math.min(from, all[i][0]);
      to = Math.max(to, all[i][1]);
    }
    while (from < start && /\s/.test(this.words(from, from + 1))) from += 1;
    while (to > end && /\s/.test(this.words(to - 1, to))) to -= 1;
    return [from, to];
  }

  get headings() {
    this._headings ??= this.outline?.map(([start, level, label, words]) => ({ start, level, label, words }))
      ?? this.spans.filter((one) => one.kind === 2).sort((a, b) => a.start - b.start);
    return this._headings;
  }

  /** The headings above a place, the outermost first. */
  path(at) {
    const out = [];
    for (const heading of this.headings) {
      if (heading.start > at) break;
      while (out.length && out.at(-1).level >= heading.level) out.pop();
      out.push(heading);
    }
    return out;
  }

  /** The words of a heading. */
  heading(span) {
    return span.words ?? this.words(span.start, span.end).trim();
  }
}

export class Model {
  constructor(data) {
    this.title = data.title;
    this.base = data.base;
    this.rules = data.rules;
    this.questions = data.questions;
    this.pinyin = data.pinyin;
    this.simple = data.simple;
    this.reports = data.reports.map((row, i) => new Report(row, i));
    this.nodes = data.nodes.map(([id, type, kind, name, names, cites, confidence, status, edition, x, y, group], index) => ({
      index, id, type, kind, name, names, cites, confidence, status, edition, x, y, group, facts: [], degree: 0,
    }));
    this.facts = [];
    for (const [type, a, b, role, status, cites] of data.links) {
      this.add({ shape: "link", type, source: this.nodes[a], target: this.nodes[b], role, status, cites });
    }
    for (const [a, value, words, cites] of data.moments) {
      this.add({ shape: "moment", type: "time", source: this.nodes[a], value, words, cites });
    }
    for (const [a, value, unit, what, approx, cites] of data.counts) {
      this.add({ shape: "count", type: "measure", source: this.nodes[a], value: Number(value), unit, what, approx, cites });
    }
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.groups = [];
    for (const node of this.nodes) (this.groups[node.group] ??= []).push(node);
    this.years = [...new Set(this.reports.map((report) => report.year).filter((year) => year !== null))].sort();
  }

  add(fact) {
    fact.index = this.facts.length;
    this.facts.push(fact);
    fact.source.facts.push(fact);
    fact.source.degree += 1;
    if (fact.target && fact.target !== fact.source) {
      fact.target.facts.push(fact);
      fact.target.degree += 1;
    }
  }

  get links() {
    return this.facts.filter((fact) => fact.shape === "link");
  }

  /** A fact's name in links. */
  key(fact) {
    fact.key ??= "f-" + hash([fact.source.id, fact.type, fact.role, fact.status, fact.target?.id, fact.value, fact.unit, fact.what,
      fact.words].join("\u0001"));
    return fact.key;
  }

  /** The node or fact that a link names, or null. */
  find(name) {
    if (!name) return null;
    const node = this.byId.get(name);
    if (node) return { node };
    if (name.startsWith("f-")) {
      this.byKey ??= new Map(this.facts.map((fact) => [this.key(fact), fact]));
      const fact = this.byKey.get(name);
      if (fact) return { fact };
    }
    return null;
  }

  /** Every place where an item (node or fact) is said. */
  cites(item) {
    const out = [];
    for (let i = 0; i < item.cites.length; i += 5) {
      const [report, start, end, rule, confidence] = item.cites.slice(i, i + 5);
      out.push({ report: this.reports[report], start, end, rule: this.rules[rule], confidence: confidence / 1000 });
    }
    return out;
  }

  /** Indexes of the reports that speak of an item. */
  reportsOf(item) {
    const out = new Set();
    for (let i = 0; i < item.cites.length; i += 5) out.add(item.cites[i]);
    return out;
  }

  /** The lowest confidence of a fact's own, or a node's. */
  confidence(item) {
    if (item.confidence !== undefined) return item.confidence;
    let best = 0;
    for (let i = 4; i < item.cites.length; i += 5) best = Math.max(best, item.cites[i] / 1000);
    return item.cites.length ? best : 1;
  }

  /** The body that most of the graph is about: a report's own, or the best connected one. */
  get centre() {
    this._centre ??= this.nodes[this.reports.find((report) => report.body !== null)?.body] ??
      this.nodes.reduce((best, node) => (!best || (node.type === "Body") > (best.type === "Body") ||
        ((node.type === "Body") === (best.type === "Body") && node.degree > best.degree) ? node : best), null);
    return this._centre;
  }
}
