/// Puts headers and pairs together, and refuses what defines a thing twice (TOML 1.0, "Table", "Inline Table").
struct TOMLTree {
  /// A table that still grows.
  private final class Table {
    /// What has defined it, which decides who may add to it.
    enum Origin { case impliedByHeader, header, dottedKey, inline }

    var origin: Origin
    var names: [TOMLName] = []
    var entries: [TOMLName: Entry] = [:]

    init(_ origin: Origin) { self.origin = origin }

    func add(_ entry: Entry, _ name: TOMLName) {
      names.append(name)
      entries[name] = entry
    }

    var value: TOMLTable {
      TOMLTable(names.compactMap { name in entries[name].map { TOMLTable.Member(name, $0.value) } })
    }
  }

  private enum Entry {
    case value(TOMLValue)
    case table(Table)
    /// Made of headers in two brackets.
    case tables([Table])

    var value: TOMLValue {
      switch self {
      case .value(let value): value
      case .table(let table): .table(table.value)
      case .tables(let tables): .array(tables.map { .table($0.value) })
      }
    }
  }

  private let root = Table(.header)
  private var current: Table
  private var currentDepth = 0

  private init() { current = root }

  /// - Throws: ``TOMLFailure`` with the line of the statement that does not fit.
  static func table(of statements: TOMLStatements, in bytes: [UInt8]) throws(TOMLFailure) -> TOMLTable {
    var tree = TOMLTree()
    for statement in statements.all {
      do throws(Obstacle) {
        switch statement.content {
        case .header(let names, let isArray): try tree.open(names, isArray: isArray)
        case .pair(let pair): try tree.add(pair, to: tree.current, depth: tree.currentDepth)
        }
      } catch {
        let line = bytes[..<statement.lines.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
        throw TOMLFailure(line: line, problem: error.problem)
      }
    }
    return tree.root.value
  }

  /// What is wrong with a statement; its line is known to whoever catches it.
  private struct Obstacle: Error { let problem: TOMLFailure.Problem }

  private mutating func open(_ names: [TOMLName], isArray: Bool) throws(Obstacle) {
    var table = root
    for name in names.dropLast() { table = try step(name, from: table) }
    guard let name = names.last else { return }
    current = isArray ? try element(name, in: table) : try defined(name, in: table)
    currentDepth = names.count
  }

  /// On the way of a header any table will do, but one in braces.
  private func step(_ name: TOMLName, from table: Table) throws(Obstacle) -> Table {
    switch table.entries[name] {
    case nil: return added(Table(.impliedByHeader), name, to: table)
    case .table(let inner) where inner.origin != .inline: return inner
    case .tables(let tables): if let last = tables.last { return last }
    case .table, .value: break
    }
    throw Obstacle(problem: .notExtensible(name.text))
  }

  private func defined(_ name: TOMLName, in table: Table) throws(Obstacle) -> Table {
    switch table.entries[name] {
    case nil: return added(Table(.header), name, to: table)
    case .table(let inner) where inner.origin == .impliedByHeader:
      inner.origin = .header
      return inner
    case .table, .tables, .value: throw Obstacle(problem: .duplicate(name.text))
    }
  }

  private func added(_ inner: Table, _ name: TOMLName, to table: Table) -> Table {
    table.add(.table(inner), name)
    return inner
  }

  private func element(_ name: TOMLName, in table: Table) throws(Obstacle) -> Table {
    let inner = Table(.header)
    switch table.entries[name] {
    case nil: table.add(.tables([inner]), name)
    case .tables(let tables): table.entries[name] = .tables(tables + [inner])
    case .table, .value: throw Obstacle(problem: .duplicate(name.text))
    }
    return inner
  }

  private func add(_ pair: TOMLStatements.Pair, to table: Table, depth: Int) throws(Obstacle) {
    guard depth + pair.key.count <= TOMLScanner.deepest * 2 else { throw Obstacle(problem: .tooDeep) }
    var table = table
    for name in pair.key.dropLast() { table = try stepByDot(name, from: table) }
    guard let name = pair.key.last else { return }
    guard table.entries[name] == nil else { throw Obstacle(problem: .duplicate(name.text)) }
    table.add(try entry(pair.value, depth: depth + pair.key.count), name)
  }

  /// A dotted key adds to tables that dotted keys have made, and to none that has a header of its own.
  private func stepByDot(_ name: TOMLName, from table: Table) throws(Obstacle) -> Table {
    switch table.entries[name] {
    case nil: return added(Table(.dottedKey), name, to: table)
    case .table(let inner) where inner.origin == .dottedKey || inner.origin == .impliedByHeader:
      inner.origin = .dottedKey
      return inner
    case .table, .tables, .value: throw Obstacle(problem: .notExtensible(name.text))
    }
  }

  private func entry(_ value: TOMLStatements.Value, depth: Int) throws(Obstacle) -> Entry {
    guard depth <= TOMLScanner.deepest * 2 else { throw Obstacle(problem: .tooDeep) }
    switch value.content {
    case .scalar(let scalar): return .value(scalar)
    case .array(let values):
      var entries: [TOMLValue] = []
      for value in values { entries.append(try entry(value, depth: depth + 1).value) }
      return .value(.array(entries))
    case .inlineTable(let pairs):
      let inner = Table(.inline)
      for pair in pairs { try add(pair, to: inner, depth: depth + 1) }
      return .table(inner)
    }
  }
}
