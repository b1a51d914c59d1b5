/* Logs what a process writes below a folder, and when it asks the disk to keep it.
 *
 * Preloaded into the process; the log is then replayed up to any moment, as a disk would look whose
 * power is cut there. A record is: a letter, the lengths of two texts, two numbers, and the texts.
 *   W path data offset    data was written
 *   T path size           the file was cut to a size
 *   C path                the file was created
 *   S path                the file, or the folder, was synced
 *   U path                the name was removed
 *   R path new-path       the name was changed
 *   L path new-path       the file got a second name
 *   O data                something was told on stdout
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -1;
static const char *root;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("WRITE_LOG");
  root = getenv("WRITE_LOG_ROOT");
  if (path && root) log_fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void record(char what, const char *one, const void *other, size_t length, int64_t number) {
  if (log_fd < 0) return;
  struct { char what[8]; uint64_t one, other; int64_t number; } head = {{what}, strlen(one), length, number};
  struct iovec parts[] = {{&head, sizeof head}, {(void *)one, head.one}, {(void *)other, length}};
  pthread_mutex_lock(&lock);
  syscall(SYS_writev, log_fd, parts, 3);
  pthread_mutex_unlock(&lock);
}

static int is_ours(const char *path) { return root && strncmp(path, root, strlen(root)) == 0; }

static int path_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

static void whole_path(const char *path, char *whole, size_t size) {
  if (path[0] == '/') snprintf(whole, size, "%s", path);
  else {
    char folder[4096];
    snprintf(whole, size, "%s/%s", getcwd(folder, sizeof folder) ? folder : "", path);
  }
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void written(int fd, const void *data, ssize_t length, int64_t offset) {
  char path[4096];
  if (length > 0 && path_of(fd, path, sizeof path)) record('W', path, data, length, offset);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
  ssize_t length = REAL(pwrite)(fd, data, size, offset);
  written(fd, data, length, offset);
  return length;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
  ssize_t length = REAL(pwrite64)(fd, data, size, offset);
  written(fd, data, length, offset);
  return length;
}

ssize_t write(int fd, const void *data, size_t size) {
  ssize_t length = syscall(SYS_write, fd, data, size);
  if (fd == 1 && length > 0) record('O', "", data, length, 0);
  else if (length > 0) written(fd, data, length, syscall(SYS_lseek, fd, 0, SEEK_CUR) - length);
  return length;
}

static int cut(int fd, int64_t size) {
  char path[4096];
  int result = syscall(SYS_ftruncate, fd, size);
  if (result == 0 && path_of(fd, path, sizeof path)) record('T', path, "", 0, size);
  return result;
}

int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int synced(int fd, int result) {
  char path[4096];
  if (result == 0 && path_of(fd, path, sizeof path)) record('S', path, "", 0, 0);
  return result;
}

int fsync(int fd) { return synced(fd, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { return synced(fd, syscall(SYS_fdatasync, fd)); }

static int opened(int at, const char *path, int flags, mode_t mode) {
  char whole[8192];
  struct stat before;
  int is_new = 0;
  whole_path(path, whole, sizeof whole);
  if ((flags & O_CREAT) && is_ours(whole)) is_new = stat(whole, &before) != 0;
  int fd = syscall(SYS_openat, at, path, flags, mode);
  if (fd >= 0 && is_new) record('C', whole, "", 0, 0);
  if (fd >= 0 && !is_new && (flags & O_TRUNC) && is_ours(whole)) record('T', whole, "", 0, 0);
  return fd;
}

#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list all; va_start(all, flags); mode = va_arg(all, mode_t); va_end(all); }

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return opened(at, path, flags, mode); }

int unlink(const char *path) {
  char whole[8192];
  whole_path(path, whole, sizeof whole);
  int result = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
  if (result == 0 && is_ours(whole)) record('U', whole, "", 0, 0);
  return result;
}

int rename(const char *old, const char *new) {
  char from[8192], to[8192];
  whole_path(old, from, sizeof from);
  whole_path(new, to, sizeof to);
  int result = syscall(SYS_renameat2, AT_FDCWD, old, AT_FDCWD, new, 0);
  if (result == 0 && is_ours(to)) record('R', from, to, strlen(to), 0);
  return result;
}

int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int linkat(int at, const char *old, int to_at, const char *new, int flags) {
  char from[8192], to[8192];
  whole_path(old, from, sizeof from);
  whole_path(new, to, sizeof to);
  int result = syscall(SYS_linkat, at, old, to_at, new, flags);
  if (result == 0 && is_ours(to)) record('L', from, to, strlen(to), 0);
  return result;
}
