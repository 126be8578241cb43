"""``cablegram serve``: the reading room, an archive in the browser, on this machine alone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from cablegram.cli.archives import add_archive_option, folder_from, mark_from


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--port", type=int, metavar="N", help="the port on 127.0.0.1 (default: 8017, or a free one; 0: any free one)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    parser.add_argument("--demo", action="store_true", help="over the samples of the package, filed in a folder that is gone afterwards")
    add_archive_option(parser)


def run(options: Namespace) -> int:
    """Answer until interrupted."""
    from cablegram.errors import UsageError

    if options.demo:
        if options.archive:
            raise UsageError("serve: --demo has an archive of its own; leave out --archive, or --demo")
        from tempfile import TemporaryDirectory

        with TemporaryDirectory(prefix="cablegram-") as folder:
            _file_samples(folder)
            return _serve(folder, options)
    return _serve(folder_from(options), options)


def _serve(folder: str, options: Namespace) -> int:
    from contextlib import suppress
    from pathlib import Path

    from cablegram.archive import open_archive
    from cablegram.archive.store.opening import writable
    from cablegram.reading_room import serve

    if writable(Path(folder)):
        open_archive(folder).close()  # brings the tables of an earlier version up to date; the room itself only reads
    with suppress(KeyboardInterrupt):  # the way it is meant to end
        serve(
            folder,
            collections=options.collection,
            up_to=mark_from(options),
            port=options.port,
            browser=not options.no_browser,
            told=lambda words: print(words, flush=True),
        )
    return 0


def _file_samples(folder: str) -> None:
    """An archive of the samples."""
    import sys

    from cablegram.archive import open_archive
    from cablegram.archive.executors import InProcess
    from cablegram.samples import sample_path, sample_rows

    print("filing the samples, all invented ...", file=sys.stderr)
    with open_archive(folder, create=True) as archive:
        archive.ingest([sample_path(row["name"]) for row in sample_rows()], collection="samples", executor=InProcess())
