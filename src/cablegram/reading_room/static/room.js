// What pages do beyond links and forms. Every page works without it.
import { watchTyping } from "./typing.js";
import { watchKeys } from "./keys.js";

for (const form of document.querySelectorAll("form[data-typing]")) watchTyping(form);
watchKeys(document);
