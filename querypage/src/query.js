// The query page: an editor, the named questions as examples, and the answers. It speaks to its own server only:
// the completions that would ask prefix.cc or other services are off.

import Yasqe from "@zazuko/yasqe";
import Yasr from "@zazuko/yasr";
import { unknownTerms } from "../../explorer/src/hints.js";

const endpoint = new URL("/sparql", location.href).href;
const first = `SELECT ?body ?name WHERE {
  ?body a jg:Body ;
    skos:prefLabel ?name .
}
LIMIT 20`;

function declared(query, prefixes) {
  const used = Object.entries(prefixes).filter(([prefix]) => new RegExp(`(^|[^\\w:])${prefix}:`, "m").test(query));
  return `${used.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("")}\n${query}`;
}

async function start() {
  const { prefixes, questions } = await (await fetch("/questions.json")).json();
  const editor = new Yasqe(document.getElementById("query"), {
    autocompleters: ["variables"],
    consumeShareLink: null,
    createShareableLink: null,
    persistenceId: null,
    requestConfig: {
      endpoint,
      method: "POST",
      acceptHeaderGraph: "text/turtle",
      acceptHeaderSelect: "application/sparql-results+json",
    },
  });
  editor.setValue(declared(first, prefixes));
  const hints = document.getElementById("hints");
  editor.on("query", () => {
    hints.replaceChildren(...unknownTerms(editor.getValue()).map(([term, near]) => {
      const line = document.createElement("p");
      line.textContent = `本体中没有 ${term}${near ? `,最接近的是 ${near}` : ""}。${term} is no term of the ontology${near ? `; the nearest is ${near}` : ""}.`;
      return line;
    }));
  });
  const answers = new Yasr(document.getElementById("result"), { persistenceId: null, prefixes });
  editor.on("queryResponse", (_, response, duration) => answers.setResponse(response, duration));
  const examples = document.getElementById("examples");
  for (const { name, zh, en } of questions) {
    const option = document.createElement("option");
    option.value = name;
    option.textContent = `${zh} ${en}`;
    examples.append(option);
  }
  examples.addEventListener("change", () => {
    const chosen = questions.find(({ name }) => name === examples.value);
    if (chosen) editor.setValue(declared(chosen.query, prefixes));
  });
  document.documentElement.dataset.ready = "yes";
}

start();
