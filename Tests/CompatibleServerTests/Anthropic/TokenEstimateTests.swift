import HTTPTypes
import ModelsAPI
import TestSupport
import Testing
import Wire

@testable import CompatibleServer

struct TokenEstimateTests {
  /// English prose of many kinds, and how many tokens the tokenizer that Anthropic once published makes of it
  /// (`tokenizer.json` of its Python library, version 0.34).
  static let prose: [(String, Int)] = [
    (
      #"""
      Alice was beginning to get very tired of sitting by her sister on the bank, and of having \#
      nothing to do: once or twice she had peeped into the book her sister was reading, but it \#
      had no pictures or conversations in it, “and what is the use of a book,” thought Alice \#
      “without pictures or conversations?” So she was considering in her own mind (as well as \#
      she could, for the hot day made her feel very sleepy and stupid), whether the pleasure of \#
      making a daisy-chain would be worth the trouble of getting up and picking the daisies, \#
      when suddenly a White Rabbit with pink eyes ran close by her.
      """#, 132
    ),
    (
      #"""
      Four score and seven years ago our fathers brought forth on this continent, a new nation, \#
      conceived in Liberty, and dedicated to the proposition that all men are created equal. Now\#
       we are engaged in a great civil war, testing whether that nation, or any nation so \#
      conceived and so dedicated, can long endure. We are met on a great battle-field of that \#
      war. We have come to dedicate a portion of that field, as a final resting place for those \#
      who here gave their lives that that nation might live. It is altogether fitting and proper\#
       that we should do this.
      """#, 117
    ),
    (
      #"""
      Hi Priya,

      Thanks for getting back to me so quickly! I've moved our call to Thursday at 3:30 pm, \#
      since Jonas can't make it before then. Could you send me the latest numbers for the \#
      Rotterdam warehouse? Last week's spreadsheet still shows 1,240 pallets, but I'm fairly \#
      sure we shipped about a third of those on the 14th. No rush - tomorrow morning is fine.

      Best,
      Martin
      """#, 94
    ),
    (
      #"""
      The city council voted on Tuesday to close three of its busiest streets to cars for the \#
      whole summer, a decision that shop owners called reckless and residents called overdue. \#
      From the first of June, only buses, bicycles and delivery vans will be allowed to pass \#
      between the cathedral and the harbour. Traffic engineers expect journeys across the centre\#
       to take four minutes longer on average. "We have talked about this for eleven years," \#
      said the deputy mayor. "At some point you have to try it."
      """#, 103
    ),
    (
      #"""
      Before you replace the filter, switch the pump off and wait until the pressure gauge shows\#
       zero. Unscrew the housing with the wrench that came with the kit; a little water will run\#
       out, so keep a towel at hand. Remove the old cartridge, wipe the inside of the housing \#
      with a soft cloth, and check the rubber seal for cracks. Insert the new cartridge with the\#
       arrow pointing in the direction of the flow. Tighten the housing by hand only: too much \#
      force damages the thread. Finally, open the valve slowly and look for leaks.
      """#, 116
    ),
    (
      #"""
      A hash table stores each entry at a position that is computed from its key. When two keys \#
      lead to the same position, the table has to resolve the collision: with separate chaining,\#
       every position holds a list of entries; with open addressing, the table probes further \#
      positions until it finds a free one. The average cost of a lookup stays constant as long \#
      as the load factor, that is, the number of entries divided by the number of positions, is \#
      bounded. Implementations therefore allocate a larger array and reinsert all entries when \#
      the load factor exceeds a threshold such as 0.75.
      """#, 119
    ),
    (
      #"""
      This Agreement shall be governed by and construed in accordance with the laws of the \#
      jurisdiction in which the Licensor has its principal place of business, without regard to \#
      its conflict of laws provisions. Neither party shall be liable for any failure or delay in\#
       performance to the extent that such failure or delay is caused by circumstances beyond \#
      its reasonable control, including, without limitation, acts of God, governmental \#
      restrictions, labour disputes, or interruptions of telecommunications. Any amendment to \#
      this Agreement must be made in writing and signed by both parties.
      """#, 104
    ),
    (
      #"""
      "Where were you?" she asked. "Out." "Out where?" He shrugged, took off his coat, and hung \#
      it over the chair. "By the river. I needed to think." "For six hours?" "It's a long \#
      river." She almost laughed. Almost. "Your mother called. Twice." "What did you tell her?" \#
      "That you were asleep." He sat down and looked at his hands for a while. "Thank you," he \#
      said.
      """#, 98
    ),
    (
      #"""
      Mitochondria are often described as the power plants of the cell, because they produce \#
      most of the adenosine triphosphate that eukaryotic organisms consume. They are surrounded \#
      by two membranes; the inner one is folded into cristae, which greatly enlarge its surface.\#
       Electrons that were released during the oxidation of glucose pass along a chain of \#
      protein complexes in this membrane, and the energy that is set free pumps protons across \#
      it. The resulting gradient drives an enzyme called ATP synthase. Mitochondria carry their \#
      own circular DNA, a reminder of their bacterial ancestry.
      """#, 116
    ),
    (
      #"""
      Things to bring on Saturday:

      - two tents and the big blue tarpaulin
      - sleeping bags (one for each of us, please!)
      - a torch with spare batteries
      - matches, a knife, and the small gas stove
      - food for three days: bread, cheese, apples, pasta, coffee

      We'll meet at 7:15 in front of the station. If it rains on Friday night, I'll call \#
      everybody before 6 o'clock, and we'll go to the museum instead.
      """#, 108
    ),
    ("What is the capital of France?", 7),
    ("You are a helpful AI assistant.", 7),
    ("Hello, Claude! How are you today?", 9),
  ]

  @Test(arguments: prose)
  func englishIsCountedWithinAFifth(_ text: String, _ count: Int) {
    let estimate = TokenEstimate.tokens(in: text)
    #expect(Double(abs(estimate - count)) <= 0.2 * Double(count), "\(estimate) for \(count)")
  }

  @Test func englishIsCountedWithinATenthOnTheWhole() {
    let estimate = TokenEstimate.tokens(in: Self.prose.map(\.0).joined(separator: "\n\n"))
    let count = Self.prose.map(\.1).reduce(0, +)
    #expect(Double(abs(estimate - count)) <= 0.1 * Double(count), "\(estimate) for \(count)")
  }

  /// What is no English prose, counted likewise: here the estimate need only be of the right size.
  static let others: [(String, Int)] = [
    (
      #"""
      func quickSort(_ values: [Int]) -> [Int] {
        guard let pivot = values.first else { return [] }
        let rest = values.dropFirst()
        return quickSort(rest.filter { $0 < pivot }) + [pivot] + quickSort(rest.filter { $0 >= \#
      pivot })
      }
      """#, 69
    ),
    (
      #"""
      {"type":"object","properties":{"location":{"type":"string","description":"The city and \#
      state, e.g. San Francisco, \#
      CA"},"unit":{"type":"string","enum":["celsius","fahrenheit"]}},"required":["location"]}
      """#, 50
    ),
    (
      #"""
      Bevor Sie den Filter wechseln, schalten Sie die Pumpe aus und warten Sie, bis das \#
      Manometer null anzeigt. Die Geschwindigkeitsbegrenzung gilt auf allen Straßen innerhalb \#
      des Stadtgebietes.
      """#, 56
    ),
    (
      #"""
      Avant de remplacer le filtre, éteignez la pompe et attendez que le manomètre indique zéro.\#
       Il était une fois une petite fille que tout le monde aimait beaucoup.
      """#, 48
    ),
    ("更换过滤器之前，请关闭水泵，等到压力表显示为零。这个城市的议会星期二投票决定整个夏天关闭三条最繁忙的街道。", 54),
    ("フィルターを交換する前に、ポンプの電源を切り、圧力計がゼロになるまで待ってください。", 43),
    (
      #"""
      Перед заменой фильтра выключите насос и подождите, пока манометр не покажет ноль.
      """#, 40
    ),
    (
      #"""
      sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 at \#
      2026-11-21T15:18:43Z from 192.168.10.254:8080
      """#, 71
    ),
    ("Great job! 🎉🎉 See you soon 👋", 15),
  ]

  @Test(arguments: others)
  func otherTextsAreCountedRoughly(_ text: String, _ count: Int) {
    let estimate = TokenEstimate.tokens(in: text)
    #expect(Double(abs(estimate - count)) <= 0.4 * Double(count), "\(estimate) for \(count)")
  }

  /// A run of white space is one token, however long.
  static let runs: [(String, Int)] = [
    ("", 0), (" ", 0), ("a", 1), ("a b", 2), ("a  b", 3), ("a\nb", 3), ("a\n\n\n\tb", 3), ("a \n b", 3),
    ("12345", 3),
    ("internationalization", 3), ("🎉", 3),
  ]

  @Test(arguments: runs)
  func runsCountTogether(_ text: String, _ count: Int) {
    #expect(TokenEstimate.tokens(in: text) == count)
  }

  /// The seed's example; its count is 23.
  private static let hello = #"""
    "model": "claude-3-haiku-20240307", "messages": [{"role": "user", "content": "Hello, Claude! How are you today?"}],
    "system": "You are a helpful AI assistant."
    """#

  private static func count(_ body: String) async throws -> Int {
    let served = try await CompatibleServer.played(by: ScriptedService()).posting(
      "/anthropic/v1/messages/count_tokens", body)
    #expect(served.status == 200)
    #expect(served.headers[HTTPField.Name("X-Sfmodels-Estimate")!] == "true")
    let json = try JSONValue(decoding: served.text)
    #expect(json.object?.members.map(\.name) == ["input_tokens"])
    return try #require(json["input_tokens"]?.int)
  }

  @Test func theExampleOfTheDocumentsIsMet() async throws {
    let count = try await Self.count("{\(Self.hello)}")
    #expect((19...27).contains(count), "\(count)")
  }

  /// Each costs something more.
  @Test func everythingThatIsSentCounts() async throws {
    let turns = #"""
      "model": "m", "messages": [
        {"role": "user", "content": [{"type": "text", "text": "Look at this"}]},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "look", "input": {"at": "cat"}}]}
      """#
    let result =
      #", {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "A cat."}]}"#
    let tools =
      #""tools": [{"name": "look", "description": "Looks at things.", "input_schema": {"type": "object"}}]"#
    let source = #"{"type": "base64", "media_type": "image/png", "data": "iVBORw=="}"#
    let image = #", {"role": "user", "content": [{"type": "image", "source": \#(source)}]}"#
    let counts = [
      try await Self.count("{\(turns)]}"),
      try await Self.count("{\(turns)\(result)]}"),
      try await Self.count("{\(turns)\(result)], \(tools)}"),
      try await Self.count("{\(turns)\(result)\(image)], \(tools)}"),
    ]
    #expect(counts == counts.sorted() && Set(counts).count == 4, "\(counts)")
    #expect(counts[3] - counts[2] == 1503)
  }
}
