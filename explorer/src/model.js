// The page's data: rows as they were packed, with the indexes that views need.

/** Where the parts of a site are; null in a page that holds everything. */
const parts = () => document.documentElement.dataset.parts ?? null;

/** Whether a part is there: a block of the page, or a file of the site. */
export const has = (name) => (parts() ? (document.documentElement.dataset.has ?? "").split(" ").includes(name) : Boolean(document.getElementById(`jigou-${name}`)));

/** The bytes of a part of the page or site; an error where the server does not give it. */
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

/** Bodies that the overview names. */
const BUSIEST = 9;

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
    this.loading ??= this.ready ? Promise.resolve() : unpack(`text-${this.index}`).then((row) => this.fill(row), (error) => {
      this.loading = null;
      throw error;
    });
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

/** The data of this page or site; of a large site its head alone, which is all that the first view needs. */
export async function open() {
  return new Model(await unpack(has("head") ? "head" : "scene"));
}

export class Model {
  constructor(data) {
    this.title = data.title;
    this.base = data.base;
    this.questions = data.questions;
    this.reports = data.reports.map((row, i) => new Report(row, i));
    this.years = [...new Set(this.reports.map((report) => report.year).filter((year) => year !== null))].sort();
    this.head = data.tallies ? data : null;
    this.fill(data);
  }

  /** Whether all nodes and facts are here, and not the head alone. */
  get whole() {
    return this.head === null;
  }

  /** How many nodes there are, those that are not here yet with them. */
  get size() {
    return this.head?.size.nodes ?? this.nodes.length;
  }

  /** Fetches the slices of a large site, once; where one does not come, it can be tried again. */
  complete() {
    this.completing ??= (this.whole ? Promise.resolve() : this.fetch()).catch((error) => {
      this.completing = null;
      throw error;
    });
    return this.completing;
  }

  async fetch() {
    const all = { nodes: [], links: [], moments: [], counts: [] };
    const parts = await Promise.all(Array.from({ length: this.head.parts }, (_, i) => unpack(`things-${i}`)));
    for (const part of parts) for (const [name, rows] of Object.entries(all)) rows.push(...part[name]);
    const { rules, pinyin, simple, outlines } = parts[0];
    outlines.forEach((outline, i) => { this.reports[i].outline = outline; });
    this.head = null;
    this.fill({ ...all, rules, pinyin, simple });
  }

  /** Nodes and facts of rows; those of a head are few, and know how many facts they have in the whole. */
  fill(data) {
    this.rules = data.rules;
    this.pinyin = data.pinyin ?? {};
    this.simple = data.simple ?? {};
    this.nodes = data.nodes.map(([id, type, kind, name, names, cites, confidence, status, edition, x, y, group], index) => ({
      index, id: id ?? `${type.toLowerCase()}/${name}`, type, kind, name, names, cites, confidence, status, edition, x, y, group, facts: [], degree: 0,
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
    data.degrees?.forEach((degree, i) => { this.nodes[i].degree = degree; });
    data.first?.forEach((values, i) => { this.nodes[i].values = values; });
    this.byId = new Map(this.nodes.map((node) => [node.id, node]));
    this.byKey = null;
    this._centre = data.centre === undefined ? null : this.nodes[data.centre];
    this._brief = null;
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

  /** The whole in numbers: its size, and how many nodes have each kind and year; and the bodies that do most, with how much in each role. */
  get brief() {
    this._brief ??= this.head ? this.told() : this.counted();
    return this._brief;
  }

  told() {
    const { size, tallies, busiest } = this.head;
    const [types, kinds, years] = ["type", "kind", "year"].map((facet) => new Map(tallies[facet]));
    return { ...size, types, kinds, years, busiest: busiest.map(([i, roles]) => ({ node: this.nodes[i], roles: new Map(roles) })) };
  }

  counted() {
    const types = new Map();
    const kinds = new Map();
    const years = new Map();
    const busiest = [];
    const count = (tally, value) => tally.set(value, (tally.get(value) ?? 0) + 1);
    for (const node of this.nodes) {
      count(types, node.type);
      count(kinds, `${node.type}/${node.kind}`);
      const said = new Set([...this.reportsOf(node)].map((report) => this.reports[report].year));
      for (const year of said) if (year !== null) count(years, String(year));
      if (node.type !== "Body") continue;
      const roles = new Map();
      for (const fact of node.facts) {
        const role = fact.source === node && (fact.role ?? (fact.type === "participates" ? "participate" : null));
        if (role) count(roles, role);
      }
      if (roles.size) busiest.push({ node, roles });
    }
    const sum = ({ roles }) => [...roles.values()].reduce((all, one) => all + one, 0);
    return {
      nodes: this.nodes.length, facts: this.facts.length, said: this.facts.reduce((all, fact) => all + fact.cites.length / 5, 0),
      types, kinds, years, busiest: busiest.sort((a, b) => sum(b) - sum(a)).slice(0, BUSIEST),
    };
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
