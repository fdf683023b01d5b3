import Digest
import FileSystem
import Synchronization
import Wire

/// A file with a private key, which signs for one user of an app.
struct PrivateKeyFile: Sendable, Equatable {
  let path: String
  /// Whom the app shall act for.
  let username: String
  /// A command line that prints the pass phrase; without one, a person is asked for it.
  let passphraseCommand: String?

  /// - Throws: ``SettingsFailure/keyFile(path:_:)``, also for a file that others could have read; ``InputFailure``.
  func pem() throws -> [UInt8] { try Self.pem(at: path) }

  /// - Throws: ``SettingsFailure/keyFile(path:_:)``, also for a file that others could have read; ``InputFailure``.
  static func pem(at path: String) throws -> [UInt8] {
    let bytes: [UInt8]
    do throws(PrivateFile.Problem) {
      bytes = try PrivateFile(path).read()
    } catch {
      throw SettingsFailure.keyFile(path: path, error)
    }
    guard bytes.count <= InputBound.secret.bytes else { throw InputFailure.tooLong(path: path, .secret) }
    return bytes
  }
}

/// Why nothing can be signed with a key.
struct UnusableKey: Error, Equatable, Sendable {
  let path: String
  let problem: RSASignature.Problem
}

/// Signs with the key of a file. A pass phrase is asked for when it is needed, and once.
final class KeySigner: Sendable {
  /// How often a person may mistype.
  private static let attempts = 3

  private let file: PrivateKeyFile
  private let context: Context
  private let passphrase = Mutex<String?>(nil)

  init(_ file: PrivateKeyFile, in context: Context) {
    self.file = file
    self.context = context
  }

  /// - Throws: ``UnusableKey``; ``SettingsFailure``, ``InputFailure`` for the file.
  func sign(_ text: [UInt8]) async throws -> [UInt8] {
    let pem = try file.pem()
    do throws(RSASignature.Problem) {
      return try RSASignature.sign(text, withKey: pem, passphrase: passphrase.withLock { $0 })
    } catch {
      guard error == .locked else { throw unusable(error) }
    }
    return try await unlock { passphrase throws(RSASignature.Problem) in
      try RSASignature.sign(text, withKey: pem, passphrase: passphrase)
    }
  }

  private func unlock(_ sign: (String) throws(RSASignature.Problem) -> [UInt8]) async throws -> [UInt8] {
    var left = file.passphraseCommand == nil ? Self.attempts : 1
    while true {
      let word = try await askedPassphrase()
      left -= 1
      do throws(RSASignature.Problem) {
        let signature = try sign(word)
        passphrase.withLock { $0 = word }
        return signature
      } catch {
        guard error == .wrongPassphrase, left > 0 else { throw unusable(error) }
        // Nobody is there to be told when standard error is gone.
        try? context.errors.line(prose: "That is not the pass phrase of \(file.path).")
      }
    }
  }

  private func askedPassphrase() async throws -> String {
    if let command = file.passphraseCommand {
      return try await SecretCommand(command, for: "passphrase-command").secret(in: context)
    }
    switch try await context.ask(Question("Pass phrase of the private key (not shown): ", isSecret: true)) {
    case .line(let text):
      context.redaction.remember(text)
      return text
    case .interrupted, .end: throw CommandFailure.interrupted
    case .noTerminal: throw unusable(.locked)
    }
  }

  private func unusable(_ problem: RSASignature.Problem) -> UnusableKey {
    UnusableKey(path: file.path, problem: problem)
  }
}
