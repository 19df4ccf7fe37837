"""Kill a child at each file that it touches and each statement that it gives to a database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from appliance.vault.connection import Connection, Cursor
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def run(work: Callable[[], object], *, kill_at: int) -> forked.Ending:
    """As `forked.run`, with statements counted among the steps."""

    def counted() -> None:
        execute, connect = Cursor.execute, Connection.__init__

        def told(
            self: Cursor, sql: str, parameters: Sequence[object] | dict[str, object] = ()
        ) -> Cursor:
            sys.audit("os.listdir", "a statement")
            return execute(self, sql, parameters)

        def opened(self: Connection, database: str, **options: object) -> None:
            sys.audit("os.listdir", "a connection")
            connect(self, database, **options)

        Cursor.execute = told  # type: ignore[method-assign]  # in a child that ends soon
        Connection.__init__ = opened  # type: ignore[method-assign]
        work()

    return forked.run(counted, kill_at=kill_at)
