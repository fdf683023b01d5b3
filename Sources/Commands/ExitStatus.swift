import CommandTree

/// How a run ended, for scripts.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  case usage = 2
  case notSignedIn = 3
  case rateLimited = 4
  case unavailable = 5
  case unsafe = 6
  case partial = 7
  case notExecutable = 126
  case notFound = 127
  case interrupted = 130
  case cutOff = 141
  case terminated = 143

  var meaning: String {
    switch self {
    case .done: "Done."
    case .failed:
      "The service refused or failed the request (\(serviceStatuses), a redirect, an answer that is no JSON), or a result could not be written."
    case .usage:
      "The command line, a configuration file or an input named on it is wrong: also no prompt in an empty pipe, an unknown profile, a credentials file that others can read."
    case .notSignedIn:
      "Not signed in, or the org refused the credentials or the permission (\(serviceStatuses), OAuth)."
    case .rateLimited: "Rate limit or quota, after the retries."
    case .unavailable:
      "The service could not be reached, was unavailable (\(serviceStatuses), a cut stream) or did not answer in time; a wait or a budget ran out."
    case .unsafe: "A gate (`--max-toxicity`, `--min-pass`) fired."
    case .partial: "Some rows failed, the others are done."
    case .notExecutable: "The program that 'run' should start cannot be started."
    case .notFound: "The program that 'run' should start was not found."
    case .interrupted: "Interrupted."
    case .cutOff: "Standard output was closed while rows were still to come."
    case .terminated: "Terminated."
    }
  }

  /// The table for the manual.
  static var facts: [CommandTree.Fact] {
    allCases.map { CommandTree.Fact("\($0.rawValue)", $0.meaning) }
  }
}
