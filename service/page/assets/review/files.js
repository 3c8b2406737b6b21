/** Files from the reader's own machine. */

/** The JSON of a file, or an Error in plain words. @param {File} file @returns {Promise<any>} */
export async function json(file) {
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is no JSON.`);
  }
}
