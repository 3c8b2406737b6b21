/**
 * Gold as slots: each fact that a record states beside its being there, as `onrecord evaluate` counts them.
 *
 * @typedef {[name: string, value: any]} Slot
 */

const FIGURES = ["vote_share", "votes", "seats"];
const COMMON = new Set(["quotes", "content", "factuality", "country"]);
const NONE = [null, undefined, "", "unknown"];

/**
 * @param {string} kind plural name of the type
 * @param {any} gold
 * @returns {Slot[]}
 */
export function slotsOf(kind, gold) {
  return (FORMS[kind] ?? derived)(gold);
}

const FORMS = {
  statements: (gold) => values(gold, ["speaker", "kind"]),
  elections: (gold) => [
    ...values(gold, ["country"]),
    ...each("kind", (gold.kinds ?? []).filter((kind) => kind !== "general")),
    ...values(gold, ["status", "polling_day"]),
    ...(gold.results ?? []).flatMap(result),
    ...each("allegation", (gold.allegations ?? []).map(({ kind }) => kind)),
    ...(gold.reruns ?? []).flatMap((rerun) => values(rerun, ["scope", "polling_day", "polling_stations"]).map(([name, value]) => [`rerun_${name}`, value])),
  ],
  protests: (gold) => [
    ...each("place", gold.places),
    ...each("form", gold.forms),
    ...values(gold, ["participants"]),
    ...(gold.duration_days ? [["duration", gold.duration_days]] : []),
    ...each("response", gold.response),
    ...each("demand", gold.demands),
    ...values(gold, ["against"]),
  ],
  detentions: (gold) => [
    ...each("named", gold.named),
    ...(gold.count && !(gold.count[0] === 1 && gold.count[1] === 1) ? [["count", gold.count]] : []),
    ...values(gold, ["authority", "place", "stage", "reason"]),
  ],
};

/** The fields of gold that slots of another name stand in, by kind. */
const FIELDS = {
  elections: { kind: "kinds", allegation: "allegations", vote_share: "results", votes: "results", seats: "results", outcome: "results" },
  protests: { place: "places", form: "forms", demand: "demands", duration: "duration_days" },
};

/** The field of gold that a slot is of. @param {string} kind @param {string} name */
export function fieldOf(kind, name) {
  return name.startsWith("rerun_") ? "reruns" : FIELDS[kind]?.[name] ?? name;
}

function result(gold) {
  return values(gold, [...FIGURES, "outcome"]).map(([name, value]) => [name, [gold.contestant, value]]);
}

function derived(gold) {
  return Object.entries(gold)
    .filter(([name]) => !COMMON.has(name))
    .flatMap(([name, value]) => (isList(value) ? each(name, value) : values(gold, [name])));
}

/** A list of values, and no range. */
function isList(value) {
  return Array.isArray(value) && !(value.length === 2 && value.some((end) => typeof end === "number" || end === null));
}

function values(gold, names) {
  return names.filter((name) => !NONE.includes(gold[name]) && gold[name].length !== 0).map((name) => [name, gold[name]]);
}

function each(name, list) {
  return (list ?? []).map((value) => [name, value]);
}
