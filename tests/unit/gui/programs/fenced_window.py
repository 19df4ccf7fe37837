"""The window as its command opens it, looked at after a second; prints one JSON object."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from appliance.app import process_facts
from appliance.app.fence import give_up_connections, require_fence
from appliance.confinement import console
from appliance.settings import Settings
from gui.main import build

folder = Path(sys.argv[1])
give_up_connections()
require_fence(Settings())
app = QApplication([])
window = build(app, folder / "settings.toml", Settings(), folder / "vault")
window.show()


def look() -> None:
    fence = console.current()
    assert fence is not None
    found = {
        "platform": app.platformName(),
        "visible": window.isVisible(),
        "refused": fence.refused(),
        "weak": [layer.name for layer in fence.layers if not layer.enforced],
        "reaching_out": [s.kind for s in process_facts.own_sockets() if s.reaches_out],
        "status": console.refused_connections(),
    }
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    app.exit(0)


QTimer.singleShot(1000, look)
sys.exit(app.exec())
