"""The archive: one folder that holds cables, found again by name, by words, by thread.

    >>> archive = cablegram.open_archive("./cables")        # doctest: +SKIP
    >>> archive.search("kosovo mandate", tags=["OSCE"])     # doctest: +SKIP

:class:`Archive` opens the folder; every read goes through a :class:`View`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from cablegram.archive.door import storable
from cablegram.archive.index import Index
from cablegram.archive.records import RELEASES, Made
from cablegram.archive.store import Store, StoreReader, StoreWriter
from cablegram.archive.views import Document, View
from cablegram.errors import ArchiveError, UsageError

if TYPE_CHECKING:
    from cablegram.archive.executors import Executor
    from cablegram.archive.ingest import Progress
    from cablegram.archive.keeping import Rederived, Stage
    from cablegram.archive.verifying import Report
    from cablegram.formats import Limits

__all__ = ["Archive", "Document", "Progress", "View", "open_archive"]


class Archive(View):
    """An open archive, and the view of everything in it."""

    def __init__(self, folder: Path, store: Store, index: Index | None) -> None:
        super().__init__(StoreReader(store), index)
        self.folder = folder
        self._store = store

    def view(self, *, collections: Sequence[str] | None = None, up_to: str | None = None) -> View:
        """What may be seen: these collections (``None``: all), marks up to this one (``None``: all).

        Raises:
            UsageError: there is no such mark.
        """
        return View(self._reader, self._index, collections=collections, up_to=up_to)

    def ingest(
        self,
        paths: Iterable[str | Path],
        *,
        collection: str = "main",
        release: str | None = None,
        licence: str | None = None,
        mapping: Mapping[str, str] | None = None,
        limits: Limits | None = None,
        executor: Executor | None = None,
        dry_run: bool = False,
        again: bool = False,
        actors: Made = "model",
        positions: bool = True,
        told: Callable[[Progress], None] | None = None,
    ) -> Progress:
        """File everything in files and folders; what was filed before is passed over, so it can be run again.

        ``release`` is ``declassified``, ``leaked`` or ``unknown`` and with ``licence`` belongs to the collection;
        ``mapping`` is field → column; ``again`` reads files again that are filed already; ``actors`` says what finds those
        named in new documents: the ``model``, ``rules`` alone (quicker), or ``none``; ``positions`` whether these are looked
        for, which needs actors; ``told`` hears of progress.

        Raises:
            InputError: a path is missing.
            ArchiveError: the disk refuses; what was filed is kept.
            UsageError: there is no such release status, or the collection has no name.
        """
        from cablegram.archive.ingest import Ingest, default_executor, files_of
        from cablegram.formats import Limits, Options

        if release is not None and release not in RELEASES:
            raise UsageError(f"no release status {release!r}; it is one of: {', '.join(RELEASES)}")
        named = " ".join(storable(collection).split())  # as collection: asks for it
        if not named:
            raise UsageError("a collection needs a name")
        files = list(files_of(paths, self.folder))
        run = Ingest(
            Options(dict(mapping or {}), limits or Limits()),
            named,
            executor or default_executor(),
            told,
            release,
            licence and storable(licence),
            again,
            actors,
            positions,
        )
        if dry_run:
            return run.rehearse(files)
        index = self._to_fill()
        return run.run(files, self._reader, StoreWriter(self._store), index)

    def _to_fill(self) -> Index:
        """The index, made where there is none."""
        if self._store.read_only:
            raise ArchiveError(f"{self.folder}: was opened to be read only")
        index = self._index or Index.open(self.folder, create=True)
        assert index is not None
        self._index = index
        return index

    def indexed(self) -> bool:
        """Whether the index has taken every document; not so while an ingest or a reindex runs, or where one was stopped."""
        return not self._reader.outbox(1)

    def verify(self, *, deep: bool = True, told: Callable[[str, int, int], None] | None = None) -> Report:
        """Look whether everything still is what was filed; ``deep`` reads every text and every byte. Changes nothing.

        Damage does not raise: each thing that is wrong is a problem of the report, with what to do.
        """
        from cablegram.archive.store.upkeep import StoreKeeper
        from cablegram.archive.verifying import Verifying

        return Verifying(StoreKeeper(self._store), self._index, deep, told).report()

    def backup(self, target: str | Path, *, told: Callable[[str, int, int], None] | None = None) -> Path:
        """Copy the store into another folder while others go on writing; the copy's index is made by :meth:`reindex`.

        Raises:
            ArchiveError: an archive is there already, the disk refuses, or the copy is not sound.
        """
        from cablegram.archive.keeping import backup

        return backup(self._store, Path(target), told)

    def reindex(self, *, told: Callable[[str, int, int], None] | None = None) -> None:
        """Throw the index away and make it again from the store. Views made before keep the old one.

        Raises:
            ArchiveError: an ingest is running, or the disk refuses.
        """
        from cablegram.archive.keeping import reindex

        self._index = reindex(self.folder, self._store, self._index, told)

    def rederive(
        self,
        *,
        everything: bool = False,
        stage: Stage | None = None,
        actors: Made | None = None,
        executor: Executor | None = None,
        told: Callable[[str, int, int], None] | None = None,
    ) -> Rederived:
        """Derive again what an older version derived (``everything``: all of it); what people decided stays as it is.

        ``stage`` is ``read``, ``actors``, ``positions``, ``ledger``, or ``None`` for all. What the stage *actors* is to find them with is
        said by ``actors``: documents looked at otherwise are looked at again; ``None`` keeps what each was looked at with.
        Positions that an ingest left out are looked for where ``stage`` is ``positions``.

        Raises:
            UsageError: there is no such stage.
            ArchiveError: an ingest is running, or the disk refuses.
        """
        from cablegram.archive.ingest import default_executor
        from cablegram.archive.keeping import rederive

        index = self._to_fill()
        return rederive(
            self._store,
            index,
            executor or default_executor(),
            everything=everything,
            stage=stage,
            made=actors,
            told=told,
        )

    def decide(self, who: str, kind: str, value: str, document: str, span: tuple[int, int] | None = None) -> int:
        """Keep what a person decided on a document, or on ``text[start:end]`` of it; the number to undo it by.

        Kinds in use: ``same-message`` and ``not-same``, whose value is the id of another document; those on actors, which
        :meth:`decide_actor` makes, and on options and issues, which :meth:`decide_option` makes.

        Raises:
            UsageError: there is no such document or span.
            ArchiveError: the archive cannot be written.
        """
        from cablegram.archive.decisions import decide

        return decide(self, StoreWriter(self._store), who, kind, value, document, span)

    def decide_actor(
        self,
        who: str,
        saying: str,
        document: str,
        value: str = "",
        *,
        actor: str | None = None,
        span: tuple[int, int] | None = None,
        name: str | None = None,
    ) -> int:
        """Keep what a person says about an actor of a document; the number to undo it by.

        The actor is meant by its id, its name or its words there, or by the span of one mention. ``saying`` is ``merge``
        (everywhere it is the actor ``value``), ``split`` (this mention, or without a span this document's, are ``value``,
        which ``name`` calls where it is new), ``rename`` (everywhere it is called ``value``) or ``confirm``.

        Raises:
            UsageError: there is no such document, mention or actor, or several are meant.
            ArchiveError: the archive cannot be written.
        """
        from cablegram.archive.actor_deciding import decide_actor

        writer = StoreWriter(self._store)
        return decide_actor(self, writer, who, saying, document, actor=actor, span=span, value=value, name=name)

    def decide_option(self, who: str, kind: str, what: str, value: str = "", *, cable: str | None = None) -> list[int]:
        """Keep what a person says about an option or issue of the ledger; the numbers to undo it by.

        ``kind`` is ``option-`` or ``issue-`` and ``merge`` (it is one with ``value``), ``split`` (the words of ``cable`` are
        another option, or belong to ``value``; an option is another issue, or belongs to that of ``value``), ``rename``
        (it is called ``value``) or ``confirm``. ``what`` and ``value`` are ids or names.

        Raises:
            UsageError: there is no such option or issue, several are called so, or something is missing.
            ArchiveError: the archive cannot be written.
        """
        from cablegram.archive.ledger_deciding import decide_option

        return decide_option(self, StoreWriter(self._store), who, kind, what, value, cable=cable)

    def undo(self, decision: int) -> bool:
        """Undo a decision, which stays listed as undone; whether there was one that held.

        Raises:
            ArchiveError: the archive cannot be written.
        """
        from cablegram.archive.decisions import undo

        return undo(StoreWriter(self._store), decision)

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_archive(folder: str | Path, *, create: bool = False, read_only: bool = False) -> Archive:
    """Open the archive of a folder; ``create`` makes an empty one where there is none.

    Raises:
        ArchiveError: there is no archive, or it cannot be opened.
    """
    path = Path(folder)
    if storable(str(path.absolute())) != str(path.absolute()):
        raise ArchiveError(f"{path}: the name of the folder is no UTF-8, which the index needs; name another")
    store = Store.open(path, create=create, read_only=read_only)
    return Archive(path, store, Index.open(path, create=create and not read_only))


def __getattr__(name: str) -> object:
    if name == "Progress":  # its module reads files, which takes every format
        from cablegram.archive.ingest import Progress

        return Progress
    raise AttributeError(f"module 'cablegram.archive' has no attribute {name!r}")
