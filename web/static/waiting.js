// What takes a while is asked for again and again, at longer and longer
// intervals, and not for ever.

/** longest is how long a page asks, in milliseconds. */
const longest = 15 * 60 * 1000;

/**
 * ask asks for an address until its answer is not 202 any more.
 * @param {string} address
 * @param {(html: string) => void} [meanwhile] is told each answer that is 202
 * @param {() => boolean} [wanted] says whether anybody still waits
 * @returns {Promise<string | null>} the answer; null where it does not come
 */
export async function ask(address, meanwhile, wanted) {
  const end = Date.now() + longest;
  for (let pause = 500; Date.now() < end; pause = Math.min(pause * 1.5, 10000)) {
    if (wanted && !wanted()) return null;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const html = await answer.text();
      if (answer.status === 200) return html;
      if (answer.status !== 202) return null;
      meanwhile?.(html);
    } catch {
      return null;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
  return null;
}

/**
 * aligning waits for two languages that are being aligned, and then looks
 * again: at the page, unless somebody is writing on it.
 * @param {ParentNode} within
 * @param {() => void} [again] instead of the page
 */
export function aligning(within, again) {
  for (const place of within.querySelectorAll("[data-aligning]")) {
    if (!(place instanceof HTMLElement) || place.dataset.asking) continue;
    if (again || !place.dataset.again) wait(place, again); // else another script knows how to look again
  }
}

/**
 * @param {HTMLElement} place
 * @param {() => void} [again]
 */
async function wait(place, again) {
  place.dataset.asking = "1";
  const answer = await ask(place.dataset.aligning ?? "", (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    const far = template.content.querySelector("progress");
    if (!far) return;
    const now = place.querySelector("progress");
    if (now) now.value = far.value;
    else place.append(far);
  }, () => place.isConnected);
  if (!place.isConnected) return;
  const writing = [...document.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
  if (answer !== null && again) return again();
  if (answer !== null && !writing) return location.reload();
  const says = document.createElement("span");
  says.textContent = (answer === null ? place.dataset.stopped : place.dataset.ready) ?? "";
  place.querySelector("progress")?.remove();
  place.querySelector("p")?.prepend(says, " ");
}
