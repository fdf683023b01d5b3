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
  /// Without an answer in this run.
  private(set) var refused = Names()
  /// Only in this run.
  private(set) var added = Names()
  /// Only in the earlier one.
  private(set) var missing = Names()
  /// What of the earlier run's file could not be read.
  let damage: EarlierRun.Damage

  /// Of rows that share an id, the first is compared with the first, and so on.
  ///
  /// - Throws: as ``VerdictRecord/read(_:)``.
  init(_ record: VerdictRecord, with earlier: EarlierRun) throws {
    (path, damage) = (earlier.path, earlier.damage)
    var seen: [String: Int] = [:]
    try record.readRows { verdicts in
      let name = verdicts[0].id.fieldText
      let index = seen[name, default: 0]
      seen[name] = index + 1
      let before = earlier.shares[name].flatMap { $0.indices.contains(index) ? $0[index] : nil }
      add(verdicts, named: name, since: before)
    }
    for name in earlier.names {
      let rest = (earlier.shares[name]?.count ?? 0) - seen[name, default: 0]
      for _ in 0..<max(0, rest) { missing.add(name) }
    }
  }

  private mutating func add(_ verdicts: [CaseVerdict], named name: String, since before: EarlierRun.Share?) {
    guard verdicts.contains(where: { $0.refusal == nil }) else { return refused.add(name) }
    guard let before else { return added.add(name) }
    let share = Double(verdicts.count(where: \.passed)) / Double(verdicts.count)
    if share > before.value {
      better.add(name)
    } else if share < before.value {
      worse.add(name)
    } else {
      same += 1
    }
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
      part(refused, "refused"), part(added, "new"), part(missing, "missing"),
    ]
    return "since '\(path)': " + parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// `2 lines of 'old.jsonl' tell of no case (3, 9)`; `nil` where every line does.
  var damageSentence: String? {
    guard damage.places.count > 0 else { return nil }
    let (many, count) = (damage.places.count > 5 ? " …" : "", damage.places.count)
    return
      "\(RowMessages.count(count, damage.unit)) of '\(path)' \(count == 1 ? "tells" : "tell") of no case ("
      + damage.places.first.prefix(5).joined(separator: ", ") + "\(many))"
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

  /// What could not be read.
  struct Damage: Equatable, Sendable {
    /// What the places are counted in: lines of JSON Lines, rows of other formats.
    let unit: String
    /// From 1.
    fileprivate(set) var places = RunComparison.Names()
  }

  let path: String
  /// In the order of the run.
  private(set) var names: [String] = []
  /// Of each row of an id, in the order of the run.
  private(set) var shares: [String: [Share]] = [:]
  private(set) var damage: Damage

  /// Reads what an evaluation has printed, in any of its formats.
  ///
  /// - Throws: ``InputFailure`` and ``RowInputFailure`` for what is none.
  init(_ path: String) throws {
    self.path = path
    let format = RowFormat(ofFileNamed: path) ?? .jsonl
    damage = Damage(unit: format == .jsonl ? "line" : "row")
    let asked = AskedFields(required: [["id"], ["passed"]], optional: ["run"])
    var reader = RowReader(
      format, fields: asked,
      read: try Input.blocks(ofFile: path).unpacked(isPacked: FileNameFormat.isPacked(path)).next)
    // Which time the last answer to a row of an id was.
    var runs: [String: Int] = [:]
    while let row = try reader.next() {
      if row.content == .unusable(.empty) { continue }
      guard case .record(let record) = row.content, let id = record["id"]?.fieldText,
        let passed = record["passed"].flatMap({ $0.bool ?? $0.string.flatMap { try? Bool(argument: $0) } })
      else {
        damage.places.add("\(row.number)")
        continue
      }
      let run = record["run"].flatMap { $0.int ?? $0.string.flatMap { Int($0) } }
      add(passed, to: id, isAnotherTime: run.map { $0 > runs[id] ?? .max } ?? false)
      runs[id] = run
    }
  }

  /// - Parameter isAnotherTime: whether it is the same row again.
  private mutating func add(_ passed: Bool, to id: String, isAnotherTime: Bool) {
    if shares[id] == nil { names.append(id) }
    if !isAnotherTime { shares[id, default: []].append(Share()) }
    let last = (shares[id]?.count ?? 0) - 1
    shares[id]?[last].cases += 1
    if passed { shares[id]?[last].passed += 1 }
  }
}
