"""The running count of paragraphs: what a printed mark stands for (1.14, damage D02)."""

from __future__ import annotations


def resolve_number(digits: str, last: int) -> int:
    """The number a printed paragraph mark stands for, given the number before it (damage D02).

    A pilcrow is often misread as the digit 1 (``11.`` for 1). The printed number wins where it is the
    next one; otherwise the reading without its first 1 wins where that is nearer to the next one.
    """
    number, expected = int(digits), last + 1
    if number == expected or len(digits) < 2 or digits[0] != "1" or digits[1] == "0":
        return number
    stripped = int(digits[1:])
    if stripped >= expected and stripped - expected < abs(number - expected):
        return stripped
    return number


def running_numbers(labels: list[str]) -> list[int]:
    """The number each printed paragraph mark stands for, over the whole sequence.

    Printed numbers are taken as they are where they run on without a break, also from 11 (a fragment that
    reaches 20). Otherwise each is resolved against the one before it (D02).
    """
    printed = [int(label) for label in labels]
    if not printed:
        return []
    runs_on = printed == list(range(printed[0], printed[0] + len(printed)))
    if runs_on and (printed[0] < 11 or printed[-1] > 19 or printed[0] == 10):
        return printed
    numbers: list[int] = []
    for label in labels:
        numbers.append(resolve_number(label, numbers[-1] if numbers else 0))
    return numbers
