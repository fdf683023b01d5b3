import CommandTree
import FileSystem
import Glibc
import ModelsAPI
import TOML
import Wire

extension FailureExamples {
  private static let program = ["sfmodels"]

  static let commandLine = FailureExamples(
    "The command line", "",
    [
      UsageError.unknownCommand("WORD", suggestions: ["NAME"], command: program),
      UsageError.missingCommand(of: ["NAME"], command: program),
      UsageError.unknownOption("--WORD", suggestions: ["--NAME"], command: program),
      UsageError.missingValue(option: "--NAME", value: "VALUE", next: nil, command: program),
      UsageError.unexpectedValue("VALUE", option: "--NAME", command: program),
      UsageError.invalidValue(
        "VALUE", reason: "is not a number", source: .option("--NAME"), suggestions: [], command: program),
      UsageError.missingOperand("OPERAND", command: program),
      UsageError.unexpectedOperand("WORD", command: program), UsageError.notText("WORD", command: program),
      CommandFailure.argumentNotUTF8(1), CommandFailure.conflictingOptions(["--NAME", "--OTHER"]),
      CommandFailure.unusableOption("--NAME", reason: "REASON"),
      CommandFailure.contradictedName("FILE.csv", told: "CSV", option: "--input-format", asked: "JSON Lines"),
      ValueProblem(reason: "is not a number"), JSONError(.unexpectedEnd, at: 1),
    ])

  static let settings = FailureExamples(
    "Settings and secrets", "",
    mistakes.map { SettingsFailure.malformed(path: "FILE", TOMLFailure(line: 3, problem: $0)) } + [
      SettingsFailure.unusableValue(path: "FILE", key: "NAME"),
      SettingsFailure.file(path: "FILE", .openToOthers(mode: 0o644)),
      SettingsFailure.file(path: "FILE", .ownedByAnother), SettingsFailure.file(path: "FILE", .missing),
      SettingsFailure.file(path: "FILE", .notAFile),
      SettingsFailure.file(path: "FILE", .unreadable(code: EACCES)),
      SettingsFailure.keyFile(path: "KEY", .missing),
      SettingsFailure.keyFile(path: "KEY", .openToOthers(mode: 0o644)),
      SettingsFailure.unknownProfile("NAME", known: ["default"]),
      SettingsFailure.unknownProfile("NAME", known: []),
      SettingsFailure.unknownKey("WORD", suggestions: ["NAME"]), SettingsFailure.secretKey("NAME"),
      SettingsFailure.notSet("NAME"), SettingsFailure.uneditable(path: "FILE", key: "NAME"),
      SettingsFailure.doubleKey(path: "FILE", key: "fallback.NAME"),
      SettingsFailure.aliasLoop(["A", "B", "A"]),
      SettingsFailure.unusableValue(path: "FILE", key: "NAME", isList: true),
      SettingsFailure.namelessFallback("fallback.NAME"),
      SettingsFailure.doubleFallback("fallback.A", "fallback.B", "MODEL"),
      FallbackFault.itself("A"), FallbackFault.circle(["A", "B", "A"]), FallbackFault.makesVectors("MODEL"),
      SettingsFailure.exposed(
        SettingsExposure(path: "FILE", problem: .openToOthers(mode: 0o666)), key: "client-secret-command"),
      SettingsFailure.tooLong(path: "FILE", .settings), SettingsFailure.busy(path: "FILE", .seconds(10)),
      SettingsFailure.noHome, SettingsFailure.invalidProfileName("NAME"),
      SettingsFailure.invalidValue(key: "NAME", value: "VALUE", reason: "is not a number"),
      PrivateFile.Problem.unwritable(code: ENOSPC), TOMLFailure(line: 3, problem: .expectedValue),
    ])

  /// What can be wrong with a file of settings.
  private static let mistakes: [TOMLFailure.Problem] = [
    .expectedKey, .expectedEqualsSign, .expectedValue, .invalidValue("VALUE"), .integerOutOfRange("NUMBER"),
    .unfinishedString, .invalidEscape, .unfinishedHeader, .unfinishedArray, .unfinishedInlineTable,
    .expectedLineEnd, .duplicate("NAME"), .notExtensible("NAME"), .tooDeep, .invalidUTF8,
    .controlCharacter(0x0D), .controlCharacter(0x07),
  ]

  static let templates = FailureExamples(
    "Templates", "",
    [
      TemplateFailure.unknown("NAME", folder: "FOLDER", suggestions: []),
      TemplateFailure.invalidName(".NAME"),
      TemplateFailure.openHead(path: "FILE"),
      TemplateFailure.head(path: "FILE", TOMLFailure(line: 2, problem: .expectedValue)),
      TemplateFailure.unknownKey("WORD", suggestions: [], path: "FILE", line: 2),
      TemplateFailure.unusableValue("NAME", wanted: "a number", path: "FILE", line: 2),
      TemplateFailure.placeholder(path: "FILE", line: 4, .unclosed),
      TemplateFailure.placeholder(path: "FILE", line: 4, .nameless),
      TemplateFailure.missing(["NAME"], input: false, of: "FILE"),
      TemplateFailure.missing([], input: true, of: "FILE"),
      TemplateFailure.unknownVariables(["NAME"], of: "FILE", known: ["OTHER"]),
      TemplateFailure.unknownVariables(["NAME"], of: "FILE", known: []),
    ])

  static let prompts = FailureExamples(
    "Texts and files that are sent", "",
    [
      CommandFailure.noPrompt(isTerminal: true), CommandFailure.noPrompt(isTerminal: false),
      CommandFailure.noInput(isTerminal: true), CommandFailure.noInput(isTerminal: false),
      CommandFailure.noRows("FILE"), CommandFailure.noRecords,
      CommandFailure.noVectors("FILE"), CommandFailure.matrixWithoutFields("FILE", field: "NAME"),
      InputFailure.unreadable(path: "FILE", code: ENOENT), InputFailure.tooLong(path: "FILE", .prompt),
      InputFailure.notText(path: "FILE"), InputFailure.notJSON(path: "FILE", reason: "REASON"),
      InputFailure.missing("NAME"), CommandFailure.noGeneration(profile: "default"),
      CommandFailure.remembersNothing, CommandFailure.noGenerationIn("FILE"),
      CommandFailure.feedbackNeedsText, CommandFailure.promptTooLong("the prompt has N characters"),
    ])
}
