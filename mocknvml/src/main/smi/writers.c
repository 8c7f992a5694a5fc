/* How numbers become words; the words are the driver's. */
#include "format.h"
#include "layout.h"
#include "value.h"

static void put_text(char *text, const char *what) { format(text, VALUE_SIZE, "%s", what); }

static void put_word(char *text, i64 number, const char *const *words, u32 count, const char *other) {
    put_text(text, number >= 0 && number < count && words[number] != 0 ? words[number] : other);
}

#define WORDS(words, other) put_word(text, number, words, sizeof(words) / sizeof(words[0]), other)

void write_number(char *text, i64 number) { format(text, VALUE_SIZE, "%lld", number); }
void write_signed(char *text, i64 number) { format(text, VALUE_SIZE, "%d", (i32)number); }
void write_hexadecimal(char *text, i64 number) { format(text, VALUE_SIZE, "0x%llx", (u64)number); }
void write_enabled(char *text, i64 number) { put_text(text, number != 0 ? "Enabled" : "Disabled"); }
void write_yes(char *text, i64 number) { put_text(text, number != 0 ? "Yes" : "No"); }
void write_on(char *text, i64 number) { put_text(text, number != 0 ? "On" : "Off"); }
void write_active(char *text, i64 number) { put_text(text, number != 0 ? "Active" : "Not Active"); }
void write_watts(char *text, i64 number) { format_float(text, VALUE_SIZE, number, 2); }
void write_draw(char *text, i64 number) { write_watts(text, number < 1000 ? 1000 : number); }
void write_millivolts(char *text, i64 number) { format_thousandths(text, VALUE_SIZE, number, 3); }
void write_thousandth(char *text, i64 number) { write_number(text, number / 1000); }

void write_brand(char *text, i64 number) {
    static const char *const words[] = {
        "Unknown", "Quadro", "Tesla", "NVS", "Grid", "GeForce", "Titan", "NVIDIA Virtual Applications",
        "NVIDIA Virtual PC", "NVIDIA Virtual Compute Server", "NVIDIA RTX Virtual Workstation",
        "NVIDIA Cloud Gaming", "Quadro RTX", "NVIDIA RTX", "NVIDIA", "GeForce RTX", "Titan RTX",
    };
    WORDS(words, "Unknown");
}

void write_architecture(char *text, i64 number) {
    static const char *const words[] = {
        [2] = "Kepler", "Maxwell", "Pascal", "Volta", "Turing", "Ampere", "Ada Lovelace", "Hopper", "Blackwell",
    };
    /* Programs before 570 do not know the last one. */
    put_word(text, number, words, layout() < LAYOUT_570 ? 10 : 11, "Unknown");
}

void write_virtualization(char *text, i64 number) {
    static const char *const words[] = {"None", "Pass-Through", "VGPU", "Host VGPU", "Host VSGA"};
    WORDS(words, "Unknown");
}

void write_host_mode(char *text, i64 number) {
    static const char *const words[] = {"Non SR-IOV", "SR-IOV"};
    WORDS(words, "Unknown");
}

void write_driver_model(char *text, i64 number) {
    static const char *const words[] = {"WDDM", "TCC"};
    WORDS(words, "Unknown");
}

void write_operation_mode(char *text, i64 number) {
    static const char *const words[] = {"All On", "Compute", "Low Double Precision"};
    WORDS(words, "Unknown");
}

void write_compute_mode(char *text, i64 number) {
    static const char *const words[] = {"Default", "Exclusive Thread", "Prohibited", "Exclusive Process"};
    WORDS(words, "Unknown");
}

void write_compute_mode_in_list(char *text, i64 number) {
    static const char *const words[] = {"Default", "Exclusive_Thread", "Prohibited", "Exclusive_Process"};
    WORDS(words, "Unknown");
}

void write_addressing(char *text, i64 number) {
    static const char *const words[] = {"None", "HMM", "ATS"};
    WORDS(words, "Unknown");
}

void write_recovery_action(char *text, i64 number) {
    static const char *const words[] = {"None", "Reset", "Reboot", "Drain P2P", "Drain and Reset"};
    WORDS(words, "Unknown");
}

void write_pstate(char *text, i64 number) {
    if (number < 16) {
        format(text, VALUE_SIZE, "P%lld", number);
    } else {
        put_text(text, "Unknown");
    }
}
