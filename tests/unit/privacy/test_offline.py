"""Nothing of the finder's libraries may ask anybody anything."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
sys.addaudithook(lambda event, args: event.startswith("socket.") and event != "socket.__new__"
                 and sys.exit(f"{event} {args}"))
from appliance.privacy.finding import RULES, find, readings
text = (
    "Jane Roe <jane.roe@example.org> +49 89 1234567, VAT DE136695976, BE0403019261, FR40303265045, "
    "ESB58378431, IT00743110157, NL004495445B01, PL8567346215, CHE-107.787.577 MWST, ATU13585627, "
    "Steuer-ID 36574261809, BSN 111222333, CPR 211062-5629, DNI 54362315K, 131052-308T"
)
assert len(find(text)) > 12, find(text)
for kind in {rule.kind for rule in RULES}:
    for number in ("123456789", "12345678901", "DE136695976", "X1234567L", "021000021"):
        readings(kind, number)
loaded = {"zeep", "suds", "requests", "pysimplesoap", "http.client", "urllib.request", "tldextract",
          "presidio_analyzer", "stdnum.eu.vat"} & set(sys.modules)
sys.exit(f"loaded {loaded}" if loaded else 0)
"""


def test_no_module_that_can_fetch_is_loaded_and_no_connection_is_tried() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
