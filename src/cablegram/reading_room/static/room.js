// What pages do beyond links and forms. Every page works without it.
import { watchKeys } from "./keys.js";
import { watchLighting } from "./lighting.js";
import { watchTyping } from "./typing.js";

for (const form of document.querySelectorAll("form[data-typing]")) watchTyping(form);
watchLighting(document);
watchKeys(document);
