#include "certificates.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

/// All that was written, with a zero behind it.
static char *text_of(BIO *written) {
  char *start = NULL;
  long count = written ? BIO_get_mem_data(written, &start) : 0;
  char *text = count > 0 ? malloc((size_t)count + 1) : NULL;
  if (text) {
    memcpy(text, start, (size_t)count);
    text[count] = 0;
  }
  return text;
}

char *rsa_key_new(unsigned bits) {
  EVP_PKEY *key = EVP_RSA_gen(bits);
  BIO *written = BIO_new(BIO_s_mem());
  char *text = NULL;
  if (key && written && PEM_write_bio_PKCS8PrivateKey(written, key, NULL, NULL, 0, NULL, NULL) == 1) {
    text = text_of(written);
  }
  BIO_free(written);
  EVP_PKEY_free(key);
  ERR_clear_error();
  return text;
}

/// Nobody can be asked for it here.
static int no_passphrase(char *buffer, int size, int is_writing, void *context) {
  (void)buffer, (void)size, (void)is_writing, (void)context;
  return -1;
}

/// Serial numbers are positive and hard to guess.
static int set_serial(X509 *certificate) {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return 0;
  bytes[0] &= 0x7F;
  BIGNUM *number = BN_bin2bn(bytes, sizeof bytes, NULL);
  int is_set = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
  BN_free(number);
  return is_set;
}

static int fill(X509 *certificate, EVP_PKEY *key, const char *common_name, long days) {
  X509_NAME *name = X509_get_subject_name(certificate);
  return X509_set_version(certificate, 2) == 1 && set_serial(certificate) &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), 0) &&
         X509_time_adj_ex(X509_getm_notAfter(certificate), (int)days, 0, NULL) &&
         X509_set_pubkey(certificate, key) == 1 &&
         X509_NAME_add_entry_by_txt(
             name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 && X509_sign(certificate, key, EVP_sha256()) > 0;
}

char *certificate_self_signed(const void *key_pem, size_t count, const char *common_name, long days) {
  BIO *source = count <= INT_MAX ? BIO_new_mem_buf(key_pem, (int)count) : NULL;
  EVP_PKEY *key = source ? PEM_read_bio_PrivateKey(source, NULL, no_passphrase, NULL) : NULL;
  X509 *certificate = X509_new();
  BIO *written = BIO_new(BIO_s_mem());
  char *text = NULL;
  if (key && certificate && written && fill(certificate, key, common_name, days) &&
      PEM_write_bio_X509(written, certificate) == 1) {
    text = text_of(written);
  }
  BIO_free(written);
  X509_free(certificate);
  EVP_PKEY_free(key);
  BIO_free(source);
  ERR_clear_error();
  return text;
}
