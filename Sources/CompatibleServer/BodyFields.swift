import Wire

/// The members of a request's object, read with the type that each must have; `null` counts as absent.
struct BodyFields {
  let object: JSONObject
  /// Where the object stands in the body: empty, or like `messages[0].`
  let place: String

  init(_ object: JSONObject, at place: String = "") {
    self.object = object
    self.place = place
  }

  subscript(name: String) -> JSONValue? {
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  func text(_ name: String) throws(ServedFailure) -> String? {
    try read(name, "a string", \.string)
  }

  func flag(_ name: String) throws(ServedFailure) -> Bool? {
    try read(name, "a boolean", \.bool)
  }

  func number(_ name: String) throws(ServedFailure) -> Double? {
    try read(name, "a number", \.double)
  }

  func integer(_ name: String) throws(ServedFailure) -> Int? {
    try read(name, "an integer", \.int)
  }

  /// An integer that is not below another.
  func integer(_ name: String, from least: Int) throws(ServedFailure) -> Int? {
    guard let number = try integer(name) else { return nil }
    guard number >= least else {
      throw .invalid("Invalid '\(place)\(name)': must be at least \(least).", parameter: place + name)
    }
    return number
  }

  func array(_ name: String) throws(ServedFailure) -> [JSONValue]? {
    try read(name, "an array", \.array)
  }

  /// The fields of an object that is a member.
  func fields(_ name: String) throws(ServedFailure) -> BodyFields? {
    try read(name, "an object", \.object).map { BodyFields($0, at: "\(place)\(name).") }
  }

  /// The fields of each object of an array.
  func list(_ name: String) throws(ServedFailure) -> [BodyFields]? {
    guard let elements = try array(name) else { return nil }
    var list: [BodyFields] = []
    for (index, element) in elements.enumerated() {
      guard let object = element.object else { throw wrongType("\(name)[\(index)]", "an object") }
      list.append(BodyFields(object, at: "\(place)\(name)[\(index)]."))
    }
    return list
  }

  /// One text, or several.
  func texts(_ name: String) throws(ServedFailure) -> [String]? {
    guard let value = self[name] else { return nil }
    if let text = value.string { return [text] }
    let texts = value.array?.compactMap(\.string)
    guard let texts, texts.count == value.array?.count else {
      throw wrongType(name, "a string or an array of strings")
    }
    return texts
  }

  /// - Throws: that the member is missing.
  func required<Value>(_ name: String, _ value: Value?) throws(ServedFailure) -> Value {
    guard let value else {
      throw .invalid("Missing required parameter: '\(place)\(name)'.", parameter: place + name)
    }
    return value
  }

  func wrongType(_ name: String, _ expected: String) -> ServedFailure {
    .invalid("Invalid type for '\(place)\(name)': expected \(expected).", parameter: place + name)
  }

  func wrongValue(_ name: String, _ sentence: String) -> ServedFailure {
    .invalid("Invalid value for '\(place)\(name)': \(sentence)", parameter: place + name)
  }

  private func read<Value>(
    _ name: String, _ expected: String, _ convert: (JSONValue) -> Value?
  ) throws(ServedFailure) -> Value? {
    guard let json = self[name] else { return nil }
    guard let value = convert(json) else { throw wrongType(name, expected) }
    return value
  }
}
