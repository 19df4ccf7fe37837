"""A program that speaks another language: `--option say=HEX` is all it ever writes after the first
word, or all at all with `--option first=no`."""

import itertools
import os
import sys
import time

arguments = sys.argv[1:]
sink = int(arguments[arguments.index("--out") + 1])
options = dict(
    item.split("=", 1) for flag, item in itertools.pairwise(arguments) if flag == "--option"
)
if options.get("first") != "no":
    os.write(sink, b"\0\0\0\x06closed")
os.write(sink, bytes.fromhex(options["say"]))
if options.get("then") == "stay":
    time.sleep(600)
