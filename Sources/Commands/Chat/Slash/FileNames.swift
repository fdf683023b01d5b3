import FoundationEssentials
import Glibc
import Terminal

/// Finds the files whose path begins as it was typed.
struct FileNames {
  /// What `~` stands for.
  let home: String?

  func candidates(for typed: String) -> [Completion.Candidate] {
    let slash = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let (folder, beginning) = (String(typed[..<slash]), typed[slash...])
    let parent = folder.isEmpty ? "." : expanded(folder)
    // A folder that cannot be read offers nothing.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.sorted()
      .filter { $0.hasPrefix(beginning) && ($0.hasPrefix(".") == beginning.hasPrefix(".")) }
      .map { name in
        let isFolder = Self.isFolder("\(parent)/\(name)")
        return .init(folder + name + (isFolder ? "/" : ""), isWhole: !isFolder)
      }
  }

  /// The path, which nobody but a shell would expand otherwise.
  func expanded(_ path: String) -> String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
