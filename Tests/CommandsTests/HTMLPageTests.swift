import Testing
import Wire

@testable import Commands

struct HTMLPageTests {
  /// Swift takes a sign for one character with the mark before or behind it; a browser does not.
  @Test(arguments: ["<", "\u{600}<", "<\u{338}"])
  func nothingInItsDataEndsTheirElement(_ sign: String) {
    let page = HTMLPage(title: "t", style: "", data: ("d", ["text": .string("\(sign)/script>")]))
    #expect(page.end.unicodeScalars.count { $0 == "<" } == 4, "\(page.end)")
  }

  @Test(arguments: ["<b>", "\u{600}<b>", "<\u{338}b>"])
  func metadataOfAnAppHoldTextsAsTexts(_ text: String) {
    let component = MetadataComponent("T", "n", in: "f", suffix: "s", [("label", text)])
    #expect(component.xml.unicodeScalars.count { $0 == "<" } == 5, "\(component.xml)")
  }
}
