import FileSystem
import Glibc

/// `config.toml`: what people have set, for every profile and for all of them.
struct SettingsFile {
  let path: String
  private(set) var document: SettingsText

  /// A file that does not exist is empty.
  init(_ path: String) throws(SettingsFailure) {
    self.path = path
    document = try SettingsText(Self.bytes(of: path), path: path)
  }

  var profiles: [String] { document.names(below: ["profile"]) }

  subscript(key: SettingKey, profile profile: String) -> String? {
    if let fallback = key.fallback { return fallbacks(of: fallback)?.joined(separator: ",") }
    return document[key.keys(in: profile)] ?? key.alias.flatMap { document.dottedValues(below: "alias")[$0] }
  }

  /// A command line that prints a secret.
  ///
  /// - Throws: ``SettingsFailure/exposed(_:key:)`` where others could have written it.
  func command(_ key: SettingKey, of profile: String) throws(SettingsFailure) -> String? {
    guard let command = self[key, profile: profile] else { return nil }
    if let exposure = SettingsExposure(of: path) { throw .exposed(exposure, key: key.name) }
    return command
  }

  /// How a profile signs in.
  ///
  /// - Throws: ``SettingsFailure/invalidValue(key:value:reason:)`` for a word that is no flow.
  func flow(of profile: String) throws(SettingsFailure) -> LoginFlow {
    let key = SettingKey("flow")
    guard let word = self[key, profile: profile] else { return .clientCredentials }
    guard let flow = LoginFlow(rawValue: word) else {
      let words = LoginFlow.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidValue(key: key.name, value: word, reason: "is none of \(words)")
    }
    return flow
  }

  /// Sets values, or removes those that are `nil`, and writes the file.
  mutating func set(_ values: [(key: SettingKey, value: String?)], profile: String) throws(SettingsFailure) {
    let before = document
    self = try setting(values, profile: profile)
    if document != before { try write() }
  }

  /// The settings with values set, or removed where they are `nil`; nothing is written.
  func setting(
    _ values: [(key: SettingKey, value: String?)], profile: String
  ) throws(SettingsFailure) -> SettingsFile {
    var changed = self
    for (key, value) in values {
      if let value {
        try changed.set(key, to: value, profile)
      } else {
        for place in document.places(of: key.keys(in: profile)) {
          changed.document = try changed.document.setting(place, to: nil)
        }
      }
    }
    return changed
  }

  private mutating func set(
    _ key: SettingKey, to value: String, _ profile: String
  ) throws(SettingsFailure) {
    let places = document.places(of: key.keys(in: profile))
    guard places.count < 2 else { throw .doubleKey(path: path, key: key.name) }
    let place = places.first ?? key.keys(in: profile)
    document =
      try key.fallback == nil
      ? document.setting(place, to: value)
      : document.setting(place, toList: FallbackArgument.names(in: value))
  }

  private func write() throws(SettingsFailure) {
    do {
      try PrivateFile.makeFolder(Self.folder(of: path))
      try PrivateFile(Self.resolved(path)).replace(with: document.bytes, isDurable: true)
    } catch {
      throw .file(path: path, error)
    }
  }

  private static func bytes(of path: String) throws(SettingsFailure) -> [UInt8] {
    do {
      return try Input.file(path, upTo: .settings)
    } catch InputFailure.unreadable(_, let code) where code == ENOENT || code == ENOTDIR {
      return []
    } catch InputFailure.unreadable(_, let code) {
      throw .file(path: path, .unreadable(code: code))
    } catch InputFailure.tooLong(_, let bound) {
      throw .tooLong(path: path, bound)
    } catch {
      throw .file(path: path, .notAFile)
    }
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// People keep settings in a repository and link to them: the link must stay one.
  static func resolved(_ path: String) -> String {
    OpenFile.realPath(path) ?? path
  }
}
