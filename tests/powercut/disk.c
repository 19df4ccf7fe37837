/* Stands between one process and the files below one folder (LD_PRELOAD).
 *
 * It can write down every change and every sync, in the order in which they happened, so that the
 * folder can be built as a power cut would have left it; it can let the disk be full from the n-th
 * change on; and it can kill the process at the n-th change, or in the middle of that write.
 *
 * Only the process that called disk_begin is watched: a child that it starts shares this code, and
 * between vfork and exec even its memory. SQLite's -shm files are counted but not written down: they
 * are rebuilt after a crash and mean nothing then. Whatever it cannot follow (a shared writable
 * mapping, a copy inside the kernel, a hard link) is written down as such, and the test fails.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CREATE = 1, WRITE, TRUNCATE, RENAME, UNLINK, RMDIR, SYNC, MARK, BEYOND };
enum { FREE = 0, WATCHED, INDEX }; /* of a descriptor */
enum { TAKES_SPACE = 1, SYNCS = 2 };

#define DESCRIPTORS 65536
static unsigned char kind_of[DESCRIPTORS];
static uint64_t file_of[DESCRIPTORS];

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static pid_t watched_process;
static int log_descriptor = -1;
static long changes, kill_at, fail_at, fail_once;
static int half, full, fail_errno = ENOSPC;

#define REAL(type, name, ...)                                                   \
    static type (*name)(__VA_ARGS__);                                           \
    if (!name) name = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, __func__)

static int watching(void) { return watched_process && getpid() == watched_process; }

struct head {
    uint32_t kind, is_folder;
    uint64_t file, offset;
    uint32_t first, second, data, zero;
};

static void put(const void *bytes, size_t size) {
    const char *at = bytes;
    while (size) {
        ssize_t done = syscall(SYS_write, log_descriptor, at, size);
        if (done <= 0) abort(); /* a log with a hole would prove nothing */
        at += done;
        size -= (size_t)done;
    }
}

static void note(uint32_t kind, uint32_t is_folder, uint64_t file, uint64_t offset,
                 const char *first, const char *second, const void *data, size_t size) {
    if (log_descriptor < 0) return;
    struct head head = {kind, is_folder, file, offset, first ? strlen(first) : 0,
                        second ? strlen(second) : 0, (uint32_t)size, 0};
    put(&head, sizeof head);
    if (first) put(first, head.first);
    if (second) put(second, head.second);
    if (size) put(data, size);
}

/* The absolute path in `out` if it lies in the watched folder; the folder itself counts. */
static int below(int folder, const char *path, char *out) {
    if (!watching() || !path) return 0;
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
    } else {
        char start[PATH_MAX];
        if (folder == AT_FDCWD) {
            if (!getcwd(start, sizeof start)) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
            ssize_t size = readlink(link, start, sizeof start - 1);
            if (size < 0) return 0;
            start[size] = 0;
        }
        if (snprintf(out, PATH_MAX, "%s/%s", start, path) >= PATH_MAX) return 0;
    }
    return !strncmp(out, root, root_length) && (out[root_length] == '/' || !out[root_length]);
}

