import Testing

@testable import TOML

/// A value is changed, and no byte besides.
struct TOMLEditTests {
  private static func edited(_ text: String, _ key: [String], to value: String?) throws -> String {
    String(decoding: try TOMLDocument(Array(text.utf8)).setting(key, to: value), as: UTF8.self)
  }

  static let replaced: [(String, [String], String)] = [
    ("a = 1", ["a"], "a = \"v\""), ("\u{FEFF}a=1\r\nb=2\n", ["a"], "\u{FEFF}a=\"v\"\r\nb=2\n"),
    ("\ta = 'x'   # x\r\n", ["a"], "\ta = \"v\"   # x\r\n"),
    ("a = \"\"\"\n1\n\"\"\"\nb = 1\n", ["a"], "a = \"v\"\nb = 1\n"),
    ("[t]\r\na = 1\r\n[u]\r\na = 2", ["u", "a"], "[t]\r\na = 1\r\n[u]\r\na = \"v\""),
    ("t = { a = 1, b = 2 } # x\n", ["t", "a"], "t = { a = \"v\", b = 2 } # x\n"),
    ("t.\"a.b\".c = 1\n", ["t", "a.b", "c"], "t.\"a.b\".c = \"v\"\n"),
    ("[ t . 'a/b' ]\nc = 1\n", ["t", "a/b", "c"], "[ t . 'a/b' ]\nc = \"v\"\n"),
    ("\"#\" = \"#\" # \"#\"", ["#"], "\"#\" = \"v\" # \"#\""),
  ]

  @Test(arguments: replaced)
  func isReplaced(_ text: String, _ key: [String], by expected: String) throws {
    #expect(try Array(Self.edited(text, key, to: "v").utf8) == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ("a = 1\nb = 2\n", ["b"], 2), ("\n# c\n[t]\na = 1\n", ["t"], 3), ("\n[t]\r\na = 1\r\n", ["t", "a"], 3),
      ("t.a = 1", ["t"], 1), ("a = \"\"\"\n\n\"\"\"\nb = 1", ["b"], 4), ("a = 1", ["b"], nil),
      ("[t]\na = 1", ["a"], nil),
    ] as [(String, [String], Int?)])
  func theLineOfAKeyIsKnown(_ text: String, _ key: [String], _ line: Int?) throws {
    #expect(try TOMLDocument(Array(text.utf8)).line(of: key) == line)
  }

  static let added: [(String, [String], String)] = [
    ("", ["a"], "a = \"v\"\n"), ("", ["t", "a"], "[t]\na = \"v\"\n"),
    ("\u{FEFF}", ["t", "a"], "\u{FEFF}[t]\na = \"v\"\n"),
    ("\u{FEFF}# x\r\n", ["a"], "\u{FEFF}a = \"v\"\r\n# x\r\n"), ("b = 1", ["a"], "b = 1\na = \"v\"\n"),
    ("b = 1\r\n", ["t", "a"], "b = 1\r\n\r\n[t]\r\na = \"v\"\r\n"),
    ("b = 1\r\nc = 2", ["t", "a"], "b = 1\r\nc = 2\r\n\r\n[t]\r\na = \"v\"\r\n"),
    (
      "[t]\r\n  b = 1\r\n# of u\n[u]\nc = 1\n", ["t", "a"],
      "[t]\r\n  b = 1\r\n  a = \"v\"\r\n# of u\n[u]\nc = 1\n"
    ),
    ("[t]\nb = 1\r\n[u]\r\nc = 1\n", ["u", "a"], "[t]\nb = 1\r\n[u]\r\nc = 1\na = \"v\"\n"),
    ("[t]", ["t", "a"], "[t]\na = \"v\"\n"), ("t = { b = 1 }\n", ["t", "a"], "t = { b = 1, a = \"v\" }\n"),
    ("t = {}\n", ["t", "a"], "t = { a = \"v\" }\n"),
    ("t.b = 1\nc = 2\n", ["t", "a"], "t.b = 1\nt.a = \"v\"\nc = 2\n"),
    ("[t]\nu.b = 1\n", ["t", "u", "a"], "[t]\nu.b = 1\nu.a = \"v\"\n"),
    ("[t.u]\nb = 1\n", ["t", "a"], "[t.u]\nb = 1\n\n[t]\na = \"v\"\n"),
    ("", ["x y", "a.b", "\u{2028}"], "[\"x y\".\"a.b\"]\n\"\u{2028}\" = \"v\"\n"),
    ("", ["", "a\"\n"], "[\"\"]\n\"a\\\"\\n\" = \"v\"\n"),
  ]

  @Test(arguments: added)
  func isAdded(_ text: String, _ key: [String], giving expected: String) throws {
    let edited = try Self.edited(text, key, to: "v")
    #expect(Array(edited.utf8) == Array(expected.utf8))
    #expect(try Self.value(key, in: edited) == .string("v"))
  }

  static let removed: [(String, [String], String)] = [
    ("a = 1", ["a"], ""), ("a = 1\r\nb = 2", ["b"], "a = 1\r\n"),
    ("\u{FEFF}a = 1\r\nb = 2\r\n", ["a"], "\u{FEFF}b = 2\r\n"),
    ("[t]\na = [\n 1,\n]\nb = 2\n", ["t", "a"], "[t]\nb = 2\n"),
    ("t = { a = 1, b = 2 }", ["t", "a"], "t = { b = 2 }"),
    ("t = { a = 1, b = 2 }", ["t", "b"], "t = { a = 1 }"), ("t = { a = 1 }", ["t", "a"], "t = {  }"),
    ("a = 1", ["b"], "a = 1"), ("a = 1\n", ["a", "b"], "a = 1\n"),
  ]

  @Test(arguments: removed)
  func isRemoved(_ text: String, _ key: [String], leaving expected: String) throws {
    let edited = try Self.edited(text, key, to: nil)
    #expect(Array(edited.utf8) == Array(expected.utf8))
    #expect(try Self.value(key, in: edited) == nil)
  }

  private static func value(_ key: [String], in text: String) throws -> TOMLValue? {
    try key.reduce(.table(TOMLDocument(Array(text.utf8)).root)) { value, name in
      if case .table(let table) = value { table[name] } else { nil }
    }
  }

  @Test(arguments: [
    "plain", "quote \" and \\ and\ttab", "new\r\nline", "ü 中文 🎉 \u{2028}\u{9B}", "# no",
    "\u{0}\u{1}\u{1F}\u{7F}", "",
  ])
  func valueComesBackAsItWas(_ value: String) throws {
    let edited = try Self.edited("a = 1", ["a"], to: value)
    #expect(try Self.value(["a"], in: edited) == .string(value))
  }
}
