import FoundationEssentials
import HTTPTypes
import OrgEmulator
import Synchronization
import TestSupport
import Testing
import Wire

/// `--soql`: records of the org as rows, by both query APIs, and what is said where that cannot be.
struct RecordsTests {
  /// An org behind a door that is shut when a request has been asked for so often.
  private final class GuardedOrg: HTTPService {
    private let org: Org
    private let state = Mutex((paths: [String](), left: Int.max))
    private let isGuarded: @Sendable (HTTPRequest) -> Bool
    private let failure: Int
    /// Records of a page of results, whatever is asked for.
    private let pageSize: Int?

    init(
      _ org: Org, failing status: Int = 403, after count: Int = .max, pageSize: Int? = nil,
      _ isGuarded: @escaping @Sendable (HTTPRequest) -> Bool = { _ in true }
    ) {
      self.org = org
      self.isGuarded = isGuarded
      failure = status
      self.pageSize = pageSize
      state.withLock { $0.left = count }
    }

    /// Without what is asked of tokens and models.
    var paths: [String] { state.withLock { $0.paths.filter { $0.contains("/services/data/") } } }

    func respond(to request: HTTPRequest, body: [UInt8]) async throws -> HTTPReply {
      let isOpen = state.withLock { state in
        state.paths.append("\(request.method) \(request.path ?? "")")
        if isGuarded(request) { state.left -= 1 }
        return state.left >= 0
      }
      guard isOpen else {
        return HTTPReply(
          HTTPResponse.Status(code: failure), contentType: "application/json", Array("{}".utf8))
      }
      var request = request
      if let pageSize {
        request.path = request.path?.replacing(/maxRecords=\d{4,}/, with: "maxRecords=\(pageSize)")
      }
      return try await org.respond(to: request, body: body)
    }
  }

  private static let environment = [
    "SFMODELS_DOMAIN": "http://127.0.0.1:9", "SFMODELS_CLIENT_ID": "key", "SFMODELS_CLIENT_SECRET": "s",
  ]

  private static func org(
    _ cases: Int = 4000, _ clock: TestClock = TestClock(at: Date(timeIntervalSince1970: 1_800_000_000))
  ) -> Org {
    var configuration = Org.Configuration(now: { clock.now() }, pause: { clock.pause($0) })
    configuration.recordCount = cases
    configuration.queryJobDuration = .zero
    return Org(configuration)
  }

  private func run(_ service: any HTTPService, _ words: [String]) async -> TestProgram.Result {
    await TestProgram(service).run(words: words, environment: Self.environment)
  }

  private static func ids(_ output: String) throws -> [String] {
    try output.split(separator: "\n").map {
      try #require(try JSONValue(decoding: String($0))["id"]?.string)
    }
  }

