// Builds ../cli/serving/static/: the script and the style of the query page, and the licences of all that is in them.
// The same sources give the same bytes.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const out = "../cli/serving/static";
const shared = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: "es2022", logLevel: "error", metafile: true };

await build({ ...shared, entryPoints: ["src/query.js"], format: "iife", outfile: `${out}/query.js` });
await build({ ...shared, entryPoints: ["src/query.css"], outfile: `${out}/query.css`, loader: { ".svg": "dataurl", ".png": "dataurl" } });

// The packages ship bundles, so that what they depend on is in the script too.
const lock = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const licences = Object.entries(lock)
  .filter(([path, entry]) => path && !entry.dev)
  .map(([path, entry]) => {
    const name = path.replace(/^.*node_modules\//, "");
    const file = readdirSync(path).find((one) => /^licen[cs]e/i.test(one));
    const text = file && existsSync(`${path}/${file}`) ? readFileSync(`${path}/${file}`, "utf8").trim() : "(the package has no file of its licence; its package.json names it)";
    return `${name} ${entry.version}\nLicence: ${entry.license}\n\n${text.replace(/\r\n?/g, "\n")}\n`;
  })
  .sort();
writeFileSync(`${out}/LICENSES.txt`, `query.js and query.css hold these packages.\n\n${licences.join(`\n${"-".repeat(80)}\n\n`)}`);
