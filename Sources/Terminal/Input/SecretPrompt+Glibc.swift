import Glibc

/// Asks for something that must not appear on the screen.
///
/// The screen is given back as it was on every way out, also when the program is stopped or ended meanwhile.
package actor SecretPrompt {
  private let terminal: ControllingTerminal
  private let queue = BlockingQueue("secret prompt")

  /// A prompt on a terminal.
  package init(on terminal: ControllingTerminal) {
    self.terminal = terminal
  }

  /// Keeps all work of the actor on its own queue, where waiting for the answer may block.
  package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

  /// Shows the question and waits for the answer; after Ctrl-Z the question is asked anew.
  ///
  /// - Throws: ``TerminalError`` when the terminal cannot be read or its echo not be switched off.
  package func ask(_ question: String) throws -> LineInput {
    let trap = try SignalTrap([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP])
    while true {
      switch try attempt(question, trap) {
      case .input(let input): return input
      case .signal(SIGINT): return .interrupted
      case .signal(SIGTSTP): trap.letThrough(SIGTSTP)
      case .signal(let signal):
        trap.letThrough(signal)
        return .interrupted
      }
    }
  }

  private enum Attempt {
    case input(LineInput)
    case signal(CInt)
  }

  private func attempt(_ question: String, _ trap: SignalTrap) throws -> Attempt {
    try terminal.withoutEcho {
      terminal.write(question)
      defer { terminal.write("\n") }
      return answer(trap)
    }
  }

  /// The terminal itself lets the person correct the line before it hands it over.
  private func answer(_ trap: SignalTrap) -> Attempt {
    var line: [UInt8] = []
    while true {
      switch Keyboard.next(from: terminal.descriptor, or: trap) {
      case .byte(UInt8(ascii: "\n")): return .input(.line(String(decoding: line, as: UTF8.self)))
      case .byte(let byte): line.append(byte)
      case .signal(let signal): return .signal(signal)
      case .end: return .input(.end)
      }
    }
  }
}
