from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cablegram.errors import UsageError
from cablegram.formats import Entry, Options, Unread, entries
from cablegram.formats.guessing import guess
from tests.formats.given_fields import fields, good, pairs, read

TEXT = 'P 121320Z APR 06\nFM AMEMBASSY LUSAKA\nTO SECSTATE WASHDC\n\n1. (U) The foundry, once "closed", is open.\n'
HEADER = ["id", "date", "classification", "origin", "header", "body"]


def written(rows: list[list[str]], **how: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **({"lineterminator": "\n"} | how)).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def joined(found: list[Entry | Unread]) -> bytes:
    return b"".join(entry.source.data for entry in good(found))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    rows = [HEADER, *([f"06LUSAKA{n}", "2006-04-12", "SECRET", "Lusaka", "h, e; a|d", TEXT] for n in range(10, 14))]
    data = written(rows, delimiter=delimiter, lineterminator=end)
    found = good(read(tmp_path, "dump.csv", data))
    assert [entry.source.text for entry in found] == [TEXT] * 4
    assert fields(found[0]) == {
        "mrn": "06LUSAKA10",
        "date": "2006-04-12",
        "classification": "SECRET",
        "origin": "Lusaka",
    }
    assert pairs(found[3]) == list(zip(HEADER[:5], rows[4][:5], strict=True))
    assert b"".join(entry.source.data for entry in found) == data
    assert all(entry.whole and entry.format == "csv" for entry in found)
    for entry in found:
        assert data[entry.origin.offset :][: entry.origin.length] == entry.source.data


def test_quotes_escaped_by_backslash(tmp_path: Path) -> None:
    # As large public dumps have it: no names, \" for a quote, a backslash at a line end (reference 8, D25).
    row = '"{n}","4/{n}/2006 13:20","06LUSAKA{n}","Embassy Lusaka","SECRET","","he said\nR 1","The \\"foundry\\", \\\nopen \\\\ {pad}"\n'
    data = "".join(row.format(n=n, pad="x " * 60) for n in range(12, 20)).encode()
    found = good(read(tmp_path, "cables.csv", data))
    assert len(found) == 8
    assert found[0].source.text == 'The "foundry", \\\nopen \\ ' + "x " * 60
    assert fields(found[0]) == {
        "date": "4/12/2006 13:20",
        "mrn": "06LUSAKA12",
        "origin": "Embassy Lusaka",
        "classification": "SECRET",
    }
    assert next(given.form for given in found[0].given if given.field == "date") == "mdy", "4/13 tells for 4/12"
    assert pairs(found[0])[0] == ("1", "12")
    assert joined(list(found)) == data


def test_backslashes_stay_where_quotes_are_doubled(tmp_path: Path) -> None:
    data = b'id,body\n1,"C:\\temp\\ is ""a"" path\\"\n2,"x\\\ny"\n'
    found = good(read(tmp_path, "a.csv", data))
    assert [entry.source.text for entry in found] == ['C:\\temp\\ is "a" path\\', "x\\\ny"]


def test_escaped_quotes_first_seen_late(tmp_path: Path) -> None:
    plain = "".join(f'"{n}","{"word " * 30}"\n' for n in range(8000))
    data = ("id,body\n" + plain + '"8000","a \\"b\\", c\nd"\n"8001","e"\n').encode()
    found = good(read(tmp_path, "a.csv", data))
    assert len(found) == 8002
    assert [entry.source.text for entry in found[-2:]] == ['a "b", c\nd', "e"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xef\xbb\xbf", "UTF-8 with its mark"),
        (b"", "UTF-8"),
    ],
)
def test_marks(tmp_path: Path, data: bytes, reason: str) -> None:
    data += 'id,body\r\n1,"café"\r\n'.encode()
    (entry,) = good(read(tmp_path, "a.csv", data))
    assert (entry.source.text, pairs(entry)) == ("café", [("id", "1")]), reason
    assert entry.source.data == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf16(tmp_path: Path, encoding: str, mark: str) -> None:
    text = mark + 'mrn,body\n06LUSAKA1,"one, é \U0001f4a1"\n06LUSAKA2,"two\nlines"\n'
    data = text.encode(encoding)
    found = good(read(tmp_path, "a.csv", data))
    assert [entry.source.text for entry in found] == ["one, é \U0001f4a1", "two\nlines"]
    assert fields(found[0]) == {"mrn": "06LUSAKA1"}
    assert joined(list(found)) == data
    assert found[0].source.encoding == encoding


