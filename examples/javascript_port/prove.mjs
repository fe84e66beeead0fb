// Proves the port: runs every vector of exports through it and compares what it finds with what is expected.
//
//   pekppp regulations export permenpanrb_29_2022 -o export.json
//   node prove.mjs export.json ...
//
// Exit status: 0 where everything agrees, 1 where anything differs, 2 without an export. Of a vector, all is compared but
// its findings and, of one that is to be refused, which problems it has. The package is digested again as well.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { decimal, exact } from "./exact.mjs";
import { categorise, evaluate, Refused, roundingOf } from "./port.mjs";

const MOST_SHOWN = 20;

/** RFC 8785, for a document of texts, whole numbers, true, false and null, which an export is. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`;
}

function foundBy(pack, vector) {
  const { root } = pack.index;
  try {
    if (!("value" in vector)) return evaluate(pack, vector.submission);
    const value = exact(vector.value);
    return { rounded: decimal(value, roundingOf(pack.index, root).places), category: categorise(pack, root, value) };
  } catch (error) {
    if (error instanceof Refused) return "refused";
    throw error;
  }
}

function* differencesIn({ format, regulation, vectors }) {
  if (format !== 1) throw new Error(`exports of format ${format} are unknown here`);
  const { package: pack, digest } = regulation;
  const computed = `sha256:${createHash("sha256").update(canonical(pack)).digest("hex")}`;
  if (computed !== digest) yield `the digest of the package is ${computed}, not ${digest}`;
  for (const vector of vectors) {
    const { findings, problems, ...expected } = vector.expect;
    const wanted = canonical(problems ? "refused" : expected);
    const found = canonical(foundBy(pack, vector));
    if (wanted !== found) yield `${vector.id}\n  expected ${wanted}\n  found    ${found}`;
  }
}

const files = process.argv.slice(2);
let failed = 0;
for (const file of files) {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const { id } = document.regulation;
  const differences = [...differencesIn(document)];
  for (const one of differences.slice(0, MOST_SHOWN)) console.log(`${file}: ${one}`);
  console.log(`${id}: ${document.vectors.length} vectors, ${differences.length} differences`);
  failed += differences.length;
}
process.exitCode = files.length === 0 ? 2 : Math.min(failed, 1);
