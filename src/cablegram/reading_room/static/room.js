// What pages do beyond links and forms. Every page works without it.
import { watchDropping } from "./dropping.js";
import { watchKeys } from "./keys.js";
import { watchLighting } from "./lighting.js";
import { watchTyping } from "./typing.js";

for (const form of document.querySelectorAll("form[data-typing]")) watchTyping(form);
for (const box of document.querySelectorAll("textarea[data-drop]")) watchDropping(box);
watchLighting(document);
watchKeys(document);
