// Builds ../viz/templates/ from src/: one script, one style, the worker of the SPARQL console, and its engine.
// Minified names only inside functions' own scope; the same sources give the same bytes.


import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const out = "../viz/templates";
const shared = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: "es2022", logLevel: "warning" };

await build({ ...shared, entryPoints: ["src/main.js"], format: "iife", outfile: `${out}/explorer.js` });
await build({ ...shared, entryPoints: ["src/explorer.css"], outfile: `${out}/explorer.css` });
for (const name of ["explorer.js", "explorer.css"]) {
  const path = `${out}/${name}`;
  const text = readFileSync(path, "utf8").trimEnd();
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} could end its own element`);
  writeFileSync(path, text);
}
