import Testing

@testable import CommandTree

/// Options whose value can be left out.
@Suite struct OmittedValueTests {
  struct Paint: Command, Equatable {
    var shades: Int?
    var finish: Size?
    var isLoud = false
    var places: [String] = []

    static let words = CommandMetadata(
      "paint", "Paint a lamp.", discussion: "With care.",
      examples: [Example("shop paint -x --shades lamp", "Paint it.")])

    static var syntax: Syntax<Paint> {
      [
        .operand(\.places, "PLACE", help: "What to paint."),
        .option(
          \.shades, "shades", value: "N", omission: .numbers(implied: "0"), environment: "SHOP_SHADES",
          setting: "shades", help: "How many shades to mix."),
        .option(
          \.finish, "finish", "x", value: "SIZE", omission: .joined(implied: "small"),
          help: "How large the glaze is."),
        .flag(\.isLoud, "loud", "l", help: "Sing along."),
      ]
    }

    static func with(
      shades: Int? = nil, finish: Size? = nil, isLoud: Bool = false, _ places: String...
    ) -> Paint {
      var paint = Paint()
      (paint.shades, paint.finish, paint.isLoud, paint.places) = (shades, finish, isLoud, places)
      return paint
    }
  }

  private static let shop = CommandTree(
    CommandMetadata("shop", "Keep a shop."), version: "1", [.command(Paint.self)])

  @Test(arguments: [
    (["--shades"], Paint.with(shades: 0)), (["--shades=3"], .with(shades: 3)),
    (["--shades", "3"], .with(shades: 3)), (["--shades", "lamp"], .with(shades: 0, "lamp")),
    (["--shades", "3", "lamp"], .with(shades: 3, "lamp")),
    (["--shades", "3lamp"], .with(shades: 0, "3lamp")),
    (["--shades", "-l"], .with(shades: 0, isLoud: true)), (["--shades", "-3"], .with(shades: 0, "-3")),
    (["--shades", "--", "3"], .with(shades: 0, "3")), (["--shades=-3"], .with(shades: -3)),
    (["lamp", "--shades"], .with(shades: 0, "lamp")),
    (["--shades=3", "--shades"], .with(shades: 0)),
    (["-x"], .with(finish: .small)), (["-xlarge"], .with(finish: .large)),
    (["-x", "large"], .with(finish: .small, "large")),
    (["--finish", "large"], .with(finish: .small, "large")),
    (["--finish=large"], .with(finish: .large)), (["-lx"], .with(finish: .small, isLoud: true)),
    (["-lxlarge", "lamp"], .with(finish: .large, isLoud: true, "lamp")),
    (["-x", "-l"], .with(finish: .small, isLoud: true)),
  ])
  func reads(_ words: [String], _ expected: Paint) throws {
    guard case .call(let call) = try Self.shop.parse(["paint"] + words) else {
      Issue.record("no call")
      return
    }
    #expect(call.command as? Paint == expected)
  }

  @Test func itMayStandBeforeTheCommandsName() throws {
    guard case .call(let call) = try Self.shop.parse(["-x", "--shades", "paint", "lamp"]) else {
      Issue.record("no call")
      return
    }
    #expect(call.command as? Paint == .with(shades: 0, finish: .small, "lamp"))
  }

  @Test(arguments: [
    (["--shades="], "option '--shades': '' is empty"), (["--shades", ""], "option '--shades': '' is empty"),
    (["--shades=x"], "option '--shades': 'x' is not a whole number"),
    (["-xl"], "option '-x': 'l' is not one of small, medium, large"),
  ])
  func refuses(_ words: [String], _ sentence: String) {
    let error = #expect(throws: UsageError.self) { try Self.shop.parse(["paint"] + words) }
    #expect(error?.sentence == sentence)
  }

  @Test func helpAndManualShowThatItCanBeLeftOut() throws {
    #expect(
      Self.shop.help(for: ["paint"], width: 80).contains(
        """
              --shades[=N]     How many shades to mix. [without a value: 0]
                               [environment: SHOP_SHADES] [setting: shades]
          -x, --finish[=SIZE]  How large the glaze is. [choices: small, medium, large]
                               [without a value: small]

        """))
    let page = try #require(Self.shop.manualPages(date: "2026-11-21").first { $0.name == "shop-paint.1" })
      .text
    #expect(
      page.contains(
        #"""
        .It Fl \-shades Ns Oo = Ns Ar \&N Oc
        How many shades to mix.
        Without a value:
        .Cm \&0 .
        Environment:
        .Ev SHOP_SHADES .
        Setting:
        .Cm \&shades .
        .It Fl x , Fl \-finish Ns Oo = Ns Ar \&SIZE Oc

        """#))
    guard Tool(name: "mandoc").isInstalled else { return }
    #expect(try Tool(name: "mandoc").output("-Tlint -W warning $file", file: page) == "")
    #expect(try Tool(name: "mandoc").output("$file | col -b", file: page).contains("-x, --finish[=SIZE]\n"))
  }

  @Test(
    .enabled(if: Tool(name: "bash").isInstalled),
    arguments: [
      ("paint --sh", "--shades"), ("paint --finish = l", "large"), ("paint --finish =", "small medium large"),
      ("paint --finish --lo", "--loud"), ("paint -x --lo", "--loud"), ("paint -lx --sh", "--shades"),
      ("paint --shades --lo", "--loud"), ("paint --finish l", ""), ("--finish pai", "paint"),
    ])
  func bashOffers(_ words: String, _ expected: String) throws {
    #expect(try Self.shop.offeredByBash(words) == expected)
  }

  @Test(
    .enabled(if: Tool(name: "fish").isInstalled),
    arguments: [
      ("paint --sh", "--shades:How many shades to mix"), ("paint --finish=l", "--finish=large"),
      ("paint --finish --lo", "--loud:Sing along"), ("paint --finish l", ""),
      ("paint -x --lo", "--loud:Sing along"),
    ])
  func fishOffers(_ words: String, _ expected: String) throws {
    let lines = try Self.shop.offeredByFish(words)
    #expect(lines.joined(separator: " ").hasPrefix(expected) && lines.isEmpty == expected.isEmpty)
  }

  @Test func zshKnowsThatTheValueIsJoined() throws {
    let script = Self.shop.completionScript(for: .zsh)
    #expect(
      script.contains(
        #"""
            '(--shades)'--shades=-'[How many shades to mix]::N:' \
            '(-x --finish)'{-x-,--finish=-}'[How large the glaze is]::SIZE:(small medium large)' \

        """#))
    guard Tool(name: "zsh").isInstalled else { return }
    #expect(try Tool(name: "zsh").output("-n $file", file: script) == "")
  }

  @Test func aWordThatIsNoValueIsAMistake() {
    struct Bad: Command {
      var count: Int?
      static let words = CommandMetadata("bad", "Do it.", isHidden: true)
      static var syntax: Syntax<Bad> {
        [
          .option(
            \.count, "count", value: "N", omission: .joined(implied: "many"), help: "How many there are.")
        ]
      }
    }
    let tree = CommandTree(Self.shop.words, version: "1", [.command(Bad.self), .command(Paint.self)])
    #expect(
      tree.mistakes().filter { $0.contains("without a value") } == [
        "shop bad: option '--count' means 'many' without a value, which is not a whole number"
      ])
  }

  @Test func itsDescriptionSaysWhatStandsForTheValue() throws {
    let options = Self.shop.description().children[0].options
    #expect(options.map(\.omission.implied) == ["0", "small", nil, nil])
  }
}
