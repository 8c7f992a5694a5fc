# How a static program is built that needs nothing of the system it runs on, of these and the library's sources.
LAYOUT_HASH := 0x$(shell cksum $(LIBRARY)/state.h | awk '{printf "%08x%08x", $$1, $$2}')ull

CFLAGS := -std=gnu11 -Os -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-pie -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fno-builtin -fmerge-all-constants -ffunction-sections -fdata-sections \
	-I. -I$(LIBRARY) -DSTATE_LAYOUT_HASH=$(LAYOUT_HASH)
LDFLAGS := -static -nostdlib -Wl,-T,$(dir $(lastword $(MAKEFILE_LIST)))static.ld -Wl,--gc-sections -Wl,-z,max-page-size=65536 -Wl,-z,noexecstack -Wl,--build-id=none -Wl,-s
