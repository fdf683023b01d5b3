import FoundationEssentials
import Testing

/// The clients that people use, against the built program's server; and a browser that must not be one.
@Suite struct ClientTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  private static let python = root + "/.build/clients/bin/python"

  /// Each asks as its clients do, in Python.
  static let files: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/Tests/Clients")
    return (names ?? []).filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.sorted()
  }()

  @Test(arguments: files)
  func clientsAreServedAsByTheOriginal(_ file: String) async throws {
    try #require(
      Call.isProgram(Self.python), "the clients are missing: the README's first command installs them")
    let home = try Home()
    var call = Call(
      ["-B", "-m", "pytest", "-q", "-rs", "\(Self.root)/Tests/Clients/\(file)"],
      program: Self.python)
    call.environment = ["HOME": home.path, "TMPDIR": home.path, "SFMODELS": Call.sfmodels]
    call.limit = 300
    let outcome = try await call.run()
    #expect(outcome.exit == 0, "\(outcome.output)\(outcome.errors)")
    // What could not be tried should be seen.
    for line in outcome.output.split(separator: "\n") where line.hasPrefix("SKIPPED") { print(line) }
  }

  @Test func thereAreClients() {
    #expect(Self.files.count > 5)
  }
}
