#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Signal-safe company of the terminal: signals as readable events, standard error held back while
// the screen is in use, and a crash that gives the terminal back before it takes its course.

// What has happened, as bits of terminal_signals_take().
enum {
  terminal_signal_wake = 1,
  terminal_signal_window = 2,
  terminal_signal_interrupt = 4,
  terminal_signal_terminate = 8,
  terminal_signal_hangup = 16,
  terminal_signal_stop = 32,
  terminal_signal_continue = 64,
};

// Opens, or empties, the pipe that becomes readable on a signal or a wake, remembers the present
// handlers, and returns the end to wait on, or -1 with errno set.
int terminal_signals_open(void);

// Installs the handlers. Apart from opening, because curses installs its own in between. A signal
// that was ignored when the pipe was opened stays ignored.
void terminal_signals_install(void);

// Puts the remembered handlers back. A wake that comes later does nothing.
void terminal_signals_close(void);

// Makes the pipe readable, from any thread; many wakes before a take are one.
void terminal_signals_wake(void);

// Empties the pipe and returns what has happened since the last take.
uint32_t terminal_signals_take(void);

// Stops the process group as Ctrl-Z would on a terminal in its ordinary mode; returns when it is
// continued, or at once where nothing could continue it.
void terminal_signals_suspend(void);

// Remembers the settings of the terminal behind a file descriptor, for a crash. False when it is
// not a terminal.
bool terminal_rescue_remember(int descriptor);

// From here on every signal that ends the process, apart from those that are events, restores the
// settings and writes the bytes first; more bytes than fit are refused.
bool terminal_rescue_arm(const char *bytes, size_t count);

// A crash leaves the terminal alone again, and the former handlers are back.
void terminal_rescue_disarm(void);

// Restores the remembered settings, such as when curses can no longer do it.
void terminal_rescue_restore(void);

// Keeps what is written to standard error off the screen; nothing happens when it is no terminal.
void terminal_errors_hold(void);

// Sends what was kept to standard error, and later output too.
void terminal_errors_release(void);
