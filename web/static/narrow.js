// On a phone, what stands beside the text on a wide screen would stand before
// it. It is folded there once; a reader who opens it finds it open.

/** narrow folds what stands beside the text, if the screen is narrow.
 * @param {ParentNode} within */
export function narrow(within) {
  if (!matchMedia("(max-width: 40rem)").matches) return;
  for (const beside of within.querySelectorAll("details[data-wide]")) beside.removeAttribute("open");
}

/** lit brings what is lit in a line of places that is longer than the screen
 * into view. */
export function lit() {
  for (const place of document.querySelectorAll(".bar nav [aria-current], .tabs [aria-current]")) {
    const line = place.closest("ul");
    if (line instanceof HTMLElement && place instanceof HTMLElement) line.scrollLeft = place.offsetLeft - line.offsetLeft - 24;
  }
}