static int is_index(const char *path) {
    size_t size = strlen(path);
    return size > 4 && !strcmp(path + size - 4, "-shm");
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts one change. Says 1 if it is to fail now; `half` of a write is done first then. */
static int next_change(int what) {
    changes++;
    if (kill_at && changes == kill_at && !half) die();
    if (fail_once && changes == fail_once) { errno = fail_errno; return 1; }
    if (fail_at && changes >= fail_at) full = 1;
    if (full && (what & TAKES_SPACE)) { errno = fail_errno; return 1; }
    if (fail_at && changes == fail_at && (what & SYNCS)) { errno = fail_errno; return 1; }
    return 0;
}

static int killed_half(void) { return kill_at && changes == kill_at && half; }

/* What tests call ---------------------------------------------------------------------------- */

void disk_begin(const char *folder, const char *log) {
    pthread_mutex_lock(&guard);
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    memset(kind_of, 0, sizeof kind_of);
    changes = kill_at = fail_at = fail_once = full = half = 0;
    log_descriptor = -1;
    if (log && *log) {
        int opened = (int)syscall(SYS_openat, AT_FDCWD, log,
                                  O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        if (opened < 0) abort();
        log_descriptor = fcntl(opened, F_DUPFD_CLOEXEC, 1000); /* out of the way */
        syscall(SYS_close, opened);
    }
    watched_process = getpid();
    pthread_mutex_unlock(&guard);
}

void disk_mark(uint64_t number) {
    pthread_mutex_lock(&guard);
    note(MARK, 0, number, 0, NULL, NULL, NULL, 0);
    pthread_mutex_unlock(&guard);
}

void disk_kill_at(long number, int in_the_middle) { kill_at = number ? changes + number : 0; half = in_the_middle; }

/* `number` 0: there is room again. Otherwise the number-th change from now is the first to fail. */
void disk_full_at(long number) {
    fail_at = number ? changes + number : 0;
    full = 0;
    fail_errno = ENOSPC;
}

/* Only this one change fails, such as a sync, with this error. */
void disk_fail_once(long number, int error) {
    fail_once = number ? changes + number : 0;
    fail_errno = error;
}

long disk_changes(void) { return changes; }

/* Opening -------------------------------------------------------------------------------------- */

static int opened(int descriptor, const char *path, int flags, int was_there) {
    struct stat info;
    if (descriptor < 0 || descriptor >= DESCRIPTORS || fstat(descriptor, &info)) return descriptor;
    int folder = S_ISDIR(info.st_mode);
    if (!folder && !S_ISREG(info.st_mode)) return descriptor;
    if ((flags & O_TMPFILE) == O_TMPFILE) return descriptor; /* nameless: gone after a cut */
    kind_of[descriptor] = is_index(path) ? INDEX : WATCHED;
    file_of[descriptor] = info.st_ino;
    if (kind_of[descriptor] == INDEX) return descriptor;
    if (!was_there) note(CREATE, (uint32_t)folder, info.st_ino, 0, path, NULL, NULL, 0);
    else if (flags & O_TRUNC) note(TRUNCATE, 0, info.st_ino, 0, NULL, NULL, NULL, 0);
    return descriptor;
}

static int watched_open(int folder, const char *given, int flags, mode_t mode) {
    char path[PATH_MAX];
    if (!below(folder, given, path))
        return (int)syscall(SYS_openat, folder, given, flags, mode);
    pthread_mutex_lock(&guard);
    struct stat info;
    int temporary = (flags & O_TMPFILE) == O_TMPFILE;
    int was_there = temporary || !fstatat(AT_FDCWD, path, &info, AT_SYMLINK_NOFOLLOW);
    int makes = temporary || ((flags & O_CREAT) && !was_there) || (was_there && (flags & O_TRUNC));
    int descriptor = -1;
    if (!makes || !next_change(TAKES_SPACE)) {
        descriptor = (int)syscall(SYS_openat, folder, given, flags, mode);
        int error = errno;
        opened(descriptor, path, flags, was_there);
        errno = error;
    }
    if (makes && killed_half()) die();
    pthread_mutex_unlock(&guard);
    return descriptor;
}

#define MODE(flags) \
    mode_t mode = 0; \
    if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { MODE(flags) return watched_open(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return watched_open(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return watched_open(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return watched_open(folder, path, flags | O_LARGEFILE, mode); }
int creat(const char *path, mode_t mode) { return watched_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static int kind(int descriptor) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS || !kind_of[descriptor]) return FREE;
    return watching() ? kind_of[descriptor] : FREE;
}

int close(int descriptor) {
    if (kind(descriptor)) kind_of[descriptor] = FREE;
    return (int)syscall(SYS_close, descriptor);
}

int dup(int from) {
    int to = (int)syscall(SYS_dup, from);
    if (to >= 0 && to < DESCRIPTORS && kind(from)) { kind_of[to] = kind_of[from]; file_of[to] = file_of[from]; }
    return to;
}

static void beyond(int descriptor, const char *what) {
    if (kind(descriptor) != WATCHED) return;
    pthread_mutex_lock(&guard);
    note(BEYOND, 0, file_of[descriptor], 0, what, NULL, NULL, 0);
    pthread_mutex_unlock(&guard);
}

/* Writing -------------------------------------------------------------------------------------- */

static ssize_t watched_write(int descriptor, const void *bytes, size_t size, off_t offset, int at) {
    int which = kind(descriptor);
    if (!which) return at ? syscall(SYS_pwrite64, descriptor, bytes, size, offset)
                          : syscall(SYS_write, descriptor, bytes, size);
    pthread_mutex_lock(&guard);
    int wanted = at ? 1 : 0;
    if (!wanted) {
        int flags = fcntl(descriptor, F_GETFL);
        offset = lseek(descriptor, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
    }
    int fails = next_change(TAKES_SPACE);
    size_t part = killed_half() ? size / 2 : size;
    ssize_t done = -1;
    if (!fails) {
        done = at ? syscall(SYS_pwrite64, descriptor, bytes, part, offset)
                  : syscall(SYS_write, descriptor, bytes, part);
        if (killed_half()) die();
        if (done > 0 && which == WATCHED)
            note(WRITE, 0, file_of[descriptor], (uint64_t)offset, NULL, NULL, bytes, (size_t)done);
    } else {
        errno = fail_errno;
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t size) { return watched_write(descriptor, bytes, size, 0, 0); }
ssize_t pwrite(int descriptor, const void *bytes, size_t size, off_t offset) { return watched_write(descriptor, bytes, size, offset, 1); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t size, off64_t offset) { return watched_write(descriptor, bytes, size, offset, 1); }

static ssize_t one_by_one(int descriptor, const struct iovec *parts, int count, off_t offset, int at) {
    ssize_t total = 0;
    for (int number = 0; number < count; number++) {
        ssize_t done = watched_write(descriptor, parts[number].iov_base, parts[number].iov_len, offset + total, at);
        if (done < 0) return total ? total : -1;
        total += done;
        if ((size_t)done < parts[number].iov_len) break;
    }
    return total;
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    if (kind(descriptor)) return one_by_one(descriptor, parts, count, 0, 0);
    return syscall(SYS_writev, descriptor, parts, count);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    if (kind(descriptor)) return one_by_one(descriptor, parts, count, offset, 1);
    REAL(ssize_t, real, int, const struct iovec *, int, off_t);
    return real(descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) {
    return pwritev(descriptor, parts, count, offset);
}

static int watched_truncate(int descriptor, off_t size) {
    int which = kind(descriptor);
    if (!which) return (int)syscall(SYS_ftruncate, descriptor, size);
    pthread_mutex_lock(&guard);
    struct stat info;
    int grows = !fstat(descriptor, &info) && size > info.st_size;
    int done = -1;
    if (!next_change(grows ? TAKES_SPACE : 0)) {
        done = (int)syscall(SYS_ftruncate, descriptor, size);
        if (!done && which == WATCHED)
            note(TRUNCATE, 0, file_of[descriptor], (uint64_t)size, NULL, NULL, NULL, 0);
        if (killed_half()) die();
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

int ftruncate(int descriptor, off_t size) { return watched_truncate(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return watched_truncate(descriptor, size); }

int posix_fallocate(int descriptor, off_t offset, off_t size) {
    beyond(descriptor, "posix_fallocate");
    return syscall(SYS_fallocate, descriptor, 0, offset, size) ? errno : 0;
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t size) { return posix_fallocate(descriptor, offset, size); }
int fallocate(int descriptor, int mode, off_t offset, off_t size) {
    beyond(descriptor, "fallocate");
    return (int)syscall(SYS_fallocate, descriptor, mode, offset, size);
}
ssize_t sendfile(int to, int from, off_t *offset, size_t size) { beyond(to, "sendfile"); return syscall(SYS_sendfile, to, from, offset, size); }
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) { return sendfile(to, from, offset, size); }
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t size, unsigned int flags) {
    beyond(to, "copy_file_range");
    return syscall(SYS_copy_file_range, from, a, to, b, size, flags);
}
void *mmap(void *at, size_t size, int rights, int flags, int descriptor, off_t offset) {
    if ((flags & MAP_SHARED) && (rights & PROT_WRITE)) beyond(descriptor, "mmap");
    return (void *)syscall(SYS_mmap, at, size, rights, flags, descriptor, offset);
}
void *mmap64(void *at, size_t size, int rights, int flags, int descriptor, off64_t offset) { return mmap(at, size, rights, flags, descriptor, offset); }

/* Syncing -------------------------------------------------------------------------------------- */

static int watched_sync(int descriptor, long call) {
    if (kind(descriptor) != WATCHED) return (int)syscall(call, descriptor);
    pthread_mutex_lock(&guard);
    int done = -1;
    if (!next_change(SYNCS)) {
        struct stat info;
        /* The test proves what was asked for, so the disk itself need not be waited for. */
        done = fstat(descriptor, &info);
        if (!done) note(SYNC, S_ISDIR(info.st_mode), file_of[descriptor], 0, NULL, NULL, NULL, 0);
        if (killed_half()) die();
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

int fsync(int descriptor) { return watched_sync(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return watched_sync(descriptor, SYS_fdatasync); }

/* Names ---------------------------------------------------------------------------------------- */

static int watched_rename(int a, const char *from, int b, const char *to, unsigned int flags) {
    char old[PATH_MAX], new[PATH_MAX];
    int one = below(a, from, old), other = below(b, to, new);
    if (!one && !other) return (int)syscall(SYS_renameat2, a, from, b, to, flags);
    pthread_mutex_lock(&guard);
    int done = -1;
    if (!next_change(0)) {
        done = (int)syscall(SYS_renameat2, a, from, b, to, flags);
        if (!done) note(one && other && !flags ? RENAME : BEYOND, 0, 0, 0, old, new, NULL, 0);
        if (killed_half()) die();
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

int rename(const char *from, const char *to) { return watched_rename(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int a, const char *from, int b, const char *to) { return watched_rename(a, from, b, to, 0); }
int renameat2(int a, const char *from, int b, const char *to, unsigned int flags) { return watched_rename(a, from, b, to, flags); }

static int watched_unlink(int folder, const char *given, int flags) {
    char path[PATH_MAX];
    if (!below(folder, given, path)) return (int)syscall(SYS_unlinkat, folder, given, flags);
    pthread_mutex_lock(&guard);
    int done = -1;
    if (!next_change(0)) {
        done = (int)syscall(SYS_unlinkat, folder, given, flags);
        if (!done && !is_index(path))
            note(flags & AT_REMOVEDIR ? RMDIR : UNLINK, 0, 0, 0, path, NULL, NULL, 0);
        if (killed_half()) die();
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

int unlink(const char *path) { return watched_unlink(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char *path, int flags) { return watched_unlink(folder, path, flags); }
int rmdir(const char *path) { return watched_unlink(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *given, mode_t mode) {
    char path[PATH_MAX];
    if (!below(folder, given, path)) return (int)syscall(SYS_mkdirat, folder, given, mode);
    pthread_mutex_lock(&guard);
    int done = -1;
    if (!next_change(TAKES_SPACE)) {
        struct stat info;
        done = (int)syscall(SYS_mkdirat, folder, given, mode);
        if (!done && !stat(path, &info)) note(CREATE, 1, info.st_ino, 0, path, NULL, NULL, 0);
        if (killed_half()) die();
    }
    int error = errno;
    pthread_mutex_unlock(&guard);
    errno = error;
    return done;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int link(const char *from, const char *to) {
    char path[PATH_MAX];
    if (below(AT_FDCWD, to, path)) {
        pthread_mutex_lock(&guard);
        note(BEYOND, 0, 0, 0, "link", path, NULL, 0);
        pthread_mutex_unlock(&guard);
    }
    return (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int a, const char *from, int b, const char *to, int flags) {
    char path[PATH_MAX];
    if (below(b, to, path)) {
        pthread_mutex_lock(&guard);
        note(BEYOND, 0, 0, 0, "linkat", path, NULL, 0);
        pthread_mutex_unlock(&guard);
    }
    return (int)syscall(SYS_linkat, a, from, b, to, flags);
}
