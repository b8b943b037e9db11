// Reads {"macros": {…}, "snippets": [[tex, isDisplay], …]} and prints those that strict KaTeX refuses.
import katex from "katex";
import { readFileSync } from "node:fs";

const { macros, snippets } = JSON.parse(readFileSync(0, "utf-8"));
const refused = [];
for (const [tex, displayMode] of snippets) {
  try {
    katex.renderToString(tex, { displayMode, strict: "error", throwOnError: true, macros: { ...macros } });
  } catch (error) {
    refused.push({ tex, why: error.message });
  }
}
process.stdout.write(JSON.stringify(refused));
