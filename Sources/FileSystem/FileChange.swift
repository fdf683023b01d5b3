/// A change of files, as the system has made it.
///
/// Whoever hears of all changes can tell what a loss of power at any moment would leave: all that was put on the disk,
/// and of the rest whatever the system had come to.
package enum FileChange: Sendable, Hashable {
  /// A name for a file that may have been there.
  case opened(path: String)
  case wrote(path: String, offset: Int, bytes: [UInt8])
  case cut(path: String, length: Int)
  /// A file is on the disk, or the names in a folder.
  case synchronized(path: String)
  case renamed(path: String, to: String)
  case removed(path: String)

  /// Hears of each change; nobody does unless a test wants to.
  @TaskLocal package static var observer: (@Sendable (FileChange) -> Void)?
}
