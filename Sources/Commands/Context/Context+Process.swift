import FoundationEssentials
import Glibc
import Terminal
import Transport

/// Runs the program in the world as it is, and ends the process.
package func runProgram() async -> Never {
  // Writing into a closed pipe is an error to be told apart, not a reason to be killed.
  signal(SIGPIPE, SIG_IGN)
  let status = await Program.run(Array(CommandLine.arguments.dropFirst()), in: .process)
  exit(status)
}

extension Context {
  /// The world of this process.
  static var process: Context {
    let environment = ProcessInfo.processInfo.environment
    var context = Context(
      output: Output(descriptor: STDOUT_FILENO), errors: Output(descriptor: STDERR_FILENO), input: .standard,
      environment: environment,
      width: TerminalFacts(of: STDOUT_FILENO, environment: environment).size.columns,
      network: { Network($0) }, now: { Date() }, pause: { try await Task.sleep(for: $0) },
      ask: { try await answer(to: $0) })
    context.stopSignal = { await TerminationSignals().wait() }
    return context
  }

  private static func answer(to question: Question) async throws -> Answer {
    let terminal: ControllingTerminal
    do {
      terminal = try ControllingTerminal()
    } catch {
      return .noTerminal
    }
    let input =
      question.isSecret
      ? try await SecretPrompt(on: terminal).ask(question.prompt)
      : try await LineEditor(on: terminal).ask(question.prompt)
    switch input {
    case .line(let text): return .line(text)
    case .interrupted: return .interrupted
    case .end: return .end
    }
  }
}
