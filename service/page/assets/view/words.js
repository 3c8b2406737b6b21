/** Values of records in a reader's words, by their shape, so that a record type of anybody's is told as well. */

/** What tells how a record was found, or stands elsewhere on its card. */
export const ELSEWHERE = new Set([
  "id", "story", "evidence", "content", "confidence", "confidences", "carried", "source", "factuality", "attributed_to",
]);

const bound = new Intl.NumberFormat("en", { maximumFractionDigits: 10 });

/** `polling_day` in words. @param {string} name */
export function plain(name) {
  return name.replaceAll("_", " ");
}

/** The same with a capital. @param {string} name */
export function heading(name) {
  return plain(name).replace(/^./, (letter) => letter.toUpperCase());
}

/** Whether there is nothing to tell. @param {unknown} value */
export function isEmpty(value) {
  return value === null || value === undefined || value === "" || value === "unknown" || (Array.isArray(value) && !value.length);
}

/** h:mm:ss. @param {number | null | undefined} seconds */
export function timecode(seconds) {
  if (seconds === null || seconds === undefined) return "";
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

/** `main (a, b)`. */
function withMore(main, ...more) {
  const known = more.filter((part) => !isEmpty(part));
  return known.length ? `${main} (${known.join(", ")})` : String(main);
}

/** The range that the words of a figure stand for, where they do not say it themselves. */
export function range({ text, low, high }) {
  const [least, most] = [low, high].map((value) => (isEmpty(value) ? null : bound.format(value)));
  if (least === most) return least === null || text.replaceAll(",", "").includes(least.replaceAll(",", "")) ? null : least;
  if (least === null) return `up to ${most}`;
  return most === null ? `${least} or more` : `${least} to ${most}`;
}

/** A value with parts, such as an election's result; what it is about comes first and needs no label. */
function parts(value) {
  return Object.entries(value)
    .filter(([name, part]) => name !== "evidence" && !isEmpty(part))
    .map(([name, part], i) => (i ? `${plain(name)}: ${told(part)}` : told(part)))
    .join("; ");
}

/**
 * Any value in words.
 * @param {any} value
 * @param {Map<string, string>} [names] what records are called, by id
 * @returns {string}
 */
export function told(value, names) {
  if (isEmpty(value)) return "";
  if (Array.isArray(value)) return value.map((part) => told(part, names)).filter(Boolean).join("; ");
  if (typeof value !== "object") return names?.get(value) ?? plain(String(value));
  if ("low" in value) return withMore(value.text, range(value), value.by);
  if ("edtf" in value) return withMore(value.text, value.edtf);
  if ("iso" in value) return withMore(value.text, value.iso);
  if ("name" in value) return withMore(value.name, value.role, value.affiliation, value.country);
  if ("text" in value) return value.text;
  return parts(value);
}

/** The shortest form of a value: names and words alone. @param {any} value @returns {string} */
export function brief(value) {
  if (isEmpty(value)) return "";
  if (Array.isArray(value)) {
    const told = value.map(brief).filter(Boolean);
    return told.length > 3 ? `${told.slice(0, 3).join(", ")} and ${told.length - 3} more` : told.join(", ");
  }
  if (typeof value !== "object") return plain(String(value));
  return value.name ?? value.text ?? brief(Object.values(value)[0]);
}

/** @param {string} words @param {number} most */
export function shortened(words, most) {
  const flat = words.replace(/\s+/g, " ").trim();
  return flat.length <= most ? flat : `${flat.slice(0, most).replace(/[\ud800-\udbff]$/, "").replace(/\s+\S*$/, "")} …`;
}

/** A record in a line. @param {any} record @param {number} [most] */
export function summary(record, most = 140) {
  if (record.content) {
    const said = shortened(record.content.map((words) => words.text).join(" … "), most);
    return `${record.speaker?.name ?? "Somebody"}: ${record.kind === "direct" ? `“${said}”` : said}`;
  }
  const values = Object.entries(record).filter(([name]) => !ELSEWHERE.has(name));
  const words = [...new Set(values.map(([, value]) => brief(value)).filter(Boolean))];
  return shortened(words.join(" · ") || record.evidence[0].text, most);
}
