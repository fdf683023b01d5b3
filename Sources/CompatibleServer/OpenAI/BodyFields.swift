import Wire

/// The members of a request's object, read with the type that each must have; `null` counts as absent.
struct BodyFields {
  let object: JSONObject
  /// Where the object stands in the body: empty, or like `messages[0].`
  let path: String

  init(_ object: JSONObject, at path: String = "") {
    self.object = object
    self.path = path
  }

  subscript(name: String) -> JSONValue? {
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  /// The model as the client names it; `nil` where it names none, for the server's own.
  var model: String? {
    get throws(ServerError) {
      guard let name = try text("model"), !name.isEmpty else { return nil }
      guard ModelMap.isName(name) else { throw wrongValue("model", ModelMap.longestNameRule) }
      return name
    }
  }

  func text(_ name: String) throws(ServerError) -> String? {
    try read(name, "a string", \.string)
  }

  func flag(_ name: String) throws(ServerError) -> Bool? {
    try read(name, "a boolean", \.bool)
  }

  func number(_ name: String) throws(ServerError) -> Double? {
    try read(name, "a number", \.double)
  }

  /// A number of a range.
  func number(_ name: String, in range: ClosedRange<Double>) throws(ServerError) -> Double? {
    guard let number = try number(name) else { return nil }
    guard range.contains(number) else {
      throw .invalid(
        "Invalid '\(path)\(name)': must be from \(range.lowerBound) to \(range.upperBound).",
        parameter: path + name)
    }
    return number
  }

  func integer(_ name: String) throws(ServerError) -> Int? {
    try read(name, "an integer", \.int)
  }

  /// An integer that is not below another.
  func integer(_ name: String, from least: Int) throws(ServerError) -> Int? {
    try integer(name, in: least...Count.largest.value)
  }

  /// An integer of a range.
  func integer(_ name: String, in range: ClosedRange<Int>) throws(ServerError) -> Int? {
    guard let number = try integer(name) else { return nil }
    guard range.contains(number) else {
      let bound =
        number < range.lowerBound ? "at least \(range.lowerBound)" : "at most \(range.upperBound)"
      throw .invalid("Invalid '\(path)\(name)': must be \(bound).", parameter: path + name)
    }
    return number
  }

  func array(_ name: String) throws(ServerError) -> [JSONValue]? {
    try read(name, "an array", \.array)
  }

  /// The fields of an object that is a member.
  func fields(_ name: String) throws(ServerError) -> BodyFields? {
    try read(name, "an object", \.object).map { BodyFields($0, at: "\(path)\(name).") }
  }

  /// The fields of each object of an array.
  func list(_ name: String) throws(ServerError) -> [BodyFields]? {
    guard let elements = try array(name) else { return nil }
    var list: [BodyFields] = []
    for (index, element) in elements.enumerated() {
      guard let object = element.object else { throw wrongType("\(name)[\(index)]", "an object") }
      list.append(BodyFields(object, at: "\(path)\(name)[\(index)]."))
    }
    return list
  }

  /// One text, or several.
  func texts(_ name: String) throws(ServerError) -> [String]? {
    guard let value = self[name] else { return nil }
    if let text = value.string { return [text] }
    let texts = value.array?.compactMap(\.string)
    guard let texts, texts.count == value.array?.count else {
      throw wrongType(name, "a string or an array of strings")
    }
    return texts
  }

  /// - Throws: that the member is missing.
  func required<Value>(_ name: String, _ value: Value?) throws(ServerError) -> Value {
    guard let value else {
      throw .invalid("Missing required parameter: '\(path)\(name)'.", parameter: path + name)
    }
    return value
  }

  func wrongType(_ name: String, _ expected: String) -> ServerError {
    .invalid("Invalid type for '\(path)\(name)': expected \(expected).", parameter: path + name)
  }

  func wrongValue(_ name: String, _ sentence: String) -> ServerError {
    .invalid("Invalid value for '\(path)\(name)': \(sentence)", parameter: path + name)
  }

  private func read<Value>(
    _ name: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(ServerError) -> Value? {
    guard let json = self[name] else { return nil }
    guard let value = convert(json) else { throw wrongType(name, expected) }
    return value
  }
}

extension JSONValue {
  /// Whether it says nothing: `null`, or an array or an object without anything in it.
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    case .bool, .number, .string: false
    }
  }
}
