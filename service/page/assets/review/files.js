/** Files from the reader's own machine, and the names of those that go there. */

/** The JSON of a file, or an Error in plain words. @param {File} file @returns {Promise<any>} */
export async function json(file) {
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is no JSON.`);
  }
}

/** The beginning of the names of what is downloaded. @param {{extraction: any, name?: string}} answer */
export function nameOf({ extraction, name }) {
  const { title, source, sha256 } = extraction.transcript;
  const plain = (name ?? title ?? source ?? "").replace(/\.[A-Za-z0-9]{1,5}$/, "").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return plain.slice(0, 60).toLowerCase() || `transcript-${sha256.slice(0, 8)}`;
}
