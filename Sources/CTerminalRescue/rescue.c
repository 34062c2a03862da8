#define _GNU_SOURCE 1
#include "CTerminalRescue.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios saved_settings;
static int terminal = -1;
static char farewell[512];
static size_t farewell_length;
static atomic_bool is_armed;

// Signal numbers end below this on every system.
enum { signal_limit = 128 };
static struct sigaction former[signal_limit];
static bool is_taken[signal_limit];

// Whether a signal reports a failure of the program itself. It may have a handler that writes a
// backtrace, which runs after ours.
static bool is_crash(int number) {
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
  for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
    if (crashes[i] == number) return true;
  return false;
}

// Whether the default action leaves the process alone or stops it, or no handler is possible.
static bool is_survived(int number) {
  static const int survived[] = {SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU,
                                 SIGCONT, SIGCHLD, SIGURG,  SIGWINCH,
#ifdef __APPLE__
                                 SIGINFO, SIGIO,
#endif
  };
  for (size_t i = 0; i < sizeof survived / sizeof survived[0]; i++)
    if (survived[i] == number) return true;
  return false;
}

// A stack that overflowed cannot run the handler, so the main thread gets another for it. 64 KiB
// are more than any system's minimum with the widest vector registers.
static _Alignas(16) char alternate_stack[64 * 1024];

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void on_crash(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  if (atomic_exchange(&is_armed, false)) {
    tcsetattr(terminal, TCSANOW, &saved_settings);
    write_all(terminal, farewell, farewell_length);
    terminal_errors_release();
  }
  sigaction(signal_number, &former[signal_number], NULL);
  // A fault comes again by itself when its instruction is repeated, so that the former handler
  // sees the true cause; every other signal has to be repeated.
  bool is_fault = info->si_code > 0 && (signal_number == SIGSEGV || signal_number == SIGBUS ||
                                        signal_number == SIGILL || signal_number == SIGFPE);
#ifdef SI_KERNEL
  if (info->si_code == SI_KERNEL) is_fault = signal_number == SIGSEGV || signal_number == SIGBUS;
#endif
  if (!is_fault) raise(signal_number);
}

bool terminal_rescue_remember(int descriptor) {
  if (tcgetattr(descriptor, &saved_settings) != 0) return false;
  terminal = descriptor;
  return true;
}

// A handler that is present already keeps its signal from ending the process, except in a crash.
static bool ends_process(int number, const struct sigaction *present) {
  if (is_survived(number)) return false;
  if (present->sa_flags & SA_SIGINFO) return is_crash(number);
  if (present->sa_handler == SIG_DFL) return true;
  return present->sa_handler != SIG_IGN && is_crash(number);
}

bool terminal_rescue_arm(const char *bytes, size_t count) {
  if (count > sizeof farewell || terminal < 0) return false;
  memcpy(farewell, bytes, count);
  farewell_length = count;
  if (atomic_exchange(&is_armed, true)) return true;

  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  stack_t present;
  if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);

  struct sigaction action = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  // Everything is held back meanwhile, SIGTTOU too, which restoring from the background raises.
  sigfillset(&action.sa_mask);
  for (int number = 1; number < signal_limit; number++) {
    // The C library refuses the numbers that it uses itself, and those beyond the last.
    is_taken[number] = sigaction(number, NULL, &former[number]) == 0 &&
                       ends_process(number, &former[number]) &&
                       sigaction(number, &action, NULL) == 0;
  }
  return true;
}

void terminal_rescue_disarm(void) {
  if (!atomic_exchange(&is_armed, false)) return;
  for (int number = 1; number < signal_limit; number++)
    if (is_taken[number]) sigaction(number, &former[number], NULL);
}

void terminal_rescue_restore(void) {
  if (terminal >= 0) tcsetattr(terminal, TCSANOW, &saved_settings);
}
