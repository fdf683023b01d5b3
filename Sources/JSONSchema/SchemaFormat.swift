import Glibc

/// A format that can be asserted (validation §7.3). That of international host names needs tables that are not here.
enum SchemaFormat: String, CaseIterable, Sendable {
  case dateTime = "date-time"
  case date
  case time
  case duration
  case email
  case idnEmail = "idn-email"
  case hostname
  case ipv4
  case ipv6
  case uri
  case uriReference = "uri-reference"
  case iri
  case iriReference = "iri-reference"
  case uriTemplate = "uri-template"
  case uuid
  case jsonPointer = "json-pointer"
  case relativeJSONPointer = "relative-json-pointer"
  case regex

  func holds(of text: String) -> Bool {
    switch self {
    case .dateTime: Self.isDateTime(text)
    case .date: Self.isDate(text)
    case .time: Self.isTime(text)
    case .duration: Self.matches(text, Self.durations)
    case .email: Self.isMailbox(text) && text.utf8.allSatisfy { $0 < 0x80 }
    case .idnEmail: Self.isMailbox(text)
    case .hostname: text.utf8.count <= 253 && Self.matches(text, Self.hostnames)
    case .ipv4: Self.matches(text, Self.ipv4Addresses)
    case .ipv6: Self.isIPv6(text)
    case .uri: Self.isURI(text, mayBeRelative: false) && text.utf8.allSatisfy { $0 < 0x80 }
    case .uriReference: Self.isURI(text, mayBeRelative: true) && text.utf8.allSatisfy { $0 < 0x80 }
    case .iri: Self.isURI(text, mayBeRelative: false)
    case .iriReference: Self.isURI(text, mayBeRelative: true)
    case .uriTemplate: Self.matches(text, Self.uriTemplates)
    case .uuid: Self.matches(text, Self.uuids)
    case .jsonPointer: Self.matches(text, Self.pointers)
    case .relativeJSONPointer: Self.matches(text, Self.relativePointers)
    case .regex: Self.isRegularExpression(text)
    }
  }

  private static func matches(_ text: String, _ expression: RegularExpression) -> Bool {
    var steps = 50_000_000
    return expression.matches(text, steps: &steps) ?? false
  }

  private static func expression(_ pattern: String) -> RegularExpression {
    do {
      return try RegularExpression(pattern)
    } catch {
      // The patterns below are our own; a slip in one ends the first test of its format.
      fatalError("\(pattern): \(error)")
    }
  }

