#pragma once

// Allocations of this process so far, by all threads; 0 for good where the C library is not glibc,
// whose malloc can be stood in for.
long counted_allocations(void);
