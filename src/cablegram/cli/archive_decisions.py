"""``cablegram archive decide|decisions|undo``: what people decided, kept, listed and taken back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cablegram.cli.archives import open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.archive import Archive
    from cablegram.archive.decisions import Decision
    from cablegram.archive.views import View

_ON_ACTORS = "actor-"
_ON_LEDGER = ("option-", "issue-")
_SAYINGS = ("merge", "split", "rename", "confirm")
KINDS = ("same-message", "not-same", *(f"{of}-{saying}" for of in ("actor", "option", "issue") for saying in _SAYINGS))


def decide(options: Namespace) -> int:
    """Keep what a person found."""
    from cablegram.errors import UsageError

    kind: str = options.kind
    on_actors = kind.startswith(_ON_ACTORS)
    if kind.startswith(_ON_LEDGER):
        return _decide_option(options)
    if options.cable:
        raise UsageError("--cable is for option-split")
    if not on_actors and (options.actor or options.span or options.name):
        raise UsageError(f"{kind} is on two documents; --actor, --span and --name are for actors")
    if not on_actors and not options.other:
        raise UsageError(f"{kind} needs two documents; name the other")
    with open_from(options) as archive:
        if on_actors:
            number = archive.decide_actor(
                options.who,
                kind.removeprefix(_ON_ACTORS),
                options.document,
                options.other,
                actor=options.actor,
                span=_span(options.span),
                name=options.name,
            )
        else:
            number = archive.decide(options.who, kind, options.other, options.document)
        _told(archive, number, options)
    return 0


def _decide_option(options: Namespace) -> int:
    from cablegram.errors import UsageError

    if options.actor or options.span or options.name:
        raise UsageError(f"{options.kind} is on an option or issue; --actor, --span and --name are for actors")
    if options.cable and options.kind != "option-split":
        raise UsageError("--cable is for option-split")
    with open_from(options) as archive:
        made = archive.decide_option(options.who, options.kind, options.document, options.other, cable=options.cable)
        for number in made:
            _told(archive, number, options)
    return 0


def _span(words: str | None) -> tuple[int, int] | None:
    from cablegram.errors import UsageError

    if words is None:
        return None
    start, _, end = words.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise UsageError(f"--span {words}: write START-END, such as 312-318")
    return int(start), int(end)


def undo(options: Namespace) -> int:
    """Take a decision back."""
    from cablegram.errors import UsageError

    with open_from(options) as archive:
        if not archive.undo(options.number):
            raise UsageError(f"no decision {options.number} that holds; cablegram archive decisions lists them")
        _told(archive, options.number, options)
    return 0


def _told(archive: Archive, number: int, options: Namespace) -> None:
    """What stands under a number now."""
    decision = next(one for one in archive.decisions(undone=True) if one.number == number)
    if options.json:
        write_json(decision)
        return
    for line in decision_lines(archive, decision):
        print(line)
    if decision.undone is None:
        print(f"cablegram archive undo {number} takes it back")


def decisions(options: Namespace) -> int:
    """List what people decided."""
    from cablegram.errors import UsageError

    with open_from(options) as archive:
        view = view_of(archive, options)
        found = view.decisions(options.name, undone=options.undone)
        if options.name and not found and not view.resolve(options.name):
            raise UsageError(f"no cable or document {options.name} in the archive; cablegram search finds them")
        for decision in found:
            if options.json:
                write_json(decision)
            else:
                for line in decision_lines(view, decision):
                    print(line)
    if not found and not options.json:
        print("nothing was decided" + (f" on {options.name}" if options.name else ""))
    return 0


def decision_lines(view: View, decision: Decision) -> Iterator[str]:
    """A decision in words: its number, when, who, what, on what; and whether its words still stand there."""
    from cablegram.archive.decisions import PAIRS
    from cablegram.cli.screen import printable

    def named(document: str) -> str:
        found = view.resolve(document)
        cable = found[0].cable if found else document
        return document if cable == document else f"{cable} ({document})"

    facts = f"{decision.number:4d}  {decision.at[:10]}  {printable(decision.who)}: "
    if decision.kind in PAIRS:
        facts += f"{decision.kind}, {named(decision.document)} and {named(decision.value)}"
    else:
        facts += f"{f'{printable(decision.kind)} {printable(_said(decision))}'.strip()}, {named(decision.document)}"
    if decision.undone is not None:
        facts += f"; undone {decision.undone[:10]}"
    yield facts
    if decision.quote:
        lost = ", no longer found in the text"
        if decision.kind.startswith(_ON_ACTORS):
            lost = ", which no longer names the actor"
        elif decision.kind.startswith(_ON_LEDGER):
            lost = ", on which nothing is stated any more"
        note = {"moved": ", moved from where it stood", "lost": lost}.get(decision.hold, "")
        yield f'      "{printable(" ".join(decision.quote.split()))}"{note}'
    elif decision.hold == "lost":
        gone = "the document is no longer in the archive"
        if decision.kind.startswith(_ON_ACTORS) and view.resolve(decision.document):
            gone = "the document no longer names the actor"
        yield f"      {gone}"


def _said(decision: Decision) -> str:
    """The value of a decision; of one on actors, options or issues in words."""
    if decision.kind.startswith(_ON_LEDGER):
        return _said_of_ledger(decision)
    if not decision.kind.startswith(_ON_ACTORS):
        return decision.value
    from cablegram.archive.actor_decisions import RENAME, UNKNOWN, read_value

    try:
        actor, into, name = read_value(decision.kind, decision.value)
    except ValueError:
        return decision.value
    if decision.kind == RENAME:
        return f"{actor} is called {name}"
    called = f" ({name})" if name else ""
    return f"{actor or UNKNOWN} is {into}{called}" if into else actor or UNKNOWN


def _said_of_ledger(decision: Decision) -> str:
    from cablegram.archive.ledger_decisions import NOTHING, anchor, read_place

    if not anchor(decision.kind, decision.value):
        return "" if decision.value == NOTHING else f"“{decision.value}”"
    try:
        document, _, _, words = read_place(decision.value)
    except ValueError:
        return decision.value
    return f"“{' '.join(words.split())}” of {document}"
