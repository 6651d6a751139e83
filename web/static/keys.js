// Keys of every page. Single keys are off where the reader has turned them
// off, and while something is typed.

/** @typedef {(e: KeyboardEvent) => boolean} Handler */

/** @type {Map<string, Handler>} */
const handlers = new Map();

/**
 * onKey lets a key do something; what gives false is tried no further.
 * @param {string} key
 * @param {Handler} handler
 */
export function onKey(key, handler) {
  handlers.set(key, handler);
}

/** say tells something to those who listen to the page.
 * @param {string} text */
export function say(text) {
  const place = document.getElementById("say");
  if (place) place.textContent = text;
}

/** @param {EventTarget | null} target */
function typing(target) {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|submit|button)$/.test(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export function keys() {
  const off = document.documentElement.dataset.keys === "off";
  const dialog = document.getElementById("keys-dialog");
  let going = false;
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.key === "Shift") return; // Shift comes before the capital it makes
    if (e.key === "Escape") {
      if (typing(e.target) && e.target instanceof HTMLElement) e.target.blur();
      else if (handlers.get("Escape")?.(e)) e.preventDefault();
      return;
    }
    if (off || typing(e.target) || (dialog instanceof HTMLDialogElement && dialog.open)) return;
    if (going) {
      going = false;
      const link = document.querySelector(`a[data-go="${CSS.escape(e.key)}"]`);
      if (link instanceof HTMLAnchorElement) {
        e.preventDefault();
        location.href = link.href;
      }
      return;
    }
    if (e.key === "g") {
      going = true;
      setTimeout(() => { going = false; }, 1500);
    } else if (e.key === "/") {
      e.preventDefault();
      const field = document.getElementById("phrase") ?? document.getElementById("find");
      if (field instanceof HTMLInputElement) {
        field.focus();
        field.select();
      }
    } else if (e.key === "?" && dialog instanceof HTMLDialogElement) {
      e.preventDefault();
      dialog.showModal();
      dialog.scrollTop = 0;
    } else if (handlers.get(e.key)?.(e)) {
      e.preventDefault();
    }
  });
}
