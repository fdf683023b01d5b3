import Authorization
import FileSystem
import Glibc
import Wire

extension FailureReport {
  init(_ failure: CommandFailure) {
    switch failure {
    case .notSignedIn(let profile, let missing):
      let variables = missing.isEmpty ? "" : ", or set \(missing.joined(separator: ", "))"
      self.init(
        .notSignedIn, "not signed in as profile '\(profile)'",
        hint: "run 'sfmodels auth login'\(variables); without an org: --emulator")
    case .onlyKey(let profile):
      self.init(
        .notSignedIn, "profile '\(profile)' has a key of the LLM Gateway, which this API does not take",
        hint:
          "use the LLM Gateway: --api llmg, or 'sfmodels config set api llmg'; or sign in to an org: 'sfmodels auth login'"
      )
    case .noToken:
      self.init(
        .notSignedIn, "there is no token: the profile has a key of the LLM Gateway, which is sent as it is",
        hint: "sign in to an org under another profile: 'sfmodels auth login -p NAME'")
    case .callbackPort(let port):
      self.init(
        .failed,
        "port \(port) is taken by another program, so that the browser could not come back to this one",
        hint:
          "free it, or give the app the callback http://localhost:N/OauthRedirect with another N, and --callback-port N"
      )
    case .browserSessionOver(let profile):
      self.init(
        .notSignedIn,
        "the sign-in of profile '\(profile)' is over, and it has no refresh token to renew it with",
        hint:
          "sign in again: 'sfmodels auth login --flow web'; with the scope refresh_token the app lets it last"
      )
    case .certificateWithoutKey: self.init(.usage, "--cert and --key go together")
    case .noPrompt(isTerminal: true):
      self.init(
        .usage, "there is nothing to send",
        hint: "give text as operands, or pipe it in: 'sfmodels generate hello'")
    case .noPrompt: self.init(.usage, "there is nothing to send: no operands, and standard input is empty")
    case .noInput(let isTerminal):
      self.init(
        .usage, "there is nothing to do: \(isTerminal ? "no rows are piped in" : "standard input is empty")",
        hint: "pipe rows in, or name a file of them: --from FILE")
    case .noRows(let input): self.init(.usage, "there is nothing to do: \(Self.name(input)) is empty")
    case .noVectors(let path):
      self.init(
        .usage, "there is not a single vector in \(Self.name(path))",
        hint: "'sfmodels embed -o vectors.jsonl --keep-text' makes a file of some")
    case .matrixWithoutFields(let path, let field):
      self.init(
        .usage, "\(Self.name(path)) holds numbers alone, and no field '\(field)'",
        hint: "name the file that the vectors were made from: --rows FILE")
    case .noRecords: self.init(.usage, "there is nothing to do: the query finds no records")
    case .conflictingOptions(let options):
      self.init(.usage, "\(options.joined(separator: " and ")) cannot be used together")
    case .unfitAnswer(let misfits):
      self.init(.failed, "the answer does not fit the schema")
      details = misfits
    case .unsafeAnswer(let reasons):
      self.init(.unsafe, "the answer does not pass --max-toxicity: \(reasons.joined(separator: "; "))")
    case .noCodeBlock(let language, let others):
      let wanted = language.map { "no block of code in '\($0)'" } ?? "no block of code"
      self.init(
        .failed,
        "the answer has \(wanted)\(others.isEmpty ? "" : ", but in \(others.joined(separator: ", "))")",
        hint: "the whole answer stands on standard error")
    case .promptTooLong(let reason): self.init(.failed, "it will probably be refused: \(reason)")
    case .noGeneration(let profile):
      self.init(
        .usage, "nothing is remembered of profile '\(profile)' that feedback could refer to",
        hint: "give the generation's id: 'sfmodels generate --json' prints it")
    case .remembersNothing:
      self.init(
        .usage, "generations are not remembered here, so --last names none",
        hint: "the setting history turns it on; with --emulator nothing is kept")
    case .noEntry(let id):
      self.init(.usage, "no entry \(id) is kept on this machine", hint: "'sfmodels log' lists them")
    case .noGenerationInEntry(let id):
      self.init(
        .usage, "entry \(id) is of no generation that feedback could refer to",
        hint: "'sfmodels log \(id)' shows what it is")
    case .missingOption(let option): self.init(.usage, "\(option) is needed")
    case .noGenerationIn(let input):
      self.init(
        .usage, "there is no generation_id in \(input)",
        hint: "pipe in what 'sfmodels generate --json' prints")
    case .folderInUse(let path):
      self.init(.usage, "'\(path)' has something in it already", hint: "name a folder that is new or empty")
    case .notAFolder(let path): self.init(.usage, "'\(path)' is no folder")
    case .profileInUse(let profile):
      self.init(
        .usage, "profile '\(profile)' is signed in through another app",
        hint: "choose a new profile with -p NAME, or 'sfmodels auth logout' first")
    case .feedbackNeedsText: self.init(.usage, "feedback without a verdict needs --text")
    case .refusedRows(let refused, let done):
      let rows = "\(RowMessages.number(refused)) of \(RowMessages.count(refused + done, "row"))"
      self.init(done > 0 ? .partial : .failed, "\(rows) \(refused == 1 ? "was" : "were") refused")
    case .noTerminal(let needed):
      self.init(
        .usage, "nobody can be asked here: there is no terminal",
        hint: "give \(needed.joined(separator: ", ")) on the command line")
    case .interrupted: self.init(.interrupted, "interrupted")
    case .editorFailed(let status):
      self.init(.failed, "the editor failed (\(status))", hint: "choose another with VISUAL or EDITOR")
    case .notReady(let profile):
      self.init(.notSignedIn, "profile '\(profile)' is not signed in", hint: "run 'sfmodels auth login'")
    case .closedEarly: self.init(.cutOff, "")
    case .unusableOption(let option, let reason): self.init(.usage, "\(option): \(reason)")
    case .argumentNotUTF8(let position):
      self.init(.usage, "argument \(position) is not text in UTF-8")
    case .contradictedName(let path, let told, let option, let asked):
      self.init(
        .usage, "'\(path)' is the name of a \(told) file, and \(asked) is what was asked for",
        hint: "give it another name\(option.map { ", or another \($0)" } ?? "")")
    case .publicWithoutKey(let host):
      self.init(
        .usage, "a server on \(host) needs a key: others could use the org's models through it",
        hint: "give --api-key-file FILE, or set SFMODELS_SERVE_KEY")
    case .fewDescriptors(let left, let needed):
      self.init(
        .failed,
        "a server must be able to open \(needed) files at least, and this process can open \(max(0, left))",
        hint: "raise the limit: ulimit -n 1024")
    case .noKeys(let path): self.init(.usage, "there is no key in \(Self.name(path))")
    case .programNotFound(let name): self.init(.notFound, "there is no program '\(name)'")
    case .programNotStarted(let path, let code):
      self.init(.notExecutable, "'\(path)' cannot be started: \(Self.words(code))")
    }
  }

