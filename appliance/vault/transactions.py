"""Transactions of one thread over the control database and the databases of cases.

The outermost block decides. If it is the control database's, blocks of any cases inside it belong
to the same transaction: the control database is committed first, because the audit line stands in
it and what cannot be recorded does not happen; then each case. What a crash can leave between the
two is promised beforehand and told afterwards (`Promises`). If the outermost block is a case's, it
is that case's alone: opening another database inside it is refused, which also means that threads
take control first and cases after it, so that no two can wait for each other.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import TYPE_CHECKING, Protocol

from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.vault.connection import Connection

    Hook = Callable[[], None]

CONTROL_KEY = 0


class Promises(Protocol):
    """Keeps account of cases that are committed after the control database."""

    def promise(self, control: Connection, parts: Sequence[Part]) -> None:
        """Note in both, before either is committed, that these cases follow (`Part.number`)."""

    def count(self, part: Part) -> None:
        """A case is about to be committed by itself: note that in it (`Part.number`)."""

    def promised(self) -> None:
        """The control database was committed, and with it what `promise` wrote."""

    def committing(self) -> AbstractContextManager[object]:
        """Held over the commits, so that the vault is not locked between them."""

    def fulfilled(self, part: Part) -> bool:
        """After an error: did the case's commit happen? False if it cannot be known now."""

    def kept(self, part: Part) -> None:
        """The case was committed as promised."""

    def broken(self, parts: Sequence[Part]) -> None:
        """The cases could not be committed although the control database was."""

    def changed(self, part: Part) -> None:
        """A case was committed by itself."""


class Outdated(Exception):
    """The connection's database was replaced by another file since it was opened."""


class Part:
    """One database's share in the transaction under way."""

    def __init__(self, key: int, connection: Connection) -> None:
        self.key = key
        self.connection = connection
        self.on_commit: list[Hook] = []
        self.on_rollback: list[Hook] = []
        self.number = 0  # of the commit of a case, from 1, once it is about to be committed
        self._before = self._changes()

    @property
    def written(self) -> bool:
        """True if a row was changed, even if that was undone. Raises: VaultLocked."""
        return self._changes() != self._before

    def _changes(self) -> int:
        with self.connection.gate():
            return int(self.connection.total_changes)


