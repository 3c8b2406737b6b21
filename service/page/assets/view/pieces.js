/** The text cut at every end of evidence: pieces that each belong to the same records from end to end. */

/**
 * @typedef {object} Piece
 * @property {number} start
 * @property {number} end
 * @property {string[]} ids its records, the innermost first
 * @property {string[]} begins those of them of which words begin here
 * @property {(number | null)[]} lanes the rank of the record whose line runs there, from the letters down
 */

const LANES = 4; // lines that can be told apart below a line of text

/**
 * All pieces, in order, over the whole text.
 * @param {import("./catalogue.js").Entry[]} entries
 * @param {number} length
 * @param {number[]} cuts further places to cut at
 * @returns {Piece[]}
 */
export function pieces(entries, length, cuts = []) {
  const spans = entries.flatMap((entry) => joined(entry.spans).map((span) => ({ ...span, id: entry.id, rank: entry.rank })));
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  laid(spans);
  const inner = innerLengths(entries);
  const edges = [...new Set([0, length, ...cuts, ...entries.flatMap((e) => e.spans.flatMap((s) => [s.start, s.end]))])];
  edges.sort((a, b) => a - b);
  const begins = beginnings(entries);
  const open = new Set();
  let next = 0;
  return edges.slice(0, -1).map((start, i) => {
    for (const span of open) if (span.end <= start) open.delete(span);
    for (; next < spans.length && spans[next].start <= start; next++) open.add(spans[next]);
    return piece(start, edges[i + 1], [...open], begins.get(start) ?? [], inner);
  });
}

function piece(start, end, open, begins, inner) {
  const lanes = Array(LANES).fill(null);
  for (const span of open) if (span.lane < LANES) lanes[span.lane] = span.rank;
  const ids = open.map((span) => span.id).sort((a, b) => inner(a, start) - inner(b, start));
  return { start, end, ids, begins, lanes };
}

/** Stretches of one record that touch or overlap, as one: a record is one line. */
function joined(spans) {
  const whole = [];
  for (const { start, end } of spans) {
    const last = whole.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else whole.push({ start, end });
  }
  return whole;
}

/** Gives each its lane: the first that is free. */
function laid(spans) {
  const ends = [];
  for (const span of spans) {
    let lane = ends.findIndex((end) => end <= span.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.end;
    span.lane = lane;
  }
}

/** How long the shortest words of a record are that hold a place: the innermost is meant by a click. */
function innerLengths(entries) {
  const spansOf = new Map(entries.map((entry) => [entry.id, entry.spans]));
  return (id, at) =>
    Math.min(...spansOf.get(id).filter((s) => s.start <= at && at < s.end).map((s) => s.end - s.start));
}

function beginnings(entries) {
  const at = new Map();
  for (const entry of entries) {
    for (const { start } of entry.spans) at.set(start, [...new Set([...(at.get(start) ?? []), entry.id])]);
  }
  return at;
}
