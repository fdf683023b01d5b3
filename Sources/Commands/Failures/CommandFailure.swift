/// What commands themselves find wrong, before or after they call the API.
enum CommandFailure: Error, Equatable, Sendable {
  case notSignedIn(profile: String, missing: [String])
  /// The profile has a key of the LLM Gateway, and the API takes tokens.
  case onlyKey(profile: String)
  /// A token is wanted where there is but a key of the LLM Gateway.
  case noToken
  /// The browser could not come back: another program has the port.
  case callbackPort(Int)
  /// There is no refresh token to get another token with.
  case browserSessionOver(profile: String)
  case certificateWithoutKey
  case noPrompt(isTerminal: Bool)
  /// Nobody puts rows into standard input.
  case noInput(isTerminal: Bool)
  /// There is not a single row in the input at this place.
  case noRows(String)
  /// There is not a single vector in the file.
  case noVectors(String)
  /// A matrix holds numbers alone, and one of a row's fields is asked for.
  case matrixWithoutFields(String, field: String)
  /// The query finds not a single record.
  case noRecords
  case conflictingOptions([String])
  /// The answer does not fit the schema: a line for each reason.
  case unfitAnswer([String])
  case unsafeAnswer([String])
  /// The answer has no block of code; `nil`: of no language. With the languages of those it has.
  case noCodeBlock(String?, languages: [String])
  /// Why a prompt will probably be refused.
  case promptTooLong(String)
  /// Nothing is remembered of this profile.
  case noGeneration(profile: String)
  /// Generations are not remembered here, so that the last one is not known.
  case remembersNothing
  /// The ledger has no entry of this number.
  case noEntry(Int64)
  /// The entry of this number is of nothing that was generated.
  case noGenerationInEntry(Int64)
  /// An option that a command cannot do without.
  case missingOption(String)
  /// The input that should name a generation does not.
  case noGenerationIn(String)
  case feedbackNeedsText
  case refusedRows(refused: Int, done: Int)
  case noTerminal(needed: [String])
  case interrupted
  /// How it ended.
  case editorFailed(String)
  case notReady(profile: String)
  /// Nobody reads the rows that are still to come.
  case closedEarly
  /// There is something in a folder that is to be filled.
  case folderInUse(String)
  case notAFolder(String)
  /// The profile's app has signed in already; another one would take its place.
  case profileInUse(String)
  case unusableOption(String, reason: String)
  /// The argument's place on the command line, from 1.
  case argumentNotUTF8(Int)
  /// The ending of a file's name tells another format than the one that is read or written.
  ///
  /// - Parameter option: what chooses the format; `nil` where there is no choice.
  case contradictedName(String, told: String, option: String?, asked: String)
  /// Anybody in the network could spend the org's credits.
  case publicWithoutKey(host: String)
  case noKeys(path: String)
  /// No program has this name.
  case programNotFound(String)
  /// errno.
  case programNotStarted(String, code: Int32)
  /// A server could not even begin with what the system lets this process open.
  case fewDescriptors(left: Int, needed: Int)
}
