// The report's own text: every mention and fact marked in place, what was passed over shown, and the sentence that was asked for.

import { h, pressed, replace } from "../dom.js";
import { t, typeLabel } from "../words.js";

export class Source {
  constructor(app) {
    this.app = app;
    this.bar = h("div", { class: "bar" });
    this.outline = h("nav", { class: "outline", "aria-label": t("outline") });
    this.text = h("article", { class: "text", lang: "zh-Hans" });
    this.scroll = h("div", { class: "pages-of-text" }, this.text);
    this.element = h("div", { class: "source fill" }, this.outline, h("div", { class: "results" }, this.bar, this.scroll));
  }

  report(state) {
    const { reports } = this.app.model;
    return reports.find((report) => report.id === state.text) ?? this.cite(state)?.report ?? reports[0];
  }

  /** The first citation of what is selected. */
  cite() {
    const found = this.app.selection;
    return found ? this.app.model.cites(found.node ?? found.fact)[0] ?? null : null;
  }

  show(state, before) {
    const report = this.report(state);
    if (!report) return replace(this.text, h("p", { class: "empty" }, t("nonode")));
    if (!report.ready) {
      this.key = null;
      replace(this.text, h("p", { class: "empty" }, "…"));
      report.load().then(() => this.app.view === "source" && this.show(this.app.state, null),
        () => replace(this.text, h("p", { class: "empty", role: "alert" }, t("lost"))));
      return null;
    }
    const over = state.over !== "0";
    const key = `${report.id} ${over}`;
    if (key !== this.key) {
      this.key = key;
      this.drawBar(state, report, over);
      this.draw(report, over);
    }
    const moved = state.at !== before?.at || state.sel !== before?.sel || before?.view !== state.view || state.text !== before?.text;
    if (moved) this.light(state, report);
    return null;
  }

  drawBar(state, report, over) {
    const { app } = this;
    const { reports } = app.model;
    replace(this.bar,
      reports.length > 1 && h("label", { class: "choice" }, h("span", {}, t("report")),
        h("select", { on: { change: (event) => app.go({ text: event.target.value, at: null, sel: null }) } },
          reports.map((one) => h("option", { value: one.id, selected: one === report }, `${one.label}${one.year && !one.label.includes(one.year) ? ` ${one.year}` : ""}`)))),
      h("label", { class: "choice" }, h("input", { type: "checkbox", checked: over, on: { change: (event) => app.go({ over: event.target.checked ? null : "0" }, true) } }),
        h("span", {}, `${t("passedOver")} (${report.refusals.length})`)),
      h("p", { class: "found" }, [report.published && `${t("published")} ${report.published}`, report.source && `${t("from")} ${report.source}`].filter(Boolean).join(" · ")),
      h("span", { class: "gap" }),
      h("p", { class: "found digest", title: report.digest }, `SHA-256 ${report.digest.slice(0, 12)}…`));
    replace(this.outline, h("ol", {}, report.headings.map((heading) => h("li", { class: `level-${Math.min(heading.level, 3)}` },
      h("button", { type: "button", on: { click: () => this.text.querySelector(`[data-start="${heading.start}"]`)?.scrollIntoView({ block: "start" }) } },
        report.heading(heading))))));
  }

  /** Mentions and facts of this report as spans, from the whole graph. */
  spans(report) {
    const { model } = this.app;
    const mentions = [];
    const facts = [];
    for (const [items, out] of [[model.nodes, mentions], [model.facts, facts]]) {
      for (const item of items) {
        if (item.type === "Theme") continue;
        for (let i = 0; i < item.cites.length; i += 5) {
          if (item.cites[i] === report.index) out.push({ start: item.cites[i + 1], end: item.cites[i + 2], item });
        }
      }
    }
    return { mentions, facts };
  }

