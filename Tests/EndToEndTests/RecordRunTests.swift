import FoundationEssentials
import Glibc
import Testing

/// Records of an org in another process, read by runs that are killed and gone on with.
@Suite struct RecordRunTests {
  private static func call(_ address: String, _ home: Home, _ words: [String]) -> Call {
    var call = Call(
      ["embed", "--soql", "SELECT Id, Subject, Description FROM Case LIMIT 60", "--text-field"]
        + ["{{Subject}} {{Description}}", "--concurrency", "1", "--batch-size", "8"] + words)
    call.environment = EmulatorTests.environment(address, home)
    return call
  }

  @Test(arguments: ["--bulk", "--no-bulk"])
  func aKilledRunGoesOnAsIfNothingHadBeen(_ way: String) async throws {
    let home = try Home()
    let (whole, killed) = ("\(home.path)/whole.npy", "\(home.path)/killed.npy")
    try await EmulatorTests.withEmulator { address, _ in
      #expect(try Child(Self.call(address, home, [way, "-o", whole, "-q"])).finish().told == Told(0, "", ""))
      let words = [way, "-o", killed, "--resume"]
      for sign in ["/services/data/", "/embeddings", "rows"] {
        // The trace tells when a request is on its way.
        let child = try Child(Self.call(address, home, words + (sign == "rows" ? [] : ["-v"])))
        if sign == "rows" {
          let outcome = try child.finish()
          #expect(outcome.exit == 0, "\(outcome.errors)")
        } else {
          try child.awaits(sign)
          child.send(SIGKILL)
          _ = try child.finish()
        }
      }
      for ending in ["", ".ids"] {
        let files = try [killed, whole].map { try Data(contentsOf: URL(filePath: $0 + ending)) }
        #expect(files[0] == files[1])
      }
      #expect(try home.files().filter { $0.hasSuffix(".partial") } == [])
    }
  }

  @Test func theEmulatorTellsWhatLeadsAClientToIt() async throws {
    let output = try await EmulatorTests.withEmulator(["--print-env", "--records", "40"]) { address, child in
      child.send(SIGTERM)
      return (address, try child.finish().output)
    }
    #expect(
      output.1 == """
        SFMODELS_DOMAIN=\(output.0)
        SFMODELS_CLIENT_ID=emulator
        SFMODELS_CLIENT_SECRET=emulator

        """)
  }
}
