import FileSystem
import ModelsAPI
import Wire

/// What a profile generated last, kept on this machine so that feedback can refer to it.
struct LastGeneration {
  let id: String

  init?(_ reply: Reply) {
    guard let id = reply.generations.first?.id else { return nil }
    self.id = id
  }

  /// - Throws: ``CommandFailure/noGeneration(profile:)`` when there is none, or it cannot be read.
  init(of profile: String, in context: Context) throws {
    guard let path = context.directories?.lastGeneration(of: profile),
      let bytes = try? PrivateFile(path).read(),
      let id = (try? JSONValue(decoding: bytes))?["generation_id"]?.string
    else { throw CommandFailure.noGeneration(profile: profile) }
    self.id = id
  }

  /// Remembers it; a machine without a place for that does without.
  func keep(for profile: String, in context: Context) {
    guard let path = context.directories?.lastGeneration(of: profile) else { return }
    let object: JSONObject = ["generation_id": .string(id)]
    do {
      try PrivateFile.makeFolder(SettingsFile.folder(of: path))
      try PrivateFile(path).replace(with: JSONValue.object(object).bytes, isDurable: false)
    } catch {
      // The answer is what was asked for; that feedback --last will not find it is no reason to fail.
    }
  }
}
