/// Shows on a terminal that something is being waited for, and how long already; nothing elsewhere.
package struct Spinner: Sendable {
  private let facts: @Sendable () -> TerminalFacts
  private let palette: Palette
  private let now: @Sendable () -> ContinuousClock.Instant
  private let pause: @Sendable (Duration) async throws -> Void
  private let write: @Sendable (String) -> Void

  /// Who answers sooner is not worth a spinner.
  private static let patience = Duration.milliseconds(300)
  private static let beat = Duration.milliseconds(100)
  private static let pictures = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]

  /// - Parameters:
  ///   - facts: asked anew for each drawing, because windows change.
  ///   - pause: waits, and throws when its task is cancelled.
  ///   - write: shows the text at once.
  package init(
    _ facts: @escaping @Sendable () -> TerminalFacts, palette: Palette = Palette(isColourful: false),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    pause: @escaping @Sendable (Duration) async throws -> Void, write: @escaping @Sendable (String) -> Void
  ) {
    self.facts = facts
    self.palette = palette
    self.now = now
    self.pause = pause
    self.write = write
  }

  /// Spins until the body has returned or thrown; then nothing of it is left on the screen.
  ///
  /// - Throws: what the body throws.
  package func spin<Answer, Failure: Error>(
    during body: () async throws(Failure) -> Answer
  ) async throws(Failure) -> Answer {
    guard facts().isTerminal else { return try await body() }
    return try await withTaskGroup { group in
      group.addTask { await turn() }
      // The group waits until the line is cleared.
      defer { group.cancelAll() }
      do throws(Failure) {
        return Result<Answer, Failure>.success(try await body())
      } catch {
        return .failure(error)
      }
    }.get()
  }

  private func turn() async {
    let start = now()
    var line = TransientLine()
    // A pause ends early only when there is nothing more to wait for.
    guard (try? await pause(Self.patience)) != nil else { return }
    var count = 0
    while !Task.isCancelled {
      write(line.draw(picture(count, start.duration(to: now())), columns: facts().size.columns))
      count += 1
      guard (try? await pause(Self.beat)) != nil else { break }
    }
    let ending = line.clear()
    if !ending.isEmpty { write(ending) }
  }

  private func picture(_ count: Int, _ elapsed: Duration) -> String {
    palette("\(Self.pictures[count % Self.pictures.count]) \(Self.words(for: elapsed))", .dim).visible
  }

  private static func words(for elapsed: Duration) -> String {
    let seconds = elapsed.components.seconds
    return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
