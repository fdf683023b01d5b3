import Wire

/// Makes up a string for a property: by its format, by what its name means, or just a word.
struct StringSampler {
  private let name: String
  private let schema: JSONValue
  private let words: String

  init(named name: String, schema: JSONValue, words: String) {
    self.name = name.lowercased()
    self.schema = schema
    self.words = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  var text: String {
    var text = formatted ?? meant
    if let least = schema["minLength"]?.int, least < 10_000 {
      text += String(repeating: "x", count: max(0, least - text.count))
    }
    return schema["maxLength"]?.int.map { String(text.prefix(max(0, $0))) } ?? text
  }

  private var formatted: String? {
    switch schema["format"]?.string {
    case "date": "2025-06-15"
    case "date-time": "2025-06-15T12:00:00Z"
    case "time": "12:00:00Z"
    case "duration": "PT1H"
    case "email": "jane@acme.example"
    case "hostname": "acme.example"
    case "ipv4": "192.0.2.1"
    case "ipv6": "2001:db8::1"
    case "uri": "https://acme.example/"
    case "uuid": "00000000-0000-4000-8000-000000000001"
    default: nil
    }
  }

  private var meant: String {
    switch name {
    case "city", "location", "place", "town", "country": location ?? "Paris"
    case "query", "q", "question", "prompt", "text", "input", "message", "topic":
      words.isEmpty ? "hello" : String(words.prefix(200))
    case "command", "cmd": "echo hello"
    case "path", "file", "filename", "file_path": "README.md"
    case "url", "uri", "link": "https://acme.example/"
    case "date", "day": "2025-06-15"
    case "email": "jane@acme.example"
    case "name", "person", "author": "Jane"
    case "unit", "units": "celsius"
    case "language", "locale": "en"
    case "": "hello"
    default: "some \(name.replacing("_", with: " "))"
    }
  }

  /// The capitalised words after "in", "at" or "for".
  private var location: String? {
    let words = words.split(separator: " ")
    let markers = words.indices.filter { ["in", "at", "for"].contains(words[$0].lowercased()) }
    let names = markers.map { words[($0 + 1)...].prefix { $0.first?.isUppercase == true } }
    guard let name = names.first(where: { !$0.isEmpty })?.joined(separator: " ") else { return nil }
    let end = name.firstIndex { !$0.isLetter && $0 != " " && $0 != "-" } ?? name.endIndex
    return end == name.startIndex ? nil : String(name[..<end])
  }
}
