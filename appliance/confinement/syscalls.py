"""Which system calls a locked child may make, by name, with the numbers of each known machine.

Each entry is `name x86-64 aarch64`, “-” where the machine has none. A call in no list ends the
process. The lists come from watching llama.cpp, ONNX Runtime, Python and the parsers work; what
`REFUSED` names is answered “permission denied” instead of death because honest libraries try it
and go on without it, or because the self-probe tries it.
"""

from __future__ import annotations

from typing import Literal

Machine = Literal["x86_64", "aarch64"]

ALLOWED = """
read 0 63; write 1 64; readv 19 65; writev 20 66; pread64 17 67; pwrite64 18 68; lseek 8 62
close 3 57; dup 32 23; dup2 33 -; dup3 292 24; poll 7 -; ppoll 271 73; select 23 -
pselect6 270 72; futex 202 98; brk 12 214; munmap 11 215; mremap 25 216; madvise 28 233
fadvise64 221 223; fstat 5 80; rt_sigaction 13 134; rt_sigprocmask 14 135
rt_sigreturn 15 139; sigaltstack 131 132; rseq 334 293; set_robust_list 273 99
set_tid_address 218 96; sched_yield 24 124; sched_getaffinity 204 123
sched_getparam 143 121; sched_getscheduler 145 120; getcpu 309 168; getpid 39 172
gettid 186 178; getppid 110 173; getuid 102 174; geteuid 107 175; getgid 104 176
getegid 108 177; clock_gettime 228 113; clock_getres 229 114; clock_nanosleep 230 115
nanosleep 35 101; gettimeofday 96 169; time 201 -; times 100 153; getrandom 318 278
getrusage 98 165; sysinfo 99 179; uname 63 160; exit 60 93; exit_group 231 94
restart_syscall 219 128; membarrier 324 283
"""

# Allowed for some arguments only; `program.py` says which.
CHECKED = """
clone 56 220; mmap 9 222; mprotect 10 226; pkey_mprotect 329 288; prctl 157 167
fcntl 72 25; tgkill 234 131; prlimit64 302 261; clone3 435 435; arch_prctl 158 -
"""

REFUSED = """
open 2 -; openat 257 56; openat2 437 437; creat 85 -; stat 4 -; lstat 6 -
newfstatat 262 79; statx 332 291; access 21 -; faccessat 269 48; faccessat2 439 439
readlink 89 -; readlinkat 267 78; getcwd 79 17; getdents 78 -; getdents64 217 61
mkdir 83 -; mkdirat 258 34; rmdir 84 -; unlink 87 -; unlinkat 263 35; rename 82 -
renameat 264 38; renameat2 316 276; link 86 -; linkat 265 37; symlink 88 -
symlinkat 266 36; chmod 90 -; fchmod 91 52; fchmodat 268 53; chown 92 -; fchown 93 55
fchownat 260 54; truncate 76 45; ftruncate 77 46; statfs 137 43; fstatfs 138 44
utimensat 280 88; chdir 80 49; fchdir 81 50; memfd_create 319 279; ioctl 16 29
socket 41 198; socketpair 53 199; connect 42 203; bind 49 200; listen 50 201; accept 43 202
accept4 288 242; sendto 44 206; recvfrom 45 207; sendmsg 46 211; recvmsg 47 212; fork 57 -
vfork 58 -; execve 59 221; execveat 322 281; wait4 61 260; waitid 247 95; kill 62 129
tkill 200 130; rt_sigqueueinfo 129 138; rt_tgsigqueueinfo 297 240; pidfd_open 434 434
pidfd_send_signal 424 424; pidfd_getfd 438 438; ptrace 101 117; process_vm_readv 310 270
process_vm_writev 311 271; setrlimit 160 164; sched_setaffinity 203 122
sched_setscheduler 144 119; setpriority 141 140; unshare 272 97; setns 308 268; pipe 22 -
pipe2 293 59; eventfd2 290 19; epoll_create1 291 20; inotify_init1 294 26
"""

# What a driver of a graphics device may do beside; `open` and its kin reach what Landlock leaves.
DRIVER = """
open 2 -; openat 257 56; stat 4 -; lstat 6 -; newfstatat 262 79; statx 332 291; access 21 -
faccessat 269 48; faccessat2 439 439; readlink 89 -; readlinkat 267 78; getdents64 217 61
ioctl 16 29; memfd_create 319 279; ftruncate 77 46; eventfd2 290 19; epoll_create1 291 20
epoll_ctl 233 21; epoll_wait 232 -; epoll_pwait 281 22; pipe2 293 59; fstatfs 138 44; mlock 149 228
munlock 150 229; msync 26 227; sched_setaffinity 203 122
"""

# Made while the fence is put up, by the process itself; inside it most of them are deadly.
SETUP = """
seccomp 317 277; unshare 272 97; mount 165 40; chroot 161 51
capget 125 90; capset 126 91
"""

# What the console gives up, see `console_program`.
CONNECTING = """
socket 41 198; socketpair 53 199; connect 42 203; sendto 44 206; sendmsg 46 211; sendmmsg 307 269
io_uring_setup 425 425; io_uring_enter 426 426; io_uring_register 427 427
"""

_COLUMNS: dict[Machine, int] = {"x86_64": 1, "aarch64": 2}


def numbers(table: str, machine: Machine) -> dict[str, int]:
    """Name to number for one machine, without the calls that it lacks."""
    column = _COLUMNS[machine]
    rows = [entry.split() for line in table.strip().splitlines() for entry in line.split(";")]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
