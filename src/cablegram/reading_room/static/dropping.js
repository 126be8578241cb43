// A file that is dropped on the box becomes its text: UTF-8 where it is that, else as Western texts were written.
const LARGEST = 2_000_000; // bytes

export function watchDropping(box) {
  const mark = (on) => (event) => {
    event.preventDefault();
    box.classList.toggle("dropping", on);
  };
  box.addEventListener("dragover", mark(true));
  box.addEventListener("dragleave", mark(false));
  box.addEventListener("drop", async (event) => {
    mark(false)(event);
    const [file] = event.dataTransfer.files;
    if (!file) return box.setRangeText(event.dataTransfer.getData("text/plain"));
    if (file.size > LARGEST) return box.setCustomValidity("This file is too large for a page; cablegram check takes it.");
    box.setCustomValidity("");
    box.value = decoded(await file.arrayBuffer());
  });
  box.addEventListener("input", () => box.setCustomValidity(""));
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
