"""The archive measured: ingest against raw tantivy, searches against raw tantivy, growth. ``python -m benchmarks.archive``.

Every figure is a ratio within one run: ``raw`` builds an index of the same texts with the library alone (text, number and
the fields that are counted), in the same process, and answers the same queries with its own snippets.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import tantivy

from benchmarks.archive_texts import TAGS, cables
from cablegram.archive import Archive, open_archive
from cablegram.archive.query_text import matches
from cablegram.archive.searching import query_tree

_FACETS = ("year", "origin", "tags", "class")
KINDS = ("rare", "and", "phrase", "prefix", "filtered", "facets", "fuzzy")
EACH = 200 / len(KINDS)


def texts_folder(folder: Path, count: int) -> Path:
    """The telegrams as files, 1,000 to a folder; those that are there already are kept."""
    target = folder / f"texts-{count}"
    if not (target / "done").exists():
        for k, (mrn, text) in enumerate(cables(count)):
            place = target / f"{k // 1000:04d}"
            if k % 1000 == 0:
                place.mkdir(parents=True, exist_ok=True)
            (place / f"{mrn}.txt").write_text(text, encoding="utf-8")
        (target / "done").write_text("")
    return target


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each, in order."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.stem, path.read_text(encoding="utf-8")


def size_of(folder: Path) -> int:
    """The bytes of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


# --- raw tantivy ---------------------------------------------------------------------------------


def raw_schema() -> tantivy.Schema:
    """The text, stored as its snippets need it, and the fields that are filtered and counted."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=True)
    builder.add_text_field("mrn", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("origin", "tag", "level"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    return builder.build()


_ORIGIN = re.compile(r"^FM AMEMBASSY (.+)$", re.MULTILINE)
_TAGS = re.compile(r"^TAGS: (.+)$", re.MULTILINE)
_LEVEL = re.compile(r"^(UNCLAS|C O N F I D E N T I A L|S E C R E T) ", re.MULTILINE)


def build_raw(folder: Path, source: Path) -> float:
    """The CPU seconds of an index by the library alone, all its threads, to the end of its merges.

    What it takes to read the files and to find the fields in them is measured by itself and taken off.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    schema = raw_schema()
    begun = cpu()
    for _ in raw_documents(source):
        pass
    reading = cpu() - begun
    begun = cpu()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(200_000_000, 1)
    for values in raw_documents(source):
        writer.add_document(tantivy.Document.from_dict(values, schema))
    writer.commit()
    writer.wait_merging_threads()
    return cpu() - begun - reading


def raw_documents(source: Path) -> Iterator[dict[str, Any]]:
    """Each telegram as the raw index takes it."""
    for mrn, text in texts(source):
        found = [pattern.search(text) for pattern in (_ORIGIN, _TAGS, _LEVEL)]
        origin, tags, level = ((match[1] if match else "") for match in found)
        year = 2000 + int(mrn[:2])
        yield {"text": text, "mrn": mrn, "origin": origin, "tag": tags.split(), "level": level, "year": year}


def one_pass(source: Path, some: int = 1500) -> float:
    """CPU seconds of ``re.findall`` over words for one telegram, the unit of the reading figures; the best of five."""
    sample = [text for _, (_, text) in zip(range(some), texts(source), strict=False)]
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        for text in sample:
            re.findall(r"\w+", text)
        best = min(best, time.process_time() - begun)
    return best / len(sample)


def cpu() -> float:
    """CPU seconds of this process and of its children that ended."""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        total += used.ru_utime + used.ru_stime
    return total


# --- ingest --------------------------------------------------------------------------------------


def ingest(archive: Path, source: Path) -> dict[str, float]:
    """File everything by the command, in a process of its own: its CPU, wall time and peak memory, workers and all."""
    shutil.rmtree(archive, ignore_errors=True)
    before, begun = cpu(), time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "cablegram", "ingest", str(source), "--archive", str(archive), "--quiet"],
        stdout=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory_of(process.pid))
        time.sleep(0.5)
    if process.returncode != 0:
        raise SystemExit(f"ingest ended with {process.returncode}")
    wall = time.monotonic() - begun
    spent = cpu() - before
    return {"cpu": spent, "wall": wall, "busy": spent / wall, "peak_mb": peak / 1e6}


def memory_of(pid: int) -> int:
    """Bytes of memory of a process and its children, shared pages counted once each."""
    total = 0
    for one in [pid, *children(pid)]:
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith(("Pss_Anon:", "Pss_Shmem:"))
        )
    return total * 1024


def children(pid: int) -> list[int]:
    """Every process below one."""
    found = []
    for folder in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in folder.read_text().split():
            found += [int(child), *children(int(child))]
    return found


