#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

// The system's mathematics under names that say what they are, so that no other file needs to know
// which C library this is.

func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

func cosine(_ angle: Double) -> Double { cos(angle) }
