// Files that are chosen or dropped wait on the page, so that what is known about
// them can be said first; then they go to the library one after the other, each
// with what became of it.
import { say } from "./keys.js";

/** @param {HTMLFormElement} form */
export function adding(form) {
  const chooser = form.querySelector("#files");
  const list = document.getElementById("results");
  if (!(chooser instanceof HTMLInputElement) || !list) return;
  const files = chooser;
  const addresses = form.querySelector("#addresses");
  let queue = Promise.resolve();

  /** send adds one file, or what the addresses lead to.
   * @param {string} called
   * @param {FormData} body */
  async function send(called, body) {
    if (!list) return;
    const row = document.createElement("li");
    const name = document.createElement("strong");
    name.textContent = called;
    const state = document.createElement("progress");
    row.append(name, " ", state);
    list.append(row);
    try {
      const html = await upload(body, (share) => {
        if (share < 1) state.value = share;
        else state.removeAttribute("value");
      });
      const template = document.createElement("template");
      template.innerHTML = html;
      const results = [...template.content.querySelectorAll("#results > li")];
      if (!results.length) throw new Error(template.content.querySelector(".why, h1")?.textContent ?? "");
      row.replaceWith(...results);
      say(results.map((r) => r.textContent ?? "").join(" "));
    } catch (e) {
      state.remove();
      row.className = "bad";
      const why = document.createElement("p");
      why.setAttribute("role", "alert");
      why.textContent = `${form.dataset.failed} ${e instanceof Error ? e.message : ""}`;
      row.append(why);
    }
  }

  /** upload tells how much of a form has gone, from 0 to 1.
   * @param {FormData} body
   * @param {(share: number) => void} progress
   * @returns {Promise<string>} */
  function upload(body, progress) {
    return new Promise((resolve, reject) => {
      const q = new XMLHttpRequest();
      q.open("POST", "/add?fragment=1");
      q.upload.addEventListener("progress", (e) => { if (e.lengthComputable) progress(e.loaded / e.total); });
      q.addEventListener("load", () => resolve(q.responseText));
      q.addEventListener("error", () => reject(new Error(q.statusText)));
      q.send(body);
    });
  }

  /** stated is what the form says now of the documents, without them: a later
   * file may go with something else. */
  function stated() {
    const body = new FormData(form);
    body.delete("files");
    body.delete("addresses");
    return body;
  }

  form.addEventListener("submit", (e) => {
    const typed = addresses instanceof HTMLTextAreaElement ? addresses.value.trim() : "";
    if (!files.files?.length && !typed) return; // what is wrong is said by the page
    e.preventDefault();
    for (const file of files.files ?? []) {
      const body = stated();
      body.append("files", file);
      queue = queue.then(() => send(file.name, body));
    }
    if (typed && addresses instanceof HTMLTextAreaElement) {
      const body = stated();
      body.append("addresses", typed);
      queue = queue.then(() => send(typed.split("\n", 1)[0] ?? typed, body));
      addresses.value = "";
    }
    files.value = "";
  });

  /** wait puts dropped files beside those that were chosen before.
   * @param {FileList | undefined} dropped */
  function wait(dropped) {
    const all = new DataTransfer();
    for (const file of [...(files.files ?? []), ...(dropped ?? [])]) all.items.add(file);
    files.files = all.files;
    files.focus();
  }

  const drop = document.getElementById("drop");
  document.addEventListener("dragover", (e) => {
    e.preventDefault();
    drop?.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop?.classList.remove("over"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    drop?.classList.remove("over");
    wait(e.dataTransfer?.files);
  });
}
