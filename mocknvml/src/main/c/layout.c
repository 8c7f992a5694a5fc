/*
 * The table of names and offsets, made from the field lists of state.h. It lies in a section that no
 * process loads; Java finds it there in the very bytes that it writes or reads.
 */
#include "state.h"

struct layout_entry {
    char record[16];
    char field[40]; /* empty: the record itself */
    u32 offset;
    u32 size; /* of one element; text: of the whole buffer */
    u32 count;
    u32 kind; /* 'u' unsigned, 'i' signed, 't' text, 'r' record, 'h' the hash in offset and size */
};

#define IS_SIGNED(type) ((type) - 1 < (type)1)
#define ENTRY_S(type, name) {R, #name, offsetof(struct RECORD, name), sizeof(type), 1, IS_SIGNED(type) ? 'i' : 'u'},
#define ENTRY_A(type, name, count) {R, #name, offsetof(struct RECORD, name), sizeof(type), count, 'u'},
#define ENTRY_T(name, size) {R, #name, offsetof(struct RECORD, name), size, 1, 't'},

__attribute__((section(".gpumock.layout"), used)) static const struct layout_entry layout[] = {
    {"", "", (u32)STATE_LAYOUT_HASH, (u32)(STATE_LAYOUT_HASH >> 32), 0, 'h'},
#define RECORD header
#define R "header"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, HEADER_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
#define RECORD system
#define R "system"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, SYSTEM_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
#define RECORD board
#define R "board"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, BOARD_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
#define RECORD gpu
#define R "gpu"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, GPU_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
#define RECORD process
#define R "process"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, PROCESS_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
#define RECORD profile
#define R "profile"
    {R, "", 0, sizeof(struct RECORD), 1, 'r'}, PROFILE_FIELDS(ENTRY_S, ENTRY_A, ENTRY_T)
#undef RECORD
#undef R
};
