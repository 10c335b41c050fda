// Builds ../viz/templates/ from src/: one script, one style, the worker of the SPARQL console, and its engine compressed.
// The same sources give the same bytes; the engine's compression is Python's (lzma), as is the page's own.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const out = "../viz/templates";
const shared = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: "es2022", logLevel: "error" };

await build({ ...shared, entryPoints: ["src/main.js"], format: "iife", outfile: `${out}/explorer.js` });
await build({ ...shared, entryPoints: ["src/explorer.css"], outfile: `${out}/explorer.css` });
await build({ ...shared, entryPoints: ["src/worker.js"], format: "iife", outfile: `${out}/worker.js`, define: { "import.meta.url": '""' } });
for (const name of ["explorer.js", "explorer.css", "worker.js"]) {
  const path = `${out}/${name}`;
  const text = readFileSync(path, "utf8").trimEnd();
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${name} could end its own element`);
  writeFileSync(path, text);
}
copyFileSync("src/terms.json", `${out}/terms.json`);
execFileSync("python3", ["-c", `
import lzma, pathlib, sys
data = pathlib.Path(sys.argv[1]).read_bytes()
filters = [{"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME}]
pathlib.Path(sys.argv[2]).write_bytes(lzma.compress(data, format=lzma.FORMAT_ALONE, filters=filters))
`, "node_modules/oxigraph/web_bg.wasm", `${out}/oxigraph.wasm.lzma`]);
