#define _GNU_SOURCE 1
#include "CTerminalRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

static int held = -1;
static int original = -1;
static atomic_bool is_holding;

// A file without a name: what is in it is gone with the process.
static int open_nameless(void) {
#ifdef __linux__
  return memfd_create("standard error", MFD_CLOEXEC);
#else
  FILE *file = tmpfile();
  if (!file) return -1;
  int descriptor = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
  fclose(file);
  return descriptor;
#endif
}

void terminal_errors_hold(void) {
  if (!isatty(STDERR_FILENO) || atomic_load(&is_holding)) return;
  held = open_nameless();
  original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (held >= 0 && original >= 0 && dup2(held, STDERR_FILENO) >= 0) {
    atomic_store(&is_holding, true);
    return;
  }
  if (held >= 0) close(held);
  if (original >= 0) close(original);
}

// Calls only what a signal handler may call.
void terminal_errors_release(void) {
  if (!atomic_exchange(&is_holding, false)) return;
  dup2(original, STDERR_FILENO);
  char bytes[4096];
  // A library that complains without end must not flood the terminal.
  size_t budget = 64 * 1024;
  lseek(held, 0, SEEK_SET);
  while (budget > 0) {
    ssize_t count = read(held, bytes, sizeof bytes < budget ? sizeof bytes : budget);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    budget -= (size_t)count;
    for (ssize_t start = 0; start < count;) {
      ssize_t written = write(STDERR_FILENO, bytes + start, (size_t)(count - start));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) break;
      start += written;
    }
  }
  close(held);
  close(original);
  held = original = -1;
}
