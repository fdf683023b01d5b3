extension FailureReport {
  init(_ failure: ChatFailure) {
    switch failure {
    case .unknownCommand(let name, let suggestions):
      let nearest = suggestions.first.map { "did you mean '/\($0)'? " } ?? ""
      self.init(
        .usage, "there is no command '/\(name)'",
        hint: "\(nearest)/help shows them all; a message that begins so is sent with '//'")
    case .missingArgument(let argument, let command):
      self.init(.usage, "/\(command) needs \(argument)", hint: "write '/\(command) \(argument)'")
    case .nothingToRetry: self.init(.usage, "there is nothing to send again yet")
    case .nothingToUndo: self.init(.usage, "there is nothing to take back")
    case .nothingToJudge: self.init(.usage, "there is no answer yet that feedback could refer to")
    case .fileExists(let path):
      self.init(.usage, "'\(path)' exists", hint: "choose another name")
    case .file(let path, let problem): self.init(.failed, "'\(path)' \(problem.words)")
    case .notAConversation(let path, let line):
      self.init(.usage, "'\(path)' is no conversation that was saved here: line \(line)")
    case .noConversation(let id?, _):
      self.init(.usage, "no conversation '\(id)' is kept on this machine")
    case .noConversation(nil, let profile):
      self.init(
        .usage, "no conversation of profile '\(profile)' is kept on this machine",
        hint: "begin one with 'sfmodels chat'")
    case .keepsNothing:
      self.init(
        .usage, "conversations are not kept here",
        hint: "the setting history turns it on; with --emulator nothing is kept")
    case .unsafeAnswers(let count):
      let answers = count == 1 ? "one answer" : "\(count) answers"
      self.init(.unsafe, "\(answers) did not pass --max-toxicity")
    case .notInteractive(let options):
      self.init(
        .usage, "\(options.joined(separator: ", ")): only for a single message",
        hint: "give the message as operands, or pipe it in")
    }
  }
}
