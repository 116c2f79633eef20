/* A disk that fails where it is told to, loaded before the C library (LD_PRELOAD). It counts each write, sync and truncation of a
 * file under the folder DISK_UNDER; disk_arm says which of them fails and how; DISK_LOG, where set, names the file that all of
 * them are written to, in order, for power.py to replay. Its own calls go to the kernel directly, so that it does not meet itself.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, SYNC, TRUNCATE, NAMED, GONE, MARK };
enum { TO_THE_END = -1, KILLED = -9 };

static const char *under;
static int log_fd = -1;
static int failing;                /* the errno, or KILLED; 0 while the disk is sound */
static int only;                   /* WRITE, SYNC or TRUNCATE: no other is counted, and none fails; 0 for all three */
static long first, last_one, seen; /* the calls that fail, counted since disk_arm; how many there were */
static long hit;                   /* how many failed */

/* ── Told from outside ─────────────────────────────────────────────────────────────────────────────────────────────── */

/* From now on the calls `from` (the first is 1) to `from + many - 1` of the kind fail with this errno; all from `from` on where
 * many is -1. */
void disk_arm(int with, int kind, long from, long many) {
    failing = with, only = kind, first = from, last_one = many == TO_THE_END ? LONG_MAX : from + many - 1;
    seen = hit = 0;
}
long disk_seen(void) { return seen; }
long disk_hit(void) { return hit; }

static void logged(uint64_t op, uint64_t file, uint64_t offset, const void *data, uint64_t length) {
    uint64_t head[4] = {op, file, offset, length};
    struct iovec parts[2] = {{head, sizeof head}, {(void *)data, data ? length : 0}};
    if (log_fd >= 0 && syscall(SYS_writev, log_fd, parts, 2) < 0) abort();
}
void disk_mark(const char *words) { logged(MARK, 0, 0, words, strlen(words)); }

/* ── Which files ───────────────────────────────────────────────────────────────────────────────────────────────────── */

__attribute__((constructor)) static void begin(void) {
    under = getenv("DISK_UNDER");
    const char *to = getenv("DISK_LOG");
    if (to) log_fd = syscall(SYS_openat, AT_FDCWD, to, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether it lies under the folder, or is it: the sync of a folder makes its names last. */
static int ours(const char *path) {
    size_t length = under ? strlen(under) : 0;
    return length && !strncmp(path, under, length) && (path[length] == '/' || !path[length]);
}

/* The file's number where it lies under the folder, else 0. The index of the write-ahead log is shared memory and no disk. */
static uint64_t file_of(int fd) {
    char link[40], path[PATH_MAX];
    struct stat about;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (!ours(path) || strstr(path, "-shm") || fstat(fd, &about)) return 0;
    return about.st_ino;
}

/* Whether this call fails. A write that is to fail writes its first half before the process is killed or the disk is full. */
static int fails(int op) {
    if (only && op != only) return 0;
    seen++;
    if (!failing || seen < first || seen > last_one) return 0;
    hit++;
    return 1;
}
static void die_if_killed(void) {
    if (failing == KILLED) syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
}

/* ── Writes ────────────────────────────────────────────────────────────────────────────────────────────────────────── */

static ssize_t written(int fd, const void *data, size_t length, off64_t at) {
    uint64_t file = file_of(fd);
    size_t most = length;
    if (file && fails(WRITE)) {
        most = failing == EIO || hit > 1 ? 0 : length / 2;
        if (most == 0 && failing != KILLED) return errno = failing, -1;
    }
    off64_t where = at >= 0 ? at : syscall(SYS_lseek, fd, 0, SEEK_CUR);
    ssize_t done = at >= 0 ? syscall(SYS_pwrite64, fd, data, most, at) : syscall(SYS_write, fd, data, most);
    if (file && done > 0) logged(WRITE, file, where, data, done);
    if (file && most < length) die_if_killed();
    return done;
}
ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return written(fd, data, length, at); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t at) { return written(fd, data, length, at); }

/* ── Syncs and truncations ─────────────────────────────────────────────────────────────────────────────────────────── */

static int synced(int fd, long call) {
    uint64_t file = file_of(fd);
    if (file && fails(SYNC)) {
        die_if_killed();
        return errno = failing, -1;
    }
    int done = syscall(call, fd);
    if (file && !done) logged(SYNC, file, 0, NULL, 0);
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int truncated(int fd, off64_t length) {
    uint64_t file = file_of(fd);
    if (file && fails(TRUNCATE)) {
        die_if_killed();
        return errno = failing, -1;
    }
    int done = syscall(SYS_ftruncate, fd, length);
    if (file && !done) logged(TRUNCATE, file, length, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { return truncated(fd, length); }
int ftruncate64(int fd, off64_t length) { return truncated(fd, length); }

/* ── Names: kept, so that a replay knows which files were there ────────────────────────────────────────────────────── */

static int opened(int folder, const char *path, int flags, mode_t mode) {
    int there = faccessat(folder, path, F_OK, 0) == 0;
    int fd = syscall(SYS_openat, folder, path, flags, mode);
    uint64_t file = fd >= 0 && !there && (flags & O_CREAT) ? file_of(fd) : 0;
    if (file) logged(NAMED, file, 0, path, strlen(path));
    return fd;
}
#define MODE_OF(flags)                                 \
    mode_t mode = 0;                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {             \
        va_list rest;                                  \
        va_start(rest, flags);                         \
        mode = va_arg(rest, mode_t);                   \
        va_end(rest);                                  \
    }
int open(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return opened(folder, path, flags, mode); }

int link(const char *from, const char *to) {
    struct stat about;
    int done = syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!done && ours(to) && !stat(to, &about)) logged(NAMED, about.st_ino, 0, to, strlen(to));
    return done;
}
int unlink(const char *path) {
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!done && ours(path)) logged(GONE, 0, 0, path, strlen(path));
    return done;
}
