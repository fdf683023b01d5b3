import Wire

extension RequestBody {
  /// Checks the fields of a chat that leave no trace in a pretend answer.
  ///
  /// Source: LLM Gateway API reference, `Tags`, `SlotFillingData`.
  func checkGatewayFields() throws(ErrorResponse) {
    try checkGatewayTags()
    try checkGatewayLocalization()
    let slots = try part("slots_to_data")
    _ = try slots?.parts("slots")
    _ = try slots?.part("placeholders")
    _ = try slots?.part("classifications")
  }

  func checkGatewayTags() throws(ErrorResponse) {
    let tags = try part("tags", isNullable: true)
    _ = try tags?.part("gateway")
    _ = try tags?.part("client")
  }

  /// The reference has `default_locale`, `input_locales` and `output_locales`, but what the lists hold is not settled.
  func checkGatewayLocalization() throws(ErrorResponse) {
    guard let localization = try part("localization") else { return }
    _ = try localization.text("default_locale")
    _ = try localization.elements("input_locales")
    _ = try localization.elements("output_locales")
  }
}
