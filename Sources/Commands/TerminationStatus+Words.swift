import Subprocess

extension TerminationStatus {
  /// What became of the program: `it ended with status 1`.
  var words: String {
    switch self {
    case .exited(let code): "it ended with status \(code)"
    case .signaled(let signal): "it was ended by signal \(signal)"
    }
  }
}