def split(source: Path, count: int = 1500) -> dict[str, float]:
    """Where the time of one document goes, in microseconds of CPU: reading, findings and mends, the rest of the stage,
    store, index."""
    from cablegram.archive.deriving import VERSION, documents
    from cablegram.archive.index import Index
    from cablegram.archive.store import Store, StoreReader, StoreWriter
    from cablegram.findings import check
    from cablegram.findings.mending import mend
    from cablegram.formats import Entry, Origin
    from cablegram.source import Source
    from cablegram.telegram.reader import parse

    some = [text for _, (_, text) in zip(range(count), texts(source), strict=False)]
    entries = [
        Entry("text", Source.from_bytes(text.encode()), Origin(f"{k}.txt", None, 0, len(text), "0" * 64))
        for k, text in enumerate(some)
    ]

    def each(work: Callable[[], Any]) -> float:
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            work()
            best = min(best, time.process_time() - begun)
        return best / len(some) * 1e6

    reading = each(lambda: [parse(text) for text in some])
    telegrams = [parse(text) for text in some]
    findings = each(lambda: [mend(one, findings=check(one)) for one in telegrams])
    whole = each(lambda: [list(documents(entry)) for entry in entries])
    filed = [one for entry in entries for one in documents(entry)]
    folder = source.parent / "split"
    shutil.rmtree(folder, ignore_errors=True)
    store = Store.open(folder, create=True)
    writer, reader = StoreWriter(store), StoreReader(store)
    begun = time.process_time()
    with writer.batch():
        collection = writer.collection("main")
    numbers = []
    for k in range(0, len(filed), 100):
        with writer.batch():
            numbers += [number for number, _ in writer.file(filed[k : k + 100], collection, VERSION)]
    stored = (time.process_time() - begun) / len(filed) * 1e6
    index = Index.open(folder, create=True)
    assert index is not None
    begun = time.process_time()
    with index.filling(reader, writer) as filling:
        filling.add(numbers)
    indexed = (time.process_time() - begun) / len(filed) * 1e6
    store.close()
    shutil.rmtree(folder)
    rest = whole - reading - findings
    return {"reading": reading, "findings": findings, "rest": rest, "store": stored, "index": indexed}


# --- queries -------------------------------------------------------------------------------------


def queries(source: Path, seed: int = 5) -> list[tuple[str, str]]:
    """Kind and words of 200 queries: words of the texts themselves, so that something is found."""
    rng = Random(seed)
    sample = [text for k, (_, text) in enumerate(texts(source)) if k % 97 == 0][:400]
    counts: dict[str, int] = {}
    bodies = [re.findall(r"[a-z]{3,}", text.lower().split("summary", 1)[-1][400:]) for text in sample]
    for words in bodies:
        for word in set(words):
            counts[word] = counts.get(word, 0) + 1
    rare = sorted(word for word, count in counts.items() if count <= 2 and len(word) > 5)
    common = sorted(word for word, count in counts.items() if 20 <= count <= 200)
    found: list[tuple[str, str]] = []
    k = 0
    while len(found) < 200:
        kind = KINDS[k % len(KINDS)]
        k += 1
        words = rng.choice(bodies)
        at = rng.randrange(len(words) - 3)
        match kind:
            case "rare":
                text = rng.choice(rare)
            case "and":
                text = f"{rng.choice(common)} {rng.choice(common)}"
            case "phrase":
                text = f'"{words[at]} {words[at + 1]}"'
            case "prefix":
                text = rng.choice(rare)[:5] + "*"
            case "filtered":
                text = f"{rng.choice(common)} tags:{rng.choice(TAGS)} year:{rng.randint(2002, 2009)}"
            case "facets":
                text = rng.choice(common)
            case _:
                text = rng.choice(rare) + "~"
        found.append((kind, text))
    return found


def raw_query(schema: tantivy.Schema, text: str) -> tantivy.Query:
    """The same query for the raw index, by the library's own means."""
    make, must = tantivy.Query, tantivy.Occur.Must
    parts = []
    for piece in re.findall(r'"[^"]*"|\S+', text):
        if piece.startswith('"'):
            parts.append(make.phrase_query(schema, "text", piece.strip('"').split()))
        elif piece.startswith("tags:"):
            parts.append(make.const_score_query(make.term_query(schema, "tag", piece[5:]), 0.0))
        elif piece.startswith("year:"):
            parts.append(make.const_score_query(make.term_query(schema, "year", int(piece[5:])), 0.0))
        elif piece.endswith("*"):
            parts.append(make.regex_query(schema, "text", piece[:-1] + ".*"))
        elif piece.endswith("~"):
            parts.append(make.fuzzy_term_query(schema, "text", piece[:-1]))
        else:
            parts.append(make.term_query(schema, "text", piece))
    return parts[0] if len(parts) == 1 else make.boolean_query([(must, part) for part in parts])


