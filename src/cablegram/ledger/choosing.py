"""A part of what is told, and a part of the ledger made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from cablegram.errors import UsageError
from cablegram.ledger.grouping import heading
from cablegram.ledger.records import Ledger, Option, Row, Told
from cablegram.ledger.words import content
from cablegram.positions.records import Stance, Voice


class Choice(Struct, frozen=True):
    """What is asked for; ``None`` or nothing is everything.

    ``post`` (a part of its name, in whole words), ``since`` and ``until`` (the beginning of an ISO date, both inclusive) and
    ``voice`` choose what is counted; ``issue`` (id, or words of its name or of an option's), ``body`` (named by a target or by
    the heading of a cable), ``holders`` (names or ids) and ``stances`` choose what is shown of it.
    """

    post: str | None = None
    since: str | None = None
    until: str | None = None
    voice: Voice | None = None
    issue: str | None = None
    body: str | None = None
    holders: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()

    @property
    def narrow(self) -> bool:
        """Whether options are asked for by what they are called."""
        return self.issue is not None or self.body is not None

    @property
    def rows(self) -> bool:
        """Whether rows are asked for by holder or stance."""
        return bool(self.holders or self.stances)

    @property
    def counts_all(self) -> bool:
        """Whether everything told is counted."""
        return (self.post, self.since, self.until, self.voice) == (None, None, None, None)

    def asks_for(self, told: Iterable[Told]) -> bool:
        """Whether one of the holders asked for holds something here."""
        names = _names(self.holders)
        return not names or any(
            names & {one.position.holder.casefold(), one.position.holder_id.casefold()} for one in told
        )


def counted(told: Iterable[Told], choice: Choice) -> Iterator[Told]:
    """What is counted. What has no date is in no stretch of time."""
    post = _words(choice.post)
    for one in told:
        day = one.source.date
        if post and not post <= _words(one.source.post):
            continue
        if choice.since is not None and (not day or day[: len(choice.since)] < choice.since):
            continue
        if choice.until is not None and (not day or day[: len(choice.until)] > choice.until):
            continue
        if choice.voice is not None and one.position.voice != choice.voice:
            continue
        yield one


def known_as(option: Option, issue_name: str) -> list[frozenset[str]]:
    """What an option is called, each name and wording as the parts of its content."""
    return [content(words).everything for words in dict.fromkeys((issue_name, option.name, *option.wordings))]


def headed(option: Option) -> list[frozenset[str]]:
    """The headings of the cables that speak of an option, each as its parts."""
    subjects = dict.fromkeys((one.source.subject, one.source.tags) for one in option.told)
    return list(dict.fromkeys(_heading(subject, tags) for subject, tags in subjects))


def fits(
    ids: Iterable[str], names: Iterable[frozenset[str]], headings: Iterable[frozenset[str]], choice: Choice
) -> bool:
    """Whether an option is asked for: by its ids (its own and that of its issue), its names and its headings."""
    if choice.issue is not None and choice.issue not in ids:
        asked = content(choice.issue).everything
        if not asked or not any(asked <= name for name in names):
            return False
    if choice.body is not None:
        wanted = content(choice.body).everything
        if not wanted:
            return False
        return any(wanted <= name for name in names) or any(wanted <= heading for heading in headings)
    return True


def _heading(subject: str, tags: tuple[str, ...]) -> frozenset[str]:
    _, everything = heading(subject, tags)
    return everything | {f"@{part}" for part in everything if ":" in part}


def shown(rows: Iterable[Row], choice: Choice) -> list[Row]:
    """The rows asked for."""
    names = _names(choice.holders)
    return [
        row
        for row in rows
        if (not names or names & {row.holder.casefold(), row.holder_id.casefold()})
        and (not choice.stances or row.stance in choice.stances or set(row.sides) & set(choice.stances))
    ]


def narrowed(book: Ledger, choice: Choice) -> Ledger:
    """A ledger with the rows that are shown, and the options and findings of these; issues by the first of their options."""
    rows = shown(book.rows, choice)
    held = {row.option for row in rows}
    options = [one for one in book.options if one.id in held]
    kept = {one.id: at for at, one in enumerate(options)}
    who = {(row.option, row.holder_id or row.holder) for row in rows}
    issues = [structs.replace(one, options=tuple(id for id in one.options if id in kept)) for one in book.issues]
    placed = [one for one in issues if one.options]
    return Ledger(
        tuple(sorted(placed, key=lambda one: min(kept[id] for id in one.options))),
        tuple(options),
        tuple(row for row in rows if row.option in kept),
        tuple(one for one in book.findings if one.option in kept and (one.option, one.holder_id or one.holder) in who),
        tuple(one for one in book.near if one.one in kept and one.other in kept),
    )


def _names(holders: Iterable[str]) -> set[str]:
    return {" ".join(one.casefold().split()) for one in holders}


def _words(text: str | None) -> set[str]:
    return set((text or "").casefold().split())


def day(text: str) -> str:
    """An ISO date or the beginning of one, as it is asked for.

    Raises:
        UsageError: it is none.
    """
    from datetime import date

    parts = text.strip().split("-")
    whole = "-".join((*parts, *("01", "01")[len(parts) - 1 :])) if len(parts) < 3 else text.strip()
    try:
        date.fromisoformat(whole)
    except ValueError:
        raise UsageError(f"{text!r} is no date; write 2007, 2007-11 or 2007-11-29") from None
    return text.strip()
