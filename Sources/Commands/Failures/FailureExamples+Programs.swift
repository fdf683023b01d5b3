import FileSystem
import Glibc
import Ledger
import ModelsAPI
import RowEngine
import TOML
import Terminal
import Transport

extension FailureExamples {
  static let batches = FailureExamples(
    "Batch jobs", "",
    [
      BatchFailure.missingSource(["--type", "--uri"]),
      BatchFailure.trouble("ID", ModelsFailure.refused(Refusal(status: 404))),
      BatchFailure.failedJobs(failed: 1, of: 1), BatchFailure.failedJobs(failed: 1, of: 3),
      BatchFailure.waitRanOut(running: 1, of: 1, trouble: nil),
      BatchFailure.waitRanOut(running: 2, of: 3, trouble: ModelsFailure.refused(Refusal(status: 503))),
    ])

  static let conversations = FailureExamples(
    "Conversations", "",
    [
      ChatFailure.unknownCommand("WORD", suggestions: ["NAME"]),
      ChatFailure.missingArgument("FILE", command: "save"), ChatFailure.nothingToRetry,
      ChatFailure.nothingToUndo, ChatFailure.nothingToJudge, ChatFailure.nothingToCopy,
      ChatFailure.notANumber("WORD", command: "log"), ChatFailure.noCodeBlock(1, of: 0),
      ChatFailure.noCodeBlock(2, of: 1), ChatFailure.noCodeBlock(4, of: 3),
      ChatFailure.clipboardFailed("REASON"), ChatFailure.notAttached("FILE"),
      ChatFailure.file("FILE", .unwritable(code: ENOSPC)),
      ChatFailure.notAConversation(path: "FILE", line: 3),
      ChatFailure.noConversation(id: "ID", profile: "default"),
      ChatFailure.noConversation(id: nil, profile: "default"), ChatFailure.keepsNothing,
      ChatFailure.notInteractive(["--json"]), ChatFailure.unsafeAnswers(1),
      CommandFailure.editorFailed("exit 1"),
    ])

  static let history = FailureExamples(
    "What is kept of earlier answers", "The ledger, and files beside it.",
    [
      LedgerFailure.busy(path: "FILE"), LedgerFailure.logInUse(path: "FILE"),
      LedgerFailure.damaged(path: "FILE"),
      LedgerFailure.newer(path: "FILE", version: 2),
      LedgerFailure.file(path: "FILE", .unwritable(code: EACCES)), LedgerFailure.full(path: "FILE"),
      LedgerFailure.refused(path: "FILE", reason: "REASON"), CommandFailure.noEntry(9),
      CommandFailure.noGenerationInEntry(9), CommandFailure.missingOption("--older-than"),
    ])

  static let servers = FailureExamples(
    "Servers", "What `serve` and `emulator` need to begin.",
    [
      TransportError.cannotListen(host: "HOST", port: 8080, reason: .addressInUse),
      TransportError.cannotListen(host: "HOST", port: 80, reason: .permissionDenied),
      TransportError.cannotListen(host: "HOST", port: 8080, reason: .unknownHost),
      TransportError.cannotListen(host: "HOST", port: 8080, reason: .addressNotAvailable),
      CommandFailure.publicWithoutKey(host: "HOST"), CommandFailure.noKeys(path: "FILE"),
      CommandFailure.fewDescriptors(left: 16, needed: 64),
    ])

  static let serverKeys = FailureExamples(
    "Keys of a server's clients", "What `keys` and `serve --keys` read in the file of keys.",
    [
      KeysFailure.none(path: "FILE"), .unknown("NAME", suggestions: []),
      .unknown("NAME", suggestions: ["OTHER"]), .exists("NAME"), .invalidName("NAME"),
      .malformed(path: "FILE", TOMLFailure(line: 1, problem: .expectedKey)),
      .doubleKey("NAME", "OTHER", path: "FILE"),
      .unknownMember("WORD", of: "NAME", path: "FILE", line: 1),
      .unusableValue("rpm", of: "NAME", wanted: "a whole number over 0", path: "FILE", line: 1),
      .missingMember("sha256", of: "NAME", path: "FILE", line: 1),
      .file(path: "FILE", .openToOthers(mode: 0o644)), .noChange("NAME"),
    ])

  static let programs = FailureExamples(
    "Programs that are started", "What `run` needs to begin.",
    [
      CommandFailure.programNotFound("NAME"), CommandFailure.programNotStarted("FILE", code: EACCES),
    ])

  static let endings = FailureExamples(
    "Interruptions", "",
    [
      CommandFailure.interrupted, CommandFailure.closedEarly, Signalled(number: SIGINT),
      Signalled(number: SIGTERM), CancellationError(),
      RowsUnfinished(rows: 9000, canGoOn: true, isResumed: false, cause: Signalled(number: SIGINT)),
      TerminalError.noTerminal, TerminalError.refused(call: "tcsetattr", code: EIO),
    ])
}