def ask_raw(index: tantivy.Index, text: str, facets: bool) -> int:
    """Query, count, twenty stored documents and their snippets."""
    searcher = index.searcher()
    query = raw_query(index.schema, text)
    found = searcher.search(query, 20)
    generator = tantivy.SnippetGenerator.create(searcher, query, index.schema, "text")
    for _, address in found.hits:
        document = searcher.doc(address)
        generator.snippet_from_doc(document).to_html()
    if facets:
        names = {"year": "year", "origin": "origin", "tags": "tag", "class": "level"}
        searcher.aggregate(query, {name: {"terms": {"field": field, "size": 20}} for name, field in names.items()})
    return int(found.count)  # type: ignore[attr-defined]


def ask(archive: Archive, text: str, facets: bool) -> int:
    """The same through the library."""
    return archive.search(text, limit=20, facets=_FACETS if facets else False).total


def measure_queries(archive: Archive, raw: tantivy.Index, asked: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """CPU milliseconds, p50 and p95, of both for each kind; each query once to warm, then the better of three."""
    times: dict[str, tuple[list[float], list[float]]] = {kind: ([], []) for kind in KINDS}
    for kind, text in asked:
        facets = kind == "facets"
        for side, work in enumerate((partial(ask, archive, text, facets), partial(ask_raw, raw, text, facets))):
            work()
            best = float("inf")
            for _ in range(3):
                begun = time.perf_counter()
                work()
                best = min(best, time.perf_counter() - begun)
            times[kind][side].append(best * 1e3)
    found = {}
    for kind, (own, base) in times.items():
        row = {"p50": statistics.median(own), "p95": p95(own), "raw p50": statistics.median(base), "raw p95": p95(base)}
        found[kind] = {**row, "ratio p95": row["p95"] / row["raw p95"]}
    return found


def p95(values: list[float]) -> float:
    """The value that 95 % do not pass."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


def brute(archive: Archive, asked: list[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """The queries whose count is not that of a scan over every document: query, count, count of the scan."""
    from benchmarks.archive_scan import plain

    trees = [(text, query_tree(text)) for text in dict.fromkeys(text for _, text in asked)]
    scanned = dict.fromkeys((text for text, _ in trees), 0)
    for row in archive.documents():
        document = plain(archive, row)
        for text, tree in trees:
            scanned[text] += matches(tree, document)
    counted = {text: archive.count(text) for text in scanned}
    return [(text, counted[text], scanned[text]) for text in scanned if counted[text] != scanned[text]]


def run(folder: Path, count: int, *, scan: bool) -> dict[str, Any]:
    """One size: ingest, raw, sizes, queries."""
    source = texts_folder(folder, count)
    size = size_of(source)
    archive, raw_folder = folder / f"archive-{count}", folder / f"raw-{count}"
    raw = build_raw(raw_folder, source)
    own = ingest(archive, source)
    result: dict[str, Any] = {
        "cables": count,
        "text_mb": size / 1e6,
        "raw_cpu": raw,
        **own,
        "times raw": own["cpu"] / raw,
        "passes": own["cpu"] / count / one_pass(source),
        "raw passes": raw / count / one_pass(source),
        "index / text": size_of(archive / "index") / size,
        "archive / text": size_of(archive) / size,
        "raw index / text": size_of(raw_folder) / size,
    }
    asked = queries(source)
    with open_archive(archive) as opened:
        index = tantivy.Index.open(str(raw_folder))
        result["queries"] = measure_queries(opened, index, asked)
        if scan:
            result["counts that differ from a scan"] = brute(opened, asked)
    return result


def main() -> None:
    """Measure and print; ``--json`` prints one object for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[20_000])
    parser.add_argument("--folder", type=Path, default=Path("/tmp/cablegram-bench"))
    parser.add_argument("--scan", action="store_true", help="compare every count with a scan (20,000 cables)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for count in options.counts:
        result = run(options.folder, count, scan=options.scan)
        result["split"] = split(texts_folder(options.folder, count))
        print(json.dumps(result) if options.json else _told(result), flush=True)


def _told(result: dict[str, Any]) -> str:
    lines = []
    for name, value in result.items():
        if name == "queries":
            for kind, row in value.items():
                lines.append(f"  {kind:9s}" + "  ".join(f"{key} {number:7.2f}" for key, number in row.items()))
        elif name == "split":
            lines.append("split, us: " + ", ".join(f"{key} {number:.0f}" for key, number in value.items()))
        else:
            lines.append(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
