#pragma once

// One digest, and signatures with RSA. OpenSSL 3 would have digests fetched by name from its providers and initialise
// them at start, which takes time that every run would pay; the direct functions are marked as deprecated, not as gone.
// Signatures are rare: they take the new way.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/sha.h>
#include <stddef.h>

#include "certificates.h"

// Swift cannot use what are macros, and a pass phrase is given to OpenSSL by a callback.

/// What came of signing or verifying.
enum rs256_outcome {
  RS256_DONE,
  /// There is no key in the text, or it is damaged.
  RS256_NO_KEY,
  /// It is a key of another kind.
  RS256_OTHER_KEY,
  /// The key is encrypted, and no pass phrase was given.
  RS256_LOCKED,
  /// The key is encrypted with another pass phrase.
  RS256_WRONG_PASSPHRASE,
  /// OpenSSL cannot do it, or the signature is not this key's.
  RS256_FAILED,
};

/// Signs a text by RSASSA-PKCS1-v1_5 with SHA-256.
///
/// `pem` holds a private key in PKCS#1 or PKCS#8, encrypted or not; `passphrase` ends with 0, or is null. `signature`
/// has room for `*count` bytes, and afterwards has so many.
enum rs256_outcome rs256_sign(
    const void *pem, size_t pem_count, const char *passphrase, const void *text, size_t text_count,
    unsigned char *signature, size_t *count);

/// Whether a signature under a text is that of the key whose public half, or certificate, `pem` holds.
enum rs256_outcome rs256_verify(
    const void *pem, size_t pem_count, const void *text, size_t text_count, const unsigned char *signature,
    size_t count);
