import FoundationEssentials
package import Glibc

/// A folder for one test, removed with everything in it when the test lets go of it.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    let template = FileManager.default.temporaryDirectory.path + "/sfmodels-XXXXXX"
    var name = Array(template.utf8CString)
    guard mkdtemp(&name) != nil else { throw FileError(path: template, code: errno) }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // What cannot be removed is left to the system.
  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and the folders above it.
  ///
  /// - Parameter name: from the folder on, or a whole path.
  /// - Returns: the file's path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String, mode: mode_t = 0o600) throws -> String {
    let file = name.hasPrefix("/") ? name : "\(path)/\(name)"
    let above = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
    try FileManager.default.createDirectory(atPath: above, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: file))
    guard chmod(file, mode) == 0 else { throw FileError(path: file, code: errno) }
    return file
  }

  @discardableResult
  package func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    try write(text.utf8, to: name, mode: mode)
  }

  package func bytes(of name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }

  package func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

  /// The permission bits; none for what does not exist.
  package func mode(of name: String) -> mode_t {
    var facts = stat()
    stat("\(path)/\(name)", &facts)
    return facts.st_mode & 0o777
  }

  /// The names in it, or in a folder within, sorted.
  package func names(in name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
  }
}

/// The system refused something to a test.
package struct FileError: Error {
  package let path: String
  package let code: Int32
}
