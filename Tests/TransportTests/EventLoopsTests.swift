import Testing

@testable import Transport

/// How many threads serve.
struct EventLoopsTests {
  @Test(arguments: [
    (2, 20_000, 2), (16, 1_024, 16), (64, 1_024, 34), (16, 64, 2), (16, 59, 1), (1, 64, 1), (16, 3, 1),
    (16, 0, 1),
  ])
  func thereAreNoMoreThanHaveTheirDescriptors(_ processors: Int, _ descriptors: Int, _ count: Int) {
    #expect(EventLoops.count(processors: processors, descriptors: descriptors) == count)
  }
}
