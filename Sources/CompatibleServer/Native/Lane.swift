/// Which way a request goes upstream.
enum Lane: String, Sendable {
  /// As it is, to the gateway's endpoint for its own API.
  case native
  /// In the upstream's words.
  case translated
}

/// Which way requests shall go upstream, as `--lane` says it.
package enum LanePolicy: String, Hashable, Sendable, CaseIterable {
  case native, translated
  /// Natively where the model has it and the org lets it.
  case auto
}
