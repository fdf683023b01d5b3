import FileSystem
import FoundationEssentials
import Glibc
import Wire

/// Records that could not be put into the database at once, a file for each, until somebody can.
///
/// Files need no lock: one that is there is whole, and one that is put into the database twice has the same keys.
struct PendingRecords {
  let folder: String

  /// - Throws: ``LedgerFailure``.
  func add(_ record: LedgerRecord) throws(LedgerFailure) {
    let name = "\(record.entries.first?.time ?? 0)-\(UUID().uuidString.lowercased())"
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
      try PrivateFile("\(folder)/\(name)\(Self.ending)")
        .replace(with: JSONValue.object(record.json).bytes, isDurable: false)
    } catch .unwritable(code: ENOSPC) {
      throw .full(path: folder)
    } catch {
      throw .file(path: folder, error)
    }
  }

  /// The oldest of the files that are there, each with what it says; what was not written here is passed over.
  ///
  /// - Parameter most: how many.
  func first(_ most: Int) -> [(path: String, record: LedgerRecord)] {
    // A folder that is not there holds nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var found: [(String, LedgerRecord)] = []
    for name in names.filter({ $0.hasSuffix(Self.ending) }).sorted() where found.count < most {
      let path = "\(folder)/\(name)"
      let json = (try? PrivateFile(path).read()).flatMap { try? JSONValue(decoding: $0) }
      if let record = json.flatMap(LedgerRecord.init) { found.append((path, record)) }
    }
    return found
  }

  /// Whether there may be any; asks the system once.
  var mayExist: Bool {
    guard let facts = FileFacts(of: folder) else { return false }
    return facts.kind == .folder
  }

  /// Removes the files. The folder stays: somebody may be about to put another into it.
  func remove(_ paths: [String]) {
    for path in paths { OpenFile.remove(path) }
  }

  private static let ending = ".json"
}
