/*
 * Where the library has its state: in the last segment of its own file, which the loader mapped.
 * A file cut short leaves pages behind its end that fault when they are read. The kernel is asked
 * first, by handing it an address in the last page as a path name: it answers EFAULT for those.
 */
#include "session.h"

/* The two headers of a 64-bit ELF file, as far as they are needed; not every system has an elf.h. */
struct file_header {
    u8 unused1[32];
    u64 program_headers;
    u8 unused2[16];
    u16 program_header_count;
};
struct program_header {
    u32 type;
    u32 flags;
    u64 offset, address, physical_address, file_size, memory_size, alignment;
};
enum { TYPE_LOAD = 1, FLAGS_READ_ONLY = 4 };
_Static_assert(offsetof(struct file_header, program_header_count) == 56, "e_phnum");
_Static_assert(sizeof(struct program_header) == 56, "Elf64_Phdr");

extern HIDDEN const struct file_header __ehdr_start;
/* Reserves the addresses of the segment; library.ld puts it there, Java gives it its size and content. */
HIDDEN u8 state_image[0x10000] __attribute__((section(".bss.gpumock.state"), aligned(0x10000)));

const u8 *image_find(size_t *size) {
    const u8 *start = (const u8 *)&__ehdr_start;
    const struct program_header *headers = (const struct program_header *)(start + __ehdr_start.program_headers);
    for (u32 i = 0; i < __ehdr_start.program_header_count; i++) {
        const struct program_header *header = &headers[i];
        if (header->type == TYPE_LOAD && header->flags == FLAGS_READ_ONLY && header->file_size != 0) {
            *size = header->file_size;
            return sys_exists((const char *)state_image + *size - 1) == -ERRNO_FAULT ? 0 : state_image;
        }
    }
    return 0;
}
