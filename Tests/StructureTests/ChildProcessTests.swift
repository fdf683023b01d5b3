import Testing

/// A program that is started gets an environment that somebody has chosen: by default it would get the secrets in ours.
struct ChildProcessTests {
  @Test func everyChildIsGivenAnEnvironment() throws {
    var count = 0
    for file in try Checkout.swiftFiles(below: "Sources") {
      for call in try Checkout.text(file.path).split(separator: "Subprocess.run(").dropFirst() {
        #expect(call.prefix(400).contains("environment: "), "\(file.path)")
        count += 1
      }
    }
    #expect(count > 2)
  }
}
