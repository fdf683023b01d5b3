package import CommandTree
package import ModelsAPI

/// An upstream API by its name: `llmg`.
extension API: Value {
  package init(argument: String) throws(ValueProblem) {
    guard let api = Self.all.first(where: { $0.name.word == argument }) else {
      throw ValueProblem(noneOf: Self.choices)
    }
    self = api
  }

  package var argument: String { name.word }

  package static var choices: [String] { all.map(\.name.word) }
}
