import Ledger

extension FailureReport {
  init(_ failure: LedgerFailure) {
    switch failure {
    case .busy(let path):
      self.init(.failed, "'\(path)' is in use by another program", hint: "try again when that has ended")
    case .logInUse(let path):
      self.init(
        .failed, "what was removed still stands in '\(path)', which another program uses",
        hint: "the same command removes it when that has ended")
    case .damaged(let path):
      self.init(
        .failed, "'\(path)' is damaged, or no ledger",
        hint: "give it another name: a new one is made, and what waits beside it is put there")
    case .newer(let path, let version):
      self.init(
        .failed, "'\(path)' was written by a later version of this program (format \(version))",
        hint: "use that version")
    case .file(let path, let problem): self.init(.failed, "'\(path)' \(problem.words)")
    case .full(let path): self.init(.failed, "'\(path)' cannot be written: no space is left on the disk")
    case .refused(let path, let reason): self.init(.failed, "'\(path)' cannot be used: \(reason)")
    }
  }
}
