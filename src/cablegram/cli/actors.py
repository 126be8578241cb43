"""``cablegram actors FILE…`` and ``cablegram actors --archive DIR [QUERY]``: who is named, how often, and with whom."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cablegram.cli.archives import add_archive_option, counted, open_from, view_of, write_json

if TYPE_CHECKING:
    from cablegram.actors.records import Actor, Mention
    from cablegram.archive.actor_lists import CountedActor, NamedDocument
    from cablegram.archive.views import View

_KINDS = ("person", "org", "state", "place")
_QUOTE = 40  # characters shown of a mention


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "words", nargs="*", metavar="FILE|QUERY", help="files (- is standard input); with --archive a query, or nothing"
    )
    parser.add_argument("--mentions", action="store_true", help="every mention, not every actor")
    parser.add_argument("--rules-only", action="store_true", help="files: by lists and rules alone, quicker")
    parser.add_argument(
        "--chiefs",
        metavar="TABLE",
        help="files: a CSV of chiefs of mission, to know who signs and which ambassador is meant",
    )
    for kind, what in zip(_KINDS, ("people", "organisations", "states", "places and regions"), strict=True):
        parser.add_argument(f"--{kind}", action="store_true", help=f"only {what}; such options add up")
    parser.add_argument("--limit", type=int, metavar="N", help="with --archive: how many actors (default: all)")
    parser.add_argument("--graphml", metavar="FILE", help="with --archive: write who is named with whom as a network")
    parser.add_argument(
        "--within", choices=("document", "paragraph"), default="document", help="with --graphml: what joins two actors"
    )
    parser.add_argument(
        "--least", type=int, default=1, metavar="N", help="with --graphml: only pairs of so many documents (default: 1)"
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a mention; with --archive an actor, or with --mentions a mention",
    )
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """List the actors of files or of an archive."""
    from cablegram.errors import UsageError

    if options.archive is not None:
        return _of_archive(options)
    if not options.words:
        raise UsageError("actors: name files to look at, or an archive with --archive DIR")
    if options.graphml or options.collection or options.up_to or options.limit is not None:
        raise UsageError("actors: --graphml, --limit, --collection and --up-to go with --archive DIR")
    return _of_files(options)


def _kinds(options: Namespace) -> tuple[str, ...]:
    """The kinds of actors asked for; none where all are."""
    from cablegram.archive.actor_fields import KINDS

    return tuple(kind for name in _KINDS if getattr(options, name) for kind in KINDS[name])


# --- files --------------------------------------------------------------------------------------


def _of_files(options: Namespace) -> int:
    from cablegram.actors.finding import find
    from cablegram.reading import read_all

    kinds = _kinds(options)
    made = "rules" if options.rules_only else "model"
    roster = None
    if options.chiefs is not None:
        from cablegram.actors.rosters import read_chiefs

        roster = read_chiefs(options.chiefs)
    for name in options.words:
        offset = 0
        lines = 1
        for telegram in read_all(sys.stdin.buffer if name == "-" else name):
            found = find(telegram, rules_only=options.rules_only, roster=roster)
            actors = {actor.id: actor for actor in found.actors}
            mentions = [one for one in found.mentions if _wanted(one, actors, kinds)]
            if options.json:
                _print_json(mentions, telegram.mrn or name, made, path=name, offset=offset)
            else:
                heading = f"{telegram.mrn}   {name}" if telegram.mrn else name
                _show(heading, telegram.text, lines, mentions, actors, options.mentions)
            offset += len(telegram.text)
            lines += telegram.text.count("\n")
    return 0


def _wanted(mention: Mention, actors: dict[str, Actor], kinds: Collection[str]) -> bool:
    actor = actors.get(mention.actor_id)
    return not kinds or (actor.kind if actor else mention.type) in kinds or mention.type in kinds


def _print_json(
    mentions: Iterable[Mention],
    cable: str,
    made: str,
    *,
    path: str | None = None,
    offset: int | None = None,
    document: str | None = None,
) -> None:
    from cablegram.archive.shown import shown_mention

    for one in mentions:
        write_json(shown_mention(one, cable, made, path=path, offset=offset, document=document))


def _show(
    heading: str, text: str, first: int, mentions: Sequence[Mention], actors: dict[str, Actor], each: bool
) -> None:
    """The actors of one text, or each mention; ``first`` is the number of its first line."""
    from cablegram.cli.screen import Screen, printable

    screen = Screen()
    screen.line((printable(heading), "bold green"))
    place = _Places(text, first)
    if each:
        for one in mentions:
            where = f"{place(one.start):>9}"
            who = f"{one.actor}  [{one.actor_id}]" if one.actor_id else one.actor or _candidates(one)
            screen.line(
                f"  {where}  {one.start}-{one.end}".ljust(28), f"{one.type:8} {one.form:8} ", printable(_words(one))
            )
            screen.line(" " * 28, (printable(f"{who}  ({one.how or 'not known'}, {one.sure}, by {one.by})"), "dim"))
        return
    rows = []
    for name, here in _by_actor(mentions).items():
        shown = next((one for one in here if one.form == "name"), here[0])
        kind = actors[name].kind if name in actors else shown.type
        rows.append((shown.actor or _words(shown), kind, len(here), _words(shown), place(shown.start)))
    rows.sort(key=lambda row: (-row[2], row[0]))
    wide = min(max((len(row[0]) for row in rows), default=0), 48)
    for who, kind, often, words, where in rows:
        screen.line(
            "  ", printable(who).ljust(wide), f"  {kind:8}{often:5,}  ", printable(f'"{words}"'), (f"  {where}", "dim")
        )
    unknown = sum(not one.actor_id and one.form != "name" for one in mentions)
    if unknown:
        screen.line(
            (f"  {counted(unknown, 'other mention')} of which it is not known who is meant (--mentions)", "dim")
        )


class _Places:
    """Line and column of places in a text."""

    def __init__(self, text: str, first: int) -> None:
        self._text, self._first = text, first

    def __call__(self, start: int) -> str:
        line = self._first + self._text.count("\n", 0, start)
        return f"{line}:{start - (self._text.rfind(chr(10), 0, start) + 1) + 1}"


def _words(mention: Mention) -> str:
    words = " ".join(" ".join((mention.quote, *mention.quote_more)).split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"


def _candidates(mention: Mention) -> str:
    return f"one of: {', '.join(mention.candidates)}" if mention.candidates else "-"


def _by_actor(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each actor; names without one by their words."""
    found: dict[str, list[Mention]] = {}
    for one in mentions:
        if one.actor_id:
            found.setdefault(one.actor_id, []).append(one)
        elif one.form == "name":
            found.setdefault(f" {one.type} {_words(one).lower()}", []).append(one)
    return found


