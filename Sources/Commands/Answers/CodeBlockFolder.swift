import FileSystem
import Glibc

/// A folder into which the code blocks of an answer go, a file each; what is there stays as it is.
struct CodeBlockFolder {
  let path: String

  /// Makes the folder, or sees whether files can be made in the one that is there.
  ///
  /// - Throws: ``FileFailure``.
  func prepare() throws(FileFailure) {
    let code = FileName.withPath(path) { path -> Int32 in
      if mkdir(path, 0o777) == 0 { return 0 }
      guard errno == EEXIST else { return errno }
      return access("\(String(cString: path))/.", W_OK | X_OK) == 0 ? 0 : errno
    }
    guard code == 0 else { throw FileFailure(path: path, code: code) }
  }

  /// Writes the blocks under the names they have, or numbers.
  ///
  /// - Returns: the paths, in the order of the blocks.
  /// - Throws: ``FileFailure`` for a file that cannot be written.
  func write(_ blocks: [CodeBlock]) throws(FileFailure) -> [String] {
    var paths: [String] = []
    for (index, block) in blocks.enumerated() {
      paths.append(try write(block, as: Self.name(of: block, number: index + 1)))
    }
    return paths
  }

  /// The name of its file. A model's name for it loses its folders, for it must not lead out of here, and what no
  /// terminal should see; one that would hide the file or look like an option is none.
  static func name(of block: CodeBlock, number: Int) -> String {
    let last = block.name?.split(separator: "/").last ?? ""
    let name = String(String.UnicodeScalarView(last.unicodeScalars.filter(isVisible)))
    let isName =
      name.contains { $0.isLetter || $0.isNumber } && !".-~".contains(name.first ?? ".")
      && name.utf8.count <= 200
    return isName ? name : "block-\(number)\(block.language.fileEnding)"
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
    default: !"\\:*?\"<>|".unicodeScalars.contains(scalar)
    }
  }

  private func write(_ block: CodeBlock, as name: String) throws(FileFailure) -> String {
    let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
    var attempt = 1
    while true {
      let file = "\(path)/\(attempt == 1 ? name : "\(name[..<dot])-\(attempt)\(name[dot...])")"
      do throws(FileFailure) {
        try OpenFile(creating: file).append(Array(block.content.utf8))
        return file
      } catch {
        guard error.code == EEXIST, attempt < 10_000 else { throw error }
      }
      attempt += 1
    }
  }
}
