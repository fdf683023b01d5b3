import FileSystem

/// What was typed before, the newest last, and the file that remembers it.
struct History {
  private(set) var entries: [String] = []
  /// Why the file could not be read or written; then it is remembered until the end of the program only.
  private(set) var failure: FileFailure?
  private let file: HistoryFile?

  init(_ file: HistoryFile?) {
    self.file = file
    do throws(FileFailure) {
      entries = try file?.load() ?? []
    } catch {
      failure = error
    }
  }

  /// Remembers an entry, but not twice in a row; it is in the file when this returns. Whether it was new.
  mutating func add(_ entry: String) -> Bool {
    guard !entry.isEmpty, !entry.utf8.elementsEqual((entries.last ?? "").utf8) else { return false }
    entries.append(entry)
    do throws(FileFailure) {
      try file?.append(entry)
    } catch {
      failure = error
    }
    return true
  }
}
