import CommandTree
import RowEngine

extension KeptFields: Value {
  init(argument: String) throws(ValueProblem) {
    guard argument != "all" else {
      self = .all
      return
    }
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
    guard !names.contains("") else { throw ValueProblem(reason: "is not A,B or all") }
    var seen: Set<String> = []
    self = .named(names.filter { seen.insert($0).inserted })
  }

  var argument: String {
    switch self {
    case .none: ""
    case .named(let names): names.joined(separator: ",")
    case .all: "all"
    }
  }

  static let help =
    "Carry these fields of each row on into its result, or all; where ours has the same name, it gets a _ behind it."

  /// - Throws: ``CommandFailure/unusableOption(_:reason:)`` where columns cannot be known before the first row.
  func checkColumns(of format: RowFormat) throws(CommandFailure) {
    guard self == .all else { return }
    if case .table = format { return }
    throw .unusableOption(
      "--keep-fields", reason: "rows of JSON may differ, and CSV needs the names of its columns")
  }
}
