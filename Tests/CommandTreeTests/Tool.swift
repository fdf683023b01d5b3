import FoundationEssentials
import Glibc
import TestSupport

/// Another program of the machine that judges what ours writes.
struct Tool {
  let name: String

  var isInstalled: Bool {
    ["/bin", "/usr/bin", "/usr/local/bin"].contains {
      FileManager.default.fileExists(atPath: "\($0)/\(name)")
    }
  }

  /// Runs it through the shell, with a text as a file that `$file` names, and gives all it prints.
  func output(_ arguments: String, file text: String) throws -> String {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "file")
    defer { withExtendedLifetime(folder) {} }
    guard let pipe = popen("file=\(file); \(name) \(arguments) 2>&1", "r") else { throw Unexpected() }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    while case let byte = fgetc(pipe), byte != EOF { bytes.append(UInt8(byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
