#pragma once
// What the thread sanitizer is told of, declared by the compiler that brings the sanitizer along.
#include <sanitizer/tsan_interface.h>
