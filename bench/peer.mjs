// Runs bench/peer.sql with DuckDB.
//   node bench/peer.mjs --registry a.csv[,b.csv] --membership … --budgets … --month 2026-01 --out DIR [--threads 2] [--memory 14GB]
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";

const text = { type: "string" };
const { values } = parseArgs({
  options: { registry: text, membership: text, budgets: text, month: text, out: text,
             threads: { ...text, default: "2" }, memory: { ...text, default: "14GB" } },
});
const list = (paths) => "[" + paths.split(",").map((p) => `'${p}'`).join(", ") + "]";
const words = { ...values, registry: list(values.registry), membership: list(values.membership), budgets: list(values.budgets) };
mkdirSync(`${values.out}/tmp`, { recursive: true });
const sql = readFileSync(new URL("peer.sql", import.meta.url), "utf8").replace(/\{\{(\w+)\}\}/g, (_, word) => {
  if (!(word in words)) throw new Error(`no value for ${word}`);
  return words[word];
});
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const started = performance.now();
const statements = await connection.extractStatements(sql);
for (let i = 0; i < statements.count; ++i) {
  const at = performance.now();
  const statement = await statements.prepare(i);
  await statement.run();
  const seconds = (performance.now() - at) / 1000;
  if (seconds > 0.5) console.log(`statement ${i + 1}: ${seconds.toFixed(1)} s`);
}
rmSync(`${values.out}/tmp`, { recursive: true, force: true });
const counts = await connection.runAndReadAll("SELECT (SELECT count(*) FROM link), (SELECT count(*) FROM gap), (SELECT count(*) FROM roster)");
const [links, gap, roster] = counts.getRows()[0];
console.log(`links ${links}  gap ${gap}  roster ${roster}`);
console.log(`seconds ${((performance.now() - started) / 1000).toFixed(2)}  peak MB ${Math.round(process.resourceUsage().maxRSS / 1024)}`);
