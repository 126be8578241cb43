"""``cablegram positions FILE… --second-reader URL --model NAME``: the options of a second reader."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """The options of the second reader."""
    group = parser.add_argument_group("a second reader, off unless it is named")
    group.add_argument(
        "--second-reader",
        metavar="URL",
        help="an endpoint that speaks the OpenAI chat protocol (http://127.0.0.1:8080/v1)",
    )
    group.add_argument("--model", metavar="NAME", help="the model it is asked for")
    group.add_argument(
        "--send-text", action="count", default=0, help="let text leave this machine; marked text if given twice"
    )
    group.add_argument("--recorded", metavar="FILE", help="take answers from this file, and keep new ones in it")
    group.add_argument("--timeout", type=float, default=120.0, metavar="SECONDS", help="of one answer (default: 120)")


def asked(options: Namespace) -> bool:
    """Whether a second reader is asked for.

    Raises:
        UsageError: options of it without it, or without a model or files.
    """
    from cablegram.errors import UsageError

    if options.second_reader is None:
        if options.model or options.send_text or options.recorded:
            raise UsageError("positions: --model, --send-text and --recorded go with --second-reader URL")
        return False
    if not options.model:
        raise UsageError("positions: --second-reader needs --model NAME")
    if options.archive is not None or not options.files:
        raise UsageError("positions: --second-reader reads files; name them")
    return True


def run(options: Namespace) -> int:
    """Show what the second reader has beside the rules, telegram by telegram."""
    from cablegram.cli.second_reading import show  # with it comes what speaks to endpoints

    return show(options)
