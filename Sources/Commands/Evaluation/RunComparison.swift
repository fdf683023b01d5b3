import CommandTree
import RowEngine
import Wire

/// What got better and worse since an earlier run.
struct RunComparison: Equatable, Sendable {
  /// Names, the first of them, and how many there are in all.
  struct Names: Equatable, Sendable {
    private(set) var count = 0
    private(set) var first: [String] = []

    mutating func add(_ name: String) {
      count += 1
      if first.count < EvaluationSummary.longestList { first.append(name) }
    }
  }

  /// The file of the earlier run.
  let path: String
  private(set) var better = Names()
  private(set) var worse = Names()
  private(set) var same = 0
  /// Only in this run.
  private(set) var added = Names()
  /// Only in the earlier one.
  private(set) var missing = Names()

  /// - Throws: as ``VerdictRecord/read(_:)``.
  init(_ record: VerdictRecord, with earlier: EarlierRun) throws {
    path = earlier.path
    var seen: Set<String> = []
    try record.readRows { verdicts in
      let name = verdicts[0].id.fieldText
      let isNew = seen.insert(name).inserted
      guard let before = earlier.shares[name], isNew else { return added.add(name) }
      let share = Double(verdicts.count(where: \.passed)) / Double(verdicts.count)
      if share > before.value {
        better.add(name)
      } else if share < before.value {
        worse.add(name)
      } else {
        same += 1
      }
    }
    for name in earlier.names where !seen.contains(name) { missing.add(name) }
  }

  /// `since old.jsonl: 2 better, 1 worse (c-7), 17 the same`.
  var sentence: String {
    func part(_ names: Names, _ word: String) -> String? {
      guard names.count > 0 else { return nil }
      let more = names.count > 5 ? " …" : ""
      return
        "\(RowMessages.number(names.count)) \(word) (\(names.first.prefix(5).joined(separator: ", "))\(more))"
    }
    let parts = [
      part(better, "better"), part(worse, "worse"), "\(RowMessages.number(same)) the same",
      part(added, "new"),
      part(missing, "missing"),
    ]
    return "since '\(path)': " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}

/// What of an earlier run is known: which rows passed.
struct EarlierRun: Sendable {
  /// How often a row was asked, and how often it passed.
  struct Share: Sendable {
    var passed = 0
    var cases = 0

    var value: Double { Double(passed) / Double(cases) }
  }

  let path: String
  /// In the order of the run.
  private(set) var names: [String] = []
  private(set) var shares: [String: Share] = [:]

  /// Reads what an evaluation has printed, in any of its formats.
  ///
  /// - Throws: ``InputFailure`` and ``RowInputFailure`` for what is none.
  init(_ path: String) throws {
    self.path = path
    let asked = AskedFields(required: [["id"], ["passed"]], optional: [])
    var reader = RowReader(
      RowFormat(ofFileNamed: path) ?? .jsonl, fields: asked,
      read: try Input.blocks(ofFile: path).unpacked(isPacked: FileNameFormat.isPacked(path)).next)
    while let row = try reader.next() {
      guard case .record(let record) = row.content, let id = record["id"]?.fieldText,
        let passed = record["passed"].flatMap({ $0.bool ?? $0.string.flatMap { try? Bool(argument: $0) } })
      else { continue }
      if shares[id] == nil { names.append(id) }
      shares[id, default: Share()].cases += 1
      if passed { shares[id, default: Share()].passed += 1 }
    }
  }
}
