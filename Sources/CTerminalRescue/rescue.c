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

// The last four are sent: by a limit of processor time, and by whoever watches over jobs.
static const int crashes[] = {SIGSEGV, SIGBUS,  SIGILL,  SIGABRT, SIGFPE,
                              SIGTRAP, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2};
enum { crash_count = sizeof crashes / sizeof crashes[0] };
static struct sigaction former[crash_count];

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
  for (int i = 0; i < crash_count; i++)
    if (crashes[i] == signal_number) sigaction(signal_number, &former[i], NULL);
  // A fault comes again by itself when its instruction is repeated, so that the former handler
  // sees the true cause; a signal that was sent, and a trap already passed, have to be repeated.
  bool is_fault = info->si_code > 0 && signal_number != SIGTRAP && signal_number != SIGABRT;
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
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &former[i]);
  return true;
}

void terminal_rescue_disarm(void) {
  if (!atomic_exchange(&is_armed, false)) return;
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &former[i], NULL);
}

void terminal_rescue_restore(void) {
  if (terminal >= 0) tcsetattr(terminal, TCSANOW, &saved_settings);
}
