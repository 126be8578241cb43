// Lights words of the text without asking for the page again. The links do the same without it.
export function watchLighting(page) {
  if (!page.querySelector("[data-text]")) return;

  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-lit]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { text, spans } = read(link.dataset.lit);
    const there = within(page, text, spans);
    if (!there.length) return; // not in this view: the page is asked
    event.preventDefault();
    history.pushState(null, "", link.href);
    for (const one of page.querySelectorAll(".m-lit")) one.classList.remove("m-lit");
    page.getElementById("lit")?.removeAttribute("id");
    for (const one of there) one.classList.add("m-lit");
    for (const one of page.querySelectorAll("a[data-lit][aria-current]")) one.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    there[0].id = "lit";
    there[0].scrollIntoView({ block: "center" });
  });
  window.addEventListener("popstate", (event) => {
    if (location.search !== shown) location.reload();
  });
  const shown = location.search;
}

function read(written) {
  const [, text, places] = /^(?:(\d+):)?(.*)$/.exec(written);
  return { text: text || "1", spans: places.split(",").map((one) => one.split("-").map(Number)) };
}

function within(page, text, spans) {
  const marked = page.querySelectorAll(`[data-text="${text}"] [data-a]`);
  return [...marked].filter((one) => spans.some(([start, end]) => start < one.dataset.b && one.dataset.a < end));
}