  init(_ failure: InputFailure) {
    switch failure {
    case .unreadable(let path, let code):
      self.init(.usage, "cannot read \(Self.name(path)): \(Self.words(code))")
    case .tooLong(let path, let bound):
      self.init(
        .usage, "\(Self.name(path)) is longer than \(bound.words), which is more than can be meant here")
    case .notText(let path): self.init(.usage, "\(Self.name(path)) is not text in UTF-8")
    case .notJSON(let path, let reason):
      self.init(.usage, "\(Self.name(path)) is not the JSON it should be: \(reason)")
    case .missing(let what): self.init(.usage, "nothing was given for \(what)")
    }
  }

  init(_ failure: Output.Failure) {
    switch failure {
    // Whoever read has seen enough: `| head` is no error.
    case .closed: self.init(.done, "")
    case .failed(EBADF): self.init(.failed, "the result cannot be written: standard output is closed")
    case .failed(let code): self.init(.failed, "the result cannot be written: \(Self.words(code))")
    }
  }

  init(_ failure: SettingsFailure) {
    switch failure {
    case .malformed(let path, let failure):
      self.init(.usage, "\(path), \(failure.words)")
    case .unusableValue(let path, let key, let isList):
      self.init(.usage, "\(path): '\(key)' is no \(isList ? "list of names" : "text, number or boolean")")
    case .file(let path, let problem):
      self.init(.usage, "\(path) \(problem.words)", hint: Self.mend(problem, path))
    case .keyFile(let path, let problem):
      self.init(
        .usage, "\(path) \(problem.words)",
        hint: Self.mend(problem, path)
          ?? "--private-key, or the setting 'private-key-file', names the private key's file")
    case .exposed(let exposure, let key):
      self.init(
        .usage, "\(exposure.path) \(exposure.problem.words), so the command in '\(key)' is not run",
        hint: exposure.problem == .ownedByAnother ? nil : "chmod go-w '\(exposure.path)'")
    case .tooLong(let path, let bound): self.init(InputFailure.tooLong(path: path, bound))
    case .unknownProfile(let name, let known):
      self.init(
        .usage, "there is no profile '\(name)'",
        hint: known.isEmpty
          ? "make it with 'sfmodels auth login -p \(name)'" : "there are: \(known.joined(separator: ", "))")
    case .unknownKey(let key, let suggestions):
      let nearest = suggestions.first.map { "did you mean '\($0)'? " } ?? ""
      self.init(
        .usage, "there is no setting '\(key)'", hint: "\(nearest)'sfmodels config list' shows them all")
    case .secretKey(let key):
      self.init(
        .usage, "'\(key)' is a secret and no setting", hint: "'sfmodels auth login' keeps it where it belongs"
      )
    case .notSet(let key): self.init(.failed, "'\(key)' is not set")
    case .busy(let path, let patience):
      self.init(
        .failed, "another process has held '\(path)' for \(patience.roundedSeconds) s; nothing was changed",
        hint: "has it been stopped? 'fuser \(path)' names it")
    case .uneditable(let path, let key):
      self.init(
        .usage, "'\(key)' cannot be changed in \(path) without touching more", hint: "edit the file by hand")
    case .doubleKey(let path, let key):
      self.init(
        .usage, "'\(key)' stands twice in \(path), with quotation marks and without",
        hint: "edit the file by hand, or remove both: 'sfmodels config unset \(key)'")
    case .aliasLoop(let names):
      self.init(
        .usage, "the alias '\(names[0])' leads back to itself: \(names.joined(separator: " → "))",
        hint: "name a model: 'sfmodels config set alias.\(names[names.count - 2]) MODEL'")
    case .namelessFallback(let key):
      self.init(
        .usage, "a name is missing in '\(key)'", hint: "'sfmodels config set \(key) A,B' names models")
    case .doubleFallback(let one, let other, let model):
      self.init(
        .usage, "'\(one)' and '\(other)' are both lists of '\(model)'",
        hint: "remove one: 'sfmodels config unset \(other)'")
    case .noHome: self.init(.usage, "there is no place for settings: HOME is not set")
    case .invalidProfileName(let name):
      self.init(
        .usage, "'\(name)' cannot be a profile's name",
        hint: "it has no visible character, or one that controls terminals")
    case .invalidValue(let key, let value, let reason): self.init(.usage, "'\(value)' for '\(key)' \(reason)")
    }
  }

