import ModelsAPI

extension Context {
  /// Which models stand in for which, as option and settings say.
  ///
  /// - Throws: ``SettingsFailure``, `FallbackFault`.
  func fallbackTable(_ option: FallbackOption, _ connection: ConnectionOptions) throws -> FallbackTable {
    try fallbackTable(option, connection) { try model($0, connection) }
  }

  /// - Parameter model: the one behind a name, as requests name models.
  /// - Throws: ``SettingsFailure``, `FallbackFault`; what `model` throws.
  func fallbackTable(
    _ option: FallbackOption, _ connection: ConnectionOptions, _ model: (String) throws -> ModelName
  ) throws -> FallbackTable {
    // The emulator has no settings.
    let lists = connection.emulator ? nil : try settings()?.fallbacks(model)
    var seen: Set<ModelName> = []
    let chosen = try (option.models?.names ?? []).map(model)
    return try FallbackTable(lists ?? [:], chosen: chosen.filter { seen.insert($0).inserted })
  }

  /// What has other models asked in the place of one, for a command that asks this one first.
  ///
  /// - Throws: ``SettingsFailure``, `FallbackFault`.
  func fallback(
    _ option: FallbackOption, of model: ModelOption, _ connection: ConnectionOptions
  ) throws -> ModelFallback {
    let table = try fallbackTable(option, connection)
    try table.check(self.model(model.model, connection))
    return fallback(table, connection)
  }

  /// - Parameter tell: is told once that a model rests, and once that it is well again.
  func fallback(
    _ table: FallbackTable, _ connection: ConnectionOptions,
    tell: @escaping @Sendable (CircuitBreaker.Change) -> Void = { _ in }
  ) -> ModelFallback {
    let start = ContinuousClock.now
    return ModelFallback(
      table, within: connection.network.maxTime, elapsed: { ContinuousClock.now - start }, tell: tell)
  }
}
