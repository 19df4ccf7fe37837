"""Makes the kernel answer as an older or stricter one, then becomes the program named.

Usage: older_kernel.py WITHOUT PROGRAM ARGUMENT…  where WITHOUT is `landlock` (not there, as before
Linux 5.13), `unshare` (refused, as on systems that keep namespaces from ordinary users), `mount`
(refused, as where a profile takes the rights inside a namespace away), or several with commas.
"""

import errno
import os
import sys

from appliance.confinement import kernel, seccomp
from appliance.confinement.program import ALLOW, Instruction

ERRNO = 0x00050000
NUMBERS = {
    "landlock": (444, errno.ENOSYS),
    "unshare": (272, errno.EPERM),
    "mount": (165, errno.EACCES),
    "seccomp": (317, errno.EINVAL),
}

_, without, program, *arguments = sys.argv
lines = [Instruction(0x20, 0, 0, 0)]
for name in without.split(","):
    number, answer = NUMBERS[name]
    lines += [Instruction(0x15, 0, 1, number), Instruction(0x06, 0, 0, ERRNO | answer)]
lines.append(Instruction(0x06, 0, 0, ALLOW))
kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
seccomp.install("x86_64", lines)
command = [sys.executable, "-I", "-X", "utf8", program, *arguments]
os.execv(command[0], command)  # noqa: S606 - no shell is wanted
