import ModelsAPI
import RowEngine
import Wire

extension Similar {
  /// Looks for the text of each row; the file of vectors is read once for some of them.
  func runOverRows(_ vectors: String, in context: Context) async throws {
    try checkRows(vectors)
    let notes = Notes(context.errors, isQuiet: self.connection.network.quiet)
    var rows = try SimilarQueries(self, in: context, notes)
    let none = try request(for: [], in: context)
    let file = try VectorFile(vectors == "-" ? "/dev/stdin" : vectors)
    let dryRun = try connection.dryRun ? DryRun(connection, in: context) : nil
    let connection = try dryRun == nil ? Connection(connection, in: context) { $0.limits(of: none) } : nil
    var (all, done) = (0, 0)
    var items = try rows.next()
    while !items.isEmpty {
      // What was found must not wait for other texts, unless they could not be looked for any more.
      let following = file.isRepeatable ? nil : try rows.next()
      guard following?.isEmpty ?? true else {
        throw SimilarFailure.readOnce(path: vectors, texts: SimilarQueries.batchSize)
      }
      let usable = try sendable(items, in: context)
      if let dryRun, !usable.isEmpty {
        try dryRun.describe(try request(for: usable.map(\.text), in: context))
        done += usable.count
      }
      if let connection { done += try await look(for: usable, in: file, connection, context) }
      all += items.count
      items = try following ?? rows.next()
    }
    guard all > 0 else { throw CommandFailure.noRows(source.from ?? "-") }
    guard done == all else { throw CommandFailure.refusedRows(refused: all - done, done: done) }
  }

  /// - Throws: ``CommandFailure`` for what goes with a single text only.
  private func checkRows(_ vectors: String) throws(CommandFailure) {
    guard text.isEmpty else { throw .conflictingOptions(["--from", "TEXT"]) }
    guard vectors != "-" || source.from != "-" else { throw .conflictingOptions(["--from -", "--in -"]) }
  }

  /// Rows that can be looked for; what is wrong with the others is said.
  private func sendable(
    _ items: [RowItem<String>], in context: Context
  ) throws -> [(item: RowItem<String>, text: String)] {
    try items.compactMap { item in
      switch item.content {
      case .success(let text): return (item, text)
      case .failure(let error):
        try refuse(item, error, in: context)
        return nil
      }
    }
  }

  /// Prints what is near to each of the texts of one request; one whose vector points nowhere is refused.
  ///
  /// - Returns: how many could be looked for.
  private func look(
    for rows: [(item: RowItem<String>, text: String)], in file: VectorFile, _ connection: Connection,
    _ context: Context
  ) async throws -> Int {
    guard !rows.isEmpty else { return 0 }
    let request = try request(for: rows.map(\.text), in: context)
    let vectors: [VectorQuery?]
    do {
      vectors = try await queries(for: request, connection, in: context)
    } catch {
      guard error.isAboutTexts else { throw error }
      guard rows.count > 1 else {
        try refuse(rows[0].item, error, in: context)
        return 0
      }
      // One of them may be to blame.
      var done = 0
      for row in rows { done += try await look(for: [row], in: file, connection, context) }
      return done
    }
    var pointing: [(id: JSONValue, query: VectorQuery)] = []
    for (row, vector) in zip(rows, vectors) {
      if let vector {
        pointing.append((row.item.id, vector))
      } else {
        try refuse(row.item, SimilarFailure.noDirection, in: context)
      }
    }
    guard !pointing.isEmpty else { return 0 }
    let found = try file.nearest(to: pointing.map(\.query), limit: count.count)
    try write(zip(pointing.map(\.id), found).map { ($0, $1) }, to: context.output)
    return pointing.count
  }

  private func refuse(_ item: RowItem<String>, _ error: any Error, in context: Context) throws {
    let record = RowErrorRecord(
      number: item.number, id: item.id, content: [:], error: error, redaction: context.redaction)
    try context.errors.write(record.line)
  }
}

extension Error {
  /// Whether it is what the service says of the texts themselves.
  fileprivate var isAboutTexts: Bool {
    switch RetriesExhausted.lastFailure(of: self)?.failureClass {
    case .rejected, .tooLarge: true
    default: false
    }
  }
}
