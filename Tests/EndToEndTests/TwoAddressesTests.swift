import Glibc
import TestSupport
import Testing

/// A host whose first address does not answer: the program asks the system, which is told here what to say.
@Suite(.enabled(if: Call.isProgram("/usr/bin/cc"), "there is no C compiler"))
struct TwoAddressesTests {
  /// Says of every name that it has the addresses of `ADDRESSES` (`127.0.0.2:80 127.0.0.1:8080`).
  private static let sharedLibrary = """
    #include <arpa/inet.h>
    #include <netdb.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>

    int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
      struct addrinfo **next = found;
      char *all = strdup(getenv("ADDRESSES"));
      for (char *word = strtok(all, " "); word; word = strtok(NULL, " ")) {
        struct addrinfo *one = calloc(1, sizeof *one + sizeof(struct sockaddr_in));
        struct sockaddr_in *address = (struct sockaddr_in *)(one + 1);
        char *port = strchr(word, ':');
        *port++ = 0;
        address->sin_family = AF_INET;
        address->sin_port = htons(atoi(port));
        inet_pton(AF_INET, word, &address->sin_addr);
        one->ai_family = AF_INET;
        one->ai_socktype = SOCK_STREAM;
        one->ai_protocol = IPPROTO_TCP;
        one->ai_addrlen = sizeof *address;
        one->ai_addr = (struct sockaddr *)address;
        *next = one;
        next = &one->ai_next;
      }
      free(all);
      return 0;
    }

    void freeaddrinfo(struct addrinfo *one) {
      while (one) {
        struct addrinfo *next = one->ai_next;
        free(one);
        one = next;
      }
    }
    """

  @Test func theNextAddressIsTaken() async throws {
    let org = try Org.answering()
    let hole = try BlackHole("127.0.0.2")
    let source = try org.home.write(Self.sharedLibrary, to: "addresses.c")
    let compiled = try await Call(
      ["-shared", "-fPIC", "-o", "\(org.home.path)/addresses.so", source], program: "/usr/bin/cc"
    ).run()
    #expect(compiled.exit == 0, "\(compiled.errors)")
    let front = try TLSFront(before: org.server.address, in: org.home)
    defer { withExtendedLifetime(front) {} }
    let variables = [
      "LD_PRELOAD": "\(org.home.path)/addresses.so",
      "ADDRESSES": "127.0.0.2:\(hole.port) 127.0.0.1:\(front.port)",
      "SFMODELS_DOMAIN": "https://localhost", "SFMODELS_BASE_URL": "https://localhost",
      "SSL_CERT_FILE": Certificates.file("ca.pem"),
    ]
    expect(try await org.run("generate", "hello", with: variables), is: Told(0, "Once upon a time.\n", ""))
    let doctor = try await org.run("doctor", "-q", "--retries", "0", with: variables)
    #expect(doctor.exit == 0, "\(doctor.told)")
    withExtendedLifetime(hole) {}
  }
}
