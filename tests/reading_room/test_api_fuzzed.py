"""The API asked with everything that its own description allows, and with what it does not."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    status_code_conformance,
)

from cablegram.reading_room.operations import OPERATIONS
from tests.reading_room.asking import TOKEN, Asking
from tests.reading_room.test_api import unlike_described

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
HEADERS = {"Authorization": f"Bearer {TOKEN}"}


def test_answers_are_as_described(room: Asking) -> None:
    schema = schemathesis.openapi.from_url(f"{room.origin}/api/v1/openapi.json", headers=HEADERS)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == len(OPERATIONS)
    asked = 0
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def answers(case: Any) -> None:
            nonlocal asked
            asked += 1
            answer = case.call_and_validate(headers=HEADERS, checks=CHECKS)
            # Held to the schema by us: schemathesis does not take fixed lengths of arrays in answers.
            if case.method != "HEAD" and answer.status_code != 405:
                assert unlike_described(case.path, case.method, answer.status_code, answer.json()) == []

        answers()
    assert asked > 100
