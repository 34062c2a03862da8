#pragma once
// Wide-character curses. Swift cannot import curses' macros, globals and variadic functions, so the
// ones in use are wrapped here as inline functions.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#if __has_include(<ncursesw/ncurses.h>)
#include <ncursesw/ncurses.h>
#else
#include <ncurses.h>
#endif
