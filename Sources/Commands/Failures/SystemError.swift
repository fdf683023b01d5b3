import FoundationEssentials
import Glibc
import Terminal

/// An error that the system or a library reports, as one sentence.
struct SystemError {
  let words: String

  init(_ error: any Error) {
    switch error {
    case let error as POSIXError: words = "the system refused it: \(FailureReport.words(error.code.rawValue))"
    default:
      // Over several lines where there are causes of causes.
      let text = String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
      words = "this did not work: \(text)"
    }
  }
}

extension FailureReport {
  init(_ error: TerminalError) {
    switch error {
    case .noTerminal: self.init(.usage, "there is no terminal")
    case .refused(let call, let code):
      self.init(.failed, "the terminal cannot be used: \(Self.words(code)) (\(call))")
    }
  }
}
