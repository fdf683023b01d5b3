import FileSystem
import Glibc
package import Wire

/// The files that belong to an output: itself, what it is until it is whole, a list of something beside it, and the
/// record.
package struct OutputPaths: Hashable, Sendable {
  /// What the output is called when it is whole.
  package var file: String
  /// Where refused rows go, if anywhere.
  package var errors: String?
  /// How the name of a file ends in which something is listed for each row: `ids`, `verdicts`; `nil`: nothing is.
  package var listEnding: String?
  /// Whether a partial file is worth something.
  package var isResumable: Bool

  /// - Parameter file: a link stands for what it leads to.
  package init(
    _ file: String, errors: String? = nil, listEnding: String? = nil, isResumable: Bool = true
  ) {
    self.file = Self.target(of: file)
    self.errors = errors
    self.listEnding = listEnding
    self.isResumable = isResumable
  }

  /// What has been written so far.
  package var partial: String { file + ".partial" }
  /// How far the run has come.
  package var record: String { file + ".progress" }
  /// What is listed for each row.
  package var list: String? { listEnding.map { "\(file).\($0)" } }
  /// What has been written of it so far.
  package var partialList: String? { list.map { $0 + ".partial" } }

  /// All files that the output takes for itself.
  package var names: [String] { [file, partial, record] + [list, partialList].compactMap { $0 } }

  /// Whether both lead to one plain file, or would if it were there.
  package static func areSame(_ path: String, _ other: String) -> Bool {
    if let facts = FileFacts(of: path) {
      return facts.kind == .plain && facts.identity == FileFacts(of: other)?.identity
    }
    guard FileFacts(of: other) == nil else { return false }
    let (mine, others) = (place(of: path), place(of: other))
    return mine.name == others.name && mine.folder != nil && mine.folder == others.folder
  }

  /// The folder of a path, whatever it is called, and the name in it.
  private static func place(of path: String) -> (folder: FileFacts.Identity?, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return (FileFacts(of: ".")?.identity, path[...]) }
    return (FileFacts(of: String(path[...slash]))?.identity, path[path.index(after: slash)...])
  }

  /// Whether it is there and no plain file: a device or a pipe, which cannot be replaced by another file.
  package static func isSpecial(_ path: String) -> Bool {
    FileFacts(of: path).map { $0.kind != .plain } ?? false
  }

  /// A link is not to be replaced, but what it leads to.
  private static func target(of path: String) -> String {
    guard FileFacts(of: path, followsLink: false)?.kind == .link, let real = OpenFile.realPath(path)
    else { return path }
    return real
  }
}

extension OutputPaths {
  /// Whether there is nothing left to do.
  ///
  /// - Throws: ``ResumptionFailure/otherVersion(path:)``, ``FileFailure``.
  package var isWhole: Bool { get throws { try ending != nil } }

  /// How the run came to its end that has made the output; `nil` where something is left to do.
  ///
  /// - Throws: ``ResumptionFailure/otherVersion(path:)``, ``FileFailure``.
  package var ending: OutputEnding? {
    get throws {
      guard Self.exists(file), !Self.exists(partial) else { return nil }
      guard Self.exists(record) else { return OutputEnding(record: nil) }
      switch try keptRecord {
      case .records(let kept) where kept.first?.record.isWhole == true:
        guard kept.first?.record.isKept != true else { return OutputEnding(record: kept.first?.record) }
        OpenFile.remove(record)
        return OutputEnding(record: nil)
      // Of a run that was allowed to replace the file, and had not begun.
      case .records, .nothing: return nil
      case .otherVersion: throw ResumptionFailure.otherVersion(path: record)
      }
    }
  }

  /// What is known of an earlier run.
  ///
  /// - Throws: ``FileFailure``.
  var keptRecord: RecordFile.Content {
    get throws {
      guard Self.exists(record) else { return .nothing }
      return RecordFile.content(of: try OpenFile(reading: record).contents())
    }
  }

  /// What is known of a run that can be gone on with: not of one whose whole output was taken away.
  ///
  /// - Parameter partial: what has been written so far, of which nobody else has hold.
  /// - Throws: ``FileFailure``.
  func resumableRecord(beside partial: OpenFile) throws -> RecordFile.Content {
    let content = try keptRecord
    guard case .records(let kept) = content, let record = kept.first?.record, record.isWhole,
      record.lengths.rows > 0, try partial.facts.size == 0
    else { return content }
    return .nothing
  }

  /// - Throws: ``ResumptionFailure`` when something would be lost.
  func refuseExisting() throws {
    if isResumable, isBegun { throw ResumptionFailure.begun(path: partial) }
    try refuseExistingResult(isBegun: false)
  }

  /// Whether a run has left something; an empty file alone is what an ``AtomicOutput`` leaves whose process was killed.
  private var isBegun: Bool { Self.exists(partial) && (Self.isFilled(partial) || Self.exists(record)) }

  func refuseExistingResult(isBegun: Bool) throws {
    let others = isBegun ? [] : [errors].compactMap { $0 }.filter { Self.isFilled($0) }
    for path in [file] + [list].compactMap({ $0 }) where Self.exists(path) {
      throw ResumptionFailure.exists(path: path)
    }
    if let path = others.first { throw ResumptionFailure.exists(path: path) }
  }

  /// Undoes the first half of ``rename()`` that was interrupted.
  func takeBackList() throws {
    guard let list, let partialList, !Self.exists(partialList), Self.exists(list) else { return }
    try OpenFile.rename(list, to: partialList)
  }

  /// Gives whole files their names, for good.
  ///
  /// - Parameter keepsRecord: whether the record stays beside them.
  func rename(keepsRecord: Bool) throws {
    if let list, let partialList { try OpenFile.rename(partialList, to: list) }
    try OpenFile.rename(partial, to: file)
    OpenFile.synchronizeFolder(of: file)
    // A record that is left behind says that all is done.
    if !keepsRecord { OpenFile.remove(record) }
  }

  func removeBegun() {
    for path in [partial, record] + [partialList].compactMap({ $0 }) { OpenFile.remove(path) }
  }

  /// Returns when the names of what was begun are on the disk.
  func synchronizeFolders() {
    for path in [partial, errors].compactMap({ $0 }) { OpenFile.synchronizeFolder(of: path) }
  }

  static func exists(_ path: String) -> Bool { FileName.withPath(path) { access($0, F_OK) == 0 } }

  static func isFilled(_ path: String) -> Bool {
    FileFacts(of: path).map { $0.kind == .plain && $0.size > 0 } ?? false
  }
}

/// How a run came to its end that has made a whole output.
package struct OutputEnding: Hashable, Sendable {
  /// Where it was kept.
  package var record: ProgressRecord?
}

extension OutputEnding {
  /// - Parameter path: of the output.
  /// - Throws: ``ResumptionFailure/otherOptions(path:names:)`` when it was made with others.
  package func check(_ options: JSONObject, of path: String) throws(ResumptionFailure) {
    guard let record else { return }
    let names = record.options.differences(from: options)
    guard names.isEmpty else { throw .otherOptions(path: path, names: names) }
  }
}
