import FileSystem
import ModelsAPI
import Wire

/// What a profile generated last, kept on this machine so that feedback can refer to it.
struct LastGeneration {
  let id: String
  /// The API name of the model that was asked; files of older versions do not say it.
  let model: String?

  /// - Parameter model: that was asked.
  init?(_ reply: Reply, by model: ModelName) {
    guard let id = reply.generations.first?.id else { return nil }
    self.id = id
    self.model = model.text
  }

  /// - Throws: ``CommandFailure/noGeneration(profile:)`` when there is none, or it cannot be read.
  init(of profile: String, in context: Context) throws {
    guard let path = context.directories?.lastGeneration(of: profile),
      let bytes = try? PrivateFile(path).read(),
      let json = try? JSONValue(decoding: bytes), let id = json["generation_id"]?.string
    else { throw CommandFailure.noGeneration(profile: profile) }
    self.id = id
    model = json["model"]?.string
  }

  /// Remembers it; a machine without a place for that does without.
  func keep(for profile: String, in context: Context) {
    guard let path = context.directories?.lastGeneration(of: profile) else { return }
    var object: JSONObject = ["generation_id": .string(id)]
    object.set("model", model.map { .string($0) })
    do {
      try PrivateFile.makeFolder(SettingsFile.folder(of: path))
      try PrivateFile(path).replace(with: JSONValue.object(object).bytes, isDurable: false)
    } catch {
      // The answer is what was asked for; that feedback --last will not find it is no reason to fail.
    }
  }
}
