from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from gui.watchdog import Watchdog

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def test_a_blocked_gui_thread_is_logged(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    watch = Watchdog()
    with caplog.at_level(logging.INFO, "gui.watchdog"):
        watch.start()
        time.sleep(0.5)
        qtbot.waitUntil(lambda: watch.beats > 0)
    assert watch.blocks >= 1
    assert watch.worst_s >= 0.3
    assert "did not respond" in caplog.text
