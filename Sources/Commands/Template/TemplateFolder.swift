import CommandTree
import FileSystem
import FoundationEssentials
import Terminal

/// Where prompts are kept: a file `NAME.md` for each.
struct TemplateFolder {
  /// `nil` where the environment names no home.
  let path: String?

  init(_ context: Context) { path = context.directories?.templates }

  /// The names in it, sorted.
  var names: [String] {
    // A folder that is not there holds nothing.
    let files = path.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
    return files.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
      .map { String($0.dropLast(Self.ending.count)) }.sorted()
  }

  /// A template by its name here, or by a path.
  ///
  /// - Throws: ``TemplateFailure``, ``InputFailure``.
  func file(named name: String) throws -> TemplateFile { try TemplateFile(location(of: name)) }

  /// Where a template is that exists.
  ///
  /// - Throws: ``TemplateFailure/unknown(_:folder:suggestions:)``.
  func location(of name: String) throws(TemplateFailure) -> String {
    if name.contains("/") { return name }
    if let path = try? place(of: name), FileFacts(of: path) != nil { return path }
    if FileFacts(of: name)?.kind == .plain { return name }
    throw .unknown(name, folder: path, suggestions: Suggestion.names(near: name, among: names))
  }

  /// Where a template of this name is kept, or would be.
  ///
  /// - Throws: ``TemplateFailure/invalidName(_:)``, ``SettingsFailure/noHome``.
  func place(of name: String) throws -> String {
    guard let path else { throw SettingsFailure.noHome }
    let isName =
      !name.isBlank && !name.hasPrefix(".") && !name.contains("/")
      && !name.unicodeScalars.contains(where: \.isControl)
    guard isName else { throw TemplateFailure.invalidName(name) }
    return
      "\(path)/\(name.hasSuffix(Self.ending) ? String(name.dropLast(Self.ending.count)) : name)\(Self.ending)"
  }

  private static let ending = ".md"
}
