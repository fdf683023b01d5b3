#pragma once

#include <stddef.h>

// Keys and certificates of our own making, as PEM. What is returned belongs to the caller, who frees it; NULL says that
// OpenSSL cannot do it.

/// A new RSA key of so many bits, as PKCS#8; ends with a zero.
char *rsa_key_new(unsigned bits);

/// A certificate that the key's owner signs itself (X.509, with SHA-256), for a name and so many days from now; ends
/// with a zero.
char *certificate_self_signed(const void *key_pem, size_t count, const char *common_name, long days);
