"""Cables, rows and words that want to be markup, script or a path."""

from __future__ import annotations

import csv
import io

from tests.archive.invented import telegram

MARK = "xss"
SCRIPT = "<script>window.xss=1</script>"
IMAGE = "<img src=x onerror=\"window.xss=2\">"
QUOTE = "\"'><svg onload=window.xss=3>"
LINK = "javascript:window.xss=4"
TURN = "\u202egnihtemos"
TEMPLATE = "{{ 7*191 }}{% raw %}"
WORDS = (SCRIPT, IMAGE, QUOTE, LINK, TURN, TEMPLATE)
ADDRESSES = ("https://example.com/x.js", "//example.com/y.css")


def evil_files() -> dict[str, str]:
    """Files by name: a cable with such words in every field, and rows that give them beside a text."""
    body = (
        f"1. (C) SUMMARY: THE MINISTER OF {SCRIPT} SAID NORWAY SUPPORTS {IMAGE} AND OPPOSES {QUOTE}. END SUMMARY.\n\n"
        f"HEADING {SCRIPT}\n\n"
        f"2. (C) {TURN} {TEMPLATE} FRANCE WILL BLOCK {LINK} BY MARCH 1, 2008. SEE {ADDRESSES[0]} AND {ADDRESSES[1]}.\n\n"
        f"A. {IMAGE} IS LIKELY.\n\n3. (C) \x00\x07\x1b[31m {QUOTE * 3}"
    )
    text = telegram("PARIS", 66, subject=f"EVIL {SCRIPT} {QUOTE}", ref=f"A. {SCRIPT} B. 07ROME77 C. {LINK}", body=body)
    text = text.replace("FM AMEMBASSY PARIS", f"FM AMEMBASSY PARIS {IMAGE}")
    text = text.replace("TO RUEHC/SECSTATE WASHDC 5514", f"TO RUEHC/SECSTATE {SCRIPT} 5514\nINFO RUEHXX/AMEMBASSY {QUOTE}")
    text = text.replace("TAGS: PREL, FR", f"SIPDIS {IMAGE}\nTAGS: PREL, FR, {SCRIPT}, {QUOTE}").replace("\nROE\n", f"\n{SCRIPT}\n")
    page = io.StringIO()
    rows = csv.writer(page)
    rows.writerow(["mrn", "subject", "origin", "date", "tags", "classification", SCRIPT])
    rows.writerow(["07ROME00078", QUOTE, IMAGE, "2007-01-02", SCRIPT, SCRIPT, IMAGE])
    rows.writerow(["=HYPERLINK(1)", "=1+1", "@SUM(1)", "2007-01-02", "+1", "-1", "=2"])
    return {f"evil {MARK}' onclick=1.txt": text, f"rows-{MARK}.csv": page.getvalue()}
