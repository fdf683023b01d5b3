import Testing

/// The targets for fuzzing have what they begin with.
struct FuzzTests {
  /// The names in the lists of targets.
  private static func targets() throws -> Set<String> {
    let files = try Checkout.names(in: "Tests/Fuzz").filter { $0.hasSuffix("Targets.swift") }
    let names = try files.flatMap { file in
      try Checkout.text("Tests/Fuzz/\(file)").matches(of: /FuzzTarget\("([^"]+)"/).map { String($0.output.1) }
    }
    return Set(names)
  }

  @Test func everyTargetHasSeedsAndEverySeedATarget() throws {
    #expect(try Self.targets() == Checkout.names(in: "Tests/Fuzz/Seeds"))
  }

  @Test func seedsAreSmall() throws {
    for target in try Self.targets() {
      for seed in try Checkout.names(in: "Tests/Fuzz/Seeds/\(target)") {
        let size = try Checkout.text("Tests/Fuzz/Seeds/\(target)/\(seed)").utf8.count
        #expect(size < 2048, "\(target)/\(seed)")
      }
    }
  }
}
