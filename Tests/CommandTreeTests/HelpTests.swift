import Testing

@testable import CommandTree

@Suite struct HelpTests {
  @Test func aCommandAt80Columns() {
    #expect(
      tree.help(for: ["lamp"], width: 80) == """
        Usage: sample lamp [OPTION]... [PLACE]...

        Light a lamp.

        The places are joined by spaces. With --stream the light comes as it is made,
        which is the default on a terminal.

          - small fits everywhere
          - large needs a hall, and a strong table

        See 'sample auth login' for the key.

        Operands:
          PLACE                   Where to put it.

        Options:
          -m, --model NAME        The model to use.
                                  [default: sfdc_ai__DefaultOpenAIGPT4OmniMini]
                                  [environment: SAMPLE_MODEL] [setting: model]
          -s, --size SIZE         How large it is. [choices: small, medium, large]
                                  [default: medium] [setting: size]
              --brightness X      How bright it is.
          -t, --tag TEXT          A word to write on it. [default: plain]
                                  [environment: SAMPLE_TAG] [repeatable]
          -f, --file FILE         A file to read places from. [repeatable]
          -l, --loud              Hum while it burns. [environment: SAMPLE_LOUD]
          -q, --quiet             Say nothing.
              --[no-]stream       Let the light come as it is made.
          -h, --help              Show this help.

        Connection:
          -p, --profile NAME      Which org and app to use. [default: default]
                                  [environment: SAMPLE_PROFILE]
              --timeout DURATION  How long to wait for the first byte, and between
                                  bytes. [default: 2m] [environment: SAMPLE_TIMEOUT]
                                  [setting: timeout]
          -5, --retries N         How often to try again. [setting: retries]

        Examples:
          Light a big lamp on the table.
            $ sample lamp -lm big table

          Light it where the input says.
            $ echo table | sample -p prod lamp --size=large --tag 'a b' -

        """)
  }

  @Test func aCommandAt60Columns() {
    #expect(
      tree.help(for: ["lamp"], width: 60) == """
        Usage: sample lamp [OPTION]... [PLACE]...

        Light a lamp.

        The places are joined by spaces. With --stream the light
        comes as it is made, which is the default on a terminal.

          - small fits everywhere
          - large needs a hall, and a strong table

        See 'sample auth login' for the key.

        Operands:
          PLACE               Where to put it.

        Options:
          -m, --model NAME    The model to use.
                              [default:
                              sfdc_ai__DefaultOpenAIGPT4OmniMini]
                              [environment: SAMPLE_MODEL]
                              [setting: model]
          -s, --size SIZE     How large it is.
                              [choices: small, medium, large]
                              [default: medium] [setting: size]
              --brightness X  How bright it is.
          -t, --tag TEXT      A word to write on it.
                              [default: plain]
                              [environment: SAMPLE_TAG] [repeatable]
          -f, --file FILE     A file to read places from.
                              [repeatable]
          -l, --loud          Hum while it burns.
                              [environment: SAMPLE_LOUD]
          -q, --quiet         Say nothing.
              --[no-]stream   Let the light come as it is made.
          -h, --help          Show this help.

        Connection:
          -p, --profile NAME  Which org and app to use.
                              [default: default]
                              [environment: SAMPLE_PROFILE]
              --timeout DURATION
                              How long to wait for the first byte,
                              and between bytes. [default: 2m]
                              [environment: SAMPLE_TIMEOUT]
                              [setting: timeout]
          -5, --retries N     How often to try again.
                              [setting: retries]

        Examples:
          Light a big lamp on the table.
            $ sample lamp -lm big table

          Light it where the input says.
            $ echo table | sample -p prod lamp --size=large --tag \\
              'a b' -

        """)
  }

  @Test func theProgram() {
    #expect(
      tree.help(for: [], width: 60) == """
        Usage: sample COMMAND [ARGUMENT]...

        Try every kind of parameter.

        A program for tests.

        Commands:
          lamp           Light a lamp.
          run            Run another program.
          sum            Add numbers.
          auth           Sign in and out.
          models         Names of models.

        'sample COMMAND --help' tells more about a command.

        Options:
          -h, --help     Show this help.
              --version  Show the version, the commit and the
                         platform.
              --json     With --version: print JSON.

        Examples:
          Light a big lamp on the table.
            $ sample lamp -lm big table

        """)
  }

  @Test func aGroupWithADefault() {
    #expect(
      tree.help(for: ["models"], width: 80) == """
        Usage: sample models [COMMAND] [ARGUMENT]...

        Names of models.

        Commands:
          list        List the names.
          show        Show models.

        Without a command, 'list' is meant. 'sample models COMMAND --help' tells more
        about a command.

        Options:
          -h, --help  Show this help.

        """)
  }

  @Test func aGroupWhereThereIsLittleRoom() {
    #expect(
      tree.help(for: ["models"], width: 40) == """
        Usage: sample models
            [COMMAND] [ARGUMENT]...

        Names of models.

        Commands:
          list        List the names.
          show        Show models.

        Without a command, 'list' is meant.
        'sample models COMMAND --help' tells
        more about a command.

        Options:
          -h, --help  Show this help.

        """)
  }

  @Test func operands() {
    #expect(
      tree.help(for: ["sum"], width: 300) == """
        Usage: sample sum FIRST [SECOND] [OTHER]...

        Add numbers.

        Operands:
          FIRST       The number to begin with.
          SECOND      The number to add.
          OTHER       More numbers.

        Options:
          -h, --help  Show this help.

        """)
  }

  @Test func theWidthIsKeptBetween40And100() {
    #expect(tree.help(for: ["lamp"], width: 7) == tree.help(for: ["lamp"], width: 40))
    #expect(tree.help(for: ["lamp"], width: 700) == tree.help(for: ["lamp"], width: 100))
  }

  @Test(arguments: 57...100)
  func noLineIsWiderThanTheTerminal(_ width: Int) {
    let lines = tree.help(for: ["lamp"], width: width).split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.columns > width } == [])
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect(LineWrapper(width: 10).lines("日本語 の ab cafe\u{301} 🌍 x") == ["日本語 の", "ab cafe\u{301} 🌍", "x"])
    #expect("日本".padded(to: 6) + "|" == "日本  |")
  }

  @Test func aHiddenCommandHasHelpButIsNotListed() {
    #expect(!tree.help(for: [], width: 80).contains("__secret"))
    #expect(tree.help(for: ["__secret"], width: 80).hasPrefix("Usage: sample __secret\n\nNobody sees it.\n"))
  }

  @Test func markupKnowsParagraphsItemsAndCode() {
    #expect(
      Block.blocks(of: "One\ntwo `a b`.\n\n- x\n  y\n- z\n\nthree ` four") == [
        .paragraph([.text("One two "), .code("a b"), .text(".")]), .item([.text("x y")]), .item([.text("z")]),
        .paragraph([.text("three ` four")]),
      ])
  }
}