class Transactions(threading.local):
    """State of each thread: the databases that take part, and what waits for the end."""

    def __init__(self, promises: Promises) -> None:
        self._promises = promises
        self._depth = 0
        self._parts: dict[int, Part] = {}
        self._before_commit: list[Hook] = []

    @property
    def control_is_free(self) -> bool:
        """True if this thread may write the control database: not inside a case's own block."""
        return not self._depth or CONTROL_KEY in self._parts

    def before_commit(self, hook: Hook) -> None:
        """Call `hook` just before the outermost commit; if it raises, everything is undone.

        Raises: RuntimeError: outside a transaction, where there is no commit to come before.
        """
        if not self._depth:
            raise RuntimeError("before_commit outside a transaction")
        self._before_commit.append(hook)

    def on_commit(self, hook: Hook, key: int = CONTROL_KEY) -> None:
        """Call `hook` after that database's commit; at once if it has no transaction."""
        part = self._parts.get(key)
        if part is None:
            hook()
        else:
            part.on_commit.append(hook)

    def on_rollback(self, hook: Hook, key: int = CONTROL_KEY) -> None:
        """Call `hook` if that database's transaction is undone; never outside one."""
        part = self._parts.get(key)
        if part is not None:
            part.on_rollback.append(hook)

    @contextmanager
    def run(
        self, key: int, connection: Connection, *, current: Callable[[], bool] = lambda: True
    ) -> Iterator[Connection]:
        """The block as one transaction; inside another one, as a part that is undone alone.

        `current` is asked once nobody else can write that database: is it still the right file?

        Raises:
            Outdated: `current` said no; nothing was begun.
            RuntimeError: another database inside a case's own transaction.
        """
        inner = self._depth
        self._join(key, connection, current)
        name = f"depth_{inner}"
        if inner:
            for part in self._parts.values():
                part.connection.execute(f"SAVEPOINT {name}")
        befores = len(self._before_commit)
        marks = {
            part.key: (len(part.on_commit), len(part.on_rollback)) for part in self._parts.values()
        }
        self._depth += 1
        try:
            yield connection
            if inner:
                for part in self._parts.values():
                    part.connection.execute(f"RELEASE {name}")
            else:
                self._prepare()
        except BaseException:
            self._depth -= 1
            del self._before_commit[befores:]
            self._undo(name if inner else None, marks)
            raise
        if inner:
            self._depth -= 1
        else:
            self._commit()

    def _join(self, key: int, connection: Connection, current: Callable[[], bool]) -> None:
        if key in self._parts:
            return
        if self._depth and CONTROL_KEY not in self._parts:
            raise RuntimeError("another database inside a case's own transaction")
        connection.execute("BEGIN IMMEDIATE")
        part = Part(key, connection)
        self._parts[key] = part
        try:
            if not current():
                raise Outdated
            for level in range(1, self._depth):  # so that each block around can be undone alone
                connection.execute(f"SAVEPOINT depth_{level}")
        except BaseException:
            del self._parts[key]
            _quietly(connection, "ROLLBACK")
            raise

    def _prepare(self) -> None:
        while self._before_commit:
            self._before_commit.pop(0)()

    def _undo(self, name: str | None, marks: dict[int, tuple[int, int]]) -> None:
        """Undo to a savepoint, or everything; then call what waits for that."""
        due: list[Hook] = []
        for part in self._parts.values():
            statements = (f"ROLLBACK TO {name}", f"RELEASE {name}") if name else ("ROLLBACK",)
            _quietly(part.connection, *statements)
            commits, rollbacks = marks.get(part.key, (0, 0)) if name else (0, 0)
            del part.on_commit[commits:]
            due += part.on_rollback[rollbacks:]
            del part.on_rollback[rollbacks:]
        if name is None:
            self._parts = {}
        _call(due)

    def _commit(self) -> None:
        """Control first, then the cases; afterwards what waits for each."""
        control = self._parts.get(CONTROL_KEY)
        cases = [part for part in self._parts.values() if part.key != CONTROL_KEY]
        written: list[Part] = []
        try:
            written = [part for part in cases if part.written]
            if control is None:
                for alone in written:
                    self._promises.count(alone)
            noted = control is not None and bool(written or control.written)
            if control is not None and noted:
                self._promises.promise(control.connection, written)
            with self._promises.committing():
                if control is not None:
                    control.connection.execute("COMMIT")
                if noted:
                    self._promises.promised()
                failed = _commit_cases(cases, alone=control is None)
        except BaseException:
            self._depth = 0
            self._undo(None, {})
            raise
        self._depth = 0
        self._parts = {}
        broken = [part for part in failed if self._broken(part)]
        _call([hook for part in broken for hook in part.on_rollback])
        for part in (control, *(part for part in cases if part not in broken)):
            if part is not None:
                _call(part.on_commit)
            if part in written:
                self._settle(part, promised=control is not None)
        self._promises.broken([part for part in broken if part in written])
        for error in failed.values():
            raise error

    def _settle(self, part: Part, *, promised: bool) -> None:
        if promised:
            self._promises.kept(part)
        else:
            self._promises.changed(part)

    def _broken(self, part: Part) -> bool:
        _quietly(part.connection, "ROLLBACK")
        return not self._promises.fulfilled(part)


def _commit_cases(cases: Sequence[Part], *, alone: bool) -> dict[Part, BaseException]:
    """Commit each, whatever becomes of the others; those that failed, unless there is but one."""
    failed: dict[Part, BaseException] = {}
    for part in cases:
        try:
            part.connection.execute("COMMIT")
        except BaseException as error:
            if alone:
                raise
            failed[part] = error
    return failed


def _quietly(connection: Connection, *statements: str) -> None:
    # SQLite undoes by itself on a full disk, and a locked vault's connection is closed: then there
    # is nothing left to undo, and the first error is the one that matters.
    with suppress(ApplianceError, dbapi2.Error):
        for statement in statements:
            connection.execute(statement)


def _call(hooks: Sequence[Hook]) -> None:
    for hook in hooks:
        # A file that cannot be deleted now is set aside at the next opening.
        with suppress(OSError):
            hook()
