import FileSystem
import Glibc
import Testing

/// Names that are bytes and no text.
struct FileNameTests {
  @Test(
    arguments: [
      [], Array("plain".utf8), Array("漢字 é 👍🏽".utf8), [0xFF], [0x61, 0x80, 0x62], [0xC3], [0xE2, 0x82],
      [0xC3, 0xA9, 0xE9, 0xC3, 0xA9], [0xF4, 0x8F, 0xBA, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xED, 0xA0, 0x80],
      Array(1...255),
    ] as [[UInt8]])
  func leadBackToTheirBytes(_ bytes: [UInt8]) {
    let text = FileName.text(of: bytes)
    #expect(FileName.bytes(of: text) == bytes)
    FileName.withPath(text) { path in
      #expect(strlen(path) == bytes.count)
      #expect(bytes.enumerated().allSatisfy { UInt8(bitPattern: path[$0]) == $1 })
    }
  }

  @Test(
    arguments: [
      (Array("é".utf8), true, "é"), ([0x61, 0xE9, 0x62], false, "a<E9>b"),
      ([0xF4, 0x8F, 0xBA, 0x80], false, "<F4><8F><BA><80>"),
      (Array("\u{10FFFF}".utf8), true, "\u{10FFFF}"),
    ] as [([UInt8], Bool, String)])
  func areShown(_ bytes: [UInt8], _ isUTF8: Bool, _ visible: String) {
    let text = FileName.text(of: bytes)
    #expect(FileName.isUTF8(text) == isUTF8)
    #expect(FileName.visible(text) == visible)
  }

  @Test func areOpenedRenamedAndRemoved() throws {
    let folder = try TemporaryFolder()
    let name = "\(folder.path)/" + FileName.text(of: [0x61, 0xFF])
    let file = try OpenFile(writing: name)
    try file.append([1])
    try OpenFile.replace(name, with: [2, 3], isDurable: true)
    #expect(FileFacts(of: name)?.size == 2)
    #expect(try OpenFile(reading: name).contents() == [2, 3])
    try OpenFile.rename(name, to: name + "b")
    #expect(FileFacts(of: name) == nil)
    #expect(OpenFile.realPath(name + "b")?.hasSuffix(FileName.text(of: [0x61, 0xFF, 0x62])) == true)
    OpenFile.remove(name + "b")
    #expect(try folder.names() == [])
  }
}
