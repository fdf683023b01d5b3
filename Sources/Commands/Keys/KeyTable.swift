import CompatibleServer
import Digest
import FoundationEssentials
import TOML

/// One table of `keys.toml`. Nothing in it is passed over: a limit that is misspelt would be none.
struct KeyTable {
  /// A limit by its name in the file.
  enum Limit: String, CaseIterable {
    case requestsPerMinute = "rpm"
    case tokensPerMinute = "tokens-per-minute"
    case tokensPerDay = "tokens-per-day"
    case parallelRequests = "max-parallel"

    var path: any WritableKeyPath<KeyLimits, Int?> & Sendable {
      switch self {
      case .requestsPerMinute: \.requestsPerMinute
      case .tokensPerMinute: \.tokensPerMinute
      case .tokensPerDay: \.tokensPerDay
      case .parallelRequests: \.parallelRequests
      }
    }
  }

  private let name: String
  private let table: TOMLTable
  private let document: TOMLDocument
  private let path: String

  /// - Throws: ``KeysFailure``.
  init(_ member: TOMLTable.Member, in document: TOMLDocument, path: String) throws(KeysFailure) {
    name = member.name
    self.document = document
    self.path = path
    guard KeyName.isValid(name) else { throw .invalidName(name) }
    guard case .table(let table) = member.value else {
      throw .unusableValue(
        name, of: name, wanted: "a table", path: path, line: document.line(of: [name]) ?? 1)
    }
    self.table = table
  }

  /// - Throws: ``KeysFailure``.
  func key() throws(KeysFailure) -> NamedKey {
    guard let own = try digest("sha256") else {
      throw .missingMember("sha256", of: name, path: path, line: document.line(of: [name]) ?? 1)
    }
    var key = NamedKey(name: name, digest: own, beginning: "")
    for member in table.members { try read(member, into: &key) }
    if let previous = try digest("previous-sha256") {
      key.previous = NamedKey.Previous(
        digest: previous, end: try date("previous-expires") ?? Date(timeIntervalSince1970: 0))
    }
    return key
  }

  private func read(_ member: TOMLTable.Member, into key: inout NamedKey) throws(KeysFailure) {
    if let limit = Limit(rawValue: member.name) {
      key.limits[keyPath: limit.path] = try count(member)
      return
    }
    switch member.name {
    case "sha256", "previous-sha256", "previous-expires": break
    case "beginning": key.beginning = try text(member)
    case "models": key.models = try models(member)
    case "expires": key.expiry = try date("expires")
    case "admin":
      guard case .boolean(let isAdmin) = member.value else { throw unusable(member.name, "true or false") }
      key.isAdmin = isAdmin
    default:
      throw .unknownMember(member.name, of: name, path: path, line: line(of: member.name))
    }
  }

  private func count(_ member: TOMLTable.Member) throws(KeysFailure) -> Int {
    guard case .integer(let number) = member.value, number > 0, let count = Int(exactly: number) else {
      throw unusable(member.name, "a whole number over 0")
    }
    return count
  }

  private func text(_ member: TOMLTable.Member) throws(KeysFailure) -> String {
    guard case .string(let text) = member.value else { throw unusable(member.name, "a text") }
    return text
  }

  private func models(_ member: TOMLTable.Member) throws(KeysFailure) -> [String] {
    guard case .array(let values) = member.value, !values.isEmpty else {
      throw unusable(member.name, "a list of names")
    }
    var names: [String] = []
    for value in values {
      guard case .string(let name) = value, !name.isEmpty else {
        throw unusable(member.name, "a list of names")
      }
      names.append(name)
    }
    return names
  }

  private func digest(_ member: String) throws(KeysFailure) -> [UInt8]? {
    guard let value = table[member] else { return nil }
    guard case .string(let text) = value, let bytes = Hexadecimal.bytes(text),
      bytes.count == SHA256.digestLength
    else { throw unusable(member, "64 hexadecimal digits") }
    return bytes
  }

  private func date(_ member: String) throws(KeysFailure) -> Date? {
    switch table[member] {
    case nil: return nil
    case .dateTime(let text, .offsetDateTime)?, .string(let text)?:
      if let date = try? Date(text, strategy: .iso8601) { return date }
    default: break
    }
    throw unusable(member, "a moment such as 2027-01-31T00:00:00Z")
  }

  private func unusable(_ member: String, _ wanted: String) -> KeysFailure {
    .unusableValue(member, of: name, wanted: wanted, path: path, line: line(of: member))
  }

  private func line(of member: String) -> Int { document.line(of: [name, member]) ?? 1 }
}

/// What a key may be called: its name stands in logs, figures and files.
enum KeyName {
  private static let longest = 64

  static func isValid(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= longest
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_.@".utf8.contains(byte)
        }
      } && !name.hasPrefix("-")
  }
}
