import CommandTree
import ModelsAPI

/// An upstream API by its name: `llmg`.
extension API: Value {
  init(argument: String) throws(ValueProblem) {
    guard let api = Self.all.first(where: { $0.name.word == argument }) else {
      throw ValueProblem(noneOf: Self.choices)
    }
    self = api
  }

  var argument: String { name.word }

  static var choices: [String] { all.map(\.name.word) }
}
