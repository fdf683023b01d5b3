import CArguments
import CMainQueue
import FoundationEssentials
import Glibc
import Terminal
import Transport

/// Runs the program in the world as it is, and ends the process.
package func runProgram() -> Never {
  // Writing into a closed pipe, or more into a file than a limit allows, is an error to be told apart, not a reason to
  // be killed.
  for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
  StandardDescriptors.openClosed()
  Task.immediate { @MainActor in
    exit(await Program.run(process_argument_count(), process_arguments(), in: .process))
  }
  run_main_queue()
}

/// The descriptors 0, 1 and 2, which whoever starts a program may have closed.
private enum StandardDescriptors {
  /// Opens those on `/dev/null`, so that no file or socket of ours takes their numbers and the words meant for them.
  ///
  /// Standard output is opened for reading: what was to be written there is lost, and that is a failure.
  static func openClosed() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

extension Context {
  /// The world of this process.
  static var process: Context {
    let environment = ProcessInfo.processInfo.environment
    var context = Context(
      output: Output(descriptor: STDOUT_FILENO, environment: environment),
      errors: Output(
        descriptor: STDERR_FILENO, environment: environment, givesUp: { TerminationSignals.haveArrived }),
      input: .standard,
      environment: environment,
      width: TerminalFacts(of: STDOUT_FILENO, environment: environment).size.columns,
      network: { Network($0) }, now: { Date() }, pause: { try await Task.sleep(for: $0) },
      ask: { try await answer(to: $0) })
    context.stopSignal = { await TerminationSignals().wait() }
    return context
  }

  private static func passingInput(_ prompt: String, _ terminal: ControllingTerminal) async throws
    -> LineInput
  {
    let line = try LinePrompt(on: terminal)
    return await withTaskCancellationHandler {
      await line.ask(prompt)
    } onCancel: {
      line.giveUp()
    }
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
      : question.mayBeNeedless
        ? try await passingInput(question.prompt, terminal)
        : try await LineEditor(on: terminal).ask(question.prompt)
    switch input {
    case .line(let text): return .line(text)
    case .interrupted: return .interrupted
    case .end: return .end
    }
  }
}
