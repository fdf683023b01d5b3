import FoundationEssentials
import Glibc
import Testing

/// The folder of prompts that are kept, as the built program shows and changes it.
@Suite struct TemplateCommandTests {
  private let home: Home

  init() throws { home = try Home() }

  private func run(_ words: String..., with extra: [String: String] = [:]) async throws -> Outcome {
    var call = Call(words)
    call.environment = ["HOME": home.path].merging(extra) { $1 }
    return try await call.run()
  }

  private var folder: String { "\(home.path)/.config/sfmodels/templates" }

  @Test func namesDescriptionsAndVariablesAreListed() async throws {
    try home.write("+++\ndescription = \"A\\tb\"\n+++\n{{x}} {{y}}", to: ".config/sfmodels/templates/one.md")
    try home.write("plain", to: ".config/sfmodels/templates/two.md")
    try home.write("+++\n", to: ".config/sfmodels/templates/three.md")
    let outcome = try await run("template", "list")
    #expect(outcome.output == "one\tA b\tx, y\ntwo\t-\t-\n")
    #expect(outcome.errors.contains("three.md, line 1: the head has no '+++' line at its end"))
    #expect(try await run("template", "path").output == "\(folder)\n")
    #expect(try await run("template", "path", "one").output == "\(folder)/one.md\n")
    #expect(try await run("template", "show", "two").output == "plain")
    let complete = try await run("__complete", "variables")
    #expect(complete.output == "x=\ny=\n")
  }

  @Test func theEditorMakesOne() async throws {
    let editor = "sed -i s/input/text/"
    #expect(try await run("template", "edit", "new", with: ["EDITOR": editor]).exit == 0)
    let made = try await run("template", "show", "new")
    #expect(made.output.contains("{{text}}"))
    #expect(Home.mode(of: "\(folder)/new.md") & 0o777 == 0o600)
  }

  @Test func whatWasNotChangedIsNotKept() async throws {
    let outcome = try await run("template", "edit", "new", with: ["EDITOR": "true"])
    #expect(outcome.errors == "sfmodels: note: nothing was written, nothing is kept\n")
    #expect(access("\(folder)/new.md", F_OK) != 0)
  }

  @Test func theEditorIsGivenNoSecrets() async throws {
    let names = ["ACCESS_TOKEN", "API_KEY", "CLIENT_SECRET", "SERVE_KEY"].map { "SFMODELS_\($0)" }
    var variables = Dictionary(uniqueKeysWithValues: names.map { ($0, "hush") })
    variables["EDITOR"] = "sh -c 'env >\(home.path)/given'"
    _ = try await run("template", "edit", "new", with: variables)
    let given = try home.read("\(home.path)/given")
    #expect(given.contains("HOME=\(home.path)"))
    #expect(!given.contains("hush"))
  }

  @Test func aMistakeIsSaidAndTheFileStays() async throws {
    let outcome = try await run("template", "edit", "new", with: ["EDITOR": "sed -i s/description/describe/"])
    #expect(outcome.exit == 2)
    #expect(outcome.errors.contains("new.md, line 2: a template's head has no 'describe'"))
    #expect(access("\(folder)/new.md", F_OK) == 0)
  }

  @Test(arguments: ["../x", ".x", "", "a\u{1B}b"])
  func aNameThatIsNoneIsRefused(_ name: String) async throws {
    let outcome = try await run("template", "path", name)
    #expect(outcome.exit == 2)
  }
}
