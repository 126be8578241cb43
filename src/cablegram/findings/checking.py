"""Running the rules over a telegram."""

from __future__ import annotations

from cablegram.findings.base import RULES, Finding, Scan
from cablegram.findings.rules import load
from cablegram.telegram.records import Telegram


def check(telegram: Telegram) -> tuple[Finding, ...]:
    """Every finding of a telegram, by place and code. Never raises for content."""
    load()
    scan = Scan(telegram)
    found = [finding for rule in RULES.values() for finding in rule.function(rule, scan)]
    found.sort(key=lambda finding: (finding.start, finding.code, finding.end))
    return tuple(found)
