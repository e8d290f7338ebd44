/*
 * A disk that fails when told to and notes what is done to it, put before the C library with LD_PRELOAD. It sees the
 * files under DISK_FOLDER. Whoever maps the file DISK_CONTROL, eight 32-bit integers in the machine's order, tells it:
 *   0 kinds of calls to count, added: 1 write, 2 sync, 4 truncate, 8 open, 16 unlink, 32 read, 64 rename
 *   1 the call to fail, counted from 1; 0 none     2 errno     3 0: that call, 1: from then on, 2: half of it is written
 *   4 how many were counted                        5 how many failed
 * With DISK_RECORD each call that succeeded is appended there: kind, file, offset, length as 64-bit integers, then the
 * name of the file at its first opening, or the bytes written; a rename with the new name's file as its offset; a sync
 * also when it failed, with offset -1.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, OPEN = 8, UNLINK = 16, READ = 32, RENAME = 64 };
enum { FILES_MAX = 4096, NAMES_MAX = 64 };

static volatile int32_t none[8];
static volatile int32_t *control = none;
static const char *folder;
static int record = -1;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int name_of[FILES_MAX]; /* of a descriptor; 0 is not under the folder */
static char *names[NAMES_MAX];

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int real_open(const char *path, int flags, mode_t mode) {
  REAL(int, open64, const char *, int, ...);
  return real(path, flags, mode);
}

static ssize_t real_write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real(fd, bytes, length);
}

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("DISK_CONTROL");
  folder = getenv("DISK_FOLDER");
  if (path) {
    int fd = real_open(path, O_RDWR, 0);
    void *mapped = mmap(0, 32, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) control = mapped;
  }
  if (getenv("DISK_RECORD")) record = real_open(getenv("DISK_RECORD"), O_CREAT | O_WRONLY | O_APPEND, 0600);
}

static int is_seen(const char *path) {
  return folder && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_seen_fd(int fd) { return fd >= 0 && fd < FILES_MAX && name_of[fd]; }

static void note(int kind, int file, int64_t offset, int64_t length, const void *bytes) {
  if (record < 0) return;
  int64_t head[4] = {kind, file, offset, length};
  real_write(record, head, sizeof head);
  if (bytes) real_write(record, bytes, length);
}

/* Whether this call is to fail; errno is set then. */
static int fails(int kind) {
  if (!(control[0] & kind)) return 0;
  int at = control[1];
  int now = ++control[4];
  if (!at || now < at || (control[3] != 1 && now > at)) return 0;
  control[5]++;
  errno = control[2];
  return 1;
}

/* The number of a name, which is noted when it is new. */
static int named(const char *path) {
  int name = 1;
  while (name < NAMES_MAX - 1 && names[name] && strcmp(names[name], path)) name++;
  if (!names[name]) {
    names[name] = strdup(path);
    note(OPEN, name, 0, strlen(path), path);
  }
  return name;
}

static int opened(const char *path, int flags, mode_t mode) {
  if (!is_seen(path)) return real_open(path, flags, mode);
  pthread_mutex_lock(&lock);
  int fd = fails(OPEN) ? -1 : real_open(path, flags, mode);
  if (fd >= 0 && fd < FILES_MAX) {
    int name = named(path);
    name_of[fd] = name;
    if (flags & O_TRUNC) note(TRUNCATE, name, 0, 0, 0);
  }
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return fd;
}

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    return opened(path, flags, mode); \
  }
OPENING(open)
OPENING(open64)

int close(int fd) {
  REAL(int, close, int);
  if (fd >= 0 && fd < FILES_MAX) name_of[fd] = 0;
  return real(fd);
}

static ssize_t written(int fd, const void *bytes, size_t length, off64_t offset, int moves) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  if (!is_seen_fd(fd)) return moves ? real_write(fd, bytes, length) : real(fd, bytes, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t done = -1;
  int failing = fails(WRITE);
  if (failing && control[3] == 2) {
    failing = 0;
    length = length > 1 ? length / 2 : length;
    /* What is written after a short write finds the disk full. */
    control[1]++;
    control[3] = 0;
  }
  if (!failing) {
    int64_t at = moves ? lseek64(fd, 0, SEEK_CUR) : offset;
    done = moves ? real_write(fd, bytes, length) : real(fd, bytes, length, offset);
    if (done > 0) note(WRITE, name_of[fd], at, done, bytes);
  }
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) { return written(fd, bytes, length, 0, 1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return written(fd, bytes, length, at, 0); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) { return written(fd, bytes, length, at, 0); }

#define READING(name, type) \
  ssize_t name(int fd, void *bytes, size_t length, type at) { \
    REAL(ssize_t, name, int, void *, size_t, type); \
    if (is_seen_fd(fd) && fails(READ)) return -1; \
    return real(fd, bytes, length, at); \
  }
READING(pread, off_t)
READING(pread64, off64_t)

#define SYNCING(name) \
  int name(int fd) { \
    REAL(int, name, int); \
    if (!is_seen_fd(fd)) return real(fd); \
    pthread_mutex_lock(&lock); \
    int done = fails(SYNC) ? -1 : real(fd); \
    note(SYNC, name_of[fd], done, 0, 0); \
    int kept = errno; \
    pthread_mutex_unlock(&lock); \
    errno = kept; \
    return done; \
  }
SYNCING(fsync)
SYNCING(fdatasync)

#define TRUNCATING(name, type) \
  int name(int fd, type size) { \
    REAL(int, name, int, type); \
    if (!is_seen_fd(fd)) return real(fd, size); \
    pthread_mutex_lock(&lock); \
    int done = fails(TRUNCATE) ? -1 : real(fd, size); \
    if (!done) note(TRUNCATE, name_of[fd], size, 0, 0); \
    int kept = errno; \
    pthread_mutex_unlock(&lock); \
    errno = kept; \
    return done; \
  }
TRUNCATING(ftruncate, off_t)
TRUNCATING(ftruncate64, off64_t)

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  if (!is_seen(path)) return real(path);
  pthread_mutex_lock(&lock);
  int done = fails(UNLINK) ? -1 : real(path);
  for (int name = 1; !done && name < NAMES_MAX && names[name]; name++) {
    if (!strcmp(names[name], path)) note(UNLINK, name, 0, 0, 0);
  }
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  if (!is_seen(from)) return real(from, to);
  pthread_mutex_lock(&lock);
  int done = fails(RENAME) ? -1 : real(from, to);
  if (!done) {
    int old = named(from);
    note(RENAME, old, named(to), 0, 0);
  }
  int kept = errno;
  pthread_mutex_unlock(&lock);
  errno = kept;
  return done;
}
