import FoundationEssentials
import Glibc
import TestSupport

/// A home of its own for one test, gone with it.
struct Home: Sendable {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path }
  var settings: String { path + "/.config/sfmodels/config.toml" }
  var credentials: String { path + "/.config/sfmodels/credentials.toml" }
  var tokens: String { path + "/.config/sfmodels/tokens" }

  /// Writes a file and the folders above it, and returns its path.
  ///
  /// - Parameter name: from the home on, or a whole path.
  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try folder.write(text, to: name, mode: mode)
  }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
    try folder.write(bytes, to: name, mode: mode)
  }

  func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
  }

  /// What another program puts into the home, whole as soon as it has its name; waits for it.
  ///
  /// - Parameter name: from the home on.
  func awaited(_ name: String) throws -> String {
    let file = "\(path)/\(name)"
    let deadline = ContinuousClock.now + .seconds(120)
    while access(file, R_OK) != 0, .now < deadline { usleep(10_000) }
    return try read(file)
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
