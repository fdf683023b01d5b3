import CommandTree
import FileSystem

/// Which kept prompt is meant, and what stands for its variables.
struct TemplateOptions: OptionGroup {
  var template: String?
  var variables: [VariableArgument] = []

  init() {}

  static var syntax: Syntax<Self> {
    [
      .option(
        \.template, "template", "t", value: "NAME|FILE", completion: .words("templates"),
        help: "Use a prompt that is kept; what its head says counts before the environment and the profile."),
      .option(
        \.variables, "var", value: "NAME=VALUE", completion: .words("variables"),
        help: "Give a variable of the template its value."),
    ]
  }

  /// The template that is meant, as `--var` fills it; `nil` where none is.
  ///
  /// - Throws: ``TemplateFailure``, ``InputFailure``.
  func values(in context: Context) throws -> TemplateValues? {
    try template.map { try TemplateValues(TemplateFolder(context).file(named: $0), typed) }
  }

  /// What `--var` says; of several for one name the last counts.
  var typed: [String: String] {
    Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
  }

  /// - Throws: ``CommandFailure`` for `--var` where there is no template.
  func check() throws {
    guard template != nil || variables.isEmpty else {
      throw CommandFailure.unusableOption("--var", reason: "it fills a template: --template")
    }
  }
}

/// A variable and its value as an argument: `NAME=VALUE`.
struct VariableArgument: Value, Equatable {
  let name: String
  let value: String

  init(argument: String) throws(ValueProblem) {
    guard let equals = argument.firstIndex(of: "="), !argument[..<equals].isBlank else {
      throw ValueProblem(reason: "is not of the form NAME=VALUE")
    }
    name = argument[..<equals].trimmed
    value = String(argument[argument.index(after: equals)...])
  }

  var argument: String { "\(name)=\(value)" }
}

extension Context {
  /// Whether a template's head says what an option holds.
  func isFromTemplate(_ option: String) -> Bool {
    if case .document = origins[option] { true } else { false }
  }
}

/// A command that can take a prompt that is kept.
protocol TemplatedCommand: RunnableCommand {
  var template: TemplateOptions { get }
}

extension TemplatedCommand {
  var actingTemplate: TemplateOptions? { template }
}
