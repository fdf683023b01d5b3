import Authorization
import CommandTree
import Compression
import FileSystem
import Ledger
import ModelsAPI
import QueryAPI
import RowEngine
import TOML
import Terminal
import Transport
import Wire

/// What went wrong, in words for people, with a way on, and as an exit status: the one place where errors become text.
struct FailureReport: Equatable {
  var message: String
  var hint: String?
  /// HTTP.
  var status: Int?
  var code: String?
  var messageCode: String?
  var requestID: String?
  /// The service's own sentence.
  var said: String?
  /// What is wrong one by one, where it is more than one thing.
  var details: [String] = []
  /// How to go on with what was done, as the last line.
  var resumption: String?
  var exit: ExitStatus

  init(_ exit: ExitStatus, _ message: String, hint: String? = nil) {
    self.exit = exit
    self.message = message
    self.hint = hint
  }

  /// - Parameter redaction: takes secrets out of whatever others have written.
  init(_ error: any Error, hiding redaction: Redaction) {
    self = Self.words(for: error)
    message = redaction.text(FileName.visible(message))
    hint = hint.map { redaction.text(FileName.visible($0)) }
    said = said.map(redaction.text)
    details = details.map { redaction.text(FileName.visible($0)) }
    code = code.map(redaction.text)
    messageCode = messageCode.map(redaction.text)
    requestID = requestID.map(redaction.text)
  }

  static func words(for error: any Error) -> FailureReport {
    switch error {
    case let exhausted as RetriesExhausted:
      var report = words(for: exhausted.last)
      report.message += " (\(exhausted.attempts) attempts)"
      return report
    case let stopped as RowsStopped:
      var report = words(for: stopped.cause)
      if stopped.attempts > 1 { report.message += " (\(stopped.attempts) attempts)" }
      return report
    case let unfinished as RowsUnfinished:
      return FailureReport(unfinished, because: words(for: unfinished.cause))
    case let error as UsageError: return FailureReport(.usage, error.sentence, hint: error.hint)
    case let error as QueryFailure: return FailureReport(error)
    case let error as ModelsFailure: return FailureReport(error)
    case let error as AuthorizationFailure: return FailureReport(error)
    case let error as HTTPFailure: return FailureReport(error)
    case let error as TransportError: return FailureReport(error)
    case let error as SchemaFailure: return FailureReport(error)
    case let error as SettingsFailure: return FailureReport(error)
    case let fault as FallbackFault: return FailureReport(fault)
    case let error as CommandFailure: return FailureReport(error)
    case let error as ChatFailure: return FailureReport(error)
    case let error as LedgerFailure: return FailureReport(error)
    case let error as TemplateFailure: return FailureReport(error)
    case let error as KeysFailure: return FailureReport(error)
    case let error as DatasetFailure: return FailureReport(error)
    case let error as BatchFailure: return FailureReport(error)
    case let error as SimilarFailure: return FailureReport(error)
    case let error as ModelListFailure: return FailureReport(error)
    case let error as VectorFileFailure: return FailureReport(error)
    case let error as UnusableKey: return FailureReport(error)
    case let error as InputFailure: return FailureReport(error)
    case let error as Output.Failure: return FailureReport(error)
    case let problem as RowProblem: return FailureReport(problem)
    case let failure as ResumptionFailure: return FailureReport(failure)
    case let failure as RowInputFailure: return FailureReport(failure)
    case let failure as FileFailure: return FailureReport(failure)
    case let error as UnequalDimensions: return FailureReport(error)
    case let failure as DecompressionFailure: return FailureReport(failure)
    case let failure as ShardFailure: return FailureReport(failure)
    case let error as BudgetSpent: return FailureReport(error)
    case let signal as Signalled: return FailureReport(signal)
    case let problem as PrivateFile.Problem:
      return FailureReport(.failed, "a file cannot be used: \(problem.words)")
    case is CancellationError: return FailureReport(.interrupted, "interrupted")
    case let failure as TOMLFailure: return FailureReport(.usage, failure.words)
    case let error as JSONError: return FailureReport(.usage, "this is not the JSON it should be: \(error)")
    case let problem as ValueProblem: return FailureReport(.usage, "a value \(problem.reason)")
    case let error as TerminalError: return FailureReport(error)
    // What libraries throw, in their own words.
    default: return FailureReport(.failed, SystemError(error).words)
    }
  }
}

extension FailureReport {
  /// Names what may well be the cause, before everything else; a value that is wrong explains no interruption.
  mutating func add(doubts: [String]) {
    switch exit {
    case .failed, .usage, .notSignedIn, .unavailable: break
    case .done, .rateLimited, .unsafe, .partial, .notExecutable, .notFound, .interrupted, .cutOff,
      .terminated:
      return
    }
    let hints = doubts + [hint].compactMap { $0 }
    hint = hints.isEmpty ? nil : hints.joined(separator: "; ")
  }
}

extension FailureReport {
  /// The report as it stands on standard error.
  var text: String {
    let lines =
      ["sfmodels: \(message)\(codes)"] + details.map { "  \($0)" } + [
        said.map(Self.saying), hint.map { "  hint: \($0)" },
        requestID.map { "  request id: \($0)" }, resumption.map { "  \($0)" },
      ]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }

  /// Lines that belong together, a mark below a word among them, keep their columns.
  private static func saying(_ said: String) -> String {
    let lines = said.split(separator: "\n")
    guard lines.count > 1 else { return "  the service says: \(said)" }
    return "  the service says:" + lines.map { "\n    \($0)" }.joined()
  }

  /// The same as one object, for `--json`.
  var json: JSONValue {
    var object: JSONObject = ["message": .string(message)]
    object.set("detail", said.map { .string($0) })
    if !details.isEmpty { object["details"] = .array(details.map { .string($0) }) }
    object.set("hint", hint.map { .string($0) })
    object.set("status", status.map { JSONValue($0) })
    object.set("code", code.map { .string($0) })
    object.set("message_code", messageCode.map { .string($0) })
    object.set("request_id", requestID.map { .string($0) })
    object.set("resumption", resumption.map { .string($0) })
    object["exit"] = JSONValue(Int(exit.rawValue))
    return ["error": .object(object)]
  }

  var codes: String {
    let codes = [status.map { String($0) }, code, messageCode].compactMap { $0 }
    return codes.isEmpty ? "" : " (\(codes.joined(separator: " ")))"
  }
}
