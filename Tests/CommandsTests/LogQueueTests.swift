import Dispatch
import Synchronization
import Testing

@testable import Commands

/// A log that is not read.
@Suite(.timeLimit(.minutes(10)))
struct LogQueueTests {
  /// Takes nothing before it is told to.
  private final class Reader: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let asked = DispatchSemaphore(value: 0)
    private let taken = Mutex("")

    var text: String { taken.withLock { $0 } }

    var output: Output {
      Output(isTerminal: false) { bytes in
        self.asked.signal()
        self.gate.wait()
        self.taken.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      }
    }

    func waitUntilAsked() { asked.wait() }

    func take(_ times: Int) { for _ in 0..<times { gate.signal() } }
  }

  @Test(arguments: [
    (0, ""), (1, "sfmodels: warning: 1 line of the log was lost: nobody took them in time\n"),
    (5, "sfmodels: warning: 5 lines of the log were lost: nobody took them in time\n"),
  ])
  func delaysNobodyAndLosesWhatDoesNotFit(_ lost: Int, _ words: String) throws {
    let reader = Reader()
    let dropped = Atomic(0)
    let log = LogQueue(reader.output, limit: 100)
    log.whenDropping { dropped.add(1, ordering: .relaxed) }
    try log.entry.line("first")
    reader.waitUntilAsked()
    // Ten lines of ten bytes have space behind it.
    for _ in 0..<(10 + lost) { try log.entry.line("line 1234") }
    #expect(dropped.load(ordering: .relaxed) == lost)
    reader.take(3)
    log.flush(atMost: 60)
    try log.entry.line("last")
    log.flush(atMost: 60)
    #expect(reader.text == "first\n" + String(repeating: "line 1234\n", count: 10) + words + "last\n")
  }

  @Test func isNotWaitedForInTheEnd() throws {
    let reader = Reader()
    let log = LogQueue(reader.output)
    try log.entry.line("first")
    log.flush(atMost: 0)
    #expect(reader.text == "")
    reader.take(1)
  }

  @Test func linesKeepTheirOrder() throws {
    let taken = Mutex("")
    let log = LogQueue(
      Output(isTerminal: false) { bytes in taken.withLock { $0 += String(decoding: bytes, as: UTF8.self) } })
    for number in 0..<10_000 { try log.entry.line("\(number)") }
    log.flush(atMost: 60)
    #expect(taken.withLock { $0 } == (0..<10_000).map { "\($0)\n" }.joined())
  }
}
