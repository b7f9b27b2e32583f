/* Entry: every module improves what it finds; pages work without. */
import { start as clock } from "./js/clock.js";
import { start as combobox } from "./js/combobox.js";
import { start as drafts } from "./js/drafts.js";
import { start as drop } from "./js/drop.js";
import { start as keys } from "./js/keys.js";
import { start as lists } from "./js/lists.js";
import { start as page } from "./js/page.js";
import { start as reveal } from "./js/reveal.js";
import { start as scanner } from "./js/scanner.js";
import { start as undo } from "./js/undo.js";

for (const begin of [scanner, keys, lists, combobox, drafts, drop, reveal, undo, clock, page]) begin(document);
document.documentElement.dataset.ready = "";
