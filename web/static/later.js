// Pieces of a page that take longer than the rest come after it. A link to the
// whole page stands in their place until they are there.
import { say } from "./keys.js";
import { aligning } from "./waiting.js";

/** @param {HTMLElement} place */
async function load(place) {
  const address = place.dataset.later;
  if (!address) return;
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const heading = place.closest("section")?.querySelector("h2");
    const section = place.parentElement;
    place.replaceWith(template.content);
    if (section) aligning(section);
    if (heading?.textContent && !place.classList.contains("sought")) say(heading.textContent); // those of many quotations are not told one by one
  } catch {
    place.removeAttribute("aria-busy"); // the link in its place still leads there
  }
}

export function later() {
  for (const place of document.querySelectorAll("[data-later]")) {
    if (place instanceof HTMLElement) load(place);
  }
}
