#pragma once
// Wide-character curses. Swift cannot import curses' macros, globals and variadic functions, so the
// ones in use are wrapped here as inline functions.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#if __has_include(<ncursesw/ncurses.h>)
#include <ncursesw/ncurses.h>
#include <ncursesw/term.h>
#else
#include <ncurses.h>
#include <term.h>
#endif
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// terminfo's short names would otherwise be macros for whoever imports this.
#undef lines
#undef columns
#undef tab
#undef bell

// Pairs beyond a short came with ncurses 6.1; macOS has an older one, with a byte for the pair.
#if NCURSES_VERSION_MAJOR > 6 || (NCURSES_VERSION_MAJOR == 6 && NCURSES_VERSION_MINOR >= 1)
#define CURSES_HAS_EXTENDED_COLORS 1
#else
#define CURSES_HAS_EXTENDED_COLORS 0
#endif

// Opens the terminal by a description's name; NULL, and nothing printed, where there is none.
static inline SCREEN *curses_open(const char *name) { return newterm(name, stdout, stdin); }

static inline bool curses_can_place_cursor(void) {
  char name[] = "cup";
  char *capability = tigetstr(name);
  return capability != NULL && capability != (char *)-1;
}

static inline int curses_error(void) { return errno; }

static inline WINDOW *curses_screen(void) { return stdscr; }

// Draws everything anew at the next refresh, whatever is believed to be on the screen.
static inline void curses_repaint_all(void) { clearok(curscr, TRUE); }

static inline int curses_escape_delay(int milliseconds) { return set_escdelay(milliseconds); }

// Bracketed paste: the terminal marks where pasted text begins and ends. Terminals that follow ANSI
// ignore a mode that they do not know, and descriptions often leave it out.
#define CURSES_PASTE_ON "\033[?2004h"
#define CURSES_PASTE_OFF "\033[?2004l"

enum { curses_key_paste_start = KEY_MAX + 1, curses_key_paste_end = KEY_MAX + 2 };

static inline bool curses_is_ansi(void) {
  char name[] = "cup";
  char *capability = tigetstr(name);
  return capability != NULL && capability != (char *)-1 && strncmp(capability, "\033[", 2) == 0;
}

static inline void curses_mark_pastes(bool is_on) {
  if (!curses_is_ansi()) return;
  const char *bytes = is_on ? CURSES_PASTE_ON : CURSES_PASTE_OFF;
  // A terminal that cannot be written to shows nothing either.
  ssize_t written = write(STDOUT_FILENO, bytes, strlen(bytes));
  (void)written;
}

static inline void curses_define_paste_keys(void) {
  define_key("\033[200~", curses_key_paste_start);
  define_key("\033[201~", curses_key_paste_end);
}

// The bytes that leave the screen as a shell expects it, without curses: for a crash.
static inline size_t curses_farewell(char *bytes, size_t capacity) {
  static const char names[][6] = {"sgr0", "op", "oc", "rmkx", "cnorm", "rmcup"};
  size_t length = 0;
  if (curses_is_ansi() && capacity >= sizeof CURSES_PASTE_OFF) {
    length = sizeof CURSES_PASTE_OFF - 1;
    memcpy(bytes, CURSES_PASTE_OFF, length);
  }
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char name[6];
    memcpy(name, names[i], sizeof name);
    const char *capability = tigetstr(name);
    if (capability == NULL || capability == (const char *)-1) continue;
    for (const char *c = capability; *c != 0 && length < capacity;) {
      // Delays are written as $<5/>; nobody waits for a terminal in a crash.
      if (c[0] == '$' && c[1] == '<' && strchr(c, '>') != NULL) {
        c = strchr(c, '>') + 1;
      } else {
        bytes[length++] = *c++;
      }
    }
  }
  return length;
}

