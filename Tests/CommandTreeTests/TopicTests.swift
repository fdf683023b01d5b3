import Testing

@testable import CommandTree

/// Pages about the program as a whole.
@Suite struct TopicTests {
  private static let house = CommandTree(
    CommandMetadata("house", "Keep a house."), version: "1",
    topics: [
      HelpTopic("lights", "How light is made.") {
        [
          HelpTopic.Section(
            "",
            "Say `house lamp` first.\n\n- small ones\n- large ones,\n  and strong ones\n\nThen:\n\n"
              + "    $ house lamp\n      .Sh 'lit'\n\nIt burns."),
          HelpTopic.Section("Colours", rows: [.init("red", "Warm."), .init("blue", "Cold, as `ice` is.")]),
          HelpTopic.Section(
            "What may fail", "Little.",
            rows: [
              .init(
                "the lamp has fallen from the table and lies below it", "Lift it up and put it where it was."),
              .init("no oil", "Buy some."),
            ]),
        ]
      },
      HelpTopic("empty", "Nothing.") { [] },
    ],
    [.command(Lamp.self)])

  private func lights() throws -> HelpTopic { try #require(Self.house.topic(["lights"])) }

  @Test func itsTextIsFolded() throws {
    #expect(
      try lights().text(width: 40) == """
        How light is made.

        Say 'house lamp' first.

          - small ones
          - large ones, and strong ones

        Then:

            $ house lamp
              .Sh 'lit'

        It burns.

        Colours:
          red   Warm.
          blue  Cold, as ice is.

        What may fail:
        Little.

          the lamp has fallen from the table and
          lies below it
              Lift it up and put it where it
              was.

          no oil
              Buy some.

        """)
  }

  @Test func itsManualPageIsOfSectionSeven() throws {
    let page = Self.house.manualPages(date: "2026-11-21").first { $0.name == "house-lights.7" }
    #expect(
      page?.text == #"""
        .Dd November 21, 2026
        .Dt HOUSE-LIGHTS 7
        .Os \&house
        .Sh NAME
        .Nm house-lights
        .Nd How light is made
        .Sh DESCRIPTION
        Say \fB\%house lamp\fR first.
        .Bl -bullet -width 2n
        .It
        small ones
        .It
        large ones, and strong ones
        .El
        .Pp
        Then:
        .Bd -literal -offset 2n
        $ house lamp
          .Sh \(aqlit\(aq
        .Ed
        .Pp
        It burns.
        .Sh COLOURS
        .Bl -tag -width Ds
        .It \&red
        Warm.
        .It \&blue
        Cold, as \fB\%ice\fR is.
        .El
        .Sh WHAT MAY FAIL
        Little.
        .Bl -tag -width Ds
        .It "\&the lamp has fallen from the table and lies below it"
        Lift it up and put it where it was.
        .It "\&no oil"
        Buy some.
        .El
        .Sh SEE ALSO
        .Xr house 1

        """#)
  }

  @Test(.enabled(if: Tool(name: "mandoc").isInstalled))
  func mandocHasNothingToSay() throws {
    let text = Self.house.manualPage(of: try lights(), date: "2026-11-21")
    #expect(try Tool(name: "mandoc").output("-Tlint -W warning $file", file: text) == "")
  }

  @Test func helpAndManualOfTheProgramNameIt() throws {
    #expect(
      Self.house.help(for: [], width: 80).contains(
        """
        Topics:
          lights         How light is made.
          empty          Nothing.

        'house help TOPIC' shows one.

        """))
    let page = try #require(Self.house.manualPages(date: "").first { $0.name == "house.1" })
    #expect(page.text.hasSuffix(".Sh SEE ALSO\n.Xr house-empty 7 ,\n.Xr house-lights 7\n"))
    #expect(!Self.house.help(for: ["lamp"], width: 80).contains("Topics"))
  }

  @Test(arguments: [
    (["lights"], true), (["lamp"], false), (["lights", "more"], false), ([], false), (["Lights"], false),
  ])
  func isFoundByItsNameAlone(_ words: [String], _ isTopic: Bool) {
    #expect((Self.house.topic(words) != nil) == isTopic)
  }

  @Test func aMistypedNameGetsTheNearestTopic() {
    #expect(throws: UsageError.unknownCommand("lihgts", suggestions: ["lights"], command: ["house"])) {
      try Self.house.path(to: ["lihgts"])
    }
    // Only behind `help`: on the command line itself a topic is no command.
    for word in ["lihgts", "lights"] {
      #expect(throws: UsageError.unknownCommand(word, suggestions: ["help lights"], command: ["house"])) {
        try Self.house.parse([word])
      }
    }
  }

  @Test func nothingStandsBelowIt() {
    #expect(throws: UsageError.unexpectedOperand("red", command: ["house", "help"])) {
      try Self.house.path(to: ["lights", "red"])
    }
  }

  @Test func variablesOfOneOptionAreToldByTheirCommands() {
    let tree = CommandTree(
      CommandMetadata("inn", "Keep an inn."), version: "1", environment: [.init("OTHER", "More.")],
      [.command(Bed.self), .command(Meal.self)])
    #expect(
      tree.everyVariable == [
        .init("INN_BED", "How soft. Stands for `--size` of bed."),
        .init("INN_ROOM", "Where. Stands for `--room`."),
        .init("INN_MEAL", "How much. Stands for `--size` of meal."), .init("OTHER", "More."),
      ])
  }

  private struct Bed: Command {
    var size = 1
    var room = 1

    static let words = CommandMetadata("bed", "Make a bed.")
    static var syntax: Syntax<Bed> {
      [
        .option(\.size, "size", environment: "INN_BED", help: "How soft."),
        .option(\.room, "room", environment: "INN_ROOM", help: "Where."),
      ]
    }
  }

  private struct Meal: Command {
    var size = 1
    var room = 1

    static let words = CommandMetadata("meal", "Make a meal.")
    static var syntax: Syntax<Meal> {
      [
        .option(\.size, "size", environment: "INN_MEAL", help: "How much."),
        .option(\.room, "room", environment: "INN_ROOM", help: "Where."),
      ]
    }
  }

  @Test func findsMistakesInTopics() {
    let topics = ["lamp", "a", "a"].map { name in HelpTopic(name, "Do") { [HelpTopic.Section("", "x")] } }
    let tree = CommandTree(
      Self.house.words, version: "1", topics: topics + [HelpTopic("b", "It.") { [] }],
      [.command(Lamp.self)])
    #expect(
      tree.mistakes().filter { $0.contains("topic") || $0.contains("meaning") } == [
        "the meaning of lamp is not a sentence with a full stop",
        "the meaning of a is not a sentence with a full stop",
        "the meaning of a is not a sentence with a full stop", "the topic a has a name that is taken",
        "the topic lamp has a name that is taken", "the topic b says nothing",
      ])
  }
}
