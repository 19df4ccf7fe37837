"""A console with a child of each kind and its counting process; says their numbers and waits."""

import json
import sys
import time
from contextlib import ExitStack

from appliance.app.bare_children import KINDS, bare_child
from appliance.confinement import console
from appliance.settings import Settings

fence = console.give_up(console.Use.COMMAND)
with ExitStack() as stack:
    pids = [stack.enter_context(bare_child(kind, Settings())).pid for kind in KINDS]
    sys.stdout.write(json.dumps([*pids, fence.counting_pid]) + "\n")
    sys.stdout.flush()
    time.sleep(600)
