import Digest
package import FileSystem
import FoundationEssentials
import Wire

/// The tokens kept between runs: a folder with a file for each domain, client and user, never one for another's.
package struct TokenCache: Sendable {
  /// Whose token it is.
  package struct Key: Sendable, Hashable {
    /// The URL of the My Domain that gave the token, as text.
    package var domain: String
    /// The consumer key of the app that the token was given to.
    package var clientID: String
    /// Whoever the token speaks for; empty where it is not kept for a certain user.
    package var user: String

    /// A key for the token of one app at one org.
    ///
    /// - Parameter user: empty where it is not kept for a certain user.
    package init(domain: String, clientID: String, user: String = "") {
      self.domain = domain
      self.clientID = clientID
      self.user = user
    }
  }

  /// Why a kept token could not be used, or a new one not kept; never a reason to stop.
  package struct Trouble: Sendable, Equatable {
    /// What is wrong with the file; `damaged` means that it can be read but holds no token for its key.
    package enum Reason: Sendable, Equatable {
      case damaged
      case file(PrivateFile.Problem)
      /// The folder had these permission bits, which let others in; it is closed now.
      case openFolder(mode: UInt32)
      /// The folder is nobody's to be trusted.
      case folder(PrivateFile.Problem)
      /// The lock between processes cannot be had; `EWOULDBLOCK` means that another has held it for ``lockPatience``.
      case lock(code: Int32)
    }

    /// Where the file is that could not be used.
    package var path: String
    /// What is wrong with it.
    package var reason: Reason

    /// Trouble with the file at a path.
    package init(path: String, reason: Reason) {
      self.path = path
      self.reason = reason
    }
  }

  /// Longer than a token takes to fetch; whoever holds the lock for so long may have been stopped.
  package static let lockPatience = Duration.seconds(10)

  private let folder: String
  private let pause: @Sendable (Duration) async throws -> Void
  private let warn: @Sendable (Trouble) -> Void

  /// - Parameters:
  ///   - folder: is made, for its owner alone, when the first token is kept.
  ///   - warn: hears of files that cannot be used.
  package init(
    _ folder: String, pause: @escaping @Sendable (Duration) async throws -> Void,
    warn: @escaping @Sendable (Trouble) -> Void
  ) {
    self.folder = folder
    self.pause = pause
    self.warn = warn
  }

  /// The token that is kept, dead or alive.
  ///
  /// - Parameter warns: whether a file that cannot be used is worth a word.
  package func token(for key: Key, warns: Bool = true) -> AccessToken? {
    let file = file(for: key)
    guard isFolderUsable() else { return nil }
    do throws(PrivateFile.Problem) {
      let record = TokenRecord(decoding: try file.read())
      if let record, record.key == key { return record.token }
      if warns { warn(Trouble(path: file.path, reason: .damaged)) }
    } catch .missing {
      // Nothing was kept yet.
    } catch {
      if warns { warn(Trouble(path: file.path, reason: .file(error))) }
    }
    return nil
  }

  /// Keeps a token for later runs in place of the one before; where that fails, the cache warns and goes on.
  package func keep(_ token: AccessToken, for key: Key) {
    let file = file(for: key)
    guard isFolderUsable() else { return }
    do throws(PrivateFile.Problem) {
      try PrivateFile.makeFolder(folder)
      try file.replace(with: TokenRecord(key: key, token: token).bytes, isDurable: false)
    } catch {
      warn(Trouble(path: file.path, reason: .file(error)))
    }
  }

  /// Closes the folder where others could use it.
  private func isFolderUsable() -> Bool {
    do throws(PrivateFile.Problem) {
      let mode = try PrivateFile.closeFolder(folder)
      if let mode { warn(Trouble(path: folder, reason: .openFolder(mode: mode))) }
      return true
    } catch {
      warn(Trouble(path: folder, reason: .folder(error)))
      return false
    }
  }

  /// Forgets a token; one that was not kept is forgotten already.
  ///
  /// - Throws: ``PrivateFile/Problem`` when its file cannot be removed.
  package func remove(_ key: Key) throws {
    try file(for: key).remove()
  }

  /// Does the work while no other process does the same for this key; without a lock where none can be had.
  ///
  /// - Throws: What `work` throws, and what the pause throws while another process holds the lock.
  package func exclusively<Result>(_ key: Key, _ work: () async throws -> Result) async throws -> Result {
    let lock = try await lock(file(for: key).path + ".lock")
    defer { lock?.release() }
    return try await work()
  }

  private func lock(_ path: String) async throws -> FileLock? {
    // Without a folder there is nothing to share; whoever keeps a token will hear of it.
    guard (try? PrivateFile.makeFolder(folder)) != nil else { return nil }
    do {
      return try await FileLock.take(path, patience: Self.lockPatience, pause: pause)
    } catch let failure as FileFailure {
      warn(Trouble(path: path, reason: .lock(code: failure.code)))
      return nil
    }
  }

  private func file(for key: Key) -> PrivateFile {
    let digest = SHA256.digest(of: Array("\(key.domain)\n\(key.clientID)\n\(key.user)".utf8))
    return PrivateFile("\(folder)/\(Hexadecimal.text(digest.prefix(16))).json")
  }
}
