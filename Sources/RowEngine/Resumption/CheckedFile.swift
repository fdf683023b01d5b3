import Digest
import FileSystem

/// A file of an output: how long it is by now, and the checksum of all that was written.
struct CheckedFile: Sendable {
  let file: OpenFile
  private let headLength: Int
  private(set) var length = 0
  private var checksum = FletcherChecksum()

  /// Of this length, nothing is written yet.
  ///
  /// - Parameter headLength: bytes at the beginning that are replaced in the end, and do not count.
  init(_ file: OpenFile, headLength: Int = 0) {
    self.file = file
    self.headLength = headLength
  }

  /// The checksum in hexadecimal.
  var sum: String { Hexadecimal.text(checksum.value) }

  mutating func append(_ bytes: [UInt8]) throws(FileFailure) {
    guard !bytes.isEmpty else { return }
    try file.append(bytes)
    take(bytes)
  }

  private mutating func take(_ bytes: [UInt8]) {
    let head = max(0, min(headLength - length, bytes.count))
    bytes.withUnsafeBytes { checksum.update(UnsafeRawBufferPointer(rebasing: $0[head...])) }
    length += bytes.count
  }

  /// The file as it is at the beginning of what is there, for each of the lengths to which it comes.
  func prefixes(_ lengths: Set<Int>) throws(FileFailure) -> [Int: CheckedFile] {
    var reached = CheckedFile(file, headLength: headLength)
    var found: [Int: CheckedFile] = [:]
    for length in lengths.sorted() {
      while reached.length < length {
        let end = min(length, reached.length + (1 << 20))
        let bytes = try file.bytes(reached.length..<end)
        guard !bytes.isEmpty else { return found }
        reached.take(bytes)
      }
      found[length] = reached
    }
    return found
  }

  /// Cuts off what stands behind.
  func cut() throws(FileFailure) { try file.cut(to: length) }
}

/// All files that an output is written to.
struct OutputFiles: Sendable {
  private(set) var rows: CheckedFile
  private(set) var ids: CheckedFile?
  private(set) var errors: CheckedFile?

  init(rows: CheckedFile, ids: OpenFile?, errors: OpenFile?) {
    self.rows = rows
    self.ids = ids.map { CheckedFile($0) }
    self.errors = errors.map { CheckedFile($0) }
  }

  var all: [CheckedFile] { [rows, ids, errors].compactMap { $0 } }

  var lengths: ProgressRecord.Lengths {
    ProgressRecord.Lengths(rows: rows.length, ids: ids?.length ?? 0, errors: errors?.length ?? 0)
  }

  var checksums: ProgressRecord.Checksums {
    ProgressRecord.Checksums(rows: rows.sum, ids: ids?.sum ?? "", errors: errors?.sum ?? "")
  }

  mutating func append(_ bytes: RowBytes) throws {
    try bytes.write { try rows.append($0) }
    try ids?.append(bytes.ids)
    try errors?.append(bytes.errors)
  }

  /// Cuts off what stands behind.
  func cut() throws { for file in all { try file.cut() } }

  func synchronize() throws { for file in all { try file.file.synchronizeBytes() } }
}

extension OutputFiles {
  /// The newest of the records of which every byte is there, and the files as they were then.
  ///
  /// - Throws: ``ResumptionFailure/damaged(path:)`` and ``ResumptionFailure/altered(path:)`` when there is none.
  func recorded(
    in kept: [RecordFile.Kept]
  ) throws -> (record: ProgressRecord, files: OutputFiles) {
    let lengths = kept.map(\.record.lengths)
    let rowsFound = try rows.prefixes(Set(lengths.map(\.rows)))
    let idsFound = try ids?.prefixes(Set(lengths.map(\.ids)))
    let errorsFound = try errors?.prefixes(Set(lengths.map(\.errors)))
    var failure: ResumptionFailure?
    for record in kept.map(\.record) {
      var files = self
      do throws(ResumptionFailure) {
        files.rows = try Self.file(rows, rowsFound[record.lengths.rows], record.checksums.rows)
        files.ids = try ids.map { file throws(ResumptionFailure) in
          try Self.file(file, idsFound?[record.lengths.ids], record.checksums.ids)
        }
        files.errors = try errors.map { file throws(ResumptionFailure) in
          try Self.file(file, errorsFound?[record.lengths.errors], record.checksums.errors)
        }
        return (record, files)
      } catch {
        failure = failure ?? error
      }
    }
    throw failure ?? .contradictoryRecord
  }

  private static func file(
    _ file: CheckedFile, _ found: CheckedFile?, _ sum: String
  ) throws(ResumptionFailure) -> CheckedFile {
    guard let found else { throw .damaged(path: file.file.path) }
    guard found.sum == sum else { throw .altered(path: file.file.path) }
    return found
  }
}
