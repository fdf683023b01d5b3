import FileSystem
import ModelsAPI

/// Takes code out of an answer: one block, or all of them into files.
struct CodeExtraction {
  private enum Choice {
    case first, last
    case all(CodeBlockFolder)
  }

  private let choice: Choice
  private let language: CodeLanguage

  /// `nil` where the whole answer is wanted.
  init?(_ options: ExtractionOptions) {
    guard options.isWanted else { return nil }
    language = options.language ?? .any
    choice = options.folder.map { .all(CodeBlockFolder(path: $0)) } ?? (options.last ? .last : .first)
  }

  /// - Throws: `FileFailure` for a folder that cannot be used; better before anything is asked.
  func prepare() throws {
    if case .all(let folder) = choice { try folder.prepare() }
  }

  /// Prints the code, or the paths of the files it is in.
  ///
  /// - Throws: ``CommandFailure/noCodeBlock(_:languages:)`` where there is none, and nothing is printed; `FileFailure`;
  ///   what printing throws.
  func print(_ reply: Reply, to output: Output) throws {
    let all = reply.generations.flatMap { CodeBlock.all(in: $0.text) }
    let wanted = language == .any ? all : all.filter { $0.language == language }
    guard let first = wanted.first, let last = wanted.last else {
      throw CommandFailure.noCodeBlock(
        language == .any ? nil : language.name, languages: Self.languages(of: all))
    }
    switch choice {
    case .first: try output.write(first.content)
    case .last: try output.write(last.content)
    case .all(let folder): for path in try folder.write(wanted) { try output.line(FileName.visible(path)) }
    }
  }

  private static func languages(of blocks: [CodeBlock]) -> [String] {
    var names: [String] = []
    for name in blocks.map(\.language.name) where !name.isEmpty && !names.contains(name) {
      names.append(name)
    }
    return names
  }
}
