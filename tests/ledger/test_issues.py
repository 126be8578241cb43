"""Options into issues."""

from __future__ import annotations

from cablegram.ledger import ledger
from tests.ledger.telling import told


def grouped(*targets: str) -> list[set[str]]:
    book = ledger(told("Peru", "support", words, at=100 * k) for k, words in enumerate(targets))
    names = {option.id: option.name for option in book.options}
    assert all(option.issue in {issue.id for issue in book.issues} for option in book.options)
    return [{names[one] for one in issue.options} for issue in book.issues]


def test_alternatives_stand_together() -> None:
    found = grouped("the Orle toll in 2009", "the Orle toll in 2010", "a fishing ban in winter")
    assert found == [{"Orle toll in 2009", "Orle toll in 2010"}, {"fishing ban in winter"}]


def test_a_name_alone_makes_no_issue() -> None:
    assert len(grouped("the NATO fleet", "the NATO budget")) == 2


def test_a_chain_is_no_issue() -> None:
    chain = ["alpha beta gamma", "beta gamma delta", "gamma delta epsilon", "delta epsilon zeta", "epsilon zeta eta"]
    assert max(map(len, grouped(*chain))) < 5


def test_the_trace_and_what_is_near() -> None:
    rows = [
        told("Peru", "support", words, at=90 * k)
        for k, words in enumerate(("a border guard school", "border guard schools at sea"))
    ]
    book = ledger(rows)
    (issue,) = book.issues
    assert issue.merges[0].why == ("shared: border, guard, school",)
    (near,) = book.near
    assert {near.one, near.other} == {option.id for option in book.options}
    assert 0.5 <= near.score < 1
