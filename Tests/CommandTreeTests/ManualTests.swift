import CommandTree
import Testing

@Suite struct ManualTests {
  @Test func thereIsAPageForEachCommandThatIsShown() {
    #expect(
      tree.manualPages(date: "").map(\.name) == [
        "sample.1", "sample-lamp.1", "sample-run.1", "sample-sum.1", "sample-auth.1", "sample-auth-login.1",
        "sample-auth-status.1", "sample-models.1", "sample-models-list.1", "sample-models-show.1",
      ])
  }

  @Test func aCommand() throws {
    #expect(
      try page("sample-auth-login.1") == #"""
        .Dd November 21, 2026
        .Dt SAMPLE-AUTH-LOGIN 1
        .Os \&sample
        .Sh NAME
        .Nm sample-auth-login
        .Nd Sign in
        .Sh SYNOPSIS
        .Nm "sample auth login"
        .Op Ar OPTION ...
        .Ar \&SIZE
        .Sh DESCRIPTION
        Sign in.
        .Sh OPERANDS
        .Bl -tag -width Ds
        .It Ar \&SIZE
        How large the key is.
        Choices:
        .Cm \&small , \&medium , \&large .
        .El
        .Sh OPTIONS
        .Ss Connection
        .Bl -tag -width Ds
        .It Fl p , Fl \-profile Ar \&NAME
        Which org and app to use.
        Default:
        .Cm \&default .
        Environment:
        .Ev SAMPLE_PROFILE .
        .It Fl \-timeout Ar \&DURATION
        How long to wait for the first byte, and between bytes.
        Default:
        .Cm \&2m .
        Environment:
        .Ev SAMPLE_TIMEOUT .
        Setting:
        .Cm \&timeout .
        .It Fl 5 , Fl \-retries Ar \&N
        How often to try again.
        Setting:
        .Cm \&retries .
        .El
        .Ss Options
        .Bl -tag -width Ds
        .It Fl h , Fl \-help
        Show this help.
        .El
        .Sh SEE ALSO
        .Xr sample 1 ,
        .Xr sample-auth 1

        """#)
  }

  @Test func theProgramHasVariablesFilesAndExitStatus() throws {
    let text = try page("sample.1")
    #expect(
      text[try #require(text.firstRange(of: ".Sh ENVIRONMENT")).lowerBound...] == #"""
        .Sh ENVIRONMENT
        .Bl -tag -width Ds
        .It Ev SAMPLE_MODEL
        The model to use.
        Stands for
        .Fl \-model .
        .It Ev SAMPLE_TAG
        A word to write on it.
        Stands for
        .Fl \-tag .
        .It Ev SAMPLE_LOUD
        Hum while it burns.
        Stands for
        .Fl \-loud .
        .It Ev SAMPLE_PROFILE
        Which org and app to use.
        Stands for
        .Fl \-profile .
        .It Ev SAMPLE_TIMEOUT
        How long to wait for the first byte, and between bytes.
        Stands for
        .Fl \-timeout .
        .It Ev \&NO_COLOR
        Any value turns colour off.
        .El
        .Sh FILES
        .Bl -tag -width Ds
        .It Pa \&\(ti/.config/sample/config.toml
        The settings.
        .El
        .Sh EXIT STATUS
        .Bl -tag -width Ds
        .It \&0
        Done.
        .It \&2
        The command line is wrong.
        .El
        .Sh EXAMPLES
        Light a big lamp on the table.
        .Bd -literal -offset 2n
        $ sample lamp \-lm big table
        .Ed

        """#)
  }

  @Test func whatTheTypesetterWouldMistakeIsEscaped() throws {
    let text = awkward.manualPages(date: "today")[1].text
    #expect(
      text[try #require(text.firstRange(of: ".Sh DESCRIPTION")).lowerBound...] == #"""
        .Sh DESCRIPTION
        \&.hidden files are 'found' too.
        .Pp
        \&'Quotes' and \e.
        More than that: \fB\%\e \-\- \(ti \(ha \(aq\fR is code.
        .Pp
        \&.Sh is no heading.
        .Bl -bullet -width 2n
        .It
        \&.El ends no list
        .El
        .Sh OPERANDS
        .Bl -tag -width Ds
        .It Ar "\&COMMAND [ARG]"
        What to run.
        .El
        .Sh OPTIONS
        .Bl -tag -width Ds
        .It Fl \-header Ar "\&NAME: VALUE"
        A [header]: the user's.
        Default:
        .Cm "\&a \e \(dqb\(dq .Sh" .
        .It Fl h , Fl \-help
        Show this help.
        .El
        .Sh EXAMPLES
        Say it's \e.
        .Bd -literal -offset 2n
        $ awkward find \-\-header \(dqa: \(aqb\(aq\(dq .x \(aq\e\(aq
        .Ed
        .Sh SEE ALSO
        .Xr awkward 1

        """#)
  }

  @Test(.enabled(if: Tool(name: "mandoc").isInstalled), arguments: tree.manualPages(date: "2026-11-21"))
  func mandocHasNothingToSay(_ name: String, _ text: String) throws {
    #expect(try Tool(name: "mandoc").output("-Tlint -W warning $file", file: text) == "")
  }

  @Test(.enabled(if: Tool(name: "mandoc").isInstalled), arguments: awkward.manualPages(date: "2026-11-21"))
  func mandocHasNothingToSayAboutAwkwardText(_ name: String, _ text: String) throws {
    #expect(try Tool(name: "mandoc").output("-Tlint -W warning $file", file: text) == "")
  }

  private func page(_ name: String) throws -> String {
    try #require(tree.manualPages(date: "2026-11-21").first { $0.name == name }).text
  }
}

/// A program whose words are hard on typesetters and shells.
let awkward = CommandTree(CommandMetadata("awkward", "Do it."), version: "1 \"x\"", [.command(Awkward.self)])

struct Awkward: Command {
  var header = "a \\ \"b\" .Sh"
  var line: [String] = []

  static let words = CommandMetadata(
    "find", ".hidden files are 'found' too.",
    discussion:
      "'Quotes' and \\. More than that: `\\ -- ~ ^ '` is code.\n\n.Sh is no heading.\n\n- .El ends no list",
    examples: [Example("awkward find --header \"a: 'b'\" .x '\\'", "Say it's \\.")])

  static var syntax: Syntax<Awkward> {
    [
      .option(\.header, "header", value: "NAME: VALUE", help: "A [header]: the user's."),
      .rest(\.line, "COMMAND [ARG]", help: "What to run."),
    ]
  }
}
