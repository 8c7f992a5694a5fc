# The compilers for amd64 and arm64. The sources need no C library and no header of the target system,
# so one clang with lld makes both anywhere; without them the machine's own compiler makes its own
# architecture only.
CC ?= cc
CLANG := $(shell command -v clang)
LLD := $(shell command -v ld.lld)
OWN := $(shell uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')
TARGETS := $(if $(and $(CLANG),$(LLD)),amd64 arm64,$(OWN))

amd64_CC := clang --target=x86_64-linux-gnu -fuse-ld=lld
arm64_CC := clang --target=aarch64-linux-gnu -fuse-ld=lld -mno-outline-atomics
compiler = $(if $(and $(CLANG),$(LLD)),$($(1)_CC),$(CC))
