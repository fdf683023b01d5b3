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
    case .nothingToCopy: self.init(.usage, "there is no answer yet that could be copied")
    case .notANumber(let word, let command):
      self.init(.usage, "'\(word)' is no number", hint: "write '/\(command)', or '/\(command) 1'")
    case .noCodeBlock(let number, let count):
      let blocks = count == 1 ? "one code block" : "\(count == 0 ? "no" : String(count)) code blocks"
      self.init(.usage, "there is no code block \(number): the last answer has \(blocks)")
    case .clipboardFailed(let reason): self.init(.failed, "nothing is copied: \(reason)")
    case .notAttached(let path):
      self.init(.usage, "'\(path)' does not go along with the next message")
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
