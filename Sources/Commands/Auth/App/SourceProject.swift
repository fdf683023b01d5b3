import FileSystem
import FoundationEssentials
import Glibc
import Wire

/// A project of metadata in source format, which `sf project deploy start` takes.
struct SourceProject: Equatable, Sendable {
  private static let package = "force-app"

  var components: [MetadataComponent]
  /// Of the Metadata API, for example 66.0.
  var apiVersion: String

  /// Paths below the project's folder, and what stands there.
  var files: [(path: String, text: String)] {
    [("sfdx-project.json", description), ("manifest/package.xml", manifest)]
      + components.map { ("\(Self.package)/main/default/\($0.path)", $0.xml) }
  }

  private var description: String {
    JSONValue.object([
      "packageDirectories": [["path": .string(Self.package), "default": true]],
      "sourceApiVersion": .string(apiVersion),
    ]).text + "\n"
  }

  private var manifest: String {
    let types = components.map { component in
      """
          <types>
              <members>\(component.name)</members>
              <name>\(component.type)</name>
          </types>

      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <Package xmlns="\(MetadataComponent.namespace)">
      \(types.joined())    <version>\(apiVersion)</version>
      </Package>

      """
  }

  /// Looks whether files may be written into a folder: it is new, or empty.
  ///
  /// - Throws: ``CommandFailure/folderInUse(_:)``, ``CommandFailure/notAFolder(_:)``; ``FileFailure``.
  static func check(_ folder: String) throws {
    guard let facts = FileFacts(of: folder) else { return }
    guard facts.kind == .folder else { throw CommandFailure.notAFolder(folder) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw FileFailure(path: folder, code: EACCES)
    }
    guard names.isEmpty else { throw CommandFailure.folderInUse(folder) }
  }

  /// Writes all files into a folder, which is made where there is none; when one cannot be written, none is left.
  ///
  /// - Throws: ``FileFailure``.
  func write(to folder: String) throws(FileFailure) {
    let isNew = FileFacts(of: folder) == nil
    do throws(FileFailure) {
      for file in files { try Self.write(file.text, to: "\(folder)/\(file.path)") }
    } catch {
      let names = Set(files.map { String($0.path.prefix { $0 != "/" }) })
      Self.remove(isNew ? [folder] : names.map { "\(folder)/\($0)" })
      throw error
    }
  }

  private static func write(_ text: String, to path: String) throws(FileFailure) {
    if let slash = path.lastIndex(of: "/") { try Folder.make(String(path[..<slash])) }
    try OpenFile(writing: path).append(Array(text.utf8))
  }

  private static func remove(_ paths: [String]) {
    // What is left can be told no better than what went wrong before.
    for path in paths { try? FileManager.default.removeItem(atPath: path) }
  }
}
