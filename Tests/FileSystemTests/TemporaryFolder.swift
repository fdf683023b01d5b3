import FoundationEssentials
import Glibc

/// A folder for one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/sfmodels-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  // What cannot be removed is left to the system.
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    chmod("\(path)/\(name)", mode)
  }

  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
  }

  /// The permission bits.
  func mode(of name: String) -> mode_t {
    var facts = stat()
    stat("\(path)/\(name)", &facts)
    return facts.st_mode & 0o777
  }

  /// The names in a folder within, sorted.
  func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
  }
}