def test_encoding_row_by_row(tmp_path: Path) -> None:
    data = b"id,body\n1,caf\xc3\xa9\n2,caf\xe9 \x96 caf\x81\n"
    found = good(read(tmp_path, "a.csv", data))
    assert [(e.source.text, e.source.encoding) for e in found] == [
        ("café", "utf-8"),
        ("café – caf\x81", "windows-1252"),
    ]


@pytest.mark.parametrize(
    ("data", "texts", "given", "reason"),
    [
        (b"id,date,body\n1,2006,a\n2,2007,b,x,y\n", ["a", "b"], [("id", "2"), ("date", "2007"), ("4", "x"), ("5", "y")], "too many"),
        (b"id,body,date\n1,a,2006\n2\n", ["a", ""], [("id", "2")], "too few: a stub"),
        (b"id,body\n1,a\n2,\n", ["a", ""], [("id", "2")], "no text: a stub"),
        (b"id,body,\n1,a,z\n2,b,w\n", ["a", "b"], [("id", "2"), ("3", "w")], "a column without a name"),
        (b"id,body\n1,a\x00b\n2,c\x00\n", ["a\x00b", "c\x00"], [("id", "2")], "NULs"),
        (b"id,body\r1,a\r2,b\r", ["a", "b"], [("id", "2")], "CR alone"),
        (b"id,body\n1,a\rb\n2,c\rd\n", ["a\rb", "c\rd"], [("id", "2")], "CR in a cell without quotes"),
        (b"\n\nid,body\n\n1,a\n\n2,b\n\n", ["a", "b"], [("id", "2")], "blank lines"),
        (b"id,body\n1,a\n2,\"b\nno end", ["a", "b\nno end"], [("id", "2")], "a file cut off in a quote"),
        (b"id,id,body\n1,3,a\n2,4,b\n", ["a", "b"], [("id", "2"), ("id", "4")], "a name twice"),
    ],
)  # fmt: skip
def test_rows_kept(tmp_path: Path, data: bytes, texts: list[str], given: list[tuple[str, str]], reason: str) -> None:
    found = good(read(tmp_path, "a.csv", data))
    assert [entry.source.text for entry in found] == texts, reason
    assert pairs(found[1]) == given, reason
    assert joined(list(found)) == data, reason


def test_a_stray_quote_spoils_one_row(tmp_path: Path) -> None:
    rows = b"".join(b"%d,2006,c,body %d\n" % (n, n) for n in range(50))
    data = b"id,date,class,body\n" + rows + b'50,2006,c,"never closed\n' + rows
    found = good(read(tmp_path, "a.csv", data))
    assert len(found) == 101
    assert found[50].source.text == "never closed\n"
    assert joined(list(found)) == data


def test_a_stray_quote_between_quoted_rows(tmp_path: Path) -> None:
    row = '"{n}","2006","c","body, {n}"\n'
    data = "id,date,class,body\n" + "".join(row.format(n=n) for n in range(20)) + '"20","2006","c,body\n'
    data += "".join(row.format(n=n) for n in range(21, 40))
    found = good(read(tmp_path, "a.csv", data.encode()))
    assert len(found) == 40
    assert found[21].source.text == "body, 21"
    assert joined(list(found)) == data.encode()


