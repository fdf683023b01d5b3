#include "COpenSSL.h"

#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

struct passphrase {
  const char *text;
  int was_asked;
};

static int give_passphrase(char *buffer, int size, int is_writing, void *context) {
  struct passphrase *passphrase = context;
  (void)is_writing;
  passphrase->was_asked = 1;
  if (!passphrase->text) return -1;
  size_t count = strlen(passphrase->text);
  if (count > (size_t)size) return -1;
  memcpy(buffer, passphrase->text, count);
  return (int)count;
}

/// The machine's settings of OpenSSL could load modules, which a statically linked program cannot.
static void begin(void) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
}

static EVP_PKEY *private_key(
    const void *pem, size_t count, const char *text, enum rs256_outcome *outcome) {
  struct passphrase passphrase = {text, 0};
  BIO *source = count <= INT_MAX ? BIO_new_mem_buf(pem, (int)count) : NULL;
  EVP_PKEY *key = source ? PEM_read_bio_PrivateKey(source, NULL, give_passphrase, &passphrase) : NULL;
  BIO_free(source);
  if (!key) {
    *outcome = !passphrase.was_asked ? RS256_NO_KEY : text ? RS256_WRONG_PASSPHRASE : RS256_LOCKED;
  }
  return key;
}

static EVP_PKEY *public_key(const void *pem, size_t count) {
  if (count > INT_MAX) return NULL;
  BIO *source = BIO_new_mem_buf(pem, (int)count);
  EVP_PKEY *key = source ? PEM_read_bio_PUBKEY(source, NULL, NULL, NULL) : NULL;
  BIO_free(source);
  if (key) return key;
  source = BIO_new_mem_buf(pem, (int)count);
  X509 *certificate = source ? PEM_read_bio_X509(source, NULL, NULL, NULL) : NULL;
  BIO_free(source);
  key = certificate ? X509_get_pubkey(certificate) : NULL;
  X509_free(certificate);
  return key;
}

enum rs256_outcome rs256_sign(
    const void *pem, size_t pem_count, const char *passphrase, const void *text, size_t text_count,
    unsigned char *signature, size_t *count) {
  begin();
  enum rs256_outcome outcome = RS256_FAILED;
  EVP_PKEY *key = private_key(pem, pem_count, passphrase, &outcome);
  EVP_MD_CTX *context = key ? EVP_MD_CTX_new() : NULL;
  if (key && EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) {
    outcome = RS256_OTHER_KEY;
  } else if (
      context && EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
      EVP_DigestSign(context, signature, count, text, text_count) == 1) {
    outcome = RS256_DONE;
  }
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return outcome;
}

enum rs256_outcome rs256_verify(
    const void *pem, size_t pem_count, const void *text, size_t text_count, const unsigned char *signature,
    size_t count) {
  begin();
  enum rs256_outcome outcome = RS256_FAILED;
  EVP_PKEY *key = public_key(pem, pem_count);
  EVP_MD_CTX *context = key ? EVP_MD_CTX_new() : NULL;
  if (!key) {
    outcome = RS256_NO_KEY;
  } else if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) {
    outcome = RS256_OTHER_KEY;
  } else if (
      context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
      EVP_DigestVerify(context, signature, count, text, text_count) == 1) {
    outcome = RS256_DONE;
  }
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return outcome;
}
