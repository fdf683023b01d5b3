import Testing

@testable import CompatibleServer

/// The header fields that tell what a key may still ask.
@Suite struct RateLimitFieldsTests {
  @Test(arguments: [
    (Duration.zero, "0s"), (.milliseconds(1), "1ms"), (.microseconds(1_500), "2ms"),
    (.milliseconds(999), "999ms"),
    (.microseconds(999_500), "1s"), (.seconds(1), "1s"), (.milliseconds(1_001), "2s"), (.seconds(59), "59s"),
    (.milliseconds(59_001), "1m0s"), (.seconds(90), "1m30s"), (.seconds(3_600), "1h0m0s"),
    (.seconds(3_605), "1h0m5s"),
    (.seconds(86_399), "23h59m59s"),
  ])
  func durationsAreWrittenAsGoWritesThem(_ duration: Duration, _ text: String) {
    #expect(RateLimitFields.text(duration) == text)
  }
}
