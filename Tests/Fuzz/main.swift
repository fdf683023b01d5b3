import Glibc

exit(Fuzzer.run())
