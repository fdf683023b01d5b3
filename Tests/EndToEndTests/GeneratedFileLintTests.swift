import Testing

/// What manual pages and completion scripts are judged by: the tools that will read them.
@Suite struct GeneratedFileLintTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  @Test(arguments: [
    "mandoc -Tlint -W warning man/*.1 man/*.7", "bash -n completions/sfmodels.bash",
    "zsh -n completions/_sfmodels",
    "fish --no-execute completions/sfmodels.fish",
  ])
  func toolIsSilent(_ line: String) async throws {
    let call = Call(["-c", "cd '\(Self.root)' && \(line) 2>&1"], program: "/bin/bash")
    expect(try await call.run(), is: Told(0, "", ""))
  }

  @Test func theManualNamesWhatBelongsToNoCommand() async throws {
    let page = try await Call(["-c", "'\(Call.sfmodels)' help --mdoc"], program: "/bin/bash").run().output
    for section in ["ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES"] {
      #expect(page.contains("\n.Sh \(section)\n"))
    }
  }

  @Test(arguments: [[], ["generate"], ["auth", "login"], ["config", "set"]])
  func helpFitsANarrowTerminal(_ topic: [String]) async throws {
    var call = Call(["help"] + topic)
    call.environment = ["COLUMNS": "60"]
    let lines = try await call.run().output.split(separator: "\n")
    // An example is a line for the shell: it is not broken.
    #expect(lines.filter { $0.count > 60 && !$0.contains("sfmodels") && !$0.contains("sfdc_ai__") } == [])
  }
}