@pytest.mark.parametrize(
    ("name", "data", "form", "reason"),
    [
        ("a.txt", b"P 121320Z APR 06\nFM LUSAKA, ZAMBIA, AND OTHERS\nTAGS: PREL, PGOV, ZA\n1. (C) One, two, three.\n", "text", "a telegram"),
        ("a.csv", b"VZCZCXYZ0001\nPP RUEHC\nDE RUEHLS #0817 1021320\nTAGS: PREL, PGOV\n", "text", "a telegram, misnamed"),
        ("a.txt", b"mrn;date;subject;body\n06LUSAKA1;2006-04-12;x;y\n06LUSAKA2;2006-04-13;x;y\n", "csv", "known names in any file"),
        ("a.tsv", b"a\tb\nx\ty\n", "csv", "a name that says so"),
        ("a.txt", b"a,b,c\nd,e,f\n", "text", "commas alone tell nothing"),
    ],
)  # fmt: skip
def test_sniffing(tmp_path: Path, name: str, data: bytes, form: str, reason: str) -> None:
    (first, *_) = good(read(tmp_path, name, data))
    assert first.format == form, reason


def test_an_index_has_stubs(tmp_path: Path) -> None:
    data = (
        b"Document Number,Subject,Locator\n1975STATE1,TIN COUNCIL,TEXT ON MICROFILM\n1975STATE2,TIN,TEXT ON MICROFILM\n"
    )
    found = good(read(tmp_path, "a.csv", data))
    assert [entry.source.text for entry in found] == ["", ""], "a subject is no text"
    assert fields(found[0]) == {"mrn": "1975STATE1", "subject": "TIN COUNCIL", "locator": "TEXT ON MICROFILM"}


def test_names_without_rows(tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a.csv", b"id,date,body\n")
    assert isinstance(found, Unread)


def test_mapping_goes_before_the_guess(tmp_path: Path) -> None:
    data = b"NR,BETREFF,body,WORTLAUT\n06LUSAKA1,TIN,x,the text\n06LUSAKA2,IRON,y,the other\n"
    found = good(read(tmp_path, "a.csv", data, {"subject": "BETREFF", "text": "wortlaut"}))
    assert [entry.source.text for entry in found] == ["the text", "the other"]
    assert fields(found[0]) == {"mrn": "06LUSAKA1", "subject": "TIN"}
    assert pairs(found[0]) == [("NR", "06LUSAKA1"), ("BETREFF", "TIN"), ("body", "x")]


def test_guess(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"mrn,colour,created,content\n06LUSAKA1,,28/12/2006,abc\n06LUSAKA2,red,01/02/2006,def\n")
    found = guess(path, Options(mapping={"tags": "TAGGS"}))
    assert found is not None
    assert (found.format, found.text, found.missing) == ("csv", "content", ("TAGGS",))
    assert [(c.key, c.field, c.filled, c.sample, c.form) for c in found.columns] == [
        ("mrn", "mrn", 1.0, "06LUSAKA1", None),
        ("colour", None, 0.5, "red", None),
        ("created", "date", 1.0, "28/12/2006", "dmy"),
        ("content", "text", 1.0, "abc", None),
    ]
    with pytest.raises(UsageError, match="no field 'subjekt'"):
        guess(path, Options(mapping={"subjekt": "x"}))
    path.write_bytes(b"FM LUSAKA\n")
    assert guess(path) is None


CELL = st.text(st.sampled_from('ab,;"\\\n\r\t é\x00{|'), max_size=12)
TABLE = st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), max_size=8))


@given(TABLE, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]], mark: str, end: str, wide: bool
) -> None:
    names = ["mrn", "date", "origin", "subject", "tags"]
    table = [[f"06LUSAKA{k}", *row] for k, row in enumerate(table, 1)]
    width = max(map(len, table), default=0)
    if width == 0:
        return
    # Quotes around everything and doubled; a backslash that ends a cell would be read as escaping one.
    table = [[cell.replace("\\", "/") for cell in row] for row in table]
    header = [*names[: width - 1], "body"]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([header, *table])
    data = out.getvalue().encode("utf-16" if wide else "utf-8")
    found = good(read(tmp_path_factory.mktemp("csv"), "a.csv", data))
    assert b"".join(entry.source.data for entry in found) == data
    assert [[v for _, v in pairs(e)] + [e.source.text] for e in found] == table


