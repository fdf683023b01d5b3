import Dispatch
import Glibc

/// Ctrl-C as something to be told of, while the program has more to do than to end.
package enum Interrupts {
  /// Runs the body, which gets one element for each SIGINT that comes meanwhile; afterwards SIGINT does what it did before.
  ///
  /// While a line is asked for inside, Ctrl-C goes to the one who asks.
  ///
  /// - Parameter terminal: where nothing that is typed meanwhile is to appear; it waits for whoever reads next. `nil`
  ///   leaves all terminals alone.
  /// - Throws: what the body throws.
  package static func caught<Answer>(
    silencing terminal: ControllingTerminal? = nil, _ body: (AsyncStream<Void>) async throws -> Answer
  ) async throws -> Answer {
    // Whoever ends or stops the program gets the terminal as it was.
    let trap = try SignalTrap(terminal == nil ? [SIGINT] : [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP])
    let keyboard = terminal.map { SilentKeyboard($0) }
    // However it ends, also where signals cannot be watched.
    defer { keyboard?.end() }
    let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
    // The handler outlives the source by a moment, in which the signals must do again what they did before.
    let source = try watch(trap) { [weak trap] signal in
      if signal == SIGINT {
        continuation.yield()
      } else if let trap {
        keyboard?.letThrough(signal, trap)
      }
    }
    defer {
      source.cancel()
      continuation.finish()
      withExtendedLifetime(trap) {}
    }
    return try await body(interrupts)
  }

  /// Reads from a descriptor of its own, which lives until the source has let go of it.
  private static func watch(
    _ trap: SignalTrap, _ tell: @escaping @Sendable (CInt) -> Void
  ) throws(TerminalError) -> any DispatchSourceRead {
    let descriptor = fcntl(trap.descriptor, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else { throw .refused(call: "dup", code: errno) }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
    source.setEventHandler {
      var byte: UInt8 = 0
      while read(descriptor, &byte, 1) == 1 { tell(CInt(byte)) }
    }
    source.setCancelHandler { close(descriptor) }
    source.activate()
    return source
  }
}