// Takes the character set of the environment and says whether it is UTF-8.
static inline bool curses_use_locale(void) {
  // Numbers keep their point: only the characters' category is taken.
  if (setlocale(LC_CTYPE, "") == NULL) {
    // A locale that is wished for but not installed here, as over a remote shell.
    const char *wish = getenv("LC_ALL");
    if (wish == NULL || *wish == 0) wish = getenv("LC_CTYPE");
    if (wish == NULL || *wish == 0) wish = getenv("LANG");
    const char *point = wish == NULL ? NULL : strrchr(wish, '.');
    if (point != NULL && (strcasecmp(point, ".utf-8") == 0 || strcasecmp(point, ".utf8") == 0)) {
      if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
    }
  }
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// The columns that the C library, and so curses, gives a character; -1 for one it does not know.
static inline int curses_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// wchar_t holds a Unicode scalar on every system this is built for, but is signed on some.
_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wide characters are Unicode scalars");

static inline int curses_draw(int row, int column, const uint32_t *scalars, int count) {
  return mvaddnwstr(row, column, (const wchar_t *)scalars, count);
}

static inline attr_t curses_bold(void) { return A_BOLD; }
static inline attr_t curses_dim(void) { return A_DIM; }
static inline attr_t curses_reversed(void) { return A_REVERSE; }
static inline attr_t curses_underlined(void) { return A_UNDERLINE; }

static inline int curses_color_count(void) { return has_colors() ? COLORS : 0; }

static inline int curses_pair_count(void) {
#if CURSES_HAS_EXTENDED_COLORS
  return COLOR_PAIRS;
#else
  return COLOR_PAIRS < 256 ? COLOR_PAIRS : 256;
#endif
}

// Whether a colour's number is its red, green and blue.
static inline bool curses_colors_are_direct(void) {
  char name[] = "RGB";
  return tigetflag(name) > 0 && COLORS >= 0x1000000;
}

static inline int curses_define_pair(int pair, int foreground, int background) {
#if CURSES_HAS_EXTENDED_COLORS
  return init_extended_pair(pair, foreground, background);
#else
  return init_pair((short)pair, (short)foreground, (short)background);
#endif
}

// Red, green and blue from 0 to 1000.
static inline int curses_define_color(int color, int red, int green, int blue) {
#if CURSES_HAS_EXTENDED_COLORS
  return init_extended_color(color, red, green, blue);
#else
  return init_color((short)color, (short)red, (short)green, (short)blue);
#endif
}

static inline int curses_set_style(attr_t attributes, int pair) {
#if CURSES_HAS_EXTENDED_COLORS
  return wattr_set(stdscr, attributes, (short)pair, &pair);
#else
  return wattr_set(stdscr, attributes, (short)pair, NULL);
#endif
}

// Reads a key: ERR when there is none, KEY_CODE_YES when the value is a key's code, else OK.
static inline int curses_read_key(WINDOW *window, uint32_t *value) {
  wint_t character = 0;
  int result = wget_wch(window, &character);
  *value = (uint32_t)character;
  return result;
}

enum { curses_ready_input = 1, curses_ready_signals = 2, curses_terminal_gone = 4 };

// Waits for input on the terminal, unless its descriptor is negative, or on the pipe; a negative
// limit waits for as long as it takes. Returns what is ready; 0 when the time is over or a signal
// came.
static inline int curses_wait(int terminal, int signals, int milliseconds) {
  struct pollfd entries[2] = {
      {.fd = terminal, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  if (poll(entries, 2, milliseconds) <= 0) return 0;
  int ready = 0;
  if (entries[1].revents != 0) ready |= curses_ready_signals;
  if (entries[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= curses_terminal_gone;
  if (entries[0].revents & POLLIN) {
    // Readable without a byte to read is the end of input.
    int count = 0;
    bool has_bytes = ioctl(terminal, FIONREAD, &count) == 0 && count > 0;
    ready |= has_bytes ? curses_ready_input : curses_terminal_gone;
  }
  return ready;
}

static inline bool curses_window_size(int terminal, int *rows, int *column_count) {
  struct winsize size;
  if (ioctl(terminal, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return false;
  *rows = size.ws_row;
  *column_count = size.ws_col;
  return true;
}
