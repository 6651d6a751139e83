// Files that are dropped or chosen go to the library one after the other, each
// with what became of it.
import { say } from "./keys.js";

/** @param {HTMLFormElement} form */
export function adding(form) {
  const chooser = form.querySelector("#files");
  const list = document.getElementById("results");
  if (!(chooser instanceof HTMLInputElement) || !list) return;
  let queue = Promise.resolve();

  /** send adds one file.
   * @param {File} file */
  async function send(file) {
    if (!list) return;
    const row = document.createElement("li");
    const name = document.createElement("strong");
    name.textContent = file.name;
    const state = document.createElement("progress");
    row.append(name, " ", state);
    list.append(row);
    const body = new FormData(form);
    body.delete("files");
    body.delete("addresses");
    body.append("files", file);
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

  /** @param {FileList | null | undefined} files */
  function take(files) {
    for (const file of files ?? []) queue = queue.then(() => send(file));
  }

  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = "";
  });
  const drop = document.getElementById("drop");
  document.addEventListener("dragover", (e) => {
    e.preventDefault();
    drop?.classList.add("over");
  });
  document.addEventListener("dragleave", () => drop?.classList.remove("over"));
  document.addEventListener("drop", (e) => {
    e.preventDefault();
    drop?.classList.remove("over");
    take(e.dataTransfer?.files);
  });
}
