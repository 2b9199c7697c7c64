"""Who asks for a change."""

from dataclasses import dataclass

from ...models import Cause


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of staff, an app, or nobody: then the shop itself."""

    user_id: int | None = None
    app_name: str = ""

    @property
    def cause(self) -> Cause:
        """The cause that the ledger records for what the actor does."""
        return Cause.APP if self.app_name else Cause.STAFF


SHOP = Actor()
