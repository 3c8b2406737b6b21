/** A stretch of the text cut at every end of evidence: pieces that each belong to the same records from end to end. */

/**
 * @typedef {object} Line unbroken words of a record, which are one line below the letters
 * @property {import("./catalogue.js").Entry} entry
 * @property {number} start
 * @property {number} end
 * @property {number} lane from the letters down
 *
 * @typedef {object} Piece
 * @property {number} start
 * @property {number} end
 * @property {string[]} ids its records, the innermost first
 * @property {string[]} begins those of them of which words begin here
 * @property {(number | null)[]} lanes the rank of the record whose line runs there
 */

const LANES = 4; // lines that can be told apart below a line of text

/**
 * The lines of all records, in the order of the text.
 * @param {import("./catalogue.js").Entry[]} entries
 * @returns {Line[]}
 */
export function linesOf(entries) {
  const lines = entries.flatMap((entry) => entry.stretches.map(({ start, end }) => ({ entry, start, end, lane: 0 })));
  lines.sort((a, b) => a.start - b.start || b.end - a.end);
  laid(lines);
  return lines;
}

/** Gives each its lane: the first that is free. */
function laid(lines) {
  const ends = [];
  for (const line of lines) {
    let lane = ends.findIndex((end) => end <= line.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = line.end;
    line.lane = lane;
  }
}

/** Whether two lists of lines look the same. @param {Line[]} one @param {Line[]} other */
export function isSame(one, other) {
  return one.length === other.length && one.every(({ entry, start, lane }, i) => entry === other[i].entry && start === other[i].start && lane === other[i].lane);
}

/**
 * The pieces of a stretch.
 * @param {Line[]} lines all that run through it
 * @param {number} from
 * @param {number} to
 * @returns {Piece[]}
 */
export function pieces(lines, from, to) {
  const entries = [...new Set(lines.map((line) => line.entry))];
  const within = entries.flatMap(({ spans }) => spans).flatMap(({ start, end }) => [start, end]).filter((edge) => from < edge && edge < to);
  const edges = [...new Set([from, to, ...within])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => piece(start, edges[i + 1], lines, entries));
}

function piece(start, end, lines, entries) {
  const open = lines.filter((line) => line.start <= start && start < line.end);
  const lanes = Array(LANES).fill(null);
  for (const line of open) if (line.lane < LANES) lanes[line.lane] = line.entry.rank;
  const inner = open.map(({ entry }) => ({ id: entry.id, length: shortestAt(entry, start) })).sort((a, b) => a.length - b.length);
  const begins = entries.filter(({ spans }) => spans.some((span) => span.start === start)).map(({ id }) => id);
  return { start, end, ids: inner.map(({ id }) => id), begins, lanes };
}

/** How long the shortest words of a record are that hold a place: the innermost is meant by a click. */
function shortestAt({ spans }, at) {
  return Math.min(...spans.filter((span) => span.start <= at && at < span.end).map((span) => span.end - span.start));
}
