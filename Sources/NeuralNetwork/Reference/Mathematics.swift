#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

// As textbooks write them, but for numbers of any size: none of these overflows on the way.

func exponential(_ x: Double) -> Double { exp(x) }

func exponentialLessOne(_ x: Double) -> Double { expm1(x) }

func logarithm(_ x: Double) -> Double { log(x) }

func tangent(_ z: Double) -> Double { tanh(z) }

func errorFunction(_ z: Double) -> Double { erf(z) }

func logarithmOfCosh(_ d: Double) -> Double { abs(d) + log1p(exp(-2 * abs(d))) - log(2) }

func logistic(_ z: Double) -> Double { z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z)) }

func logarithmOfOnePlusPower(_ z: Double) -> Double { max(z, 0) + log1p(exp(-abs(z))) }
