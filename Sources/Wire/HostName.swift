/// What the host of a URL may be called.
package enum HostName {
  /// Nothing of a URL may stand in it, written as it is: `evil.example%2F.salesforce.com` is `evil.example` to whoever
  /// reads it once more.
  private static let forbidden = Set("\"'<>\\^`{|}@/?#[]".unicodeScalars)

  /// Not whether there is such a host, but whether one could be called so: a name, or an address, that of IPv6 in
  /// brackets.
  ///
  /// - Parameter allowsZone: whether an address in brackets may name the interface that it is reached by, behind a `%`.
  package static func isPossible(_ host: String, allowsZone: Bool = false) -> Bool {
    let isBracketed = host.utf8.first == UInt8(ascii: "[")
    guard isBracketed == (host.utf8.last == UInt8(ascii: "]")) else { return false }
    let inner = isBracketed ? host.dropFirst().dropLast() : host[...]
    return !inner.isEmpty
      && inner.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case ":": isBracketed
        case "%": isBracketed && allowsZone
        default:
          scalar.properties.generalCategory != .control && !scalar.properties.isWhitespace
            && !forbidden.contains(scalar)
        }
      }
  }
}
