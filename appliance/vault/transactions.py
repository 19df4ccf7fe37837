"""Transactions of one thread: re-entrant, with work that waits for their end."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.vault.connection import Connection

    Hook = Callable[[], None]


class Transactions(threading.local):
    """State of each thread: how deep it is inside transactions, and what waits for their end."""

    def __init__(self) -> None:
        self._depth = 0
        self._before_commit: list[Hook] = []
        self._on_commit: list[Hook] = []
        self._on_rollback: list[Hook] = []

    def before_commit(self, hook: Hook) -> None:
        """Call `hook` just before the outermost commit; if it raises, everything is undone.

        Raises: RuntimeError: outside a transaction, where there is no commit to come before.
        """
        if not self._depth:
            raise RuntimeError("before_commit outside a transaction")
        self._before_commit.append(hook)

    def on_commit(self, hook: Hook) -> None:
        """Call `hook` after the outermost commit; at once outside a transaction."""
        if self._depth:
            self._on_commit.append(hook)
        else:
            hook()

    def on_rollback(self, hook: Hook) -> None:
        """Call `hook` if the transaction under way is undone; never outside one."""
        if self._depth:
            self._on_rollback.append(hook)

    @contextmanager
    def run(self, connection: Connection) -> Iterator[Connection]:
        """The block as one transaction; inside another one, as a part that is undone alone."""
        inner = self._depth > 0
        name = f"depth_{self._depth}"
        connection.execute(f"SAVEPOINT {name}" if inner else "BEGIN IMMEDIATE")
        befores = len(self._before_commit)
        commits, rollbacks = len(self._on_commit), len(self._on_rollback)
        self._depth += 1
        try:
            yield connection
            if not inner:
                self._prepare()
            connection.execute(f"RELEASE {name}" if inner else "COMMIT")
        except BaseException:
            self._depth -= 1
            undo = (f"ROLLBACK TO {name}", f"RELEASE {name}") if inner else ("ROLLBACK",)
            self._undo(connection, undo)
            del self._before_commit[befores:]
            del self._on_commit[commits:]
            self._call(self._on_rollback, rollbacks)
            raise
        self._depth -= 1
        if not inner:
            self._on_rollback.clear()
            self._call(self._on_commit, 0)

    def _prepare(self) -> None:
        while self._before_commit:
            self._before_commit.pop(0)()

    @staticmethod
    def _undo(connection: Connection, statements: tuple[str, ...]) -> None:
        # SQLite undoes by itself on a full disk, and a locked vault's connection is closed: then
        # there is nothing left to undo, and the first error is the one that matters.
        with suppress(ApplianceError, dbapi2.Error):
            for statement in statements:
                connection.execute(statement)

    @staticmethod
    def _call(hooks: list[Hook], start: int) -> None:
        due = hooks[start:]
        del hooks[start:]
        for hook in due:
            # A file that cannot be deleted now is set aside at the next opening.
            with suppress(OSError):
                hook()
