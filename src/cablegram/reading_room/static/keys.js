// Keys that go where the links of the page go: through paragraphs and hits, to the next place, to the next cable.
const GOES = { j: ["[data-step]", 1], k: ["[data-step]", -1], n: ["[data-place]", 1], p: ["[data-place]", -1] };
const OPENS = { "]": "a[data-key=next]", "[": "a[data-key=previous]" };

export function watchKeys(page) {
  let now = null; // where the last step led

  function go(selector, step) {
    const stops = [...page.querySelectorAll(selector)].filter((one) => one.getClientRects().length);
    if (!stops.length) return;
    let at = stops.indexOf(now);
    if (at < 0) {
      const start = stops.findIndex((one) => one.id === "lit" || one.matches(":target"));
      at = start >= 0 ? start : step > 0 ? -1 : stops.length;
    }
    const next = stops[at + step];
    if (!next) return;
    now?.classList.remove("stop");
    now = next;
    now.classList.add("stop");
    const link = now.matches("a") ? now : now.querySelector("h2 a, h3 a");
    if (link && now.matches("li")) {
      link.focus();
    } else {
      if (!now.hasAttribute("tabindex")) now.tabIndex = -1;
      now.focus({ preventScroll: true });
    }
    now.scrollIntoView({ block: "center" });
  }

  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "/") {
      const box = page.querySelector("input[type=search]");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?") {
      const keys = page.querySelector("details.keys");
      keys.open = !keys.open;
      keys.querySelector("summary").focus();
    } else if (GOES[event.key]) {
      event.preventDefault();
      go(...GOES[event.key]);
    } else if (OPENS[event.key]) {
      page.querySelector(OPENS[event.key])?.click();
    }
  });
}
