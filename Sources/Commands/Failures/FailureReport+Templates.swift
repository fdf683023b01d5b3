import CommandTree

extension FailureReport {
  init(_ failure: TemplateFailure) {
    switch failure {
    case .unknown(let name, let folder, let suggestions):
      let near = suggestions.map { "'\($0)'" }.alternatives
      self.init(
        .usage, "there is no template '\(name)'",
        hint: near.isEmpty
          ? folder.map { "templates are files NAME.md in \($0): 'sfmodels template edit \(name)' makes one" }
          : "did you mean \(near)?")
    case .invalidName(let name):
      self.init(
        .usage, "'\(name)' cannot be a template's name", hint: "a name has neither '/' nor a dot at its start"
      )
    case .openHead(let path):
      self.init(.usage, "\(path), line 1: the head has no '+++' line at its end")
    case .head(let path, let failure): self.init(.usage, "\(path), \(failure.words)")
    case .unknownKey(let key, let suggestions, let path, let line):
      let near = suggestions.map { "'\($0)'" }.alternatives
      self.init(
        .usage, "\(path), line \(line): a template's head has no '\(key)'",
        hint: near.isEmpty
          ? "it may have description, system, model, api, schema, variables and settings by their names"
          : "did you mean \(near)?")
    case .unusableValue(let key, let wanted, let path, let line):
      self.init(.usage, "\(path), line \(line): '\(key)' wants \(wanted)")
    case .placeholder(let path, let line, .unclosed):
      self.init(
        .usage, "\(path), line \(line): '{{' has no '}}' on its line", hint: "'{{{{' stands for two braces")
    case .placeholder(let path, let line, .nameless):
      self.init(.usage, "\(path), line \(line): there is no name between '{{' and '}}'")
    case .missing(let names, let input, let path):
      let variables = names.map { "'\($0)'" }.joined(separator: ", ")
      let lacks = [variables.isEmpty ? nil : "no value for \(variables)", input ? "no input" : nil]
      self.init(
        .usage, "\(path) has \(lacks.compactMap { $0 }.joined(separator: " and "))",
        hint: names.first.map { "--var \($0)=VALUE" } ?? "give it as operands, or on standard input")
    case .unknownVariables(let names, let path, let known):
      let has = known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))"
      self.init(
        .usage, "\(path) has no variable \(names.map { "'\($0)'" }.alternatives)", hint: has)
    }
  }
}
