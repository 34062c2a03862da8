#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }

func logarithm(_ x: Double) -> Double { log(x) }

func tangent(_ z: Double) -> Double { tanh(z) }

func errorFunction(_ z: Double) -> Double { erf(z) }

func logarithmOfCosh(_ d: Double) -> Double { log(cosh(d)) }

func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }

func logarithmOfOnePlusPower(_ z: Double) -> Double { log(1 + exp(z)) }
