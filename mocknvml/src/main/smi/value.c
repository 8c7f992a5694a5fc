#include "value.h"

#include "format.h"

slot_function table_slot(u32 number) {
    static const u8 id[16] = {0xc4, 0xfe, 0x3e, 0x6c, 0xc9, 0x8f, 0x6c, 0x4e,
                              0xa3, 0x27, 0xee, 0x69, 0x6e, 0x12, 0xf7, 0xc4};
    const void *table = 0;
    nvmlInternalGetExportTable(&table, id);
    return ((const slot_function *)table)[number];
}

nvmlReturn_t slot_number(nvmlDevice_t gpu, u32 slot, u32 *number) {
    return ((number_question)(void (*)(void))table_slot(slot))(gpu, number);
}

nvmlReturn_t field_number(nvmlDevice_t gpu, u32 field, u32 scope, u64 *number) {
    nvmlFieldValue_t value = {.fieldId = field, .scopeId = scope};
    nvmlReturn_t code = nvmlDeviceGetFieldValues(gpu, 1, &value);
    *number = value.value.ullVal;
    return code != NVML_SUCCESS ? code : value.nvmlReturn;
}

enum { SLOT_FIELDS = 165 };

nvmlReturn_t internal_field(nvmlDevice_t gpu, u32 field, u32 scope, u64 *number) {
    typedef nvmlReturn_t (*question)(nvmlDevice_t, u32, nvmlFieldValue_t *);
    nvmlFieldValue_t value = {.fieldId = field, .scopeId = scope};
    nvmlReturn_t code = ((question)(void (*)(void))table_slot(SLOT_FIELDS))(gpu, 1, &value);
    *number = value.value.ullVal;
    return code != NVML_SUCCESS ? code : value.nvmlReturn;
}

static nvmlReturn_t give(const struct value *value, nvmlReturn_t code, i64 number, char *text) {
    if (code == NVML_SUCCESS) {
        value->write(text, number);
    }
    return code;
}

nvmlReturn_t get_number(nvmlDevice_t gpu, const struct value *value, char *text) {
    u32 number = 0;
    nvmlReturn_t code = value->question.number(gpu, &number);
    return give(value, code, number, text);
}

nvmlReturn_t get_indexed(nvmlDevice_t gpu, const struct value *value, char *text) {
    u32 number = 0;
    nvmlReturn_t code = value->question.indexed(gpu, value->argument, &number);
    return give(value, code, number, text);
}

nvmlReturn_t get_pair(nvmlDevice_t gpu, const struct value *value, char *text) {
    u32 numbers[2] = {0, 0};
    nvmlReturn_t code = value->question.pair(gpu, &numbers[0], &numbers[1]);
    return give(value, code, numbers[value->argument], text);
}

nvmlReturn_t get_text(nvmlDevice_t gpu, const struct value *value, char *text) {
    return value->question.text(gpu, text, 96);
}

nvmlReturn_t get_slot(nvmlDevice_t gpu, const struct value *value, char *text) {
    u32 number = 0;
    nvmlReturn_t code = slot_number(gpu, value->argument, &number);
    return give(value, code, number, text);
}

nvmlReturn_t get_slot_text(nvmlDevice_t gpu, const struct value *value, char *text) {
    return ((text_question)(void (*)(void))table_slot(value->argument))(gpu, text, 80);
}

nvmlReturn_t get_field(nvmlDevice_t gpu, const struct value *value, char *text) {
    u64 number;
    nvmlReturn_t code = field_number(gpu, value->argument, value->scope, &number);
    return give(value, code, (u32)number, text);
}

nvmlReturn_t get_custom(nvmlDevice_t gpu, const struct value *value, char *text) {
    return value->question.custom(gpu, value->argument, text);
}
