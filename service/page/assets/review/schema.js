/** What records may say, from the published schemas: which fields a type has, and an empty record of it. */

/** Fields that tell how a record was found: nobody edits them. */
export const COMPUTED = new Set(["id", "story", "evidence", "confidence", "confidences", "carried", "source"]);
const DEEPEST = 6; // parts within parts

/** @type {Promise<Schemas> | undefined} */
let asked;

/** The schemas of the service, asked for once. @param {() => Record<string, string>} headers @returns {Promise<Schemas>} */
export function schemas(headers) {
  asked ??= fetch("/v1/schemas/extraction", { headers: headers() }).then(async (response) => {
    if (!response.ok) throw new Error("The schemas of the records cannot be had from the service, so that nothing can be edited.");
    return new Schemas(await response.json());
  });
  asked.catch(() => (asked = undefined));
  return asked;
}

/** A JSON Schema of an extraction, and what hangs on it. */
export class Schemas {
  /** @param {any} schema */
  constructor(schema) {
    this.schema = schema;
  }

  /** Follows references, and leaves the null of what may be missing. @param {any} schema @returns {any} */
  plain(schema) {
    const found = schema.$ref ? this.named(schema.$ref) : schema;
    const parts = (found.anyOf ?? found.oneOf ?? []).filter(({ type }) => type !== "null");
    return parts.length === 1 ? { ...this.plain(parts[0]), optional: true } : found;
  }

  named(reference) {
    return reference.split("/").slice(1).reduce((at, name) => at[name], this.schema);
  }

  /** @param {string} kind plural name of a type */
  of(kind) {
    return this.plain(this.schema.properties[kind].items);
  }

  /** The fields that a reader may edit, with their schemas. @param {string} kind @returns {[string, any][]} */
  fields(kind) {
    return Object.entries(this.of(kind).properties).filter(([name]) => !COMPUTED.has(name));
  }

  /** The words that ids of a type begin with. @param {string} kind */
  nameOf(kind) {
    return /^\^([a-z]+)_/.exec(this.of(kind).properties.id.pattern)?.[1] ?? kind;
  }

  /** Whether a value of a field is words of the transcript with their places, such as what was said. */
  isEvidence(schema) {
    const plain = this.plain(schema);
    const one = plain.type === "array" ? this.plain(plain.items) : plain;
    return Boolean(one.properties?.start_time);
  }

  /** A value of a schema that says nothing yet; of what has to be there, the first that may. @returns {any} */
  empty(schema, depth = 0) {
    if ("default" in schema) return schema.default;
    const plain = this.plain(schema);
    if (plain.optional || depth > DEEPEST) return null;
    if (plain.enum) return plain.enum.includes("unknown") ? "unknown" : plain.enum[0];
    if (plain.type === "array") return [];
    if (plain.type === "object") return Object.fromEntries(Object.entries(plain.properties ?? {}).map(([name, part]) => [name, this.empty(part, depth + 1)]));
    return { string: "", boolean: false }[plain.type] ?? null;
  }

  /** Whether a field may say nothing. @param {string} kind @param {string} field */
  mayBeEmpty(kind, field) {
    const schema = this.plain(this.of(kind).properties[field]);
    return Boolean(schema.optional || (schema.type === "array" && !schema.minItems) || schema.enum?.includes("unknown"));
  }

  /**
   * A record of a type that rests on some words.
   * @param {string} kind
   * @param {any} evidence
   * @param {number} number how many have been added before it
   */
  record(kind, evidence, number) {
    const { properties } = this.of(kind);
    const made = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, this.empty(schema)]));
    const id = `${this.nameOf(kind)}_${digits(`${kind} ${evidence.start} ${evidence.end} ${number}`)}`;
    const said = Object.keys(properties).filter((name) => properties[name].minItems && name !== "evidence" && this.isEvidence(properties[name]));
    const content = Object.fromEntries(said.map((name) => [name, [{ ...evidence, fields: [name] }]]));
    return { ...made, ...content, id, evidence: [{ ...evidence, fields: said }], confidence: 1, confidences: {}, carried: [], source: "rules", factuality: "reported" };
  }
}

/** Sixteen digits for an id, the same for the same words (FNV-1a over two halves). */
function digits(words) {
  const half = (seed) => {
    let hash = seed;
    for (const letter of words) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
    return hash.toString(16).padStart(8, "0");
  };
  return half(0x811c9dc5) + half(0x9747b28c);
}
