"""A program that speaks another language: `--option say=HEX` is all it ever writes."""

import itertools
import os
import sys
import time

arguments = sys.argv[1:]
sink = int(arguments[arguments.index("--out") + 1])
options = dict(
    item.split("=", 1) for flag, item in itertools.pairwise(arguments) if flag == "--option"
)
os.write(sink, bytes.fromhex(options["say"]))
if options.get("then") == "stay":
    time.sleep(600)
