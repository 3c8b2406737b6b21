/** The text in parts to read: stories, and in them paragraphs with who speaks and when. */

/**
 * @typedef {object} Block a paragraph
 * @property {number} start
 * @property {number} end
 * @property {number | null} time seconds
 * @property {string | null} speaker where another one begins to speak
 *
 * @typedef {object} Part a story, or a menu, advert, link or sign-off
 * @property {any | null} story
 * @property {Block[]} blocks
 */

const LONG = 480; // characters of a paragraph, from which on the end of a sentence ends it

/**
 * @param {import("./points.js").Points} points
 * @param {any} extraction
 * @returns {Part[]}
 */
export function parts(points, extraction) {
  const { segments, turns } = extraction.transcript;
  const { stories } = extraction.report;
  const starts = new Set(stories.map((story) => story.start));
  const voices = new Map((turns ?? []).map((turn) => [turn.start, turn.speaker]));
  const cuts = cutsOf(points, segments ?? [], starts, voices);
  const blocks = blocksAt(cuts, points.length, segments ?? [], voices);
  if (!stories.length) return [{ story: null, blocks }];
  const whole = stories[0].start > 0 ? [null, ...stories] : stories;
  return whole.map((story, i) => {
    const [from, to] = [story?.start ?? 0, whole[i + 1]?.start ?? points.length];
    return { story, blocks: blocks.filter((block) => block.start >= from && block.start < to) };
  });
}

/** Where paragraphs begin: at lines, stories, voices, and between cues once there is enough of it. */
function cutsOf(points, segments, stories, voices) {
  const cuts = new Set([0, ...stories, ...voices.keys()]);
  lineStarts(points).forEach((start) => cuts.add(start));
  let last = 0;
  for (const segment of segments) {
    if (cuts.has(segment.start)) last = segment.start;
    else if (segment.start - last > LONG && /[.?!”"’)\]]\s*$/.test(points.slice(last, segment.start))) {
      cuts.add(segment.start);
      last = segment.start;
    }
  }
  return [...cuts].filter((cut) => cut < points.length || cut === 0).sort((a, b) => a - b);
}

/** Where lines begin; one that is long is several paragraphs to read, each of whole sentences. */
function lineStarts(points) {
  const starts = [];
  let last = 0;
  for (const { 0: end, index } of points.text.matchAll(/\n|[.?!][”"’)\]]*[ \t]+(?=\S)/g)) {
    const next = index + end.length;
    if (end !== "\n" && next - last <= LONG * 2) continue;
    starts.push(points.at(next));
    last = next;
  }
  return starts;
}

function blocksAt(cuts, length, segments, voices) {
  let next = 0;
  return cuts.map((start, i) => {
    const end = cuts[i + 1] ?? length;
    while (next < segments.length && segments[next].end <= start) next += 1;
    const touched = segments[next]?.start < end ? segments[next] : null;
    return { start, end, time: touched?.start_time ?? null, speaker: voices.get(start) ?? null };
  });
}
