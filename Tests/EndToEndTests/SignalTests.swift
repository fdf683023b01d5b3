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
