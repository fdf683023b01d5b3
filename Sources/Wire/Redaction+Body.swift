extension Redaction {
  /// A body as it may be shown: secret fields of forms and members of JSON hidden, text otherwise unchanged.
  package func body(_ bytes: [UInt8], contentType: String?) -> String {
    if contentType?.lowercased().hasPrefix(FormFields.contentType) == true {
      return form(bytes)
    }
    guard let shown = String(validating: bytes, as: UTF8.self) else {
      return "(\(bytes.count) bytes that are no text)"
    }
    return text(shown)
  }

  private func form(_ bytes: [UInt8]) -> String {
    let fields = FormFields(decoding: bytes).fields.map { name, value in
      "\(FormFields.encode(name))=\(isSecret(field: name) ? Self.mark : FormFields.encode(text(value)))"
    }
    return fields.joined(separator: "&")
  }
}
