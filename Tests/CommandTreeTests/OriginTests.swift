import CommandTree
import Testing

@Suite struct OriginTests {
  let place = "~/.config/sample/config.toml"

  @Test func fillsWhatWasNotTyped() throws {
    var call = try call("lamp -m typed --tag t")
    try call.fill(fromEnvironment: [
      "SAMPLE_MODEL": "env", "SAMPLE_PROFILE": "prod", "SAMPLE_LOUD": "yes", "SAMPLE_TAG": "env",
    ])
    try call.fill {
      ["model": "set", "size": "small", "retries": "4", "timeout": "5s"][$0].map { Setting($0, file: place) }
    }
    #expect(
      call.command as? Lamp
        == lamp {
          ($0.model, $0.tags, $0.size, $0.isLoud) = ("typed", ["t"], .small, true)
          $0.connection = Connection(profile: "prod", timeout: .seconds(5), retries: 4)
        })
    #expect(
      call.origins == [
        "model": .commandLine, "tag": .commandLine, "profile": .environment("SAMPLE_PROFILE"),
        "loud": .environment("SAMPLE_LOUD"), "size": .setting(place), "retries": .setting(place),
        "timeout": .setting(place),
      ])
  }

  @Test func theEnvironmentGoesBeforeTheSettings() throws {
    var call = try call("lamp")
    try call.fill(fromEnvironment: ["SAMPLE_TIMEOUT": "1s"])
    try call.fill { $0 == "timeout" ? Setting("2", file: place) : nil }
    let lamp = try #require(call.command as? Lamp)
    #expect(lamp.connection.timeout == .seconds(1))
    #expect(call.origins["timeout"] == .environment("SAMPLE_TIMEOUT"))
  }

  @Test func aFileThatIsNamedGoesBeforeTheEnvironment() throws {
    var call = try call("lamp --tag typed")
    try call.fill(fromDocument: "night.md") {
      ["tag": ["file"], "timeout": ["3s"], "loud": ["yes"]][$0] ?? []
    }
    try call.fill(fromEnvironment: ["SAMPLE_TIMEOUT": "1s", "SAMPLE_LOUD": "no"])
    #expect(
      call.command as? Lamp
        == lamp {
          $0.tags = ["typed"]
          $0.isLoud = true
          $0.connection.timeout = .seconds(3)
        })
    #expect(
      call.origins == [
        "tag": .commandLine, "timeout": .document("night.md"), "loud": .document("night.md"),
      ])
  }

  @Test func aFileMayGiveSeveralWordsAndIsNamedWhenOneIsWrong() throws {
    var call = try call("lamp")
    try call.fill(fromDocument: "night.md") { $0 == "tag" ? ["a", "b"] : [] }
    #expect(call.command as? Lamp == lamp { $0.tags = ["a", "b"] })
    let error = try #require(throws: UsageError.self) {
      try call.fill(fromDocument: "night.md") { $0 == "timeout" ? ["soon"] : [] }
    }
    #expect(error.sentence.hasPrefix("'timeout' in night.md: 'soon' is not a duration"))
  }

  @Test func anEmptyVariableIsNone() throws {
    var call = try call("lamp")
    try call.fill(fromEnvironment: ["SAMPLE_MODEL": "", "SAMPLE_TIMEOUT": ""])
    #expect(call.command as? Lamp == Lamp())
    #expect(call.origins.isEmpty)
  }

  @Test func aValueFromTheEnvironmentReplacesTheDefaultList() throws {
    var call = try call("lamp")
    try call.fill(fromEnvironment: ["SAMPLE_TAG": "env"])
    #expect(call.command as? Lamp == lamp { $0.tags = ["env"] })
  }

  @Test func saysWhichVariableIsWrong() throws {
    var call = try call("lamp")
    let error = try #require(throws: UsageError.self) {
      try call.fill(fromEnvironment: ["SAMPLE_TIMEOUT": "soon"])
    }
    #expect(
      error.sentence
        == "environment variable SAMPLE_TIMEOUT: 'soon' is not a duration such as 90s, 2m, 1h30m or 250ms")
    #expect(error.command == ["sample", "lamp"])
  }

  @Test func saysWhichSettingIsWrong() throws {
    var call = try call("lamp")
    let error = try #require(throws: UsageError.self) {
      try call.fill { $0 == "size" ? Setting("smal", file: place) : nil }
    }
    #expect(error.sentence == "setting 'size' in \(place): 'smal' is not one of small, medium, large")
    #expect(error.hint == "did you mean 'small'?")
  }
}
