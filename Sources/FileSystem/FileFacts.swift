package import Glibc

/// What the system knows of a file.
package struct FileFacts: Sendable, Hashable {
  /// What kind of thing has the name.
  package enum Kind: Sendable, Hashable {
    case plain, folder, link
    /// A pipe or a socket.
    case stream
    /// A device, or what else there is.
    case other
  }

  /// Tells a file from all others, whatever its names.
  package struct Identity: Sendable, Hashable {
    let device: dev_t
    let inode: ino_t
  }

  /// Of a link, what it leads to, unless the link itself was asked about.
  package let kind: Kind
  /// Bytes.
  package let size: Int
  /// The same for all names of one file.
  package let identity: Identity
  /// The user's number.
  package let owner: uid_t
  /// For example `0o644`.
  package let permissions: mode_t
  /// When the contents were changed last: nanoseconds since 1970.
  package let modified: Int

  /// - Parameter followsLink: whether a link stands for what it leads to.
  /// - Returns: `nil` where there is no such file, or nobody may ask for it.
  package init?(of path: String, followsLink: Bool = true) {
    var facts = stat()
    guard FileName.withPath(path, { followsLink ? stat($0, &facts) : lstat($0, &facts) }) == 0 else {
      return nil
    }
    self.init(facts)
  }

  /// - Returns: `nil` for what is not open.
  package init?(ofDescriptor descriptor: Int32) {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return nil }
    self.init(facts)
  }

  private init(_ facts: stat) {
    kind =
      switch facts.st_mode & S_IFMT {
      case S_IFREG: .plain
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO, S_IFSOCK: .stream
      default: .other
      }
    size = Int(facts.st_size)
    identity = Identity(device: facts.st_dev, inode: facts.st_ino)
    owner = facts.st_uid
    permissions = facts.st_mode & 0o777
    modified = facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec
  }
}
