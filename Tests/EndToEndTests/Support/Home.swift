import FoundationEssentials
import Glibc

/// A home of its own for one test, gone with it.
final class Home: Sendable {
  let path: String

  init() throws {
    let place = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(place)/sfmodels-home-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Descriptor.Trouble(code: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    // What cannot be removed stays in the folder for temporary files.
    try? FileManager.default.removeItem(atPath: path)
  }

  var settings: String { path + "/.config/sfmodels/config.toml" }
  var credentials: String { path + "/.config/sfmodels/credentials.toml" }
  var tokens: String { path + "/.config/sfmodels/tokens" }

  /// Writes a file and the folders above it, and returns its path.
  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(Array(text.utf8), to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    let file = name.hasPrefix("/") ? name : "\(path)/\(name)"
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
    guard chmod(file, mode) == 0 else { throw Descriptor.Trouble(code: errno) }
    return file
  }

  func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
  }

  /// All files below it, from its own folder on.
  func files() throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: path)
    return all.filter { Self.mode(of: "\(path)/\($0)") & S_IFMT == S_IFREG }.sorted()
  }

  /// The file that keeps the token.
  func tokenFile() throws -> String {
    let names = try files().filter { $0.hasPrefix(".config/sfmodels/tokens/") && $0.hasSuffix(".json") }
    guard let name = names.first, names.count == 1 else { throw Descriptor.Trouble(code: ENOENT) }
    return "\(path)/\(name)"
  }

  static func mode(of path: String) -> mode_t {
    var facts = stat()
    return lstat(path, &facts) == 0 ? facts.st_mode : 0
  }

  static func permissions(of path: String) -> String { String(mode(of: path) & 0o777, radix: 8) }
}