  /// RFC 3339 appendix A.
  private static let durations = expression(
    #"^P(?:\d+W|(?=\d|T\d)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?"#
      + #"(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)$"#)
  private static let hostnames = expression(
    #"^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]{0,61}[A-Za-z0-9])(?:\.(?!$)|$))+$"#)
  private static let ipv4Addresses = expression(
    #"^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$"#)
  private static let uuids = expression(#"^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"#)
  private static let pointers = expression(#"^(?:/(?:[^~/]|~[01])*)*$"#)
  private static let relativePointers = expression(#"^(?:0|[1-9]\d*)(?:#|(?:/(?:[^~/]|~[01])*)*)$"#)
  /// RFC 6570 §2.
  private static let uriTemplates = expression(
    #"^(?:[!#$&(-;=?-\[\]_a-z~\u{A0}-\u{10FFFF}]|%[0-9A-Fa-f]{2}"#
      + #"|\{[+#./;?&=,!@|]?(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?"#
      + #"(?:,(?:\w|%[0-9A-Fa-f]{2})(?:\.?(?:\w|%[0-9A-Fa-f]{2}))*(?::[1-9]\d{0,3}|\*)?)*\})*$"#)
  /// RFC 3986 and RFC 3987: without a scheme the first segment has no colon; a host in brackets is looked at apart.
  private static let uris = expression(
    #"^(?:[A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))(?://(?:[\w.~!$&'()*+,;=:%\u{A0}-\u{10FFFF}-]*@)?"#
      + #"(?:\[[0-9A-Fa-f:.vV]+\]|[\w.~!$&'()*+,;=%\u{A0}-\u{10FFFF}-]*)(?::\d*)?(?=[/?#]|$)|(?!//))"#
      + #"[\w.~!$&'()*+,;=:@/%\u{A0}-\u{10FFFF}-]*(?:\?[\w.~!$&'()*+,;=:@/?%\u{A0}-\u{10FFFF}-]*)?"#
      + #"(?:#[\w.~!$&'()*+,;=:@/?%\u{A0}-\u{10FFFF}-]*)?$"#)
  private static let brokenEscapes = expression(#"%(?![0-9A-Fa-f]{2})"#)
  private static let schemes = expression(#"^[A-Za-z][A-Za-z0-9+.-]*:"#)
  /// RFC 5321 §4.1.2, with the characters of RFC 6531.
  private static let localParts = expression(
    #"^(?:[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10FFFF}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10FFFF}-]+)*"#
      + #"|"(?:[ !#-\[\]-~\u{80}-\u{10FFFF}]|\\[ -~])*")$"#)
  private static let mailDomains = expression(
    #"^(?:[A-Za-z0-9\u{80}-\u{10FFFF}](?:[A-Za-z0-9\u{80}-\u{10FFFF}-]{0,61}[A-Za-z0-9\u{80}-\u{10FFFF}])?"#
      + #"(?:\.(?!$)|$))+$"#)
  private static let dates = expression(#"^\d{4}-\d{2}-\d{2}$"#)
  private static let times = expression(
    #"^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$"#)

  private static func isRegularExpression(_ text: String) -> Bool {
    do {
      _ = try RegularExpression(text)
      return true
    } catch {
      switch error {
      // They are right, and only not supported.
      case .backReference, .tooLarge: return true
      case .unexpectedEnd, .unexpected, .unknownEscape, .unknownProperty, .wrongOrder, .groupName:
        return false
      }
    }
  }

  private static func isIPv6(_ text: String) -> Bool {
    var address = in6_addr()
    return !text.utf8.contains(0) && inet_pton(AF_INET6, text, &address) == 1
  }

  private static func isURI(_ text: String, mayBeRelative: Bool) -> Bool {
    guard matches(text, uris), !matches(text, brokenEscapes) else { return false }
    guard mayBeRelative || matches(text, schemes) else { return false }
    guard let host = URIReference(text).authority, let opening = host.firstIndex(of: "[") else { return true }
    let address = host[host.index(after: opening)...].prefix { $0 != "]" }
    return address.lowercased().hasPrefix("v") || isIPv6(String(address))
  }

  private static func isMailbox(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@"), matches(String(text[..<at]), localParts) else { return false }
    let domain = text[text.index(after: at)...]
    guard domain.hasPrefix("["), domain.hasSuffix("]") else { return matches(String(domain), mailDomains) }
    let address = domain.dropFirst().dropLast()
    guard address.hasPrefix("IPv6:") else { return matches(String(address), ipv4Addresses) }
    return isIPv6(String(address.dropFirst(5)))
  }
}

/// Dates and times (RFC 3339 §5.6).
extension SchemaFormat {
  private static func isDateTime(_ text: String) -> Bool {
    guard let mark = text.firstIndex(where: { $0 == "T" || $0 == "t" }) else { return false }
    return isDate(String(text[..<mark])) && isTime(String(text[text.index(after: mark)...]))
  }

  private static func isDate(_ text: String) -> Bool {
    guard matches(text, dates) else { return false }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && (1...days[month - 1]).contains(day)
  }

  private static func isTime(_ text: String) -> Bool {
    guard matches(text, times) else { return false }
    let digits = text.utf8.map { Int($0) - 0x30 }
    func number(_ start: Int) -> Int { digits[start] * 10 + digits[start + 1] }
    guard number(6) == 60 else { return true }
    // A leap second ends a day of UTC.
    var minutes = number(0) * 60 + number(3)
    if let sign = text.utf8.dropFirst(8).firstIndex(where: { $0 == 0x2B || $0 == 0x2D }) {
      let start = text.utf8.distance(from: text.utf8.startIndex, to: sign)
      let offset = number(start + 1) * 60 + number(start + 4)
      minutes += digits[start] == 0x2D - 0x30 ? offset : -offset
    }
    return (minutes + 1440) % 1440 == 1439
  }
}
