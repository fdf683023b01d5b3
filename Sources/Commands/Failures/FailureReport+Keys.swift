import CommandTree

extension FailureReport {
  init(_ failure: KeysFailure) {
    switch failure {
    case .none(let path):
      self.init(.usage, "there are no keys in '\(path)'", hint: "'sfmodels keys add NAME' makes one")
    case .unknown(let name, let suggestions):
      let near = suggestions.map { "'\($0)'" }.alternatives
      self.init(
        .usage, "there is no key '\(name)'",
        hint: near.isEmpty ? "'sfmodels keys list' names those there are" : "did you mean \(near)?")
    case .exists(let name):
      self.init(
        .usage, "there is a key '\(name)' already",
        hint: "'sfmodels keys rotate \(name)' makes a new one in its place, 'sfmodels keys set' changes it")
    case .invalidName(let name):
      self.init(
        .usage, "'\(name)' cannot be a key's name",
        hint: "a name has up to 64 letters, digits, '-', '_', '.' and '@', and begins with no '-'")
    case .malformed(let path, let failure): self.init(.usage, "\(path), \(failure.words)")
    case .doubleKey(let name, let other, let path):
      self.init(.usage, "\(path): '\(name)' and '\(other)' are one key")
    case .unknownMember(let member, let key, let path, let line):
      self.init(.usage, "\(path), line \(line): the key '\(key)' can have no '\(member)'")
    case .unusableValue(let member, let key, let wanted, let path, let line):
      self.init(.usage, "\(path), line \(line): '\(member)' of the key '\(key)' wants \(wanted)")
    case .missingMember(let member, let key, let path, let line):
      self.init(.usage, "\(path), line \(line): the key '\(key)' has no '\(member)'")
    case .file(let path, let problem):
      self.init(.usage, "'\(path)' \(problem.words)", hint: Self.mend(problem, path))
    case .noChange(let name):
      self.init(.usage, "nothing is named that is to be changed of '\(name)'", hint: "for example --rpm 60")
    }
  }
}
