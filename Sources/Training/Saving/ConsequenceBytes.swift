import ExperimentModel

extension CheckpointWriter {
  mutating func put(_ consequence: ChangeConsequence) {
    switch consequence {
    case .kept: put(UInt8(0))
    case .operated(let report):
      put(UInt8(1))
      put(report.outcome)
      put(report.lossBefore ?? .nan)
      put(report.lossAfter ?? .nan)
    case .restarted: put(UInt8(2))
    }
  }

  private mutating func put(_ outcome: SurgeryOutcome) {
    switch outcome {
    case .outputsKept: put(UInt8(0))
    case .unitsRemoved(let count):
      put(UInt8(1))
      put(count)
    case .activationSwitched: put(UInt8(2))
    case .identityWithinRange: put(UInt8(3))
    case .identityApproximated: put(UInt8(4))
    case .inputsSelected(let count, let all):
      put(UInt8(5))
      put(count)
      put(all)
    case .curvatureLost(let activation):
      put(UInt8(6))
      put(activation.rawValue)
    case .optimizerSwitched(let kept):
      put(UInt8(7))
      put(kept.count)
      for memory in kept { put(UInt8(OptimizerMemory.allCases.firstIndex(of: memory) ?? 0)) }
    }
  }
}

extension CheckpointReader {
  mutating func consequence() throws(CheckpointError) -> ChangeConsequence {
    let tag = try tag()
    switch tag {
    case 0: return .kept
    case 1:
      let outcome = try outcome()
      let (before, after) = (try real(), try real())
      return .operated(
        SurgeryReport(
          outcome, lossBefore: before.isNaN ? nil : before, lossAfter: after.isNaN ? nil : after))
    case 2: return .restarted
    default: throw unknown(tag)
    }
  }

  private mutating func outcome() throws(CheckpointError) -> SurgeryOutcome {
    let tag = try tag()
    switch tag {
    case 0: return .outputsKept
    case 1: return .unitsRemoved(try integer())
    case 2: return .activationSwitched
    case 3: return .identityWithinRange
    case 4: return .identityApproximated
    case 5: return .inputsSelected(try integer(), of: try integer())
    case 6:
      let name = try text()
      guard let activation = Activation(rawValue: name) else {
        throw .damaged(expected: "an activation", found: name)
      }
      return .curvatureLost(activation)
    case 7:
      var kept: [OptimizerMemory] = []
      for _ in 0..<(try count(ofBytes: 1)) {
        let index: UInt8 = try number()
        guard OptimizerMemory.allCases.indices.contains(Int(index)) else {
          throw unknown(index)
        }
        kept.append(OptimizerMemory.allCases[Int(index)])
      }
      return .optimizerSwitched(kept: kept)
    default: throw unknown(tag)
    }
  }
}
