"""Where our GraphQL answers, on either Saleor."""

import pytest

from tests.api import MANAGE_USERS, Caller, make_app_caller, make_staff


@pytest.mark.parametrize("make_caller", [make_staff, make_app_caller])
def test_saleor_describes_us_to_a_gateway(make_caller: type[Caller], db: None) -> None:
    answer = make_caller(MANAGE_USERS).ask("{ _service { sdl } }")

    assert "type CustomerGroup " in answer["sdl"]
    assert "customerGroupMembersAdd(" in answer["sdl"]
