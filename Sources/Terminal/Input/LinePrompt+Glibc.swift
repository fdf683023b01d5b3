import Glibc

/// Asks for a line that may become needless before it is typed; the terminal itself lets the person correct it.
package actor LinePrompt {
  private let terminal: ControllingTerminal
  private let queue = BlockingQueue("line prompt")
  /// Becomes readable when the answer is not wanted any more.
  private let bell: (read: CInt, write: CInt)

  /// A prompt on a terminal.
  ///
  /// - Throws: ``TerminalError`` where the system gives no pipe.
  package init(on terminal: ControllingTerminal) throws(TerminalError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .refused(call: "pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.terminal = terminal
    bell = (ends[0], ends[1])
  }

  deinit {
    close(bell.read)
    close(bell.write)
  }

  /// Keeps all work of the actor on its own queue, where waiting for the answer may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Ends the question that is asked, or the next one.
  package nonisolated func giveUp() {
    var byte: UInt8 = 1
    _ = write(bell.write, &byte, 1)
  }

  /// Shows the question and waits for the answer, or for nobody wanting it any more, which is the end.
  package func ask(_ question: String) -> LineInput {
    terminal.write(question)
    var line: [UInt8] = []
    while true {
      var polled = [
        pollfd(fd: terminal.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&polled, 2, -1)
      guard polled[1].revents == 0 else { return ended() }
      guard polled[0].revents != 0 else { continue }
      var byte: UInt8 = 0
      switch read(terminal.descriptor, &byte, 1) {
      case 1 where byte == UInt8(ascii: "\n"): return .line(String(decoding: line, as: UTF8.self))
      case 1: line.append(byte)
      case -1 where errno == EINTR || errno == EAGAIN: continue
      default: return ended()
      }
    }
  }

  private func ended() -> LineInput {
    terminal.write("\n")
    return .end
  }
}
