import Glibc
import Testing

@testable import Transport

struct TerminationSignalsTests {
  @Test(.timeLimit(.minutes(1))) func theFirstSignalIsARequest() async {
    let signals = TerminationSignals()
    kill(getpid(), SIGTERM)
    await signals.wait()
  }
}
