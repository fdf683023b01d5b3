import ModelsAPI
import Wire

/// What must be known of a request that travels as it is.
struct NativeQuestion {
  let body: NativeBody
  /// As the client named it; the server's own where it named none.
  let name: String
  /// Whom the org is asked for.
  let model: ModelName
  /// What stands behind names.
  let map: ModelMap

  /// - Returns: `nil` for a request of which only those who read all of it can say what is wrong.
  init?(_ bytes: [UInt8], _ models: ServedModels) async {
    guard let body = try? NativeBody(bytes), body.value(at: "stream").map({ $0.bool != nil }) ?? true else {
      return nil
    }
    self.body = body
    guard let value = body.value(at: "model") else {
      name = models.map.textModel.text
      model = models.map.textModel
      map = models.map
      return
    }
    guard let name = value.string, ModelMap.isName(name), name.hasBoundedMarks else { return nil }
    self.name = name.isEmpty ? models.map.textModel.text : name
    map = await models.map(for: self.name)
    model = map.model(named: self.name)
  }
}
