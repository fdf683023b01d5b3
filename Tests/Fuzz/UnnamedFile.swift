import Glibc

/// A file that no folder knows, and that goes with the process.
final class UnnamedFile: Sendable {
  private let descriptor: CInt

  init() {
    var name = Array("/tmp/fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    expect(descriptor >= 0 && unlink(name) == 0, "no temporary file: \(errno)")
  }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func write(_ bytes: [UInt8]) {
    let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    expect(ftruncate(descriptor, bytes.count) == 0 && count == bytes.count, "writing: \(errno)")
  }
}
