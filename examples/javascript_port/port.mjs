// The port: what an index is, computed from the package of an export and from nothing else.
//
// Ported: pooling of evaluators and respondents, every kind of node, rounding, conversion, categories, and that answers which
// do not fit a form (a code that is missing or unknown, a level beside the scale, a form too few) get no result.
// Not ported: forms of facts, and what a package's rules conclude (findings, recommendations, justified levels).

import { decimal, exact, isBelow, over, plus, ratio, rounded, sum, times, written } from "./exact.mjs";

export class Refused extends Error {}

const need = (holds, what) => {
  if (!holds) throw new Refused(what);
};

/** The result of a submission, in the shape of a vector's `expect` without its findings. */
export function evaluate(pack, submission) {
  const { index, forms } = pack;
  const field = (name) => name.split(".").reduce((block, key) => block?.[key], submission);
  const chosen = forms.filter((form) => !form.variant || field(form.variant.field) === form.variant.value);
  for (const { form, without } of index.requires) need(without !== "error" || form in submission.forms, form);
  const given = new Map();
  for (const [name, answers] of Object.entries(submission.forms)) {
    const form = chosen.find((one) => one.form === name);
    need(form, name);
    if (form.type !== "facts") for (const [id, value] of pooled(form, answers)) given.set(id, value);
  }

  const asked = [index.root, index.conversion, ...(index.beside ?? [])].filter(Boolean);
  const values = valuesOf(asked, index, rowsOf(chosen), given);
  const shown = (id) => decimal(values.get(id), roundingOf(index, id).places);
  const isTabled = (id) => index.nodes.some((node) => node.id === id && node.categories);
  const letters = new Map([...values.keys()].filter(isTabled).map((id) => [id, categorise(pack, id, values.get(id))]));
  return {
    index: written(values.get(index.root)),
    rounded: shown(index.root),
    conversion: index.conversion ? shown(index.conversion) : null,
    category: letters.get(index.root) ?? null,
    nodes: Object.fromEntries([...values].map(([id, one]) => [id, written(one)])),
    categories: Object.fromEntries(letters),
  };
}

/** The letter of a value of a node: of the highest category whose lower bound it reaches. */
export function categorise(pack, id, value) {
  const { places, used_by } = roundingOf(pack.index, id);
  const compared = used_by.includes("category") ? rounded(value, places) : value;
  const named = pack.index.nodes.find((node) => node.id === id).categories;
  const table = pack.categories.tables.find((one) => one.id === named).categories; // from the highest down
  return (table.find((category) => !isBelow(compared, exact(category.from))) ?? table.at(-1)).letter;
}

export const roundingOf = (index, id) => index.nodes.find((node) => node.id === id)?.rounding ?? index.rounding;

/** The rows of a form with their aspects: of a rubric its indicators, of a survey its questions. */
function rowsIn(form) {
  if (form.type === "facts") return [];
  if (form.type === "value") return form.values;
  return form.aspects.flatMap(({ aspect, indicators, questions }) =>
    (indicators ?? questions).map((row) => ({ ...row, aspect })));
}

/** By node id, the rows of the chosen forms. */
function rowsOf(chosen) {
  const named = (form) => rowsIn(form).map((row) => [`${form.form}.${row.code}`, { ...row, form: form.form }]);
  return new Map(chosen.flatMap(named));
}

/** By node id, the value of each row that is answered: the mean over evaluators or respondents, or what was given. */
function pooled(form, answers) {
  const codes = rowsIn(form).map((row) => row.code);
  const allowed = [...codes, ...(form.unscored ?? []).map((row) => row.code)];
  const { responses, totals, means, values } = answers;
  const [type, sheets] = Array.isArray(answers) ? ["rubric", answers.map((one) => one.scores)]
    : values ? ["value", [values]] : ["survey", responses ?? [totals?.sums ?? means]];
  const people = BigInt(totals?.respondents ?? sheets.length);
  const [lowest, highest] = [form.scale.lowest, form.scale.highest].map((end) =>
    ratio(BigInt(end) * BigInt(totals?.respondents ?? 1)));
  const isOnScale = (level) => !isBelow(level, lowest) && !isBelow(highest, level);
  need(type === form.type && sheets.length > 0, form.form);
  for (const sheet of sheets) {
    for (const code in sheet) need(allowed.includes(code) && isOnScale(exact(sheet[code])), code);
    for (const code of codes) need(type === "value" || Object.hasOwn(sheet, code), code);
  }
  const answered = codes.filter((code) => Object.hasOwn(sheets[0], code));
  const mean = (code) => over(sum(sheets.map((sheet) => exact(sheet[code]))), [people, 1n]);
  return answered.map((code) => [`${form.form}.${code}`, mean(code)]);
}

/** By node id, the values of the nodes that are asked for and of all that they rest on. */
function valuesOf(asked, index, rows, given) {
  const found = new Map();
  const defined = new Map(index.nodes.map((node) => [node.id, node]));

  function children(node) {
    if (node.kind === "linear") return [node.of];
    if (node.parts) return node.parts.map((part) => part.node);
    const isMeant = ([, row]) => row.form === node.rows.form && row.aspect === node.rows.aspect;
    return [...rows].filter(isMeant).map(([id]) => id);
  }

  /** Whether a node can be computed at all, with the forms that were chosen. */
  function isThere(id) {
    const node = defined.get(id);
    if (!node) return rows.has(id);
    const ids = children(node);
    return node.kind === "first_given" ? ids.some(isThere) : ids.length > 0 && ids.every(isThere);
  }

  /** Whether anything below a node is given. */
  function isGiven(id) {
    const node = defined.get(id);
    if (!node) return given.has(id);
    return (node.kind === "first_given" ? [firstGiven(node)] : children(node)).some(isGiven);
  }

  function firstGiven(node) {
    const there = children(node).filter(isThere);
    return there.find(isGiven) ?? there[0];
  }

  /** A child's share of its parent; where no source tells the weights of rows, the fallback is equal ones. */
  function share(node, id, at, count) {
    const stated = node.rows ? rows.get(id).weight : node.parts[at].weight;
    if (node.kind === "mean" || !stated) return [1n, BigInt(count)];
    return over(exact(stated.value), exact(node.kind === "weighted_mean" ? node.out_of : 1));
  }

  /** What a parent counts with: a node is rounded first only where its rounding says so. */
  function counted(id) {
    const { places, used_by } = roundingOf(index, id);
    return used_by.includes("parent") ? rounded(value(id), places) : value(id);
  }

  function computed(node) {
    if (node.kind === "linear") return plus(times(exact(node.times), counted(node.of)), exact(node.plus ?? 0));
    if (node.kind === "first_given") return counted(firstGiven(node));
    return sum(children(node).map((id, at, ids) => times(share(node, id, at, ids.length), counted(id))));
  }

  function value(id) {
    if (!found.has(id)) {
      need(defined.has(id) || given.has(id), id);
      found.set(id, defined.has(id) ? computed(defined.get(id)) : given.get(id));
    }
    return found.get(id);
  }

  asked.forEach(value);
  return found;
}
