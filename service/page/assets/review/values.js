/** Values from words that a reader selects, by the schema of the field that they are for. */

const FIGURE = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g;

/**
 * What the words say as a value of a field; a list gets it as one more entry.
 * @param {import("./schema.js").Schemas} schemas
 * @param {any} schema of the field
 * @param {any} before what the field says now
 * @param {{text: string, start: number, end: number}} evidence
 */
export function valueOf(schemas, schema, before, evidence) {
  const plain = schemas.plain(schema);
  if (plain.type !== "array") return single(schemas, plain, evidence);
  const item = single(schemas, schemas.plain(plain.items), evidence);
  return [...(before ?? []), item];
}

function single(schemas, plain, evidence) {
  const { text } = evidence;
  if (plain.enum) return plain.enum.find((one) => text.toLowerCase().includes(one.replaceAll("_", " "))) ?? schemas.empty(plain);
  if (plain.type !== "object") return typeOf(plain, text);
  const { properties } = plain;
  if (properties.start_time) return evidence;
  const made = schemas.empty({ ...plain, optional: undefined });
  if ("evidence" in properties) made.evidence = [evidence];
  if ("low" in properties) return { ...made, text, ...bounds(text) };
  const main = ["name", "text"].find((name) => name in properties);
  if (main) return { ...made, [main]: text, ...("kind" in properties && properties.role ? { kind: kindOf(text) } : {}) };
  const [first, part] = Object.entries(properties)[0];
  return { ...made, [first]: single(schemas, schemas.plain(part), evidence) };
}

function typeOf(plain, text) {
  if (plain.type === "string") return text;
  if (plain.type === "boolean") return true;
  return Number(text.replaceAll(",", "")) || null;
}

/** The figures of the words, as far as digits tell. */
function bounds(text) {
  const found = (text.match(FIGURE) ?? []).map((digits) => Number(digits.replaceAll(",", "")));
  return found.length ? { low: Math.min(...found), high: Math.max(...found) } : {};
}

/** Two capitals are somebody's name, mostly; the reader sees it and may choose another. */
function kindOf(text) {
  return /^\p{Lu}\S+(?: \p{Lu}\S+)+$/u.test(text) ? "person" : "unknown";
}
