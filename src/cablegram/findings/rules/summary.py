"""The summary a long telegram must have (1.15)."""

from __future__ import annotations

from collections.abc import Iterator

from cablegram.findings.base import RUNNING, Finding, Rule, Scan, rule

# Three pages of the drafting form (1.17: 21 lines of 55 characters), in characters of text.
_THREE_PAGES = 3 * 21 * 55


@rule(
    "T356",
    "summary-absent",
    "info",
    ("1.15",),
    "A telegram of more than three pages must have a summary (5 FAH-1 H-246.3). Counted are characters of text, three pages of "
    "21 lines of 55 characters; texts that consist of talking points or a quoted text, and the 1970s, often have none.",
)
def summary_absent(rule: Rule, scan: Scan) -> Iterator[Finding]:
    """Only for whole modern telegrams: a fragment may have lost its summary."""
    telegram = scan.telegram
    if telegram.summary or telegram.blocks or telegram.family not in ("wire", "label") or not telegram.paragraphs:
        return
    if (telegram.section and telegram.section.number > 1) or len(scan.text) <= 2 * _THREE_PAGES:
        return
    length = sum(len(line.text) for line in scan.lines if line.kind in RUNNING)
    if length > 2 * _THREE_PAGES:
        first = telegram.paragraphs[0]
        end = first.start + len(first.label or "")
        yield rule.finding(
            f"{length} characters of text ({length // (_THREE_PAGES // 3)} pages) and no summary",
            first.start,
            max(end, first.start + 1),
        )
