#define _GNU_SOURCE 1
#include "CTerminalRescue.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

static const struct {
  int number;
  uint32_t bit;
} events[] = {
    {SIGWINCH, terminal_signal_window},    {SIGINT, terminal_signal_interrupt},
    {SIGQUIT, terminal_signal_interrupt},  {SIGTERM, terminal_signal_terminate},
    {SIGHUP, terminal_signal_hangup},      {SIGTSTP, terminal_signal_stop},
    {SIGCONT, terminal_signal_continue},
};
enum { event_count = sizeof events / sizeof events[0] };

static struct sigaction former[event_count];
static bool is_installed;
static atomic_uint happened;
static atomic_int write_end = -1;
static int read_end = -1;

// The byte only ends the waiting; what happened stands in the bits, so a full pipe loses nothing.
// Whoever sets the first bit writes it.
static void post(uint32_t bit) {
  if (atomic_fetch_or(&happened, bit) != 0) return;
  int saved_error = errno;
  int descriptor = atomic_load(&write_end);
  if (descriptor >= 0) {
    ssize_t written;
    do {
      written = write(descriptor, "", 1);
    } while (written < 0 && errno == EINTR);
  }
  errno = saved_error;
}

static void on_signal(int number) {
  for (int i = 0; i < event_count; i++)
    if (events[i].number == number) post(events[i].bit);
}

static bool configure(int descriptor) {
  return fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

int terminal_signals_open(void) {
  if (read_end < 0) {
    int ends[2];
    if (pipe(ends) != 0) return -1;
    if (!configure(ends[0]) || !configure(ends[1])) {
      close(ends[0]);
      close(ends[1]);
      return -1;
    }
    read_end = ends[0];
    atomic_store(&write_end, ends[1]);
  }
  terminal_signals_take();
  for (int i = 0; i < event_count; i++) sigaction(events[i].number, NULL, &former[i]);
  return read_end;
}

void terminal_signals_install(void) {
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&action.sa_mask);
  // Calls of other threads go on; poll(2) ends on a signal in spite of this flag.
  action.sa_flags = SA_RESTART;
  for (int i = 0; i < event_count; i++)
    if (former[i].sa_handler != SIG_IGN) sigaction(events[i].number, &action, NULL);
  is_installed = true;
}

void terminal_signals_close(void) {
  // The pipe stays for the life of the process: another thread may be on its way to it with a
  // wake, and a byte for a pipe without a reader would end the process.
  if (!is_installed) return;
  is_installed = false;
  for (int i = 0; i < event_count; i++) sigaction(events[i].number, &former[i], NULL);
}

void terminal_signals_wake(void) { post(terminal_signal_wake); }

uint32_t terminal_signals_take(void) {
  char bytes[64];
  while (read_end >= 0) {
    ssize_t count = read(read_end, bytes, sizeof bytes);
    if (count < 0 && errno == EINTR) continue;
    if (count < (ssize_t)sizeof bytes) break;
  }
  return atomic_exchange(&happened, 0);
}

void terminal_signals_suspend(void) {
  struct sigaction present;
  struct sigaction ordinary = {.sa_handler = SIG_DFL};
  sigemptyset(&ordinary.sa_mask);
  sigaction(SIGTSTP, &ordinary, &present);
  // The whole group, as the terminal's driver would: a script around us has to stop as well.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &present, NULL);
}
