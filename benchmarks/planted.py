"""How much planted damage is found, and how much of it the default mends give back.

``python -m benchmarks.planted [--seed N] [--per-kind 20] [--texts DIR] [--show KIND]`` plants each kind
alone, then three to five at a time, in every clean text of a folder. A damage is found by a finding
that the clean text does not have and that overlaps the damage or touches its line; ``named`` counts
those whose rule names its row. A text is touched where a mend was made that the clean text does not
get; it is right where the mended text is the mended clean text (of several kinds: with what is not safe
left as planted, or given back).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import mean

from benchmarks.damage import KINDS, WHOLE, Damage, Planted, plant, plant_many
from cablegram.findings.base import RULES, Finding
from cablegram.findings.checking import check
from cablegram.findings.mending import Mended, mend
from cablegram.telegram.reader import parse

SAMPLES = Path(__file__).resolve().parents[1] / "src" / "cablegram" / "samples"
UNCLEAN = frozenset(("08MONTEVIDEO1906",))
# Rows whose repair in the catalogue is no edit of the text.
NO_EDIT = frozenset(("D35", "D41"))
Counts = dict[tuple[str, str], Counter[str]]


def clean_texts(folder: Path) -> dict[str, str]:
    """The clean texts of a folder, by name, line ends kept."""
    paths = [path for path in sorted(folder.glob("*.txt")) if path.stem not in UNCLEAN]
    return {path.stem: path.read_bytes().decode("utf-8") for path in paths}


@cache
def mended(text: str) -> Mended:
    return mend(parse(text))


@cache
def _known(text: str) -> frozenset[tuple[str, int, int]]:
    return frozenset((f.code, f.start, f.end) for f in check(parse(text)))


@cache
def _own_mends(text: str) -> frozenset[tuple[str, int]]:
    return frozenset((m.code, m.start) for m in mended(text).mends)


def _lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines a span stands on; both neighbours of a place where something was taken away."""
    left = start if start < end and text[start] not in "\r\n" else max(0, start - 1)
    right = end if start < end and text[end - 1] != "\n" else min(len(text), end + 1)
    stop = text.find("\n", right)
    return text.rfind("\n", 0, left) + 1, stop if stop >= 0 else len(text)


def new_findings(planted: Planted) -> list[Finding]:
    """The findings that the clean text does not have."""
    known, origin = _known(planted.clean), planted.origin
    found = check(parse(planted.text))
    return [f for f in found if (f.code, origin(f.start), origin(f.end)) not in known]


def finders(planted: Planted, damage: Damage, findings: list[Finding]) -> list[Finding]:
    """The findings that overlap a damage or touch its line."""
    first, last = _lines(planted.text, damage.start, damage.end)
    return [f for f in findings if f.start <= last and f.end >= first]


