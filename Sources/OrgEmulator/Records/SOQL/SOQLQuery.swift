/// A query as it is written, before anybody knows whether the org has what it names.
struct SOQLQuery: Equatable {
  /// A name or a path, and where it stands.
  struct Path: Equatable {
    let text: String
    let offset: Int

    var parts: [String] { text.split(separator: ".").map(String.init) }
  }

  /// What is asked for.
  enum Selection: Equatable {
    /// `COUNT()`
    case count
    case fields([Item])
  }

  enum Item: Equatable {
    case field(Path)
    /// `FIELDS(ALL)`, `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`.
    case group(String, offset: Int)
  }

  struct Sorting: Equatable {
    let path: Path
    let isDescending: Bool
    let hasNullsLast: Bool
  }

  indirect enum Condition: Equatable {
    case comparison(Path, Operator, Literal)
    case like(Path, pattern: String)
    case among(Path, [Literal], isNegated: Bool)
    case not(Condition)
    case all([Condition])
    case any([Condition])
  }

  enum Operator: String {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case notMore = "<="
    case more = ">"
    case notLess = ">="
  }

  enum Literal: Equatable {
    case null
    case text(String)
    case number(Double)
    case flag(Bool)
    /// From the first second to before the last, since 1970: a day, a month, or the same moment twice.
    case time(SOQLTimeSpan)
  }

  var selection = Selection.count
  var object = Path(text: "", offset: 0)
  var alias: String?
  var condition: Condition?
  var order: [Sorting] = []
  var limit: Int?
  var offset: Int?
}
