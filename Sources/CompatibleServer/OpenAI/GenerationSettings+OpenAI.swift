import ModelsAPI

extension GenerationSettings {
  /// Reads the settings that an endpoint's requests spell as the table has it.
  init(_ fields: BodyFields, of endpoint: ClientField.Endpoint) throws(ServerError) {
    try self.init(fields, ClientField.all(of: endpoint))
  }

  init(_ fields: BodyFields, _ rows: [ClientField.Row]) throws(ServerError) {
    self.init()
    for (field, declaration) in rows {
      guard let fields = try fields.object(of: field), try fields.isOn(field) else { continue }
      try take(field, declaration, from: fields)
    }
  }

  private mutating func take(
    _ field: ClientField, _ declaration: SettingDeclaration, from fields: BodyFields
  ) throws(ServerError) {
    let name = field.member
    switch declaration.value {
    case .whole(let path):
      if let number = try fields.integer(field) ?? field.impliedNumber { self[keyPath: path] = number }
    case .number(let path):
      if let number = try fields.number(field) { self[keyPath: path] = number }
    case .flag(let path):
      if let flag = try fields.flag(name) { self[keyPath: path] = flag }
    case .presence(let path):
      if try fields.fields(name) != nil { self[keyPath: path] = true }
    case .text(let path):
      if let text = try fields.text(name) { self[keyPath: path] = text }
    case .texts(let path):
      if let texts = try fields.texts(field) { self[keyPath: path] = texts }
    case .object(let path):
      if let object = try fields.fields(name)?.object { self[keyPath: path] = object }
    case .choice(let choice):
      guard let word = try fields.text(name), !declaration.leavesOut(word) else { break }
      choice.choose(&self, try fields.word(word, of: name, among: choice.words))
    // Each API has a shape of its own for them, which its request reads.
    case .structure: break
    }
  }
}

extension BodyFields {
  /// The object that a field stands in; `nil` where there is none.
  fileprivate func object(of field: ClientField) throws(ServerError) -> BodyFields? {
    var object = self
    for name in field.objects {
      guard let inner = try object.fields(name) else { return nil }
      object = inner
    }
    return object
  }

  /// Whether a field is asked for, by itself or by what switches it on.
  fileprivate func isOn(_ field: ClientField) throws(ServerError) -> Bool {
    guard let condition = field.condition else { return self[field.member] != nil }
    let asksForAny = try integer(field) ?? 0 > 0
    switch condition {
    case .word(let word, let list): return try texts(list)?.contains(word) ?? false || asksForAny
    case .flag(let name):
      if try flag(name) ?? false { return true }
      guard !asksForAny else { throw wrongValue(field.member, "'\(name)' must be true for it.") }
      return false
    }
  }

  fileprivate func integer(_ field: ClientField) throws(ServerError) -> Int? {
    guard case .whole(let range) = field.range else { return try integer(field.member) }
    return try integer(field.member, in: range)
  }

  fileprivate func number(_ field: ClientField) throws(ServerError) -> Double? {
    guard case .number(let range) = field.range else { return try number(field.member) }
    return try number(field.member, in: range)
  }

  fileprivate func texts(_ field: ClientField) throws(ServerError) -> [String]? {
    guard let texts = try texts(field.member) else { return nil }
    if let fault = field.range.fault(in: texts) { throw wrongValue(field.member, fault) }
    return texts
  }

  fileprivate func word(
    _ word: String, of name: String, among words: [String]
  ) throws(ServerError) -> String {
    guard words.contains(word) else {
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      throw wrongValue(name, "'\(word)' is none of \(list).")
    }
    return word
  }
}
