#pragma once
#include <stdint.h>

// How a loop becomes several: each function marked NN_KERNEL is compiled once for each instruction
// set named here, and the loader picks the best the processor has. Where the compiler or the system
// has no such choice (arm64 always has NEON; the loader of musl does not choose) there is one plain
// version; so too under the thread sanitizer, whose own code would run while the loader chooses, before
// it is ready.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__clang__) && \
    __has_attribute(target_clones) && !__has_feature(thread_sanitizer)
#define NN_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NN_KERNEL
#endif

// A clone cannot call into another's code without leaving its instruction set, so all that loops
// share must be inlined.
#define NN_INLINE static inline __attribute__((always_inline))

// Permission to fuse a multiplication with an addition, from here to the end of the file that
// includes this: it is faster and rounds once less.
#pragma clang fp contract(fast)

// Sixteen floats are one AVX-512 register, two of AVX2 and four of NEON or SSE2.
#define NN_LANES 16

// What one round writes, no other round reads: the promise made by `assume_safety`, and so the duty of
// every loop below. Without it each call would first compare all its pointers.
#define NN_BLOCKS \
  _Pragma("clang loop vectorize(assume_safety) vectorize_width(16) interleave_count(1)")
// Sums wait for themselves: four running at once hide that.
#define NN_FOUR_BLOCKS \
  _Pragma("clang loop vectorize(assume_safety) vectorize_width(16) interleave_count(4)")
// x86 has masked loads and stores, so that what is left over takes one round instead of fifteen.
#if defined(__x86_64__)
#define NN_LEFTOVER \
  _Pragma("clang loop vectorize(assume_safety) vectorize_width(16) vectorize_predicate(enable)")
#else
#define NN_LEFTOVER
#endif

// Runs the statements for i from 0 below count.
#define NN_EACH(i, count, ...) NN_LOOP(i, count, NN_LANES, NN_BLOCKS, __VA_ARGS__)
// The same for statements that do little but add to a sum, which may be added up in any order: the
// function says so with `#pragma clang fp reassociate(on)`.
#define NN_SUM_EACH(i, count, ...) NN_LOOP(i, count, 4 * NN_LANES, NN_FOUR_BLOCKS, __VA_ARGS__)

#define NN_LOOP(i, count, block, pragma, ...)                  \
  do {                                                         \
    const long nn_whole = (count) & -(long)(block);            \
    pragma for (long i = 0; i < nn_whole; i++) { __VA_ARGS__ } \
    const int nn_rest = (int)((count) - nn_whole);             \
    NN_LEFTOVER for (int nn_i = 0; nn_i < nn_rest; nn_i++) {   \
      const long i = nn_whole + nn_i;                          \
      __VA_ARGS__                                              \
    }                                                          \
  } while (0)

// Groups of neighbouring floats at any address, held in registers while a loop goes down the rows.
typedef float nn_float2 __attribute__((ext_vector_type(2), aligned(4)));
typedef float nn_float4 __attribute__((ext_vector_type(4), aligned(4)));
typedef float nn_float8 __attribute__((ext_vector_type(8), aligned(4)));
typedef float nn_float16 __attribute__((ext_vector_type(16), aligned(4)));

// Cuts a range of columns into groups of 16, then at most one each of 8, 4, 2 and 1, and runs
// `statement(type, first column)` on each: no masks, and nothing goes through memory between rows.
#define NN_COLUMN_GROUPS(columns, statement)                                              \
  do {                                                                                    \
    long nn_column = 0;                                                                   \
    for (; nn_column + 16 <= (columns); nn_column += 16) statement(nn_float16, nn_column) \
    if ((columns)-nn_column >= 8) {                                                       \
      statement(nn_float8, nn_column) nn_column += 8;                                     \
    }                                                                                     \
    if ((columns)-nn_column >= 4) {                                                       \
      statement(nn_float4, nn_column) nn_column += 4;                                     \
    }                                                                                     \
    if ((columns)-nn_column >= 2) {                                                       \
      statement(nn_float2, nn_column) nn_column += 2;                                     \
    }                                                                                     \
    if ((columns)-nn_column >= 1) statement(float, nn_column)                             \
  } while (0)

// Rows are short and lie anywhere, so the processor does not see in time which come next.
#define NN_ROWS_AHEAD 4
#define NN_MOST_BYTES_AHEAD 4096

NN_INLINE void nn_expect_row(const void *row, long bytes) {
  const long count = bytes < NN_MOST_BYTES_AHEAD ? bytes : NN_MOST_BYTES_AHEAD;
  for (long byte = 0; byte < count; byte += 64) __builtin_prefetch((const char *)row + byte);
}
