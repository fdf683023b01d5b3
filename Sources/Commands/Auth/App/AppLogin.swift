import Digest
import FileSystem
import Wire

/// What a profile remembers of an app that it will sign in through.
struct AppLogin: Equatable, Sendable {
  /// Years are short for a key that nobody else has.
  private static let daysOfCertificate = 10 * 365

  var consumerKey: String
  /// Where the private key is, and the key in PEM; `nil` for flows without one.
  var key: Key?

  struct Key: Equatable, Sendable {
    let path: String
    let pem: [UInt8]
  }

  var keyPath: String? { key?.path }

  /// What the profile has of an app that it has not signed in through yet, and what is missing, made now and kept.
  ///
  /// - Throws: ``CommandFailure/profileInUse(_:)`` for a profile that has signed in; ``SettingsFailure``,
  ///   ``InputFailure`` for the key's file.
  static func remembered(
    of profile: String, app name: AppName, _ flow: ExternalClientApp.Flow, in context: Context
  ) async throws -> AppLogin {
    _ = try LoginFiles(profile: profile, in: context)
    return try await SettingsChange.make(in: context) { change in
      var settings = try change.settings()
      guard [.domain, .flow].allSatisfy({ settings[$0, profile: profile] == nil }) else {
        throw CommandFailure.profileInUse(profile)
      }
      let consumerKey = settings[.clientID, profile: profile] ?? Hexadecimal.text(RandomBytes.make(32))
      let remembered = settings[.privateKeyFile, profile: profile]
      let path =
        remembered ?? "\(change.directories.keys)/\(name.argument)-\(consumerKey.prefix(8)).key"
      let key = flow == .jwtBearer ? try key(at: path) : nil
      try settings.set(
        [(.clientID, consumerKey), (.privateKeyFile, key?.path ?? remembered)], profile: profile)
      return AppLogin(consumerKey: consumerKey, key: key)
    }
  }

  /// A certificate for the private key, in PEM; `nil` where there is none.
  ///
  /// - Throws: ``UnusableKey``.
  func certificate(for name: String) throws -> String? {
    guard let key else { return nil }
    do throws(RSAKey.Unusable) {
      let pem = try RSAKey.certificate(signedWith: key.pem, name: name, days: Self.daysOfCertificate)
      return String(decoding: pem, as: UTF8.self).trimmed
    } catch {
      throw UnusableKey(path: key.path, problem: .failed)
    }
  }

  /// The key that is there, or a new one where there is none.
  private static func key(at path: String) throws -> Key {
    do {
      guard FileFacts(of: path) == nil else { return Key(path: path, pem: try PrivateKeyFile.pem(at: path)) }
      let pem = try RSAKey.generate()
      try PrivateFile.makeFolder(SettingsFile.folder(of: path))
      try PrivateFile(path).replace(with: pem, isDurable: true)
      return Key(path: path, pem: pem)
    } catch let problem as PrivateFile.Problem {
      throw SettingsFailure.file(path: path, problem)
    } catch is RSAKey.Unusable {
      throw UnusableKey(path: path, problem: .failed)
    }
  }
}

extension SettingKey {
  fileprivate static let domain = SettingKey("domain")
  fileprivate static let flow = SettingKey("flow")
  fileprivate static let clientID = SettingKey("client-id")
  fileprivate static let privateKeyFile = SettingKey("private-key-file")
}
