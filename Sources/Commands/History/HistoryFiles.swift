import FileSystem
import FoundationEssentials
import Ledger
import ModelsAPI
import Wire

/// What versions before the ledger have kept, in files that stay as they are: conversations, and what each profile
/// generated last.
struct HistoryFiles {
  let directories: Directories

  /// Puts it into the ledger, once.
  ///
  /// - Throws: `LedgerFailure`.
  func takeOver(to ledger: Ledger) throws {
    try ledger.takeOver("files of version 0.1") { conversations + lastGenerations }
  }

  private var conversations: [LedgerRecord] {
    paths(in: directories.olderConversations, ending: ".jsonl").compactMap { path in
      // What is no conversation is nothing that could be taken over.
      guard let bytes = try? PrivateFile(path).read(), let record = try? ChatRecord(bytes, path: path) else {
        return nil
      }
      let time = time(of: path)
      return record.session.record(profile: record.profile, at: time, without: [])
    }
  }

  private var lastGenerations: [LedgerRecord] {
    paths(in: directories.olderGenerations, ending: ".json").compactMap { path in
      guard let bytes = try? PrivateFile(path).read(), let json = try? JSONValue(decoding: bytes),
        let generation = json["generation_id"]?.string
      else { return nil }
      let name = path.split(separator: "/").last?.dropLast(".json".count) ?? ""
      var entry = LedgerEntry(
        time: time(of: path), command: "generate", profile: PercentEncoding.decode(Array(name.utf8)))
      entry.generation = generation
      entry.model = json["model"]?.string
      return LedgerRecord([entry])
    }
  }

  private func paths(in folder: String, ending: String) -> [String] {
    // A folder that is not there holds nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted {
      time(of: $0) < time(of: $1)
    }
  }

  private func time(of path: String) -> Int64 {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return (facts?[.modificationDate] as? Date)?.milliseconds ?? 0
  }
}
