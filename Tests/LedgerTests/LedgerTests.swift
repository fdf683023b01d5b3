import FileSystem
import Glibc
import TestSupport
import Testing
import Wire

@testable import Ledger

@Suite("The ledger")
struct LedgerTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/state/ledger.db"
  }

  @Test("gives back whole what was written, the newest first")
  func roundTrip() throws {
    let ledger = try Ledger(at: path)
    let entries = [Self.generation("Hi", "Hello"), Self.full, Self.counted]
    for entry in entries { try ledger.write(LedgerRecord([entry])) }
    let numbered = entries.enumerated().map { count, entry in entry.numbered(Int64(count + 1)) }
    #expect(try Ledger(at: path).entries(LedgerQuery()) == [numbered[0], numbered[2], numbered[1]])
    #expect(try ledger.entry(2) == numbered[1])
    #expect(try ledger.entry(9) == nil)
  }

  @Test("keeps an entry under its number when it is written again with more")
  func update() throws {
    let ledger = try Ledger(at: path)
    var turn = Self.generation("Hi", nil)
    try ledger.write(LedgerRecord([turn]))
    turn.texts?.text = "Hello"
    turn.usage = LedgerUsage(input: 3, output: 4)
    try ledger.write(LedgerRecord([turn]))
    try ledger.write(LedgerRecord([Self.counted]))
    #expect(try ledger.entries(LedgerQuery()).map(\.id) == [1, 2])
    #expect(try ledger.entry(1) == turn.numbered(1))
    #expect(try ledger.entries(.words("hello")) == [turn.numbered(1)])
  }

  @Test("is for its owner's eyes, with all that lies beside it, and stays so")
  func permissions() throws {
    let ledger = try Ledger(at: path)
    try ledger.write(LedgerRecord([Self.generation("Hi", "Hello")]))
    #expect(try folder.names(in: "state").map { folder.mode(of: "state/\($0)") } == [0o600, 0o600, 0o600])
    try folder.write("", to: "state/wide.db", mode: 0o644)
    _ = try Ledger(at: folder.path + "/state/wide.db")
    #expect(folder.mode(of: "state/wide.db") == 0o600)
  }

  @Test("finds the newest of many entries with the same words, in whatever order they came")
  func manyMatches() throws {
    let ledger = try Ledger(at: path)
    func entry(_ time: Int64, _ profile: String = "default") -> LedgerEntry {
      var entry = LedgerEntry(time: time, command: "generate", profile: profile)
      entry.texts = LedgerTexts(prompt: "common words", text: "\(time)")
      return entry
    }
    func times(profile: String? = nil) throws -> [Int64] {
      var query = LedgerQuery.words("common")
      (query.limit, query.profile) = (3, profile)
      return try ledger.entries(query).map(\.time)
    }
    try ledger.write(LedgerRecord((1...2_500).map { entry(Int64($0), $0 < 100 ? "other" : "default") }))
    #expect(try times() == [2_500, 2_499, 2_498])
    #expect(try times(profile: "other") == [99, 98, 97])
    // What is taken over from elsewhere is written last, and older.
    try ledger.write(LedgerRecord((0..<2_100).map { entry(-Int64($0)) }))
    #expect(try times() == [2_500, 2_499, 2_498])
    try ledger.write(LedgerRecord([entry(9_000)]))
    #expect(try times() == [9_000, 2_500, 2_499])
  }

  @Test("numbers nothing twice, though entries are removed")
  func numbers() throws {
    let ledger = try Ledger(at: path)
    try ledger.write(LedgerRecord([Self.generation("Hi", "Hello")]))
    #expect(try ledger.prune(olderThan: Int64.max) == (1, true))
    try ledger.write(LedgerRecord([Self.generation("Again", "Hello")]))
    #expect(try ledger.entries(LedgerQuery()).map(\.id) == [2])
  }

  @Test(
    "finds words as they are typed, whatever they hold",
    arguments: [
      (["capital"], [1]), (["CAPITAL", "france"], [1]), (["fran"], [1]), (["paris", "munich"], []),
      (["gruss"], []), (["grüße"], [2]), (["gruße"], [2]), (["NOT", "x"], []), (["\"un"], [2]),
      (["a*b("], []),
      (["100%"], [2]), (["\""], []), (["\"\""], []), (["%"], []), (["-"], []), ([], [2, 1]),
    ])
  func search(words: [String], ids: [Int64]) throws {
    let ledger = try Ledger(at: path)
    try ledger.write(LedgerRecord([Self.generation("What is the capital of France?", "Paris.")]))
    try ledger.write(LedgerRecord([Self.generation("Say \"unquoted\" Grüße", "100 % of all")]))
    #expect(try ledger.entries(.words(words)).map(\.id) == ids)
  }

  @Test("finds entries by time, model and profile, and so many of them")
  func conditions() throws {
    let ledger = try Ledger(at: path)
    for index in 0..<4 {
      var entry = Self.generation("Hi \(index)", "Hello")
      entry.time = Int64(index)
      entry.model = "model\(index % 2)"
      entry.answeringModel = "model\(index)"
      entry.profile = index < 3 ? "work" : "home"
      entry.generation = index == 1 ? nil : "g\(index)"
      try ledger.write(LedgerRecord([entry]))
    }
    func found(_ change: (inout LedgerQuery) -> Void) throws -> [Int64?] {
      var query = LedgerQuery()
      change(&query)
      return try ledger.entries(query).map(\.id)
    }
    #expect(try found { $0.since = 2 } == [4, 3])
    #expect(try found { $0.model = "model1" } == [4, 2])
    #expect(try found { $0.model = "model3" } == [4])
    #expect(try found { $0.profile = "work" } == [3, 2, 1])
    #expect(try found { $0.limit = 2 } == [4, 3])
    #expect(try found { ($0.profile, $0.hasGeneration, $0.limit) = ("work", true, 1) } == [3])
    #expect(try found { ($0.words, $0.since) = (["hi"], 3) } == [4])
  }

  @Test("adds up requests and tokens")
  func sums() throws {
    let ledger = try Ledger(at: path)
    for (time, model, tokens) in [(0, "a", 5), (86_400_000, "b", 7), (86_400_001, "b", 11)] {
      var entry = Self.generation("Hi", "Hello")
      entry.time = Int64(time)
      entry.model = model
      entry.usage = LedgerUsage(input: tokens, output: 1)
      try ledger.write(LedgerRecord([entry]))
    }
    #expect(
      try ledger.usage(by: .model) == [
        LedgerSums(name: "b", requests: 2, inputTokens: 18, outputTokens: 2),
        LedgerSums(name: "a", requests: 1, inputTokens: 5, outputTokens: 1),
      ])
    #expect(
      try ledger.usage(by: .command) == [
        LedgerSums(name: "generate", requests: 3, inputTokens: 23, outputTokens: 3)
      ])
    #expect(try ledger.usage(by: .day).map(\.requests) == [2, 1])
  }

  @Test("leaves nothing of what is removed in its files")
  func traces() throws {
    let ledger = try Ledger(at: path)
    for word in ["zanzibar", "keeps"] {
      var entry = Self.generation("Tell of \(word)", "The word is \(word).")
      entry.time = word == "keeps" ? 2 : 0
      try ledger.write(LedgerRecord([entry]))
    }
    #expect(try ledger.prune(olderThan: 1) == (1, true))
    for name in try folder.names(in: "state") {
      let text = try folder.text(of: "state/\(name)")
      #expect(!text.contains("zanzibar"), "\(name)")
    }
    #expect(try folder.text(of: "state/ledger.db").contains("keeps"))
    #expect(try ledger.entries(.words("keeps")).map(\.id) == [2])
  }

  @Test("says when others keep what is removed in the log, and removes it when they have ended")
  func reader() throws {
    let ledger = try Ledger(at: path)
    try ledger.waitForNobody()
    try ledger.write(LedgerRecord([Self.generation("one", "two")]))
    do {
      let other = try SQLiteDatabase(path)
      try other.execute("BEGIN")
      _ = try other.number("SELECT count(*) FROM entry")
      #expect(try ledger.prune(olderThan: .max) == (1, false))
    }
    #expect(try ledger.prune(olderThan: .max) == (0, true))
    #expect(FileFacts(of: path + "-wal")?.size == 0)
  }

  @Test("of the first version is given an index of times, and the beginnings of texts in that of words, once")
  func upgrade() throws {
    let long = String(repeating: "word ", count: 20_000) + "zanzibar"
    do {
      let ledger = try Ledger(at: path)
      let database = try SQLiteDatabase(path)
      try database.execute(Self.firstVersion)
      try ledger.write(LedgerRecord([Self.generation("keeps", long)]))
      #expect(try ledger.entries(.words("zanzibar")).count == 1)
    }
    for _ in 1...2 {
      let ledger = try Ledger(at: path)
      #expect(try ledger.entries(.words("zanzibar")) == [])
      #expect(try ledger.entries(.words("keeps")).map(\.texts?.text) == [long])
    }
    let database = try SQLiteDatabase(path)
    #expect(try database.number("PRAGMA user_version") == 2)
    let names =
      "SELECT name FROM sqlite_master WHERE type IN ('index', 'trigger') AND name LIKE 'entry_t%' ORDER BY name"
    #expect(
      try database.rows(names) { $0.text(0) } == [
        "entry_text_changed", "entry_text_gone", "entry_text_new", "entry_time",
      ])
    #expect(try Ledger(at: path).prune(olderThan: .max) == (1, true))
    try database.execute("INSERT INTO entry_word (entry_word) VALUES ('integrity-check')")
  }

  @Test("of the first version is written to as it is, for that takes no time, and upgraded by who may wait")
  func laterUpgrade() throws {
    do {
      let ledger = try Ledger(at: path)
      try SQLiteDatabase(path).execute(Self.firstVersion)
      for number in 0..<50 {
        try ledger.write(LedgerRecord([Self.generation("old \(number)", "kept")]))
      }
    }
    let database = try SQLiteDatabase(path)
    database.wait(milliseconds: 60_000)
    // What upgrading would have to wait for.
    let texts = try database.number("SELECT count(*) FROM entry_text")
    let writer = LedgerWriter(at: path, limit: .seconds(60))
    let written = try writer.write(LedgerRecord([Self.generation("new", "kept")]))
    #expect(written == .written(conversation: nil))
    #expect(try database.number("SELECT count(*) FROM entry_text") == texts + 1)
    #expect(try database.number("PRAGMA user_version") == 1)
    #expect(try database.number("SELECT count(*) FROM sqlite_master WHERE name = 'entry_time'") == 0)
    #expect(try Ledger(at: path, upgrades: false).entries(.words("kept")).count == 51)
    #expect(try Ledger(at: path).entries(.words("kept")).count == 51)
    #expect(try database.number("PRAGMA user_version") == 2)
    try database.execute("INSERT INTO entry_word (entry_word) VALUES ('integrity-check')")
  }

  /// What a ledger lacked at first.
  private static let firstVersion = """
    PRAGMA user_version = 1;
    DROP INDEX entry_time;
    DROP TRIGGER entry_text_new;
    DROP TRIGGER entry_text_gone;
    DROP TRIGGER entry_text_changed;
    CREATE TRIGGER entry_text_new AFTER INSERT ON entry_text BEGIN
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, new.prompt, new.text);
    END;
    CREATE TRIGGER entry_text_gone AFTER DELETE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, old.prompt, old.text);
    END;
    CREATE TRIGGER entry_text_changed AFTER UPDATE ON entry_text BEGIN
      INSERT INTO entry_word (entry_word, rowid, prompt, text) VALUES ('delete', old.id, old.prompt, old.text);
      INSERT INTO entry_word (rowid, prompt, text) VALUES (new.id, new.prompt, new.text);
    END;
    """

  @Test("is read without anything being made or changed")
  func reading() throws {
    #expect(try Ledger(reading: path) == nil)
    #expect(try folder.names() == [])
    let entry = Self.generation("one", "two")
    try Ledger(at: path).write(LedgerRecord([entry]))
    let ledger = try #require(try Ledger(reading: path))
    #expect(try ledger.entries(LedgerQuery()).map(\.texts) == [entry.texts])
    #expect(try ledger.usageByKey(since: nil) == [])
    #expect(!ledger.isPartial)
    #expect(throws: LedgerFailure.self) { try ledger.write(LedgerRecord([entry])) }
  }

  @Test("is not missing where nobody may look for it")
  func unknown() throws {
    let name = folder.path + "/" + String(repeating: "x", count: 300) + "/ledger.db"
    #expect(throws: LedgerFailure.file(path: name, .unreadable(code: ENAMETOOLONG))) {
      _ = try Ledger(reading: name)
    }
    #expect(try Ledger(reading: folder.write("", to: "file") + "/ledger.db") == nil)
  }

  @Test(
    "may stand under any name",
    arguments: ["ledger.db", "a?b.db", "a#b.db", "a%41b.db", "100%.db", "a?immutable=1.db", "ä b.db"],
    ["", "/", "//"])
  func names(_ name: String, _ slashes: String) throws {
    let path = "\(slashes)\(folder.path)/state \(name)/\(name)"
    let entry = Self.generation("one", "two")
    try Ledger(at: path).write(LedgerRecord([entry]))
    #expect(try Ledger(reading: path)?.entries(LedgerQuery()).map(\.texts) == [entry.texts])
    let unchanging = try SQLiteDatabase(path, .unchanging)
    #expect(try unchanging.number("PRAGMA page_size") > 0)
    #expect(try folder.names() == ["state \(name)"])
    #expect(try folder.names(in: "state \(name)").contains(name))
  }

  @Test("shows what came in later where its time is")
  func order() throws {
    let ledger = try Ledger(at: path)
    for time in [5, 9, 1] {
      var entry = Self.generation("at \(time)", "")
      entry.time = Int64(time)
      try ledger.write(LedgerRecord([entry]))
    }
    #expect(try ledger.entries(LedgerQuery()).map(\.id) == [2, 1, 3])
  }

  @Test("removes what is old, but for what leads to something younger")
  func pruning() throws {
    let ledger = try Ledger(at: path)
    let chain = Self.chain(["one", "two", "three"], of: "kept")
    let old = Self.chain(["four", "five"], of: "gone", from: -20)
    try ledger.write(LedgerRecord(chain, Self.conversation("kept", head: chain[2].key, time: 2)))
    try ledger.write(LedgerRecord(old, Self.conversation("gone", head: old[1].key, time: -19)))
    #expect(try ledger.prune(olderThan: 2) == (2, true))
    #expect(try ledger.turns(to: chain[2].key).map(\.texts?.prompt) == ["one", "two", "three"])
    #expect(try ledger.conversation("gone") == nil)
    #expect(try ledger.entries(.words("four")) == [])
    #expect(try ledger.conversation("kept")?.head == chain[2].key)
  }
}

