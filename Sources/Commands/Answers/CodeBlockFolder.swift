import FileSystem
import Glibc

/// A folder into which the code blocks of an answer go, a file each; what is there stays as it is.
struct CodeBlockFolder {
  let path: String

  /// Writes the blocks under the names they have, or numbers.
  ///
  /// - Returns: the paths, in the order of the blocks.
  /// - Throws: ``FileFailure`` where the folder or a file cannot be made.
  func write(_ blocks: [CodeBlock]) throws -> [String] {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileFailure(path: path, code: errno) }
    return try blocks.enumerated().map { try write($1, as: Self.name(of: $1, number: $0 + 1)) }
  }

  /// A model's name for a file, without the folders in it: it must not lead out of here.
  static func name(of block: CodeBlock, number: Int) -> String {
    let last = block.name?.split(separator: "/").last.map(String.init) ?? ""
    let name = last.filter { character in
      character.unicodeScalars.allSatisfy {
        $0.value >= 0x20 && $0.value != 0x7F && !"\\:*?\"<>|".unicodeScalars.contains($0)
      }
    }
    let isName = !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200
    return isName ? name : "block-\(number)\(ending(of: block.language))"
  }

  private func write(_ block: CodeBlock, as name: String) throws -> String {
    let dot = name.dropFirst().lastIndex(of: ".") ?? name.endIndex
    for attempt in 1...1000 {
      let counted = attempt == 1 ? name : "\(name[..<dot])-\(attempt)\(name[dot...])"
      let file = "\(path)/\(counted)"
      do throws(FileFailure) {
        try OpenFile(creating: file).append(Array(block.content.utf8))
        return file
      } catch {
        guard error.code == EEXIST else { throw error }
      }
    }
    throw FileFailure(path: "\(path)/\(name)", code: EEXIST)
  }

  private static func ending(of language: String) -> String {
    endings[language].map { "." + $0 }
      ?? (language.isEmpty ? ".txt" : "." + language.filter { $0.isLetter || $0.isNumber })
  }

  private static let endings = [
    "python": "py", "javascript": "js", "typescript": "ts", "shell": "sh", "bash": "sh", "zsh": "sh",
    "console": "txt",
    "text": "txt", "plaintext": "txt", "markdown": "md", "rust": "rs", "ruby": "rb", "c++": "cpp",
    "csharp": "cs",
    "c#": "cs", "kotlin": "kt", "perl": "pl", "yaml": "yml", "golang": "go", "haskell": "hs", "apex": "cls",
    "dockerfile": "dockerfile", "makefile": "mk",
  ]
}
