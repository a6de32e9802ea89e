"""Leave this site."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from reports.intake import memory


def test_a_look_at_leave_goes_to_the_neutral_site(client: Client) -> None:
    answer = client.get("/leave")
    assert answer.status_code == 302
    assert answer.headers["Location"] == settings.LEAVE_URL
    assert "Clear-Site-Data" not in answer.headers


def test_the_button_kills_the_form_and_clears_storage_alone(client: Client) -> None:
    answer = client.post("/leave", {"form": "a" * 32})
    assert answer.status_code == 303
    assert answer.headers["Location"] == settings.LEAVE_URL
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert memory.is_dead("a" * 32)


@pytest.mark.parametrize("form_id", ["", "x" * 10_000, "\0", "'; DROP TABLE dead; --", "é"])
def test_a_strange_id_still_leaves(client: Client, form_id: str) -> None:
    assert client.post("/leave", {"form": form_id}).status_code == 303


def test_more_fields_than_a_form_has_still_leave(client: Client) -> None:
    fields = {f"field{n}": "x" for n in range(1_500)}
    assert client.post("/leave", fields).status_code == 303


def test_leaving_works_when_the_memory_is_broken(client: Client, settings: Any) -> None:
    settings.RUN_DIR = "/dev/null/nowhere"
    assert client.post("/leave", {"form": "b" * 32}).status_code == 303
