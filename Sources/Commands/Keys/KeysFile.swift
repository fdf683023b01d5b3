import CommandTree
import CompatibleServer
import Digest
import FileSystem
import FoundationEssentials
import TOML
import Wire

/// `keys.toml`: the keys of a server's clients, without the keys themselves; for its owner's eyes alone.
struct KeysFile {
  let path: String
  /// In the order in which they were made.
  private(set) var keys: [NamedKey]

  /// - Throws: ``KeysFailure``; a file that is not there has no keys.
  init(_ path: String) throws(KeysFailure) {
    self.path = path
    keys = try Self.keys(in: try Self.bytes(of: path), path)
  }

  /// - Throws: ``KeysFailure/unknown(_:suggestions:)``.
  func key(named name: String) throws(KeysFailure) -> NamedKey {
    guard let key = keys.first(where: { $0.name == name }) else { throw unknown(name) }
    return key
  }

  /// - Throws: ``KeysFailure/exists(_:)``.
  mutating func add(_ key: NamedKey) throws(KeysFailure) {
    guard !keys.contains(where: { $0.name == key.name }) else { throw .exists(key.name) }
    keys.append(key)
  }

  /// - Throws: ``KeysFailure/unknown(_:suggestions:)``.
  mutating func change(
    _ name: String, _ change: (inout NamedKey) -> Void
  ) throws(KeysFailure) {
    guard let index = keys.firstIndex(where: { $0.name == name }) else { throw unknown(name) }
    change(&keys[index])
  }

  /// - Throws: ``KeysFailure/unknown(_:suggestions:)``.
  mutating func remove(_ name: String) throws(KeysFailure) {
    guard let index = keys.firstIndex(where: { $0.name == name }) else { throw unknown(name) }
    keys.remove(at: index)
  }

  /// - Throws: ``KeysFailure/file(path:_:)``.
  func write() throws(KeysFailure) {
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(SettingsFile.folder(of: path))
      try PrivateFile(path).replace(with: Array(text.utf8), isDurable: true)
    } catch {
      throw .file(path: path, error)
    }
  }

  private func unknown(_ name: String) -> KeysFailure {
    .unknown(name, suggestions: Suggestion.names(near: name, among: keys.map(\.name)))
  }

  private static func bytes(of path: String) throws(KeysFailure) -> [UInt8] {
    do throws(PrivateFile.Problem) {
      return try PrivateFile(path).read()
    } catch .missing {
      return []
    } catch {
      throw .file(path: path, error)
    }
  }

  private static func keys(in bytes: [UInt8], _ path: String) throws(KeysFailure) -> [NamedKey] {
    let document: TOMLDocument
    do throws(TOMLFailure) {
      document = try TOMLDocument(bytes)
    } catch {
      throw .malformed(path: path, error)
    }
    var keys: [NamedKey] = []
    for member in document.root.members {
      let key = try KeyTable(member, in: document, path: path).key()
      if let twin = keys.first(where: { $0.digest == key.digest }) {
        throw .doubleKey(twin.name, key.name, path: path)
      }
      keys.append(key)
    }
    return keys
  }
}

extension KeysFile {
  private var text: String {
    "# Written by 'sfmodels keys'. The keys themselves are nowhere: only their SHA-256.\n"
      + keys.map(\.table).joined()
  }
}

extension NamedKey {
  /// As a table of the file.
  fileprivate var table: String {
    var lines = ["", "[\(Self.quoted(name))]", "sha256 = \"\(Hexadecimal.text(digest))\""]
    lines.append("beginning = \(Self.quoted(beginning))")
    if let models { lines.append("models = [\(models.map(Self.quoted).joined(separator: ", "))]") }
    let counts = KeyTable.Limit.allCases.compactMap { limit in
      limits[keyPath: limit.path].map { "\(limit.rawValue) = \($0)" }
    }
    lines += counts
    if let expiry { lines.append("expires = \(expiry.formatted(.iso8601))") }
    if isAdmin { lines.append("admin = true") }
    if let previous {
      lines.append("previous-sha256 = \"\(Hexadecimal.text(previous.digest))\"")
      lines.append("previous-expires = \(previous.end.formatted(.iso8601))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacingScalars(["\\": "\\\\", "\"": "\\\""])
    return "\"\(escaped)\""
  }
}
