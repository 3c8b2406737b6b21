/** What went wrong, in plain words: from the problem details (RFC 9457) of the service, or from what is known without it. */

/** A failure that can be told: its words, and the field of the form that it is about. */
export class Failure extends Error {
  /** @param {string} message @param {{status?: number, field?: string | null}} [about] */
  constructor(message, { status = 0, field = null } = {}) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

const KNOWN = {
  413: "The transcript is larger than this service takes.",
  429: "This service has had too many requests from here; wait a little, and try again.",
  502: "The service behind this address does not answer.",
  503: "The service is busy or starting; try again in a moment.",
  504: "It took longer than this service allows; try a shorter transcript.",
};

/** @param {Response} response that is not ok @returns {Promise<Failure>} */
export async function failureOf(response) {
  const { status } = response;
  let problem = null;
  try {
    problem = await response.json();
  } catch {
    // a proxy's page: there is nothing to read in it
  }
  if (!problem?.title) return new Failure(KNOWN[status] ?? `The service answered with ${status}.`, { status });
  const [first] = problem.errors ?? [];
  const wait = response.headers.get("Retry-After");
  const parts = [sentence(`${problem.title}: ${told(problem)}`), wait && status === 429 ? `Try again in ${wait} seconds.` : ""];
  return new Failure(parts.filter(Boolean).join(" "), { status, field: first ? nameOf(first.pointer) : null });
}

/** Each field at fault with what was expected; where none is named, the detail. */
function told({ errors, detail }) {
  if (!errors?.length) return detail ?? "";
  const each = errors.map(({ pointer, detail: what, expected }) => {
    const field = nameOf(pointer);
    return [field && field !== "body" ? `${field}: ` : "", what, expected ? `; expected ${expected}` : ""].join("");
  });
  return [...new Set(each)].join(". ");
}

/** `/options/min_confidence` is the field of that name. @param {string} pointer */
function nameOf(pointer) {
  return pointer.split("/").filter((part) => part && part !== "options" && !/^\d+$/.test(part)).join(" ");
}

function sentence(words) {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}

/** What a request that came to nothing means. @param {unknown} error @returns {Failure} */
export function unanswered(error) {
  if (error instanceof Failure) return error;
  if (error instanceof DOMException && error.name === "AbortError") return new Failure("Cancelled.");
  if (error instanceof TypeError) return new Failure("The service does not answer: is it running, and is the network there?");
  return new Failure(error instanceof Error ? error.message : String(error));
}