@given(st.text(st.sampled_from('ab1,;"\\\n\r\t é\x00|'), max_size=120).map(str.encode) | st.binary(max_size=120))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_kept(tmp_path_factory: pytest.TempPathFactory, rest: bytes) -> None:
    data = b"mrn,date,body\n" + rest
    found = read(tmp_path_factory.mktemp("csv"), "a.csv", data)
    if isinstance(found[0], Unread):
        assert len(found) == 1
        assert not rest.strip(b"\r\n \t\v\f")
        return
    assert joined(found) == data
    assert [entry.origin.offset for entry in good(found)] == [
        sum(entry.origin.length for entry in good(found)[:k]) for k in range(len(found))
    ]


@pytest.mark.heavy
def test_memory_is_flat(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    row = written([["06LUSAKA1", "2006-04-12", "SECRET", "Lusaka", "h", TEXT * 20]])
    with path.open("wb") as file:
        file.write(written([HEADER]))
        for _ in range(200 * 1024 * 1024 // len(row)):
            file.write(row)
    tracemalloc.start()
    try:
        count = sum(1 for entry in entries(path) if isinstance(entry, Entry))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 200 * 1024 * 1024 // len(row)
    assert peak < 40 * 1024 * 1024, f"{peak:,} bytes"


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        (["Embassy Paris", "BONN", "Secretary of State"], "origin", "most are posts"),
        (["a.pdf", "b.pdf", "ROME"], None, "most are files"),
        (["", "", ""], None, "nothing there"),
    ],
)
def test_a_column_called_source_is_the_origin_where_it_names_posts(
    tmp_path: Path, values: list[str], field: str | None, reason: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("mrn,source,body\n" + "".join(f'07ROME{k},"{value}",text\n' for k, value in enumerate(values)))
    found = guess(path)
    assert found is not None
    assert found.columns[1].field == field, reason


@pytest.mark.parametrize(
    ("posts", "origin", "why"),
    [
        ([["Embassy Lusaka", "x"], ["Consulate Recife", "y"]], "Embassy Lusaka", "posts by their look"),
        ([["Lusaka", "x"], ["Recife", "y"]], None, "names of towns may be anything"),
        ([["Embassy Lusaka", "SECSTATE WASHDC"], ["Embassy Quito", "SECSTATE WASHDC"]], None, "one is whom it goes to"),
        ([["Embassy Nowhere", "x"], ["Embassy of Dreams", "y"]], None, "posts the tables do not know"),
    ],
)
def test_the_post_in_a_table_without_names(
    tmp_path: Path, posts: list[list[str]], origin: str | None, why: str
) -> None:
    rows = [[f"06LUSAKA{n}", "2006-04-12", *posts[n % 2], TEXT] for n in range(10, 16)]
    found = good(read(tmp_path, "dump.csv", written(rows)))
    assert [fields(entry).get("origin") for entry in found[:1]] == [origin], why


@pytest.mark.parametrize(
    ("numbers", "field", "why"),
    [
        (["06LUSAKA1", "06LUSAKA2", "06LUSAKA3"], "mrn", "one in each row, all different: the cables' own"),
        (["06LUSAKA1", "06LUSAKA1", "06LUSAKA3"], "references", "one twice: what is referred to"),
        (["06LUSAKA1", "", "06LUSAKA3"], "references", "none in a row"),
        (["06LUSAKA1, 06QUITO2", "06LUSAKA2", "06LUSAKA3"], "references", "two in a row"),
    ],
)
def test_a_column_named_reference(tmp_path: Path, numbers: list[str], field: str, why: str) -> None:
    rows = [["Reference", "Date", "Text"], *([number, "2006-04-12", TEXT] for number in numbers)]
    found = good(read(tmp_path, "a.csv", written(rows)))
    assert fields(found[0])[field] == numbers[0], why
