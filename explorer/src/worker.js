// The worker of the console: unpacks the engine and the graph, answers queries. Updates are refused before the engine sees them.

import init, { Store } from "oxigraph/web.js";
import { unlzma } from "./lzma.js";

let store = null;

/** A query without comments, strings and IRIs, in which keywords can be looked for. */
function bare(query) {
  return query.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g, " ");
}

function term(value) {
  if (value === undefined || value === null) return null;
  if (value.termType === "NamedNode") return ["iri", value.value];
  if (value.termType === "Literal") return ["literal", value.value];
  return ["other", String(value)];
}

function answer(query, limit) {
  const words = bare(query);
  if (/\b(insert|delete|load|clear|drop|create|copy|move|add)\b/i.test(words) && !/\b(select|ask|construct|describe)\b/i.test(words)) return { error: "update", update: true };
  if (/\bservice\b/i.test(words)) return { error: "SERVICE" };
  const start = performance.now();
  const result = store.query(query);
  const ms = performance.now() - start;
  if (typeof result === "boolean") return { variables: ["ASK"], rows: [[["literal", String(result)]]], total: 1, ms };
  if (!result.length) return { variables: [], rows: [], total: 0, ms };
  if (!(result[0] instanceof Map)) {
    const rows = result.slice(0, limit).map((quad) => [term(quad.subject), term(quad.predicate), term(quad.object)]);
    return { variables: ["subject", "predicate", "object"], rows, total: result.length, cut: result.length > limit, ms };
  }
  const variables = [...new Set(result.slice(0, limit).flatMap((row) => [...row.keys()]))];
  const rows = result.slice(0, limit).map((row) => variables.map((name) => term(row.get(name))));
  return { variables, rows, total: result.length, cut: result.length > limit, ms };
}

self.onmessage = async ({ data }) => {
  try {
    if (data.engine) {
      await init({ module_or_path: unlzma(data.engine) });
      store = new Store();
      store.load(new TextDecoder().decode(unlzma(data.quads)), { format: "application/n-quads" });
      self.postMessage({ id: data.id, size: store.size });
      return;
    }
    self.postMessage({ id: data.id, ...answer(data.query, data.rows) });
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
};