extension LedgerTests {
  static func generation(_ prompt: String, _ text: String?) -> LedgerEntry {
    var entry = LedgerEntry(time: 1_700_000_000_000, command: "generate", profile: "default")
    entry.texts = LedgerTexts(prompt: prompt, text: text)
    return entry
  }

  /// With everything that an entry can have.
  static var full: LedgerEntry {
    var entry = LedgerEntry(time: 1, command: "chat", profile: "work")
    entry.model = "sfdc_ai__DefaultGPT4Omni"
    entry.answeringModel = "gpt-4o"
    entry.conversation = "20261127-0000"
    entry.parent = Int64.max
    entry.generation = "g-1"
    entry.requests = 2
    entry.usage = LedgerUsage(input: 1, output: 2, cached: 3, reasoning: 4)
    entry.duration = 250
    entry.rows = LedgerRows(done: 5, refused: 6)
    entry.verdict = "GOOD"
    entry.texts = LedgerTexts(system: "Be\u{0}brief", prompt: "", text: "🇫🇷 \"Voilà\"\n")
    return entry
  }

  /// With nothing but what is counted.
  static var counted: LedgerEntry { LedgerEntry(time: 2, command: "embed", profile: "default") }

  static func chain(_ questions: [String], of conversation: String, from time: Int64 = 0) -> [LedgerEntry] {
    var chain: [LedgerEntry] = []
    for (index, question) in questions.enumerated() {
      var turn = generation(question, "answer to \(question)")
      turn.time = time + Int64(index)
      turn.command = "chat"
      turn.conversation = conversation
      turn.parent = chain.last?.key
      chain.append(turn)
    }
    return chain
  }

  static func conversation(_ id: String, head: Int64?, time: Int64 = 0) -> LedgerConversation {
    LedgerConversation(
      id: id, profile: "default", model: "gpt-4o", system: "Be brief", settings: "{\"seed\":[\"1\"]}",
      head: head,
      time: time)
  }
}

extension LedgerEntry {
  func numbered(_ id: Int64) -> LedgerEntry {
    var entry = self
    entry.id = id
    return entry
  }
}

extension LedgerQuery {
  static func words(_ words: [String]) -> LedgerQuery {
    var query = LedgerQuery()
    query.words = words
    return query
  }

  static func words(_ words: String...) -> LedgerQuery { .words(words) }
}
