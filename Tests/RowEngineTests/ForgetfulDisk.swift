import FileSystem

/// A disk under the changes that a run has made: what was synchronized stays when the power goes, and of everything else
/// any part may have come to the disk, in any order.
struct ForgetfulDisk {
  private enum Change {
    case write(offset: Int, [UInt8])
    case cut(Int)
  }

  private struct File {
    var synchronized: [UInt8] = []
    var pending: [Change] = []
  }

  private var files: [File] = []
  private var names: [String: Int] = [:]
  private var synchronizedNames: [String: Int] = [:]
  /// The names after each change since; folders keep their order.
  private var pendingNames: [[String: Int]] = []

  mutating func take(_ change: FileChange) {
    switch change {
    case .opened(let path):
      guard names[path] == nil else { return }
      let number = files.count
      files.append(File())
      rename { $0[path] = number }
    case .wrote(let path, let offset, let bytes): append(.write(offset: offset, bytes), to: path)
    case .cut(let path, let length): append(.cut(length), to: path)
    case .synchronized(let path) where path.hasSuffix("/"):
      (synchronizedNames, pendingNames) = (names, [])
    case .synchronized(let path):
      guard let file = names[path] else { return }
      for change in files[file].pending { Self.apply(change, to: &files[file].synchronized) }
      files[file].pending = []
    case .renamed(let path, let name): rename { $0[name] = $0.removeValue(forKey: path) }
    case .removed(let path): rename { $0[path] = nil }
    }
  }

  private mutating func append(_ change: Change, to path: String) {
    if let file = names[path] { files[file].pending.append(change) }
  }

  private mutating func rename(_ change: (inout [String: Int]) -> Void) {
    change(&names)
    pendingNames.append(names)
  }

  /// What is found when the power is back.
  func left(_ random: inout some RandomNumberGenerator) -> [String: [UInt8]] {
    let count = Int.random(in: 0...pendingNames.count, using: &random)
    let names = count == 0 ? synchronizedNames : pendingNames[count - 1]
    return names.mapValues { file in
      var bytes = files[file].synchronized
      for change in files[file].pending {
        if let change = Self.outcome(of: change, &random) { Self.apply(change, to: &bytes) }
      }
      return bytes
    }
  }

  /// It was lost, or came to the disk whole, in part, or as zeros.
  private static func outcome(of change: Change, _ random: inout some RandomNumberGenerator) -> Change? {
    guard case .write(let offset, let bytes) = change else {
      return Bool.random(using: &random) ? change : nil
    }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return nil
    case 1: return change
    case 2: return .write(offset: offset, Array(bytes[..<Int.random(in: 0...bytes.count, using: &random)]))
    default: return .write(offset: offset, [UInt8](repeating: 0, count: bytes.count))
    }
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .write(let offset, let new):
      grow(&bytes, to: offset + new.count)
      bytes.replaceSubrange(offset..<offset + new.count, with: new)
    case .cut(let length):
      grow(&bytes, to: length)
      bytes.removeLast(bytes.count - length)
    }
  }

  private static func grow(_ bytes: inout [UInt8], to length: Int) {
    bytes += [UInt8](repeating: 0, count: max(0, length - bytes.count))
  }
}
