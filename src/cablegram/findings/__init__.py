"""Findings: a telegram in, what is wrong with it out; and the mends of it that invent nothing.

One small rule per kind of damage or contradiction (``rules/``), each with code, name, severity, source in the
format reference, and a mend where a conservative one exists.
"""

from cablegram.findings.base import RULES, Edit, Finding, Rule
from cablegram.findings.checking import check
from cablegram.findings.mending import Mend, Mended, mend

__all__ = ["RULES", "Edit", "Finding", "Mend", "Mended", "Rule", "check", "mend"]
