/*
 * The table of names and offsets, made from the field lists of state.h. It lies in a section that no
 * process touches; Java finds it there in the very bytes that it writes or reads.
 */
#include "state.h"

struct layout_entry {
    char name[28]; /* of a record (kind 'r'), or of a field of the record that was named last */
    u32 offset;
    u16 size; /* of one element; text: of the whole buffer */
    u16 count;
    u32 kind; /* 'u' unsigned, 'i' signed, 't' text, 'r' record, 'e' all fields of a record, 'h' hash */
};
_Static_assert(sizeof(struct layout_entry) == 40, "StateLayout.java reads entries of 40 bytes");

#define IN_LAYOUT __attribute__((section(".gpumock.layout"), used, aligned(8)))

/* The lower half of the hash, and the upper. */
static const struct layout_entry hash[] IN_LAYOUT = {
    {"", (u32)STATE_LAYOUT_HASH, 0, 0, 'h'},
    {"", (u32)(STATE_LAYOUT_HASH >> 32), 32, 0, 'h'},
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
#define RECORD live
#define FIELDS LIVE_FIELDS
#include "layout_record.h"
#define RECORD gpu
#define FIELDS GPU_FIELDS
#include "layout_record.h"
/* A GPU's record goes on with the fields of "live". */
static const struct layout_entry gpu_live[] IN_LAYOUT = {
    {"gpu", 0, sizeof(struct gpu), 1, 'r'}, {"live", offsetof(struct gpu, persistence), sizeof(struct live), 1, 'e'}};
_Static_assert(offsetof(struct live, persistence) == 0, "the first field of what a GPU goes on with");
_Static_assert(offsetof(struct gpu, link_rx_kib) - offsetof(struct gpu, persistence) == offsetof(struct live, link_rx_kib),
               "the same distances in a GPU's record");
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
#define RECORD vgpu_type
#define FIELDS VGPU_TYPE_FIELDS
#include "layout_record.h"
#define RECORD part
#define FIELDS PART_FIELDS
#include "layout_record.h"
