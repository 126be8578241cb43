// Hits while a query is typed, asked of the API. Words of cables go into the page as text, never as markup.
const WAIT = 120; // milliseconds without a key
const FEWEST = 2; // characters
const SHOWN = 7;

export function watchTyping(form) {
  const box = form.querySelector("input[type=search]");
  const list = form.querySelector(".typed");
  const sort = form.querySelector("select[name=sort]");
  let timer = 0;
  let asking = null;

  function hide() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
  }

  async function ask() {
    const query = box.value;
    if (query.trim().length < FEWEST) return hide();
    asking?.abort();
    asking = new AbortController();
    const address = new URL(form.dataset.typing, location.href);
    address.search = new URLSearchParams({ q: query, limit: SHOWN, typing: "1", ...(sort.value && { sort: sort.value }) });
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { accept: "application/json" } });
      if (answer.ok) show(await answer.json(), query.trim());
      else hide(); // half a query often cannot be read yet; the whole one is answered by the page
    } catch (error) {
      if (error.name !== "AbortError") hide();
    }
  }

  function show(found, query) {
    const rows = [made("p", counted(found.total))];
    for (const hit of found.hits) {
      const link = made("a", "");
      const lit = hit.quote ? `${hit.start}-${hit.end}` : "";
      const values = { doc: hit.document === hit.cable ? "" : hit.document, q: query, at: hit.number, sort: sort.value, lit };
      const there = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
      link.href = `/cable/${encodeURIComponent(hit.cable)}?${there}${lit ? "#lit" : ""}`;
      link.append(made("b", hit.subject || hit.cable), made("small", [hit.cable, hit.date, hit.origin].filter(Boolean).join("   ")));
      rows.push(link);
    }
    list.replaceChildren(...rows);
    list.hidden = false;
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  form.addEventListener("submit", hide);
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) hide();
  });
  form.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      box.focus();
      hide();
    } else if (event.key === "ArrowDown" && !list.hidden && at < links.length - 1) {
      event.preventDefault();
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? box).focus();
    }
  });
}

function counted(number) {
  return number ? `${number.toLocaleString("en")} ${number === 1 ? "document" : "documents"}` : "nothing begins so";
}

function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
