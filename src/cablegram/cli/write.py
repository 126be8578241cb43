"""``cablegram write DRAFT.md``: a valid telegram from a Markdown draft, or the line that forbids it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "draft", nargs="?", metavar="DRAFT", help="a Markdown draft (docs/drafting.md); - is standard input"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")
    parser.add_argument("--new", action="store_true", help="print a commented draft to start from")
    parser.add_argument(
        "--strict-wire",
        action="store_true",
        help="write BT, the serial check and NNNN too (format lines 11 to 16)",
    )
    parser.add_argument(
        "--json", action="store_true", help="one object: mrn, sections, folded lines of the draft, text"
    )


def run(options: Namespace) -> int:
    """Write the telegram; 2 with ``DRAFT:LINE: what and what to do`` where the draft is refused."""
    import msgspec

    from cablegram.drafting import compose, parse_draft
    from cablegram.errors import DraftError, UsageError
    from cablegram.source import Source

    if options.new:
        if options.draft is not None:
            raise UsageError(f"--new takes no draft; write: cablegram write --new -o {options.draft}")
        from cablegram.drafting.starting import starting_draft

        _give(starting_draft(), options.output)
        return 0
    if options.draft is None:
        raise UsageError("no draft given; name a file, - for standard input, or --new to print one to start from")
    source = Source.from_bytes(sys.stdin.buffer.read()) if options.draft == "-" else Source.from_path(options.draft)
    try:
        draft = parse_draft(source.text)
        if options.strict_wire:
            draft = msgspec.structs.replace(draft, layout=msgspec.structs.replace(draft.layout, strict=True))
        written = compose(draft)
    except DraftError as error:
        place = options.draft if error.line is None else f"{options.draft}:{error.line}"
        print(f"{place}: {error}", file=sys.stderr)
        return 2
    telegram = written.telegram
    if options.json:
        folded = sorted({line for line in written.folded if line is not None})
        sections = telegram.section.of if telegram.section else 1
        shown = {"mrn": telegram.mrn, "sections": sections, "folded": folded, "text": telegram.text}
        _give(msgspec.json.encode(shown).decode() + "\n", options.output)
    else:
        _give(telegram.text, options.output)
    return 0


def _give(text: str, output: str | None) -> None:
    from cablegram.errors import UsageError

    if output is None:
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", newline="")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{output}: cannot be written ({reason}); name another file") from error
