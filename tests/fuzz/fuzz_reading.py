"""Coverage-guided fuzzing of reading: ``make fuzz`` (ten minutes; SECONDS=60 for a short run).

The oracles are the promises: nothing raises, the lines put together are the text, every place is in it.
Starts from the samples of the package; crashes are kept beside the corpus in ``.fuzz/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cablegram"]):
    import cablegram
    import cablegram.reading
    import cablegram.telegram.reader
    from cablegram.source import decode, encode

ROOT = Path(__file__).resolve().parents[2]


def check(data: bytes) -> None:
    """One input: as bytes, as one telegram, as many."""
    text, encoding = decode(data)
    assert encode(text, encoding) == data
    telegram = cablegram.parse(text)
    assert str(telegram) == text
    assert "".join(line.text for line in telegram.lines) == text
    for place in telegram.places:
        assert 0 <= place.start <= place.end <= len(text)
    for line in telegram.lines:
        for field in line.fields:
            assert text[field.start : field.end] == field.value
    assert "".join(t.text for t in cablegram.parse_all(text)) == text
    telegram.view()
    telegram.plain_text()


def main() -> None:
    """Run libFuzzer over the samples as seeds; its options are passed on."""
    corpus = ROOT / ".fuzz" / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for sample in (ROOT / "src" / "cablegram" / "samples").glob("*.txt"):
        (corpus / sample.name).write_bytes(sample.read_bytes())
    words = ROOT / ".fuzz" / "words.dict"
    words.write_text("\n".join(f'"{word}"' for word in _WORDS) + "\n")
    atheris.Setup(
        [
            sys.argv[0],
            str(corpus),
            f"-dict={words}",
            f"-artifact_prefix={ROOT / '.fuzz'}/",
            "-max_len=6000",
            "-timeout=20",
            *sys.argv[1:],
        ],
        check,
    )
    atheris.Fuzz()


_WORDS = (
    "VZCZC",
    "DE RUEH",
    "ZNY CCCCC ZZH",
    "TO RUEHC/",
    "INFO ",
    "XMT ",
    "PAGE 01",
    "NNNN",
    "BT",
    "SIPDIS",
    "E.O. 12958: DECL: ",
    "TAGS: ",
    "SUBJECT: ",
    "REF: A. ",
    "CLASSIFIED BY: ",
    "REASONS 1.4 (B)",
    "1. (C) ",
    "SUMMARY: ",
    "END SUMMARY",
    "Message Text",
    "Message Attributes",
    "Document Number: ",
    "MRN: ",
    "Date/DTG: ",
    "------------------081134 121502Z /46",
    "ACTION EUR-01",
    "/028 W",
    "Declassified/Released US Department of State",
    "C O N F I D E N T I A L SECTION 01 OF 02 PARIS 004514",
    "PARIS 00004514 002 OF 002",
)

if __name__ == "__main__":
    main()
