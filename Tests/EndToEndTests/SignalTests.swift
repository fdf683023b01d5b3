import Glibc
import Testing

/// Interruptions, as a shell sees them.
@Suite struct SignalTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func anInterruptedPromptHasTheStatusOfItsSignal(_ signal: Int32, _ status: Int32) async throws {
    let org = try Org([Documents.generations: [Turn(.silence)]])
    var call = Call.shell(#""$0" generate hello; echo "status $?""#)
    call.environment = org.environment
    let outcome = try await call.run { child in
      for _ in 1...2 { try org.server.awaitRequest() }
      // The shell is not interrupted itself, as it is by a terminal, and so can tell the tale.
      let children = try Descriptor.file("/proc/\(child.process)/task/\(child.process)/children", O_RDONLY)
      kill(try #require(pid_t(children.readWhole().filter { $0 != " " })), signal)
      return try child.finish()
    }
    #expect(outcome.output == "status \(status)\n")
  }

  /// What nobody reads must not hold the end up.
  @Test(
    arguments: [
      (["embed", "--emulator", "-v", "--from", "texts", "-o", "vectors.jsonl"], 143),
      (["embed", "--emulator", "-v", "--from", "texts"], 143), (["emulator", "--port", "0"], 0),
      (["serve", "--emulator", "--port", "0", "-v"], 0),
    ] as [([String], Int32)])
  func oneSignalIsEnoughWhereNobodyReadsWhatIsSaid(_ words: [String], _ status: Int32) async throws {
    let home = try Home()
    try home.write(String(repeating: "text\n", count: 20_000), to: "texts")
    let path = home.path + "/errors"
    #expect(mkfifo(path, 0o600) == 0)
    let pipe = try Descriptor.file(path, O_RDWR).doesNotBlock()
    while pipe.writeSome([UInt8](repeating: 0, count: 4096)[...]) ?? 0 > 0 {}
    let line = words.map { "'\($0)'" }.joined(separator: " ")
    var call = Call.shell("cd '\(home.path)' && exec \"$0\" \(line) 2>errors")
    call.environment = ["HOME": home.path]
    call.limit = 120
    let outcome = try await call.run { child in
      try Self.awaitListening(for: child.process)
      child.send(SIGTERM)
      return try child.finish()
    }
    #expect(outcome.exit == status || outcome.ending == .signal(SIGTERM), "\(outcome.ending)")
  }

  /// Waits until the program takes SIGTERM for itself, as the mask of proc_pid_status(5) says.
  private static func awaitListening(for process: pid_t) throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while .now < deadline {
      let facts = try Descriptor.file("/proc/\(process)/status", O_RDONLY).readWhole()
      let line = facts.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
      let mask = line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
      if mask & 1 << UInt64(SIGTERM - 1) != 0 { return }
      usleep(10_000)
    }
  }

  @Test func aLockWhoseHolderWasKilledStopsNobody() async throws {
    let org = try Org([
      Documents.token: [Turn(.silence), Documents.tokenAnswer()],
      Documents.generations: [Documents.generation],
    ])
    _ = try await org.call("generate", "hello").run { child in
      try org.server.awaitRequest()
      child.send(SIGKILL)
      return try child.finish().ending
    }
    expect(try await org.run("generate", "hello"), is: Told(0, "Once upon a time.\n", ""))
  }
}
