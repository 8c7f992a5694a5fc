/*
 * The table of names and offsets, made from the field lists of state.h. It lies in a section that no
 * process loads; Java finds it there in the very bytes that it writes or reads.
 */
#include "state.h"

struct layout_entry {
    char record[12];
    char field[28]; /* empty: the record itself */
    u32 offset;
    u32 size; /* of one element; text: of the whole buffer */
    u32 count;
    u32 kind; /* 'u' unsigned, 'i' signed, 't' text, 'r' record, 'h' the hash in offset and size */
};
_Static_assert(sizeof(struct layout_entry) == 56, "StateLayout.java reads entries of 56 bytes");

#define IN_LAYOUT __attribute__((section(".gpumock.layout"), used, aligned(8)))

static const struct layout_entry hash[] IN_LAYOUT = {
    {"", "", (u32)STATE_LAYOUT_HASH, (u32)(STATE_LAYOUT_HASH >> 32), 0, 'h'},
};

#define RECORD header
#define FIELDS HEADER_FIELDS
#include "layout_record.h"
#define RECORD system
#define FIELDS SYSTEM_FIELDS
#include "layout_record.h"
#define RECORD board
#define FIELDS BOARD_FIELDS
#include "layout_record.h"
#define GPU_AND_LIVE(S, A, T) GPU_FIELDS(S, A, T) LIVE_FIELDS(S, A, T)
#define RECORD gpu
#define FIELDS GPU_AND_LIVE
#include "layout_record.h"
#define RECORD live
#define FIELDS LIVE_FIELDS
#include "layout_record.h"
#define RECORD link
#define FIELDS LINK_FIELDS
#include "layout_record.h"
#define RECORD process
#define FIELDS PROCESS_FIELDS
#include "layout_record.h"
#define RECORD accounted
#define FIELDS ACCOUNTED_FIELDS
#include "layout_record.h"
#define RECORD event
#define FIELDS EVENT_FIELDS
#include "layout_record.h"
#define RECORD profile
#define FIELDS PROFILE_FIELDS
#include "layout_record.h"
#define RECORD part
#define FIELDS PART_FIELDS
#include "layout_record.h"
