/*
 * One value of a GPU as text: which NVML question gives it, and how its number is written. Lists of
 * them are what -q and --query-gpu consist of; a unit is added by the list.
 */
#ifndef GPUMOCK_SMI_VALUE_H
#define GPUMOCK_SMI_VALUE_H

#include "nvml.h"
#include "runtime.h"

enum { VALUE_SIZE = 256 };

typedef nvmlReturn_t (*number_question)(nvmlDevice_t, u32 *);
typedef nvmlReturn_t (*indexed_question)(nvmlDevice_t, u32, u32 *);
typedef nvmlReturn_t (*pair_question)(nvmlDevice_t, u32 *, u32 *);
typedef nvmlReturn_t (*text_question)(nvmlDevice_t, char *, u32);
typedef nvmlReturn_t (*custom_question)(nvmlDevice_t, u32 argument, char *text);
typedef void (*writer_of_number)(char *text, i64 number);

struct value {
    nvmlReturn_t (*get)(nvmlDevice_t gpu, const struct value *value, char *text);
    union {
        number_question number;
        indexed_question indexed;
        pair_question pair;
        text_question text;
        custom_question custom;
    } question;
    u32 argument, scope;
    writer_of_number write;
};

nvmlReturn_t get_number(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_indexed(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_pair(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_text(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_slot(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_slot_text(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_field(nvmlDevice_t gpu, const struct value *value, char *text);
nvmlReturn_t get_custom(nvmlDevice_t gpu, const struct value *value, char *text);

/* An nvmlDeviceGet* function, and which argument or which of two answers is meant. */
#define NUMBER(function, writer) {.get = get_number, .question.number = function, .write = writer}
#define INDEXED(function, index, writer) \
    {.get = get_indexed, .question.indexed = function, .argument = index, .write = writer}
#define PAIR(function, which, writer) {.get = get_pair, .question.pair = function, .argument = which, .write = writer}
#define TEXT(function) {.get = get_text, .question.text = function}
/* A slot of the internal table that gives a number or a text. */
#define SLOT(number, writer) {.get = get_slot, .argument = number, .write = writer}
#define SLOT_TEXT(number) {.get = get_slot_text, .argument = number}
/* A field of nvmlDeviceGetFieldValues. */
#define FIELD(id, of, writer) {.get = get_field, .argument = id, .scope = of, .write = writer}
#define CUSTOM(function, which) {.get = get_custom, .question.custom = function, .argument = which}

void write_number(char *text, i64 number);
void write_enabled(char *text, i64 number);
void write_yes(char *text, i64 number);
void write_on(char *text, i64 number);
void write_active(char *text, i64 number);
void write_hexadecimal(char *text, i64 number);
void write_brand(char *text, i64 number);
void write_architecture(char *text, i64 number);
void write_virtualization(char *text, i64 number);
void write_host_mode(char *text, i64 number);
void write_driver_model(char *text, i64 number);
void write_operation_mode(char *text, i64 number);
void write_compute_mode(char *text, i64 number);
void write_compute_mode_in_list(char *text, i64 number); /* Exclusive_Process */
void write_pstate(char *text, i64 number);
void write_watts(char *text, i64 number);      /* from mW: 62.35 */
void write_draw(char *text, i64 number);       /* the same of a draw, which is 1 W at least */
void write_thousandth(char *text, i64 number); /* cut: MHz of kHz */
void write_millivolts(char *text, i64 number); /* from uV: 712.500 */
void write_addressing(char *text, i64 number);
void write_recovery_action(char *text, i64 number);
void write_signed(char *text, i64 number); /* of 32 bits */

/* Values that -q and --query-gpu share; which of several numbers, as their makers count them. */
nvmlReturn_t frame_buffer(nvmlDevice_t gpu, u32 which, char *text);     /* total, reserved, used, free in MiB */
nvmlReturn_t protected_memory(nvmlDevice_t gpu, u32 which, char *text); /* total, -, used, free in MiB */
nvmlReturn_t utilization(nvmlDevice_t gpu, u32 of_memory, char *text);
nvmlReturn_t encoder_stats(nvmlDevice_t gpu, u32 which, char *text); /* sessions, frames per second, latency */
nvmlReturn_t driver_capability(nvmlDevice_t gpu, u32 which, char *text); /* of virtual GPUs, 0 or 1, as the next */
nvmlReturn_t device_capability(nvmlDevice_t gpu, u32 which, char *text);
extern const number_question engine_utilization[];                   /* encoder, decoder, JPEG, OFA */

/* A function of the internal table by its number; see export_table.c. */
typedef nvmlReturn_t (*slot_function)(void);
slot_function table_slot(u32 number);
nvmlReturn_t slot_number(nvmlDevice_t gpu, u32 slot, u32 *number);
/* A field of the internal table's own numbering. */
nvmlReturn_t internal_field(nvmlDevice_t gpu, u32 field, u32 scope, u64 *number);
/* A field's number, or its own code. */
nvmlReturn_t field_number(nvmlDevice_t gpu, u32 field, u32 scope, u64 *number);

#endif
