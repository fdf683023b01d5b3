import FoundationEssentials
import HTTPTypes
import Wire

/// Whether a request presents one of the keys, in either API's way.
struct APIKeyVerifier: Sendable {
  private let keys: [[UInt8]]
  private let namedKeys: NamedKeys?
  private let now: @Sendable () -> Date

  /// - Parameters:
  ///   - keys: those without a name, which may do everything.
  ///   - namedKeys: `nil` where there is no place for them.
  init(
    _ keys: [String], named namedKeys: NamedKeys? = nil, now: @escaping @Sendable () -> Date = { .now }
  ) {
    self.keys = keys.map { Array($0.utf8) }
    self.namedKeys = namedKeys
    self.now = now
  }

  /// - Throws: ``ServerError/missingKey``, ``ServerError/wrongKey``, ``ServerError/expiredKey(_:)``.
  func examine(_ fields: HTTPFields) throws(ServerError) -> Caller {
    guard !keys.isEmpty || namedKeys != nil else { return .anybody }
    var presented: [[UInt8]] = []
    if let bearer = Self.bearer(fields.value(of: .authorization)) { presented.append(bearer) }
    if let key = fields.value(of: .apiKey) { presented.append(Array(key.utf8)) }
    guard !presented.isEmpty else { throw .missingKey }
    if presented.contains(where: fits) { return .unnamed }
    if let namedKeys {
      for key in presented {
        if let caller = try namedKeys.caller(presenting: key, now: now()) { return caller }
      }
    }
    throw .wrongKey
  }

  private static func bearer(_ value: String?) -> [UInt8]? {
    guard let value, value.utf8.starts(with: scheme.utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { return nil }
    return Array(Array(value.utf8).dropFirst(scheme.utf8.count).drop { $0 == UInt8(ascii: " ") })
  }

  private static let scheme = "Bearer "

  private func fits(_ presented: [UInt8]) -> Bool {
    keys.reduce(false) { fits, key in Self.areEqual(key, presented) || fits }
  }

  /// Takes as long for a wrong last byte as for a wrong first one.
  static func areEqual(_ key: [UInt8], _ presented: [UInt8]) -> Bool {
    guard key.count == presented.count else { return false }
    return zip(key, presented).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension HTTPField.Name {
  static let apiKey = HTTPField.Name("x-api-key")!
}
