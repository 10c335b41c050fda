// Finding nodes by what people type: Chinese, traditional forms, pinyin in full or by initials.

export class Search {
  constructor(model) {
    this.model = model;
    this.readings = new Map(Object.entries(model.pinyin).map(([char, all]) => [char, all.split(",")]));
    this.simple = model.simple;
  }

  /** A text as it is compared: simplified, lower case, half-width, without quotation marks and spaces. */
  fold(text) {
    let out = "";
    for (const char of text.normalize("NFKC").toLowerCase()) {
      if (!/[\s"'“”‘’《》〈〉「」『』()·]/.test(char)) out += this.simple[char] ?? char;
    }
    return out;
  }

  get entries() {
    this._entries ??= this.model.nodes.map((node) => [node.name, ...node.names].map((name) => this.fold(name)));
    return this._entries;
  }

  /** A score of a node for a folded query: 0 is no match, more is better. Remembered for the last query. */
  score(node, query) {
    if (query !== this.asked) {
      this.asked = query;
      this.scores = new Int8Array(this.model.nodes.length).fill(-1);
    }
    if (this.scores[node.index] < 0) this.scores[node.index] = this.compare(node, query);
    return this.scores[node.index];
  }

  compare(node, query) {
    let best = 0;
    const latin = /^[a-z]+$/.test(query);
    for (const name of this.entries[node.index]) {
      const at = name.indexOf(query);
      if (at >= 0) best = Math.max(best, at === 0 ? (name.length === query.length ? 100 : 80) : 60);
      else if (latin && best < 50) best = Math.max(best, this.spelled(name, query));
      if (best === 100) break;
    }
    return best;
  }

  /** Whether the query spells the name's characters from some character on: 50 from the first, 30 later. */
  spelled(name, query) {
    const chars = [...name];
    for (let start = 0; start < chars.length; start++) {
      if (this.follows(chars, start, query, 0)) return start === 0 ? 50 : 30;
    }
    return 0;
  }

  follows(chars, at, query, from) {
    if (from === query.length) return true;
    if (at === chars.length) return false;
    for (const reading of this.readings.get(chars[at]) ?? [chars[at]]) {
      // A character answers to its whole reading, to its initial, and to a reading still being typed.
      const rest = query.length - from;
      if (rest <= reading.length && reading.startsWith(query.slice(from))) return true;
      if (query.startsWith(reading, from) && this.follows(chars, at + 1, query, from + reading.length)) return true;
      if (query[from] === reading[0] && this.follows(chars, at + 1, query, from + 1)) return true;
    }
    return false;
  }

  /** Nodes that match, the best first; all nodes for an empty query. */
  find(text, limit = Infinity) {
    const query = this.fold(text);
    if (!query) return this.model.nodes.slice(0, limit);
    const hits = [];
    for (const node of this.model.nodes) {
      const score = this.score(node, query);
      if (score) hits.push([score, node]);
    }
    hits.sort((a, b) => b[0] - a[0] || b[1].degree - a[1].degree || a[1].index - b[1].index);
    return hits.slice(0, limit).map(([, node]) => node);
  }
}
