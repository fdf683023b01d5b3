import Synchronization
import Testing

@testable import Terminal

/// Lines that tell how far something is and leave nothing behind.
struct ProgressTests {
  /// Collects what is printed.
  private final class Paper: Sendable {
    private let text = Mutex("")
    var content: String { text.withLock { $0 } }
    func write(_ piece: String) { text.withLock { $0 += piece } }
  }

  private static func facts(_ columns: Int, isTerminal: Bool = true) -> TerminalFacts {
    TerminalFacts(isTerminal: isTerminal, reported: .init(columns: columns, rows: 9), environment: [:])
  }

  private func screen(_ paper: Paper, _ columns: Int) -> Screen {
    var screen = Screen(columns: columns)
    screen.show(paper.content)
    return screen
  }

  @Test func progressIsDrawnOverItselfCutAndCleared() {
    let paper = Paper()
    var line = ProgressLine({ Self.facts(12) }, write: paper.write)
    line.show("1,000 行 of 2,000 rows")
    #expect(screen(paper, 12).lines == ["1,000 行 of"])
    line.show("done")
    #expect(screen(paper, 12).lines == ["done"] && screen(paper, 12).cursor == [0, 4])
    line.clear()
    line.clear()
    #expect(screen(paper, 12).lines == [] && screen(paper, 12).cursor == [0, 0])
  }

  @Test func progressIsClearedAtTheEnd() {
    let paper = Paper()
    do {
      var line = ProgressLine({ Self.facts(12) }, write: paper.write)
      line.show("half")
    }
    #expect(screen(paper, 12).lines == [])
  }

  @Test func nothingIsShownWhereThereIsNoTerminal() async {
    let paper = Paper()
    var line = ProgressLine({ Self.facts(80, isTerminal: false) }, write: paper.write)
    line.show("half")
    line.clear()
    let spinner = Spinner({ Self.facts(80, isTerminal: false) }, pause: { _ in }, write: paper.write)
    #expect(await spinner.spin { 7 } == 7)
    #expect(paper.content == "")
  }

  private func spinner(_ paper: Paper, columns: Int = 80) -> Spinner {
    let start = ContinuousClock.now
    let beats = Atomic(0)
    return Spinner(
      { Self.facts(columns) },
      now: { start.advanced(by: .seconds(beats.add(1, ordering: .relaxed).oldValue * 31)) },
      pause: { _ in
        try Task.checkCancellation()
        await Task.yield()
      }, write: paper.write)
  }

  @Test(.timeLimit(.minutes(10)))
  func spinnerTellsTheTimeAndLeavesNoTrace() async {
    let paper = Paper()
    await spinner(paper).spin {
      while !paper.content.contains("1 min 2 s") { await Task.yield() }
    }
    #expect(paper.content.contains("⠋ 31 s"))
    #expect(screen(paper, 80).lines == [] && screen(paper, 80).cursor == [0, 0])
  }

  @Test func spinnerIsGoneBeforeAnythingElseIsPrintedWheneverTheAnswerComes() async {
    for turns in 0..<40 {
      let paper = Paper()
      await spinner(paper, columns: 5).spin { for _ in 0..<turns { await Task.yield() } }
      paper.write("answer")
      #expect(screen(paper, 80).lines == ["answer"])
    }
  }

  @Test func spinnerIsGoneWheneverItIsCancelled() async {
    for turns in 0..<40 {
      let paper = Paper()
      let task = Task {
        try await spinner(paper).spin {
          while true {
            try Task.checkCancellation()
            await Task.yield()
          }
        }
      }
      for _ in 0..<turns { await Task.yield() }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(screen(paper, 80).lines == [])
    }
  }

  @Test func spinnerThrowsWhatTheBodyThrows() async {
    struct Trouble: Error {}
    await #expect(throws: Trouble.self) { try await spinner(Paper()).spin { throw Trouble() } }
  }
}
