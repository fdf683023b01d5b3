import TestSupport
import Testing

/// Prompts that are kept, with streams of their own.
struct TemplateTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func keep(_ text: String, as name: String) throws {
    try home.write(text, to: ".config/sfmodels/templates/\(name).md")
  }

  private func run(
    _ words: String..., input: String? = nil, environment: [String: String] = [:]
  ) async -> TestProgram.Result {
    await TestProgram(home: home.path).run(words: words, input: input, environment: environment)
  }

  /// The bodies of what would be sent.
  private func bodies(
    _ words: String..., input: String? = nil, environment: [String: String] = [:]
  ) async -> [String] {
    let result = await TestProgram(home: home.path).run(
      words: words + ["--dry-run", "--emulator"], input: input, environment: environment)
    guard result.status == 0 else { return [result.errors] }
    return result.output.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
  }

  struct Filling: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let template: String
    var words: [String] = []
    var input: String?
    let prompt: String

    init(
      _ name: String, _ template: String, _ words: [String] = [], input: String? = nil, prompt: String
    ) {
      (testDescription, self.template, self.words) = (name, template, words)
      (self.input, self.prompt) = (input, prompt)
    }
  }

  @Test(arguments: [
    Filling("a text alone", "Hello\n", prompt: "Hello"),
    Filling("blank lines behind the head", "+++\n+++\n\n\nHello\n", prompt: "Hello"),
    Filling("lines that end as in DOS", "+++\r\ndescription = \"x\"\r\n+++\r\nHi\r\n", prompt: "Hi"),
    Filling("a byte order mark", "\u{FEFF}+++\n+++\nHi", prompt: "Hi"),
    Filling("a variable", "{{a}}-{{a}}", ["--var", "a=1"], prompt: "1-1"),
    Filling("the last of two values", "{{a}}", ["--var", "a=1", "--var", "a=2"], prompt: "2"),
    Filling(
      "a value with signs of its own", "{{a}}", ["--var", "a=x=y {{b}} {{{{"], prompt: "x=y {{b}} {{{{"),
    Filling("a value of the head", "+++\nvariables = { a = \"x\", n = 3 }\n+++\n{{a}}{{n}}", prompt: "x3"),
    Filling(
      "a value before the head's", "+++\nvariables = { a = \"x\" }\n+++\n{{a}}", ["--var", "a=y"], prompt: "y"
    ),
    Filling("an empty value", "<{{a}}>", ["--var", "a="], prompt: "<>"),
    Filling("input in its place", "<{{input}}>", input: "text\n", prompt: "<text>"),
    Filling("operands where there is no input", "<{{input}}>", ["some", "words"], prompt: "<some words>"),
    Filling(
      "operands behind, with input", "<{{input}}>", ["words"], input: "text", prompt: #"<text>\n\nwords"#),
    Filling("operands behind", "Hello", ["some", "words"], prompt: #"Hello\n\nsome words"#),
    Filling("input behind", "Hello", ["-n", "x"], input: "text", prompt: #"Hello\n\nx"#),
    Filling("all of it behind", "Hello", ["a"], input: "b", prompt: #"Hello\n\na\n\nb"#),
    Filling("two braces", "{{{{ x }}", prompt: "{{ x }}"),
  ])
  func isFilled(_ filling: Filling) async throws {
    try keep(filling.template, as: "t")
    let result = await TestProgram(home: home.path).run(
      words: ["generate", "-t", "t", "--dry-run", "--emulator"] + filling.words, input: filling.input)
    #expect(result.output.split(separator: "\n").last == #"{"prompt":"\#(filling.prompt)"}"#)
    #expect(result.errors == "")
  }

  @Test func aFileStandsInItsPlaceAndIsNotLookedAt() async throws {
    let file = try home.write("{{x}}\n", to: "notes.txt")
    try keep("a {{file:\(file)}} b", as: "t")
    #expect(await bodies("generate", "-t", "t") == [#"{"prompt":"a {{x}} b"}"#])
  }

  static let head = """
    +++
    description = "d"
    system = "Be {{tone}}."
    model = "head-model"
    api = "llmg"
    temperature = 0.5
    max-tokens = 5
    top_p = 1
    stop = ["a", "b"]
    seed = 7
    web_search = true
    param = { k = 1, l = [true, "x"] }
    variables = { tone = "kind" }
    +++
    Hi
    """

  @Test func theHeadSaysHowTheModelAnswers() async throws {
    try keep(Self.head, as: "t")
    let body = await bodies("generate", "-t", "t").first ?? ""
    #expect(body.hasPrefix(#"{"model":"head-model","messages":[{"role":"system","content":"Be kind."},"#))
    for part in [
      #""temperature":0.5"#, #""max_tokens":5"#, #""top_p":1.0"#, #""stop_sequences":["a","b"]"#,
      #""seed":7"#, #""parameters":{"k":1,"l":[true,"x"]}"#,
    ] {
      #expect(body.contains(part), "\(part)")
    }
  }

  @Test func theCommandLineGoesBeforeTheHeadAndThatBeforeTheEnvironment() async throws {
    try keep(Self.head, as: "t")
    let environment = ["SFMODELS_MODEL": "variable-model", "SFMODELS_API": "models"]
    let head = await bodies("generate", "-t", "t", environment: environment).first ?? ""
    #expect(head.hasPrefix(#"{"model":"head-model","#))
    let typed = await bodies(
      "generate", "-t", "t", "-m", "typed", "-s", "{{tone}}", "--stop", "c", environment: environment)
    #expect(
      typed.first?.hasPrefix(#"{"model":"typed","messages":[{"role":"system","content":"{{tone}}"},"#) == true
    )
    #expect(typed.first?.contains(#""stop_sequences":["c"]"#) == true)
  }

  @Test func aConversationBeginsWithIt() async throws {
    try keep("+++\nsystem = \"Be {{tone}}.\"\n+++\nHi {{name}}", as: "t")
    #expect(
      await bodies("chat", "-t", "t", "--var", "tone=kind", "--var", "name=Ada", "there") == [
        #"{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi Ada\n\nthere"}]}"#
      ])
  }

  @Test(arguments: [
    ("{{a}} {{b}}", ["-t", "t"], "has no value for 'a', 'b'"),
    ("+++\nsystem = \"{{c}}\"\n+++\n{{a}}", ["-t", "t", "--var", "a=1"], "has no value for 'c'"),
    ("{{input}}", ["-t", "t"], "t.md has no input"),
    ("{{a}}{{input}}", ["-t", "t"], "no value for 'a' and no input"),
    ("{{a}}", ["-t", "t", "--var", "b=1"], "has no variable 'b'"),
    ("x", ["-t", "tt"], "there is no template 'tt'\n  hint: did you mean 't'?"),
    ("x", ["-t", "./none.md"], "cannot read './none.md'"), ("x", ["-t", ""], "'' is empty"),
    ("x", ["--var", "a=1", "hi"], "--var: it fills a template"),
    ("x", ["-t", "t", "--var", "=1"], "is not of the form NAME=VALUE"),
    ("{{file:/nowhere/x}}", ["-t", "t"], "cannot read '/nowhere/x'"),
    ("a\n{{b", ["-t", "t"], "t.md, line 2: '{{' has no '}}' on its line"),
    ("+++\n\n+++\n\n{{}}", ["-t", "t"], "t.md, line 5: there is no name"),
    ("+++\nx = 1", ["-t", "t"], "t.md, line 1: the head has no '+++' line"),
    ("+++\n# c\nx = \n+++\n", ["-t", "t"], "t.md, line 3: there is no value"),
    (
      "+++\n\ntemprature = 1\n+++\n", ["-t", "t"],
      "line 3: a template's head has no 'temprature'\n  hint: did you mean 'temperature'?"
    ),
    ("+++\n[profile]\nx = 1\n+++\n", ["-t", "t"], "line 2: a template's head has no 'profile'"),
    ("+++\nmodel = 1\n+++\n", ["-t", "t"], "line 2: 'model' wants a text"),
    ("+++\nvariables = [1]\n+++\n", ["-t", "t"], "line 2: 'variables' wants a table"),
    ("+++\nstop = { a = 1 }\n+++\n", ["-t", "t"], "line 2: 'stop' wants a text or a list of texts"),
    ("+++\ntemperature = \"hot\"\n+++\n", ["-t", "t"], "t.md: 'hot' is not a number"),
    ("+++\napi = \"soap\"\n+++\n", ["-t", "t"], "t.md: 'soap' is not one of"),
  ])
  func whatIsWrongIsSaidBeforeAnythingIsSent(_ text: String, _ words: [String], _ said: String) async throws {
    try keep(text, as: "t")
    for command in ["generate", "chat"] {
      let result = await TestProgram(home: home.path).run(words: [command] + words + ["--emulator"])
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.errors.contains(said), "\(result.errors)")
    }
  }
}

/// Prompts over rows.
struct RowTemplateTests {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func run(_ words: [String], _ input: String) async -> TestProgram.Result {
    await TestProgram(home: home.path).run(
      words: ["generate", "--from", "-", "--dry-run", "--emulator", "-q"] + words, input: input)
  }

  private func bodies(_ words: String..., input: String) async -> [String] {
    await run(words, input).output.split(separator: "\n").filter { $0.hasPrefix("{") }.map(String.init)
  }

  static let cases = """
    {"Id":"1","Subject":"It {{x}}","Count":1.50,"Open":true,"Tags":["a"],"Note":null}
    {"Id":"2","Subject":"","Count":2,"Open":false,"Tags":[],"Note":"n"}
    """

  @Test func fieldsTakeTheirPlaces() async {
    #expect(
      await bodies(
        "--prompt", "{{Subject}}|{{Count}}|{{Open}}|{{Tags}}|{{Note}}", "--system", "Case {{Id}}",
        input: Self.cases) == [
          #"{"messages":[{"role":"system","content":"Case 1"},{"role":"user","content":"It {{x}}|1.50|true|[\"a\"]|"}]}"#,
          #"{"messages":[{"role":"system","content":"Case 2"},{"role":"user","content":"|2|false|[]|n"}]}"#,
        ])
  }

  @Test func aRowsFieldGoesBeforeTheCommandLineAndThatBeforeTheHead() async throws {
    try home.write("+++\nvariables = { a = \"h\", b = \"h\", c = \"h\" }\n+++\n{{a}}{{b}}{{c}}", to: "t.md")
    #expect(
      await bodies("-t", "\(home.path)/t.md", "--var", "a=v", "--var", "b=v", input: #"{"a":"r"}"#) == [
        #"{"prompt":"rvh"}"#
      ])
  }

  @Test(arguments: [
    ("<{{input}}>", #"{"prompt":"<p>"}"#), ("<{{prompt}}>", #"{"prompt":"<p>"}"#),
    ("Translate:", #"{"prompt":"Translate:\n\np"}"#),
  ])
  func aRowsPromptStandsInOrBehind(_ prompt: String, _ body: String) async {
    #expect(await bodies("--prompt", prompt, input: #"{"prompt":"p"}"#) == [body])
  }

  @Test func aLineOfTextIsItsInput() async {
    #expect(
      await bodies("--input-format", "lines", "--prompt", "<{{input}}>", input: "one\ntwo\n") == [
        #"{"prompt":"<one>"}"#, #"{"prompt":"<two>"}"#,
      ])
  }

  @Test func aFieldThatNoRowHasIsOneComplaint() async {
    let result = await TestProgram().run(
      words: ["generate", "--from", "-", "--input-format", "csv", "--emulator", "--prompt", "{{Subjct}}"],
      input: "Id,Subject\n1,a\n2,b\n")
    #expect(result.status == 2)
    #expect(result.errors == "sfmodels: no row has a field 'Subjct'\n  hint: there are 'Id', 'Subject'\n")
  }

  @Test func aRowThatComesOutEmptyIsRefused() async {
    let result = await TestProgram().run(
      words: ["generate", "--from", "-", "--input-format", "csv", "--emulator", "--prompt", "{{a}} {{b}}"],
      input: "id,a,b\n1,,\n2,x,\n")
    #expect(result.status == 7)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.errors.contains(#""id":"1""#) || result.errors.contains("row 1"))
  }

  @Test(arguments: [
    (["--prompt", "{{a}}", "-t", "x"], "there is no template 'x'"),
    (["--prompt", "{{a"], "--prompt, line 1: '{{' has no '}}' on its line"),
    (["--prompt", "{{a}}", "--system", "{{"], "--system, line 1: '{{' has no '}}'"),
    (["--prompt", "{{a}}", "--var", "b=1"], "--prompt has no variable 'b'"),
    (["--var", "b=1"], "--var: it fills a template"),
  ])
  func whatIsWrongIsSaidBeforeARowIsRead(_ words: [String], _ said: String) async {
    let result = await run(words, #"{"a":"1"}"#)
    #expect(result.status == 2)
    #expect(result.errors.contains(said), "\(result.errors)")
  }

  @Test func withoutRowsItIsNoOption() async {
    let result = await TestProgram().run("generate", "--prompt", "x", "--emulator", "hi")
    #expect(result.status == 2)
    #expect(result.errors == "sfmodels: --prompt: it is for rows: --from\n")
  }
}
