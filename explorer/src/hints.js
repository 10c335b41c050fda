// What a query names that the ontology does not have: a misspelt term matches nothing, and its answer is empty without a word.
// The same as graphs/hints.py; vocabulary.json holds the names of our terms (a test compares it with the ontology).

import VOCABULARY from "./vocabulary.json";

const TOKEN = /#[^\r\n]*|<[^<>"{}|^`\\\s]*>|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|[?$@]?[\w-]*:?[\w.-]*|[\s\S]/gu;

/** How many characters must change to make one word of another. */
function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
    row = next;
  }
  return row[other.length];
}

/** The names in a query that lie in our namespaces and are none of our terms, each with the nearest that is one, or null. */
export function unknownTerms(query) {
  const tokens = (query.match(TOKEN) ?? []).filter((token) => token.trim() && !token.startsWith("#"));
  const prefixes = { jg: VOCABULARY.jg.namespace, kind: VOCABULARY.kind.namespace };
  tokens.forEach((token, at) => {
    if (token.toLowerCase() === "prefix" && tokens[at + 2]?.startsWith("<")) prefixes[tokens[at + 1].replace(/:$/, "")] = tokens[at + 2].slice(1, -1);
  });
  const found = new Map();
  for (const token of tokens) {
    const colon = token.indexOf(":");
    const iri = token.startsWith("<") ? token.slice(1, -1) : colon >= 0 && !/^["']/.test(token) ? (prefixes[token.slice(0, colon)] ?? "") + token.slice(colon + 1).replace(/\.$/, "") : "";
    for (const { namespace, terms } of Object.values(VOCABULARY)) {
      const name = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
      if (!name || terms.includes(name) || found.has(iri)) continue;
      const near = terms.map((term) => [distance(name.toLowerCase(), term.toLowerCase()), term]).sort(([a], [b]) => a - b)[0];
      found.set(iri, [token.replace(/\.$/, ""), near[0] <= Math.max(1, name.length / 2) ? token.replace(/\.$/, "").replace(name, near[1]) : null]);
    }
  }
  return [...found.values()];
}
