import ModelsAPI

extension GenerationSettings {
  /// Reads the settings that a request's body spells as the table has it.
  init(
    messages body: RequestField, _ rows: [ClientField.Row] = ClientField.all(of: .messages)
  ) throws(ServerError) {
    self.init()
    for (field, declaration) in rows {
      guard let value = body[field] else { continue }
      try take(value, in: field.range, declaration)
    }
  }

  private mutating func take(
    _ field: RequestField, in range: ClientField.Range, _ declaration: SettingDeclaration
  ) throws(ServerError) {
    switch declaration.value {
    case .whole(let path): self[keyPath: path] = try field.integer(in: range)
    case .number(let path): self[keyPath: path] = try field.number(in: range)
    case .flag(let path): self[keyPath: path] = try field.bool()
    case .presence(let path): self[keyPath: path] = try field.bool()
    case .text(let path): self[keyPath: path] = try field.string()
    case .texts(let path): self[keyPath: path] = try field.strings(in: range)
    case .object(let path): self[keyPath: path] = try field.object()
    case .choice(let choice):
      guard try !declaration.leavesOut(field.string()) else { break }
      choice.choose(&self, try field.word(among: choice.words))
    // The request reads them, from where they stand.
    case .structure: break
    }
  }
}

extension RequestField {
  /// Where a body says a setting; `nil` where it does not.
  subscript(field: ClientField) -> RequestField? {
    field.objects.reduce(self as RequestField?) { $0?[$1] }?[field.member]
  }

  fileprivate func integer(in range: ClientField.Range) throws(ServerError) -> Int {
    guard case .whole(let range) = range else { return try integer(in: Int.min...Int.max) }
    return try integer(in: range)
  }

  fileprivate func number(in range: ClientField.Range) throws(ServerError) -> Double {
    guard case .number(let range) = range else { return try number(in: -.infinity ... .infinity) }
    return try number(in: range)
  }

  fileprivate func strings(in range: ClientField.Range) throws(ServerError) -> [String] {
    var strings: [String] = []
    for element in try elements() { strings.append(try element.string()) }
    if let fault = range.fault(in: strings) { throw refusal(fault) }
    return strings
  }

  fileprivate func word(among words: [String]) throws(ServerError) -> String {
    let word = try string()
    guard words.contains(word) else {
      throw refusal("Input should be one of \(words.map { "'\($0)'" }.joined(separator: ", "))")
    }
    return word
  }
}