  draw(report, over) {
    const { mentions, facts } = this.spans(report);
    const refusals = over ? report.refusals.map(([start, end, rule, reason]) => ({ start, end, rule, reason })) : [];
    const edges = new Set([0, report.length]);
    const cover = [];
    for (const [list, kind] of [[mentions, "mention"], [facts, "fact"], [refusals, "refusal"]]) {
      for (const span of list) {
        edges.add(span.start);
        edges.add(span.end);
        cover.push({ ...span, kind });
      }
    }
    const headings = new Map(report.headings.map((heading) => [heading.start, heading]));
    const lines = [...this.lines(report)];
    for (const place of lines.flat()) edges.add(place);
    for (const place of tabs(report)) edges.add(place).add(place + 1);
    const cuts = [...edges].sort((a, b) => a - b);
    cover.sort((a, b) => a.start - b.start || b.end - a.end);
    replace(this.text);
    let next = 0;
    let cut = 0;
    let open = [];
    const parts = [];
    const rows = { body: null, end: -2 };
    for (const [start, end] of lines) {
      while (cuts[cut] < start) cut += 1;
      const cells = [[]];
      for (; cuts[cut] < end; cut++) {
        const [from, to] = [cuts[cut], cuts[cut + 1]];
        open = open.filter((span) => span.end > from);
        while (next < cover.length && cover[next].start <= from) {
          if (cover[next].end > from) open.push(cover[next]);
          next += 1;
        }
        if (report.words(from, to) === "\t") cells.push([]);
        else cells.at(-1).push(this.piece(report, from, to, open));
      }
      // The row of a table has its cells set apart by tabs; rows on lines that follow one another are one table.
      if (cells.length > 1) {
        const row = h("tr", { data: { start } }, cells.map((cell) => h("td", {}, cell)));
        if (rows.end + 1 === start) rows.body.append(row);
        else parts.push(h("div", { class: "sheet" }, h("table", {}, rows.body = h("tbody", {}, row))));
        rows.end = end;
        continue;
      }
      const inside = cells[0];
      const heading = headings.get(start);
      parts.push(h(heading ? "h3" : "p", { data: { start }, class: heading ? `level-${Math.min(heading.level, 3)}` : start === 0 ? "title" : null }, inside));
    }
    replace(this.text, parts);
  }

  /** The lines of a text that hold something, as places. */
  * lines(report) {
    let start = 0;
    let at = 0;
    for (const char of report.units ? report.text : report.text.split("")) {
      if (char === "\n") {
        if (at > start) yield [start, at];
        start = at + 1;
      }
      at += 1;
    }
    if (at > start) yield [start, at];
  }

  piece(report, from, to, open) {
    const words = report.words(from, to);
    if (!open.length) return h("span", { data: { from, to } }, words);
    const mention = open.filter((span) => span.kind === "mention").reduce((best, span) => (!best || span.end - span.start < best.end - best.start ? span : best), null);
    const refusal = open.find((span) => span.kind === "refusal");
    const facts = open.filter((span) => span.kind === "fact");
    const classes = [mention && `mention t-${mention.item.type}`, facts.length && "stated", refusal && !mention && "refused"].filter(Boolean).join(" ");
    if (!mention) {
      const title = refusal ? `${t("passed")}: ${refusal.reason}` : null;
      return h("span", { class: classes, title, data: { from, to }, on: facts.length ? { click: () => this.pick(facts) } : {} }, words);
    }
    // Only the first piece of a mention takes the focus, so that tabbing visits each once.
    const first = from === mention.start;
    return h("span", {
      class: classes, data: { from, to }, role: first ? "button" : null, tabindex: first ? "0" : null,
      title: `${typeLabel(mention.item.type)} · ${mention.item.name}`,
      on: {
        click: () => this.app.select(mention.item),
        keydown: pressed(() => this.app.select(mention.item)),
      },
    }, words);
  }

  pick(facts) {
    const current = this.app.selection?.fact;
    const at = facts.findIndex((span) => span.item === current);
    this.app.select(facts[(at + 1) % facts.length].item);
  }

  /** Highlights what the state points at: a place, or all places of what is selected. */
  light(state, report) {
    for (const old of this.text.querySelectorAll(".lit,.lit-sentence")) old.classList.remove("lit", "lit-sentence");
    const at = /^(\d+)-(\d+)$/.exec(state.at ?? "");
    const found = this.app.selection;
    const cites = found ? this.app.model.cites(found.node ?? found.fact).filter((cite) => cite.report === report) : [];
    const spans = at ? [[Number(at[1]), Number(at[2])]] : cites.map((cite) => [cite.start, cite.end]);
    if (!spans.length) return;
    const sentences = spans.map(([start, end]) => report.sentence(start, end));
    let target = null;
    for (const piece of this.text.querySelectorAll("[data-from]")) {
      const from = Number(piece.dataset.from);
      const to = Number(piece.dataset.to);
      if (spans.some(([start, end]) => from < end && to > start)) {
        piece.classList.add("lit");
        target ??= piece;
      } else if (at && sentences.some(([start, end]) => from < end && to > start)) piece.classList.add("lit-sentence");
    }
    target?.scrollIntoView({ block: "center" });
  }
}

/** The places of the tabs of a report's text. */
function* tabs(report) {
  let at = 0;
  for (const char of report.units ? report.text : report.text.split("")) {
    if (char === "\t") yield at;
    at += 1;
  }
}
