/** Reviews that are under way, kept in this browser and nowhere else: by the hash of their transcript. */

const NAME = "onrecord";
const ANSWERS = "answers"; // what was reviewed; large, written once
const STEPS = "steps"; // what was decided; small, written often

/** @typedef {{sha256: string, title: string, of: number, decided: number, steps: any[]}} Kept */

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** Once for all: what is decided is then on its way before the next event, though the page be left at once. */
function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => [ANSWERS, STEPS].forEach((name) => request.result.createObjectStore(name, { keyPath: "sha256" }));
    request.onsuccess = () => {
      request.result.onclose = () => (opened = null);
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(answers: IDBObjectStore, steps: IDBObjectStore) => IDBRequest<T> | IDBRequest<T>[]} work
 * @returns {Promise<any>}
 */
async function within(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([ANSWERS, STEPS], mode);
    const asked = work(transaction.objectStore(ANSWERS), transaction.objectStore(STEPS));
    transaction.oncomplete = () => resolve(Array.isArray(asked) ? asked.map(({ result }) => result) : asked.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}

/** @param {import("./state.js").Review} review */
const keyOf = (review) => review.original.transcript.sha256;

/** Keeps all of a review: its answer, and what was decided. @param {import("./state.js").Review} review */
export function keepAll(review) {
  return within("readwrite", (answers, steps) => [answers.put({ sha256: keyOf(review), file: review.file().extraction }), steps.put(told(review))]);
}

/** Keeps what was decided. @param {import("./state.js").Review} review */
export function keepSteps(review) {
  return within("readwrite", (_, steps) => steps.put(told(review)));
}

function told(review) {
  const { of, decided } = review.counts();
  const { title, sha256 } = review.original.transcript;
  return { sha256, title: title ?? review.answer.text.slice(0, 60), of, decided, steps: review.steps };
}

/** All reviews that are under way. @returns {Promise<Kept[]>} */
export function kept() {
  return within("readonly", (_, steps) => steps.getAll());
}

/** The steps for a transcript; none where there are none. @param {string} sha256 @returns {Promise<any[]>} */
export async function stepsFor(sha256) {
  return (await within("readonly", (_, steps) => steps.get(sha256)))?.steps ?? [];
}

/** A review as a file that is taken up again. @param {string} sha256 */
export async function fileOf(sha256) {
  const [answer, steps] = await within("readonly", (answers, all) => [answers.get(sha256), all.get(sha256)]);
  return answer && { onrecord_review: 1, extraction: answer.file, steps: steps?.steps ?? [] };
}

/** @param {string} sha256 */
export function forget(sha256) {
  return within("readwrite", (answers, steps) => [answers.delete(sha256), steps.delete(sha256)]);
}
