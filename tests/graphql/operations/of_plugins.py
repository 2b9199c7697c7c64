"""Operations that need MANAGE_PLUGINS."""

from .answers import ERRORS

OPERATIONS = {
    "customerGroupSettingsUpdate": (
        "mutation { customerGroupSettingsUpdate(input: {policy: ADD}) {"
        f" settings {{ policy }} {ERRORS} }} }}"
    ),
}