  @Test(arguments: [[], ["--bulk"], ["--no-bulk"]])
  func bothAPIsGiveTheSameRows(_ way: [String]) async throws {
    let result = await run(
      Self.org(),
      [
        "embed", "--soql", "SELECT id, Subject, Account.Name, IsClosed FROM Case LIMIT 5", "--keep-text",
        "--text-field", "{{Account.Name}}/{{Subject}}/{{IsClosed}}", "-q",
      ] + way)
    #expect(result.status == 0, "\(result.errors)")
    let rows = try result.output.split(separator: "\n").map { try JSONValue(decoding: String($0)) }
    #expect(rows.map { $0["id"] } == (0..<5).map { .string("500gK000000000\($0)QAA") })
    #expect(rows.allSatisfy { $0["text"]?.string?.split(separator: "/").count == 3 })
    let texts = rows.compactMap { $0["text"]?.string }
    let plain = await run(
      Self.org(),
      [
        "embed", "--soql", "SELECT id, Subject, Account.Name, IsClosed FROM Case LIMIT 5", "--keep-text",
        "--text-field", "{{Account.Name}}/{{Subject}}/{{IsClosed}}", "-q",
      ])
    #expect(
      try plain.output.split(separator: "\n").compactMap {
        try JSONValue(decoding: String($0))["text"]?.string
      } == texts)
  }

  @Test(arguments: [
    (9999, [], false), (10_000, [], true), (10_000, ["--no-bulk"], false), (1, ["--bulk"], true),
  ])
  func theNumberOfRecordsDecidesUnlessSomebodyDoes(_ count: Int, _ words: [String], _ isBulk: Bool) async {
    let service = GuardedOrg(Self.org(20_000), after: 1) { $0.path?.contains("/embeddings") == true }
    _ = await run(
      service,
      ["embed", "--soql", "SELECT Subject FROM Case LIMIT \(count)", "--text-field", "Subject"] + words)
    #expect(service.paths.contains { $0.hasSuffix("POST /services/data/v66.0/jobs/query") } == isBulk)
  }

  @Test func whatTheBulkAPICannotDoIsReadPageByPage() async throws {
    let result = await run(
      Self.org(14_000),
      [
        "generate", "--soql", "SELECT Id, Subject FROM Case OFFSET 1900", "--prompt", "{{Subject}}",
        "--dry-run",
      ])
    #expect(result.status == 0)
    let service = GuardedOrg(Self.org(14_000), after: 0) { $0.path?.contains("/embeddings") == true }
    let embedded = await run(
      service, ["embed", "--soql", "SELECT Subject FROM Case OFFSET 1900", "--text-field", "Subject"])
    #expect(
      embedded.errors.contains(
        "sfmodels: note: the records are read page by page: the Bulk API cannot do OFFSET\n"))
    #expect(!service.paths.contains { $0.contains("/jobs/") })
  }

  /// Rows of a batch, and after how many requests each of the runs ends: within a page, at its end, behind it.
  @Test(arguments: [(5, 1), (5, 7), (5, 8), (7, 3), (16, 2), (20, 2), (64, 1)])
  func aBulkRunGoesOnInTheMiddleOfItsJob(_ batch: Int, _ requests: Int) async throws {
    let (folder, whole) = (try TemporaryFolder(), try TemporaryFolder())
    let org = Self.org(150)
    func words(_ folder: TemporaryFolder) -> [String] {
      [
        "embed", "--soql", "SELECT Id, Subject FROM Case", "--text-field", "Subject", "--bulk",
        "--batch-size", "\(min(batch, 16))", "--concurrency", "2", "-o", "\(folder.path)/v.npy", "--resume",
        "-q",
      ]
    }
    let once = await run(GuardedOrg(org, pageSize: 40), words(whole))
    #expect(once.status == 0, "\(once.errors)")
    for _ in 0..<2 {
      let service = GuardedOrg(org, after: requests, pageSize: 40) {
        $0.path?.contains("/embeddings") == true
      }
      let result = await run(service, words(folder))
      #expect(result.status == 3, "\(result.errors)")
    }
    let service = GuardedOrg(org, pageSize: 40)
    let result = await run(service, words(folder))
    #expect(result.status == 0, "\(result.errors)")
    #expect(!service.paths.contains { $0.hasPrefix("POST") })
    #expect(service.paths.last?.hasPrefix("DELETE /services/data/v66.0/jobs/query/750") == true)
    for name in ["v.npy", "v.npy.ids"] {
      #expect(try folder.bytes(of: name) == whole.bytes(of: name), "\(name)")
    }
  }

  @Test func aJobThatIsGoneIsSaidSo() async throws {
    let folder = try TemporaryFolder()
    let clock = TestClock(at: Date(timeIntervalSince1970: 1_800_000_000))
    let org = Self.org(100, clock)
    let words = [
      "embed", "--soql", "SELECT Id, Subject FROM Case", "--text-field", "Subject", "--bulk", "-o",
      "\(folder.path)/v.jsonl", "--resume",
    ]
    let service = GuardedOrg(org, after: 2) { $0.path?.contains("/embeddings") == true }
    let begun = await run(service, words)
    #expect(begun.status == 3 && begun.errors.hasSuffix("rows are dealt with; the same command goes on\n"))
    clock.advance(8 * 24 * 3600)
    let result = await run(org, words)
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        """
        sfmodels: the org does not have the query job 750gK0000000001QAA any more
          hint: it keeps results for some days; begin anew with --force instead of --resume

        """))
    #expect(!result.errors.contains("goes on"))
  }

  @Test(arguments: [
    (
      ["--soql", "SELECT Id, Subject, Subjct FROM Case"], 2, "'Case' has no field 'Subjct'",
      "did you mean 'Subject'?"
    ),
    (
      ["--soql", "SELECT Id, Acount.Name, Subject FROM Case"], 2, "'Case' has no field 'Acount'", "'Account'"
    ),
    (
      ["--soql", "SELECT Id, Subject, Account.Nam FROM Case", "--bulk"], 2, "'Account' has no field 'Nam'",
      "did you mean 'Name'?"
    ),
    (["--soql", "SELECT Id, Subject FROM Cas"], 2, "the org has no object 'Cas'", "did you mean 'Case'?"),
    (["--soql", "SELECT Id, Subject FROM Zzz"], 2, "the org has no object 'Zzz'", "must be allowed to read"),
    (["--soql", "SELECT Id, Subject FROM Case WHERE"], 2, "the org does not understand the query", "SOQL"),
    (["--soql", "nonsense"], 2, "the org does not understand the query", "SOQL"),
    (
      ["--soql", "SELECT Id, Subject FROM Case OFFSET 3", "--bulk"], 2, "the Bulk API cannot do OFFSET",
      "--no-bulk"
    ),
    (
      ["--soql", "SELECT Id, Subject, (SELECT Id FROM Tasks) FROM Case GROUP BY x", "--bulk"], 2,
      "the Bulk API cannot do a sub-query (Tasks) or GROUP BY", "--no-bulk"
    ),
    (["--soql", "SELECT Id FROM Case"], 2, "no row has a field 'Subject'", "there are 'Id'"),
    (
      ["--soql", "SELECT Id, Subject FROM Case WHERE Subject = 'none'"], 2,
      "there is nothing to do: the query finds no records", ""
    ),
    (["--soql", "SELECT Id, Subject FROM Case", "--from", "x"], 2, "--soql and --from cannot be used", ""),
    (["--soql", "SELECT Id, Subject FROM Case", "text"], 2, "--soql and TEXT cannot be used together", ""),
    (["--bulk", "text"], 2, "--bulk: it is for records: --soql", ""),
    (["--count"], 2, "--count: it is for", ""),
    (["--soql", "x", "--count", "-o", "f"], 2, "--count and --output cannot be used together", ""),
    (["--soql", "x", "--api-version", "v46.0"], 2, "'v46.0' is too old", ""),
    (["--soql", "x", "--api-version", "new"], 2, "'new' is no version such as v66.0", ""),
  ])
  func whatCannotBeIsSaidInTheUsersWords(
    _ words: [String], _ status: Int32, _ message: String, _ hint: String
  ) async {
    let field = words.contains("text") || !words.contains("--soql") ? [] : ["--text-field", "Subject"]
    let result = await run(Self.org(), ["embed"] + words + field)
    #expect(result.status == status && result.output == "")
    #expect(result.errors.contains(message) && result.errors.contains(hint), "\(result.errors)")
  }

  @Test(arguments: [
    ("no-api-scope", 3, "the org's own host does not accept the token", "the scope api beside sfap_api"),
    ("no-api-permission", 3, "may not use the org's APIs", "API Enabled"),
    ("no-api-requests", 4, "the org's API requests of the day are used up", "wait"),
  ])
  func aTokenThatOpensNoRecordsIsExplained(
    _ client: String, _ status: Int32, _ message: String, _ hint: String
  ) async {
    var environment = Self.environment
    environment["SFMODELS_CLIENT_ID"] = client
    let words = ["embed", "--soql", "SELECT Id, Subject FROM Case", "--text-field", "Subject"]
    let result = await TestProgram(Self.org()).run(words: words, environment: environment)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(message) && result.errors.contains(hint), "\(result.errors)")
  }

  @Test(arguments: [
    ("SELECT Id FROM Case", "4000"), ("SELECT Id FROM Case WHERE IsClosed = true ORDER BY Id LIMIT 7", "7"),
    ("SELECT COUNT() FROM Account", "1000"), ("SELECT Id FROM Case WHERE Subject = 'none'", "0"),
    ("SELECT Id FROM Case LIMIT 300 OFFSET 10", "300"),
  ])
  func countOnlyCounts(_ query: String, _ number: String) async {
    for command in ["embed", "generate"] {
      let result = await run(Self.org(), [command, "--soql", query, "--count"])
      #expect(result.status == 0 && result.output == "\(number)\n", "\(result.errors)")
    }
  }

  @Test(arguments: [[], ["--bulk"]])
  func allFieldsAreColumnsOfTheResult(_ way: [String]) async throws {
    let result = await run(
      Self.org(),
      [
        "generate", "--soql", "SELECT Id, Status, Account.Name FROM Case LIMIT 1", "--prompt", "{{Status}}",
        "--keep-fields", "all", "--output-format", "csv", "--schema", "Kind", "--columns", "-q",
      ] + way)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("Id,Status,Account.Name,Kind\n500gK0000000000QAA,"), "\(result.output)")
  }

  @Test func aRunOverNothingNewLeavesNothingBehind() async throws {
    let folder = try TemporaryFolder()
    for way in [["--bulk"], ["--no-bulk"]] {
      let result = await run(
        Self.org(),
        [
          "embed", "--soql", "SELECT Id, Subject FROM Case WHERE Subject = 'none'", "--text-field", "Subject",
          "-o", "\(folder.path)/v.jsonl",
        ] + way)
      #expect(result.status == 2)
      #expect(try folder.names() == [])
    }
  }

  @Test(arguments: [
    (
      ["embed", "--text-field", "Subject"],
      "GET https://acme.my.salesforce.com/services/data/v61.0/query?q=SELECT+Id+FROM+Case\nAccept: application/json\nAuthorization: Bearer ***\n"
    ),
    (
      ["generate", "--prompt", "x", "--bulk"],
      "POST https://acme.my.salesforce.com/services/data/v61.0/jobs/query\nAccept: application/json\nContent-Type: application/json\nAuthorization: Bearer ***\n\n{\"operation\":\"query\",\"query\":\"SELECT Id FROM Case\"}\n"
    ),
    (
      ["generate", "--prompt", "x", "--count"],
      "GET https://acme.my.salesforce.com/services/data/v61.0/query?q=SELECT+COUNT%28%29+FROM+Case\nAccept: application/json\nAuthorization: Bearer ***\n"
    ),
  ])
  func aDryRunShowsTheFirstQuestion(_ words: [String], _ shown: String) async {
    let result = await TestProgram().run(
      words: words + [
        "--soql", "SELECT Id FROM Case", "--dry-run", "--domain", "https://acme.my.salesforce.com",
        "--api-version", "61",
      ])
    #expect(result == .init(status: 0, output: shown, errors: ""))
  }

  @Test(arguments: [
    ("{{a}} {{b}}", #"{"a":"x","b":null}"#, "x "), ("{{a}}{{{{b", #"{"a":1}"#, "1{{b"),
    ("{{a}} {{b}}", #"{"a":"x"}"#, nil), ("{{a}} {{b}}", #"{"a":"","b":" "}"#, nil), ("a", #"{"a":5}"#, nil),
  ])
  func severalFieldsAreOneText(_ field: String, _ row: String, _ text: String?) async throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"a":"0","b":"0"}"# + "\n\(row)\n", to: "in.jsonl")
    let result = await TestProgram().run(
      words: [
        "embed", "--emulator", "--from", "\(folder.path)/in.jsonl", "--text-field", field, "--keep-text",
        "-q",
      ])
    let rows = result.output.split(separator: "\n")
    #expect(result.status == (text == nil ? 7 : 0), "\(result.errors)")
    if let text { #expect(try JSONValue(decoding: String(rows[1]))["text"]?.string == text) }
  }

  @Test(arguments: ["{{input}}", "{{file:x}}", "{{a", "{{}}"])
  func whatIsNoFieldHasNoPlaceInAText(_ field: String) async {
    let result = await TestProgram().run("embed", "--emulator", "--text-field", field, "--from", "x.jsonl")
    #expect(result.status == 2 && result.errors.contains("--text-field"), "\(result.errors)")
  }
}
