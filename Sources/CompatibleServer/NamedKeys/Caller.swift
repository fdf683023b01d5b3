import ModelsAPI

/// Who asks: whose key a request presents.
enum Caller: Sendable {
  /// Where no key is needed.
  case anybody
  /// The one key without a name, which may do everything.
  case unnamed
  // A reference, for it is handed on and on with the request.
  indirect case named(NamedKey)

  var key: NamedKey? { if case .named(let key) = self { key } else { nil } }

  /// Whether the figures of all keys are for this one's eyes.
  var isAdmin: Bool { key?.isAdmin ?? true }

  /// Whether a model may be asked.
  ///
  /// - Parameter map: what stands behind the names of the key's models.
  func mayAsk(_ model: ModelName, _ map: ModelMap) -> Bool {
    guard let models = key?.models else { return true }
    return models.contains { map.model(named: $0) == model }
  }

  /// - Throws: ``ServerError/hiddenModel(_:)`` for a model that this one is not to know of.
  func check(_ model: ModelName, named name: String, _ map: ModelMap) throws(ServerError) {
    guard mayAsk(model, map) else { throw .hiddenModel(name) }
  }
}

extension OfferedModels {
  /// All names worth showing to one who asks.
  func entries(for caller: Caller) async -> [ModelMap.Entry] {
    await entries().filter { caller.mayAsk($0.model, map) }
  }

  /// The model behind a name, if it is one that is offered to one who asks, shown or not.
  func model(named name: String, for caller: Caller) async -> ModelName? {
    await model(named: name).flatMap { caller.mayAsk($0, map) ? $0 : nil }
  }
}
