"""Runs the real command with outgoing connections refused and written down.

Usage: python guarded.py REFUSED_FILE ARGUMENT…  (the arguments are those of `cofferdam`).
"""

from __future__ import annotations

import sys
from pathlib import Path

REACHING = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def main() -> None:
    refused = Path(sys.argv.pop(1))

    def watch(event: str, details: tuple[object, ...]) -> None:
        if event in REACHING:
            with refused.open("a", encoding="utf-8") as out:
                out.write(f"{event} {details[-1]!r}\n")
            raise OSError(f"refused: {event}")

    sys.addaudithook(watch)
    sys.argv[0] = "cofferdam"
    from appliance.cli.main import main as command

    command()


main()
