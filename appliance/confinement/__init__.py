"""How a child process locks itself up before it touches a stranger's bytes.

Runs in the child, needs no privilege and no package: system calls through ctypes. Order matters and
fails open if it is wrong, so the last step is always a probe (see `probes`), and a child in which
anything is still possible does not serve. Only Linux on x86-64 and AArch64 is known here; anywhere
else the lock-down reports what is missing and the child does not serve either.
"""
