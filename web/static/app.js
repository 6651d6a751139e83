// Every page is whole without scripts. These make it quicker: keys, parts of a
// long text as they are reached, evidence beside the text.
import { beads } from "./bitext.js";
import { versions } from "./compare.js";
import { adding } from "./add.js";
import { keys } from "./keys.js";
import { later } from "./later.js";
import { lit, narrow } from "./narrow.js";
import { reader } from "./reader.js";
import { aligning } from "./waiting.js";

keys();
later();
narrow(document);
lit();
aligning(document);
const text = document.querySelector(".reader");
if (text instanceof HTMLElement) reader(text);
const rows = document.querySelector(".versus .rows");
if (rows instanceof HTMLElement) versions(rows);
const form = document.getElementById("add-form");
if (form instanceof HTMLFormElement) adding(form);
const table = document.getElementById("bitext");
if (table) beads();
