"""A console process that starts one child, says its number, and waits to be killed."""

import sys
import time
from pathlib import Path

from appliance.children import Child, ChildSpec, spawning

here = Path(__file__).parent
spawning.command_line = lambda spec: [sys.executable, "-I", "-X", "utf8", str(here / spec.module)]
child = Child.start(ChildSpec("parser", "obedient.py", None))
if sys.argv[1] == "busy":
    child.send(b"spin")
sys.stdout.write(f"{child.pid}\n")
sys.stdout.flush()
time.sleep(600)