# --- an archive ---------------------------------------------------------------------------------


def _of_archive(options: Namespace) -> int:
    from cablegram.errors import QueryError, UsageError

    if options.rules_only:
        raise UsageError("actors: --rules-only is for files; an archive is looked at by ingest and archive rederive")
    if options.chiefs is not None:
        raise UsageError("actors: --chiefs is for files; give them as arguments, without --archive")
    if options.least < 1 or (options.limit is not None and options.limit < 0):
        raise UsageError("--least is a number from 1, --limit one from 0")
    query = " ".join(options.words) or None
    kinds = _kinds(options)
    with open_from(options) as archive:
        view = view_of(archive, options)
        try:
            if options.graphml:
                _network(view, query, kinds, options)
            elif options.mentions:
                _list_mentions(view.mentions(query), kinds, options, view)
            else:
                _list_actors(view.actors(query, kinds=kinds, limit=options.limit), options)
        except QueryError as error:
            from cablegram.cli.search import point

            point(error)
            return 2
    return 0


def _list_actors(found: Sequence[CountedActor], options: Namespace) -> None:
    if options.json:
        for one in found:
            write_json(one)
        return
    from cablegram.cli.screen import Screen, printable

    screen = Screen()
    if not found:
        print("no actor is named")
        return
    wide = min(max(len(one.name) for one in found), 56)
    screen.line((f"  {'':{wide}}            documents  mentions", "dim"))
    for one in found:
        screen.line(
            "  ",
            printable(one.name).ljust(wide),
            f"  {one.kind:8}{one.documents:11,}{one.mentions:10,}",
            (f"  {one.id}", "dim"),
        )


def _list_mentions(found: Iterator[NamedDocument], kinds: Collection[str], options: Namespace, view: View) -> None:
    for one in found:
        actors = {actor.id: actor for actor in one.actors}
        mentions = [mention for mention in one.mentions if _wanted(mention, actors, kinds)]
        if options.json:
            _print_json(mentions, one.cable, one.made, document=one.document)
        elif mentions:
            held = view.document(one.document)
            heading = one.cable if one.cable == one.document else f"{one.cable}   {one.document}"
            _show(heading, held.text if held else "", 1, mentions, actors, each=True)


def _network(view: View, query: str | None, kinds: tuple[str, ...], options: Namespace) -> None:
    from cablegram.actors.network import graphml
    from cablegram.errors import InputError

    made = view.network(query, within=options.within, kinds=kinds, least=options.least)
    target = Path(options.graphml)
    try:
        target.write_bytes(graphml(made))
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror}); name another file") from error
    if options.json:
        from cablegram.cli.records import Drawn

        write_json(Drawn(str(target), len(made.nodes), len(made.edges)))
    else:
        joined = counted(len(made.edges), "pair")
        print(f"{target}: {counted(len(made.nodes), 'actor')}, {joined} named in one {options.within}")