def blanks(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def is_right(planted: Planted, result: str, view: Callable[[str], str] = str) -> bool:
    """Whether the mended text is what the clean text gives, what is not safe left or given back."""
    result = view(result)
    if result == view(mended(planted.clean).text):
        return True
    firm = {damage.plant for damage in planted.damages if damage.safety != "safe"}
    for size in range(len(firm), 0, -1):
        if any(result == view(mended(planted.only(kept).text).text) for kept in combinations(sorted(firm), size)):
            return True
    return False


class Measure:
    """The counts of a run, by kind and class."""

    def __init__(self, show: str | None) -> None:
        self.counts: Counts = defaultdict(Counter)
        self.show = show
        self.raised: Counter[str] = Counter()

    def add(self, name: str, planted: Planted, kind: str = "") -> None:
        """Count one planted text; ``kind`` is empty where several were planted."""
        try:
            self._add(name, planted, kind)
        except Exception as error:  # a rule that raises must not hide the rest of the table
            self.raised[f"{type(error).__name__}: {error}"[:100]] += 1

    def _add(self, name: str, planted: Planted, kind: str) -> None:
        findings = new_findings(planted)
        self._found(name, planted, findings, kind)
        result = mended(planted.text)
        classes = [d.safety for d in planted.damages if d.kind == kind] or [d.safety for d in planted.damages]
        row = self.counts[kind or "all", classes[0] if kind else "several"]
        row["texts"] += 1
        own = _own_mends(planted.clean)
        touched = any((m.code, planted.origin(m.start)) not in own for m in result.mends)
        right = is_right(planted, result.text)
        row["touched"] += touched
        row["right"] += touched and right
        row["whole"] += result.text == mended(planted.clean).text
        row["right but for blanks"] += touched and (right or is_right(planted, result.text, blanks))
        row["same again"] += mend(parse(result.text)).text == result.text
        if touched and not right and self.show in (kind, "all"):
            self._tell(name, planted, result)

    def _found(self, name: str, planted: Planted, findings: list[Finding], kind: str) -> None:
        groups: dict[tuple[str, str, int], list[Damage]] = defaultdict(list)
        for n, damage in enumerate(planted.damages):
            whole = damage.kind in WHOLE or (damage.kind == "D28" and damage.clean.endswith("\n"))
            groups[damage.kind, damage.safety, -damage.plant - 1 if whole else n].append(damage)
        for (of, safety, _), damages in groups.items():
            hits = [f for damage in damages for f in finders(planted, damage, findings)]
            row = self.counts[of if kind else "all", safety]
            row["damages"] += 1
            row["found"] += bool(hits)
            row["named"] += any(of in RULES[f.code].source for f in hits)
            if not hits and self.show in (of, "all"):
                d = damages[0]
                around = planted.text[max(0, d.start - 30) : d.end + 30][:160]
                print(f"not found {of} {safety} in {name}: {around!r} was {d.clean[:60]!r}")

    def _tell(self, name: str, planted: Planted, result: Mended) -> None:
        kinds = sorted({d.kind for d in planted.damages})
        want, got = mended(planted.clean).text, result.text
        at = next((i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
        codes = sorted({m.code for m in result.mends})
        near = slice(max(0, at - 30), at + 40)
        print(f"not right {kinds} in {name} by {codes}: {got[near]!r} for {want[near]!r}")


def alone(texts: dict[str, str], per_kind: int, seed: int) -> Iterator[tuple[str, Planted, str]]:
    """Each kind by itself: as many planted texts as asked for, over as many clean texts as have room."""
    for kind in KINDS:
        rng = Random(f"{seed} {kind}")
        names = sorted(texts)
        rng.shuffle(names)
        made = 0
        for turn in range(per_kind * len(names)):
            name = names[turn % len(names)]
            planted = plant(texts[name], kind, rng)
            if planted is None:
                names.remove(name)
                if not names:
                    break
                continue
            yield name, planted, kind
            made += 1
            if made == per_kind:
                break


def together(texts: dict[str, str], count: int, seed: int) -> Iterator[tuple[str, Planted]]:
    """Three to five kinds at a time, the whole-text kind D35 left out."""
    rng = Random(f"{seed} together")
    names = sorted(texts)
    kinds = [kind for kind in KINDS if kind != "D35"]
    for turn in range(count):
        name = names[turn % len(names)]
        planted = plant_many(texts[name], rng.sample(kinds, rng.randint(3, 5)), rng)
        if planted is not None:
            yield name, planted


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.0f}%" if whole else "     -"


def table(counts: Counts) -> Iterator[str]:
    """The counts as lines."""
    yield "kind class    damages  found  named  texts touched  right  right~  mended  same again"
    for (kind, safety), c in sorted(counts.items()):
        yield (
            f"{kind:4} {safety:8} {c['damages']:7} {_share(c['found'], c['damages'])}"
            f" {_share(c['named'], c['damages'])} {c['texts']:6} {c['touched']:7}"
            f" {_share(c['right'], c['touched'])}  {_share(c['right but for blanks'], c['touched'])}"
            f"  {_share(c['whole'], c['texts'])}      {_share(c['same again'], c['texts'])}"
        )


def summary(single: Counts, several: Counts) -> dict[str, object]:
    """The figures the goal asks for."""
    firm = [c for (_, safety), c in single.items() if safety in ("safe", "likely")]
    safe = [c for (kind, safety), c in single.items() if safety == "safe" and kind not in NO_EDIT]
    shares = [c["found"] / c["damages"] for c in firm if c["damages"]]
    both = several["all", "several"]
    firm_several = [c for (_, safety), c in several.items() if safety in ("safe", "likely")]

    def ratio(rows: list[Counter[str]], part: str, whole: str) -> float | None:
        total = sum(c[whole] for c in rows)
        return round(sum(c[part] for c in rows) / total, 4) if total else None

    return {
        "found_safe_and_likely": ratio(firm, "found", "damages"),
        "found_mean_of_kinds": round(mean(shares), 4) if shares else None,
        "found_by_kind": {f"{k} {s}": ratio([c], "found", "damages") for (k, s), c in sorted(single.items())},
        "right_of_touched": ratio(list(single.values()), "right", "touched"),
        "right_but_for_blanks": ratio(list(single.values()), "right but for blanks", "touched"),
        "mended_of_safe": ratio(safe, "whole", "texts"),
        "same_again": ratio(list(single.values()), "same again", "texts"),
        "several": {
            "texts": both["texts"],
            "found_safe_and_likely": ratio(firm_several, "found", "damages"),
            "right_of_touched": ratio([both], "right", "touched"),
            "right_but_for_blanks": ratio([both], "right but for blanks", "touched"),
            "same_again": ratio([both], "same again", "texts"),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-kind", type=int, default=20)
    parser.add_argument("--texts", type=Path, default=SAMPLES)
    parser.add_argument("--show", help="a kind, or 'all': print what was not found and what was mended wrongly")
    given = parser.parse_args()
    texts = clean_texts(given.texts)
    single, several = Measure(given.show), Measure(given.show)
    for name, planted, kind in alone(texts, given.per_kind, given.seed):
        single.add(name, planted, kind)
    for name, planted in together(texts, 5 * given.per_kind, given.seed):
        several.add(name, planted)
    print(f"{len(texts)} clean texts of {given.texts}, seed {given.seed}; each kind alone")
    print(*table(single.counts), sep="\n")
    print("three to five kinds at a time; right~: with line ends as blanks")
    print(*table(several.counts), sep="\n")
    for raised, count in (single.raised + several.raised).most_common():
        print(f"raised {count} times: {raised}")
    print(json.dumps(summary(single.counts, several.counts)))


if __name__ == "__main__":
    main()