  static func mend(_ problem: PrivateFile.Problem, _ path: String) -> String? {
    guard problem.isOpen else { return nil }
    return FileFacts(of: path)?.kind == .folder ? "chmod go-w '\(path)'" : "chmod 600 '\(path)'"
  }

  private static func name(_ path: String) -> String { path == "-" ? "standard input" : "'\(path)'" }

  static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}

extension PrivateFile.Problem {
  var words: String {
    switch self {
    case .missing: "does not exist"
    case .notAFile: "is no plain file"
    case .ownedByAnother: "belongs to another user"
    case .openToOthers(let mode): "can be read or changed by others (mode \(String(mode, radix: 8)))"
    case .unreadable(let code): "cannot be read: \(FailureReport.words(code))"
    case .unwritable(let code): "cannot be written: \(FailureReport.words(code))"
    }
  }

  fileprivate var isOpen: Bool { if case .openToOthers = self { true } else { false } }
}

extension TokenCache.Trouble {
  /// A warning: a token that cannot be used is fetched anew.
  var words: String {
    switch reason {
    case .damaged: "the kept token in \(path) is damaged; it is replaced"
    case .openFolder(let mode):
      "\(path) could be used by others (mode \(String(mode, radix: 8))); it is its owner's alone now"
    case .folder(let problem): "no token is kept: \(path) \(problem.words)"
    case .lock(EWOULDBLOCK):
      "another process has held \(path) for \(TokenCache.lockPatience.roundedSeconds) s; this one goes on without waiting for its token"
    case .lock(let code):
      "\(path) cannot be locked: \(FailureReport.words(code)); others may fetch a token at the same time"
    case .file(.unwritable(let code)):
      "the token cannot be kept in \(path): \(FailureReport.words(code)); the next run will fetch another"
    case .file(let problem): "the kept token in \(path) \(problem.words); another is fetched"
    }
  }

  /// `nil`: nothing is lost.
  var cause: LossWarning.Cause? {
    switch reason {
    case .damaged, .openFolder, .lock(EWOULDBLOCK): nil
    case .lock(let code): .system(code)
    case .file(let problem), .folder(let problem): LossWarning.Cause(problem)
    }
  }
}
