import CompatibleServer

/// The program that a run is for, before it is known where its server listens.
struct RunProgram: Sendable {
  let file: ExecutableFile
  /// As they were typed, its name first.
  let words: [String]
  /// What the user wants all clients to ask for.
  let chosenModel: String?
  /// Of this process.
  let variables: [String: String]
  let descriptors: InheritedDescriptors

  /// The program told where its server is.
  ///
  /// - Parameters:
  ///   - address: of the server, without a path.
  ///   - key: what clients must present.
  ///   - families: which models answer for names that nobody here has seen.
  func told(of address: String, key: String, _ families: [ModelMap.Entry]) -> ForegroundProgram {
    let models = ClientModels(chosen: chosenModel, families: families)
    let environment = ClientEnvironment(at: address, key: key, models: models, in: variables)
    return ForegroundProgram(
      file: file, words: ClientProgram(words[0]).words(words, at: address, model: chosenModel),
      environment: environment.entries(among: ForegroundProgram.ownEnvironment), descriptors: descriptors)
  }
}
