// Which nodes or facts pass the filters, and how many each value of a facet would leave.

export const FACETS = ["type", "kind", "relation", "role", "year", "report", "section", "status"];

export class Facets {
  constructor(model, search) {
    this.model = model;
    this.search = search;
    this.caches = new Map();
  }

  /** The values of an item (a node or a fact) for a facet. */
  values(item, facet) {
    if (item.values?.[facet]) return item.values[facet]; // told by the head of a large site
    switch (facet) {
      case "type": return item.facts ? [item.type] : [item.source.type, ...(item.target && item.target.type !== item.source.type ? [item.target.type] : [])];
      case "kind": return item.facts ? [`${item.type}/${item.kind}`]
        : [`${item.source.type}/${item.source.kind}`, ...(item.target ? [`${item.target.type}/${item.target.kind}`] : [])];
      case "status": return item.status ? [item.status] : [];
      default: return this.cached(item, facet);
    }
  }

  cached(item, facet) {
    if (!this.caches.has(facet)) this.caches.set(facet, new WeakMap());
    const cache = this.caches.get(facet);
    let found = cache.get(item);
    if (!found) {
      found = this.compute(item, facet);
      cache.set(item, found);
    }
    return found;
  }

  compute(item, facet) {
    const { model } = this;
    const out = new Set();
    if (facet === "relation") for (const fact of item.facts ?? [item]) out.add(fact.type);
    else if (facet === "role") for (const fact of item.facts ?? [item]) out.add(fact.role ?? (fact.type === "participates" ? "participate" : null));
    else if (facet === "report") for (const report of model.reportsOf(item)) out.add(model.reports[report].id);
    else if (facet === "year") for (const report of model.reportsOf(item)) out.add(model.reports[report].year === null ? null : String(model.reports[report].year));
    else if (facet === "section") for (let i = 0; i < item.cites.length; i += 5) out.add(this.section(item.cites[i], item.cites[i + 1]));
    out.delete(null);
    return [...out];
  }

  /** The section of a place: its nearest heading of the first two levels, without the number. */
  section(report, at) {
    this.sections ??= this.model.reports.map((one) => one.headings.filter((heading) => heading.level <= 2)
      .map((heading) => [heading.start, one.heading(heading).replace(heading.label, "").replace(/^[\s、..)）]+/, "")]));
    const list = this.sections[report];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle][0] <= at) low = middle + 1;
      else high = middle;
    }
    return low ? list[low - 1][1] : null;
  }

  /** What a state asks for, as a string: equal strings mean an equal answer. */
  key(state) {
    return JSON.stringify([state.q ?? "", state.conf ?? "", ...FACETS.map((facet) => state[facet] ?? [])]);
  }

  /** The items that pass, and for each facet how many pass by value when that facet itself is left open. */
  filter(items, state, { count = true } = {}) {
    const query = this.search.fold(state.q ?? "");
    const least = Number(state.conf ?? 0);
    const wanted = FACETS.map((facet) => (state[facet]?.length ? new Set(state[facet]) : null));
    const counts = new Map(FACETS.map((facet) => [facet, new Map()]));
    const passed = [];
    const scores = query ? new Map() : null;
    for (const item of items) {
      if (query) {
        const score = this.score(item, query);
        if (!score) continue;
        scores.set(item, score);
      }
      if (least && this.model.confidence(item) < least) continue;
      let failed = -1;
      let failures = 0;
      for (let i = 0; i < FACETS.length && failures < 2; i++) {
        if (wanted[i] && !this.values(item, FACETS[i]).some((value) => wanted[i].has(value))) {
          failed = i;
          failures += 1;
        }
      }
      if (failures === 0) passed.push(item);
      if (!count || failures > 1) continue;
      for (let i = 0; i < FACETS.length; i++) {
        if (failures === 1 && i !== failed) continue;
        const tally = counts.get(FACETS[i]);
        for (const value of this.values(item, FACETS[i])) tally.set(value, (tally.get(value) ?? 0) + 1);
      }
    }
    return { items: passed, counts, scores };
  }

  score(item, query) {
    if (item.facts) return this.search.score(item, query);
    const own = Math.max(this.search.score(item.source, query), item.target ? this.search.score(item.target, query) : 0);
    return own || (this.search.fold(`${item.what ?? ""}${item.words ?? ""}`).includes(query) ? 20 : 0);
  }
}
