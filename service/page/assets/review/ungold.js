/** Gold back to records: what a second reader has, as values that a record of ours can take. */

const FIGURES = ["vote_share", "votes", "seats"];

/**
 * A record as gold tells of it.
 * @param {string} kind plural name of the type
 * @param {any} gold
 * @param {any} empty a record of that type without values, with the evidence that gold quotes
 */
export function recordOf(kind, gold, empty) {
  const made = { ...empty, ...valuesOf(kind, gold, empty) };
  return gold.factuality ? { ...made, factuality: gold.factuality } : made;
}

/**
 * The values of a record that gold tells of; what it tells as the record has it already stays as it is there.
 * @param {string} kind
 * @param {any} gold
 * @param {any} record
 * @returns {Record<string, any>}
 */
export function valuesOf(kind, gold, record) {
  const own = FORMS[kind];
  return own ? own(gold, record) : derived(gold, record);
}

const FORMS = {
  elections: (gold, record) => ({
    place: place(gold.place, gold.country, [record.place]),
    kinds: gold.kinds ?? [],
    status: gold.status ?? "unknown",
    polling_day: day(gold.polling_day, record.polling_day),
    results: (gold.results ?? []).map((one) => result(one, record.results)),
    allegations: (gold.allegations ?? []).map((one) => allegation(one, record)),
    reruns: (gold.reruns ?? []).map((one) => rerun(one, record.reruns)),
  }),
  protests: (gold, record) => ({
    places: (gold.places ?? []).map((name) => place(name, gold.country, record.places)),
    forms: gold.forms ?? [],
    participants: range(gold.participants, record.participants),
    actors: (gold.actors ?? []).map((name) => actor([name], "unknown", record.actors)),
    against: actor(gold.against, "unknown", [record.against]),
    demands: (gold.demands ?? []).map((text) => record.demands?.find((one) => one.text === text) ?? { text, evidence: record.evidence.slice(0, 1) }),
    duration: gold.duration_days ? lasting(gold.duration_days, record.duration) : null,
    response: gold.response ?? [],
  }),
  detentions: (gold, record) => ({
    detainees: [
      ...(gold.named ?? []).map((name) => actor([name], "person", record.detainees)),
      ...(gold.detainees ?? []).map((name) => actor([name], "group", record.detainees)),
    ],
    counts: range(gold.count, record.counts),
    authority: actor(gold.authority, "unknown", [record.authority]),
    place: place(gold.place, gold.country, [record.place]),
    ...(gold.stage ? { stage: gold.stage } : {}),
    reason: gold.reason ?? null,
  }),
  statements: (gold, record) => ({
    speaker: actor(gold.speaker, "unknown", [record.speaker]),
    cue: gold.cue ?? null,
    ...(gold.kind ? { kind: gold.kind } : {}),
  }),
};

/** A value of any other type: what has the shape of the record's own value takes it. */
function derived(gold, record) {
  return Object.fromEntries(Object.entries(gold).filter(([name, value]) => name in record && (value === null || typeof value !== "object")));
}

function actor(names, kind, known) {
  if (!names?.length) return null;
  return known?.find((one) => one?.name === names[0]) ?? { name: names[0], kind, role: null, affiliation: null, country: null };
}

function place(name, country, known) {
  const before = known?.find((one) => one && one.name === name);
  if (before) return { ...before, country: country ?? before.country };
  const only = known?.find(Boolean);
  if (name) return { name, kind: "city", country: country ?? null };
  return country ? { name: only?.name ?? country, kind: only?.kind ?? "country", country } : null;
}

function day(edtf, known) {
  if (!edtf) return null;
  return known?.edtf === edtf ? known : { text: edtf, edtf };
}

function range(ends, known) {
  if (!ends) return [];
  const [low, high] = [ends[0] ?? null, ends[1] ?? null];
  const before = known?.find((one) => one.low === low && one.high === high);
  const text = low === high ? String(low) : [low, high].filter((end) => end !== null).join(" to ");
  return [before ?? { text, low, high, approximate: false, by: null }];
}

function figure(number, known) {
  if (number === null || number === undefined) return null;
  return known?.low === number ? known : { text: String(number), low: number, high: number, approximate: false, by: null };
}

function result(gold, known) {
  const [name, abbreviation = null] = gold.contestant;
  const before = known?.find((one) => one.contestant.name === name);
  const figures = Object.fromEntries(FIGURES.map((field) => [field, figure(gold[field], before?.[field])]));
  const contestant = before?.contestant ?? actor([name], "unknown");
  return { kind: null, basis: "unknown", ...before, contestant, abbreviation: before?.abbreviation ?? abbreviation, ...figures, outcome: gold.outcome ?? null };
}

function allegation(gold, record) {
  const before = record.allegations?.find((one) => one.kind === gold.kind);
  return { denied_by: [], evidence: record.evidence.slice(0, 1), ...before, kind: gold.kind, by: actor(gold.by, "unknown", [before?.by]) };
}

function rerun(gold, known) {
  const [before] = known ?? [];
  const stations = figure(gold.polling_stations, before?.polling_stations);
  return { of_stations: null, status: "unknown", ...before, scope: gold.scope ?? "partial", polling_day: day(gold.polling_day, before?.polling_day), polling_stations: stations };
}

function lasting(days, known) {
  const iso = `P${days}D`;
  return known?.iso === iso ? known : { text: `${days} days`, iso };
}
