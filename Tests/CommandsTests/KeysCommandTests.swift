import CompatibleServer
import FileSystem
import FoundationEssentials
import TestSupport
import Testing

@testable import Commands

@Suite("keys")
struct KeysCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ words: String...) async -> TestProgram.Result {
    await TestProgram(home: folder.path).run(words: ["keys"] + words)
  }

  private var path: String { folder.path + "/.config/sfmodels/keys.toml" }

  @Test("prints a key once, and keeps its digest for the owner's eyes")
  func add() async throws {
    let added = await run("add", "alice", "--rpm", "60", "--models", "gpt-4o, fast", "--expires", "30d")
    let key = added.output.dropLast()
    #expect(added.status == 0)
    #expect(key.hasPrefix("sfm-") && key.utf8.count == 47)
    #expect(added.errors == "sfmodels: note: this is the key; it is not shown again\n")
    #expect(folder.mode(of: ".config/sfmodels/keys.toml") == 0o600)
    #expect(try !folder.text(of: ".config/sfmodels/keys.toml").contains(key))
    #expect(
      await run("list")
        == .init(
          status: 0, output: "alice\t\(key.prefix(8))…\tgpt-4o,fast\t60\t-\t-\t-\t2027-02-14T08:00:00Z\n",
          errors: ""))
    let other = await run("add", "bob")
    #expect(other.output != added.output)
  }

  @Test("lists keys in a table that fits the terminal, models first cut to it, then names")
  func table() {
    var (plain, full) = (
      NamedKey(name: "bob", digest: [], beginning: "sfm-1234"),
      NamedKey(name: String(repeating: "a", count: 40), digest: [], beginning: "sfm-5678")
    )
    #expect(
      KeyListTable([plain], width: 80).lines == [
        "NAME  KEY        MODELS  RPM  TPM  TPD  PARALLEL  EXPIRES",
        "bob   sfm-1234…  all       -    -    -         -  -",
      ])
    (plain.models, full.models) = (["gpt-4o", "claude-sonnet-4-5", "gpt-4o-mini"], ["gpt-4o"])
    full.limits.requestsPerMinute = 6000
    full.limits.tokensPerMinute = 1_000_000
    full.limits.tokensPerDay = 100_000_000
    full.limits.parallelRequests = 100
    full.expiry = Date(timeIntervalSince1970: 1_800_000_000)
    #expect(
      KeyListTable([plain, full], width: 80).lines == [
        "NAME         KEY        MODELS     RPM      TPM        TPD  PARALLEL  EXPIRES",
        "bob          sfm-1234…  gpt-4o,…     -        -          -         -  -",
        "aaaaaaaaaa…  sfm-5678…  gpt-4o    6000  1000000  100000000       100  2027-01-15",
      ])
  }

  @Test("changes what is named and nothing else")
  func set() async throws {
    _ = await run("add", "alice", "--rpm", "60", "--tokens-per-day", "5000", "--admin")
    #expect(await run("set", "alice", "--rpm", "none", "--max-parallel", "2", "--models", "a").status == 0)
    let shown = await run("show", "alice", "--json").output
    #expect(
      shown.replacing(/sfm-[^"]*/, with: "sfm-") == """
        {"name":"alice","beginning":"sfm-","models":["a"],"rpm":null,"tokens_per_minute":null,"tokens_per_day":5000,\
        "max_parallel":2,"expires":null,"admin":true,"previous_expires":null}

        """)
    #expect(await run("set", "alice", "--no-admin", "--models", "all").status == 0)
    let changed = await run("show", "alice", "--json").output
    #expect(changed.contains(#""models":null"#) && changed.contains(#""admin":false"#))
  }

  @Test("puts a new key in the place of the old one, which counts for a while")
  func rotate() async throws {
    let first = await run("add", "alice").output
    let second = await run("rotate", "alice").output
    #expect(second.hasPrefix("sfm-") && second != first)
    #expect(
      await run("show", "alice", "--json").output.contains(#""previous_expires":"2027-01-16T08:00:00Z""#))
    _ = await run("rotate", "alice", "--grace", "0s")
    #expect(await run("show", "alice", "--json").output.contains(#""previous_expires":null"#))
  }

  @Test("takes a key away")
  func revoke() async throws {
    _ = await run("add", "alice")
    #expect(await run("revoke", "alice") == .init(status: 0, output: "", errors: ""))
    #expect(await run("list").output == "")
  }

  @Test(
    "refuses what cannot be, with a sentence and 2, and changes nothing",
    arguments: [
      (["add", "alice"], "there is a key 'alice' already"), (["show", "alic"], "there is no key 'alic'"),
      (["set", "bob", "--rpm", "1"], "there is no key 'bob'"), (["revoke", "bob"], "there is no key 'bob'"),
      (["rotate", ""], "'' is empty"), (["add", ""], "'' is empty"),
      (["add", "-x"], "has no option '-x'"), (["add", "a b"], "'a b' cannot be a key's name"),
      (["add", "a\u{1B}[2J"], "cannot be a key's name"), (["add", "bob", "--rpm", "0"], "'0' is no limit"),
      (["add", "bob", "--tokens-per-day", "-5"], "'-5' is no limit"),
      (["add", "bob", "--tokens-per-minute", "1e9"], "'1e9' is no limit"),
      (["add", "bob", "--max-parallel", "9223372036854775808"], "is no limit"),
      (["add", "bob", "--expires", "0d"], "'0d' is no time"),
      (["add", "bob", "--expires", "-1d"], "is no time"),
      (["add", "bob", "--models", "a,,b"], "is no list of models"), (["set", "alice"], "nothing is named"),
      (["add", "bob", "--models", ""], "'' is empty"), (["add"], "NAME"),
    ])
  func refusals(_ words: [String], _ sentence: String) async throws {
    _ = await run("add", "alice")
    let before = try folder.text(of: ".config/sfmodels/keys.toml")
    let result = await TestProgram(home: folder.path).run(words: ["keys"] + words)
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(result.errors.contains(sentence), "\(result.errors)")
    #expect(try folder.text(of: ".config/sfmodels/keys.toml") == before)
  }

  @Test(
    "names what is wrong with a file that somebody has changed",
    arguments: [
      ("[", "line 1"),
      (
        "[alice]\nsha256 = '\(digest)'\nrpm = 0\n",
        "line 3: 'rpm' of the key 'alice' wants a whole number over 0"
      ),
      ("[alice]\n", "line 1: the key 'alice' has no 'sha256'"),
      ("[alice]\nsha256 = 'abc'\n", "line 2: 'sha256' of the key 'alice' wants 64 hexadecimal digits"),
      ("[alice]\nsha256 = '\(digest)'\nrmp = 5\n", "line 3: the key 'alice' can have no 'rmp'"),
      (
        "[alice]\nsha256 = '\(digest)'\nmodels = []\n",
        "line 3: 'models' of the key 'alice' wants a list of names"
      ),
      ("[alice]\nsha256 = '\(digest)'\nexpires = 'soon'\n", "wants a moment"),
      ("[alice]\nsha256 = '\(digest)'\nadmin = 1\n", "wants true or false"),
      ("[alice]\nsha256 = '\(digest)'\n[bob]\nsha256 = '\(digest)'\n", "'alice' and 'bob' are one key"),
      ("[alice]\nsha256 = '\(digest)'\n[alice]\n", "line 3"), ("alice = 5\n", "wants a table"),
      ("['a b']\nsha256 = '\(digest)'\n", "'a b' cannot be a key's name"),
    ])
  func brokenFile(_ text: String, _ sentence: String) async throws {
    try folder.write(text, to: ".config/sfmodels/keys.toml", mode: 0o600)
    for words in [
      ["keys", "list"], ["keys", "add", "carl"], ["serve", "--emulator", "--port", "0", "--keys"],
    ] {
      let result = await TestProgram(home: folder.path).run(words: words)
      #expect(result.status == 2)
      #expect(result.errors.contains(sentence), "\(result.errors)")
    }
    #expect(try folder.text(of: ".config/sfmodels/keys.toml") == text)
  }

  @Test("refuses a file that others can read, and one without keys")
  func openFile() async throws {
    try folder.write("", to: ".config/sfmodels/keys.toml", mode: 0o644)
    let result = await run("list")
    #expect(result.status == 2)
    #expect(result.errors.contains("can be read or changed by others (mode 644)"))
    let serve = await TestProgram(home: folder.path).run(words: [
      "serve", "--emulator", "--port", "0", "--keys", folder.path + "/none.toml",
    ])
    #expect(serve.status == 2)
    #expect(serve.errors.contains("there are no keys in"))
  }

  private static let digest = String(repeating: "0f", count: 32)
}
