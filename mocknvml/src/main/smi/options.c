/* What nvidia-smi itself can be told, and which of it a call of each form knows. */
#include "options.h"

#include "layout.h"
#include "output.h"

static const struct option options[] = {
    {O_HELP, KIND_ALONE, NONE, "-h", "--help"},
    {O_VERSION, KIND_ALONE, NONE, 0, "--version"},
    {O_LIST, KIND_ALONE, NONE, "-L", "--list-gpus"},
    {O_EXCLUDED, KIND_ALONE, NONE, "-B", "--list-excluded-gpus"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-gpu"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-supported-clocks"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-compute-apps"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-accounted-apps"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-retired-pages"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-query-remapped-rows"},
    {O_HELP_QUERY, KIND_HELP, NONE, 0, "--help-vgpu-query-scheduler-logs"},
    {O_ID, KIND_BESIDE, REQUIRED, "-i", "--id"},
    {O_ID, KIND_DISPLAY, REQUIRED, "-g", "--gpu"}, /* the name of -i in old drivers */
    {O_FILE, KIND_BESIDE, REQUIRED, "-f", "--filename"},
    {O_LOOP, KIND_BESIDE, OPTIONAL, "-l", "--loop"},
    {O_LOOP_MS, KIND_BESIDE, OPTIONAL, "-lms", "--loop-ms"},
    {O_QUERY, KIND_DISPLAY, NONE, "-q", "--query"},
    {O_QUERY, KIND_DISPLAY, NONE, "-a", 0}, /* the name of -q in old drivers */
    {O_UNIT, KIND_DISPLAY, NONE, "-u", "--unit"},
    {O_XML, KIND_DISPLAY, NONE, "-x", "--xml-format"},
    {O_DTD, KIND_DISPLAY, NONE, 0, "--dtd"},
    {O_DISPLAY, KIND_DISPLAY, REQUIRED, "-d", "--display"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-gpu"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-supported-clocks"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-compute-apps"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-accounted-apps"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-retired-pages"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-remapped-rows"},
    {O_QUERY_LIST, KIND_QUERY, REQUIRED, 0, "--query-vgpu-scheduler-logs"},
    {O_FORMAT, KIND_FORMAT, REQUIRED, 0, "--format"},
    {O_PERSISTENCE, KIND_SETTER, REQUIRED, "-pm", "--persistence-mode"},
    {O_ECC, KIND_SETTER, REQUIRED, "-e", "--ecc-config"},
    {O_RESET_ECC, KIND_SETTER, REQUIRED, "-p", "--reset-ecc-errors"},
    {O_COMPUTE_MODE, KIND_SETTER, REQUIRED, "-c", "--compute-mode"},
    {O_GOM, KIND_SETTER, REQUIRED, 0, "--gom"},
    {O_RESET, KIND_SETTER, NONE, "-r", "--gpu-reset"},
    {O_VIRTUALIZATION, KIND_SETTER, REQUIRED, "-vm", "--virt-mode"},
    {O_DRIVER_MODEL, KIND_SETTER, REQUIRED, "-dm", "--driver-model"},
    {O_FORCE_DRIVER_MODEL, KIND_SETTER, REQUIRED, "-fdm", "--force-driver-model"},
    {O_LOCK_GPU, KIND_SETTER, REQUIRED, "-lgc", "--lock-gpu-clocks"},
    {O_RESET_GPU_CLOCKS, KIND_SETTER, NONE, "-rgc", "--reset-gpu-clocks"},
    {O_LOCK_MEMORY, KIND_SETTER, REQUIRED, "-lmc", "--lock-memory-clocks"},
    {O_RESET_MEMORY_CLOCKS, KIND_SETTER, NONE, "-rmc", "--reset-memory-clocks"},
    {O_DEFER_MEMORY, KIND_SETTER, REQUIRED, "-lmcd", "--lock-memory-clocks-deferred"},
    {O_RESET_DEFERRED, KIND_SETTER, NONE, "-rmcd", "--reset-memory-clocks-deferred"},
    {O_APPLICATIONS, KIND_SETTER, REQUIRED, "-ac", "--applications-clocks"},
    {O_RESET_APPLICATIONS, KIND_SETTER, NONE, "-rac", "--reset-applications-clocks"},
    {O_POWER_LIMIT, KIND_SETTER, REQUIRED, "-pl", "--power-limit"},
    {O_CUDA_CLOCKS, KIND_SETTER, REQUIRED, "-cc", "--cuda-clocks"},
    {O_ACCOUNTING, KIND_SETTER, REQUIRED, "-am", "--accounting-mode"},
    {O_CLEAR_ACCOUNTED, KIND_SETTER, NONE, "-caa", "--clear-accounted-apps"},
    {O_AUTO_BOOST, KIND_SETTER, REQUIRED, 0, "--auto-boost-default"},
    {O_AUTO_BOOST_PERMISSION, KIND_SETTER, REQUIRED, 0, "--auto-boost-permission"},
    {O_APPLICATIONS_PERMISSION, KIND_SETTER, REQUIRED, "-acp", "--applications-clocks-permission"},
    {O_MIG, KIND_SETTER, REQUIRED, "-mig", "--multi-instance-gpu"},
    {O_TARGET_TEMPERATURE, KIND_SETTER, REQUIRED, "-gtt", "--gpu-target-temp"},
    {O_LED, KIND_SETTER, REQUIRED, "-t", "--toggle-led"},
    {O_LOCK_MODE, KIND_MODE, REQUIRED, "-m", "--mode"},
    {O_SCOPE, KIND_MODE, REQUIRED, "-sc", "--scope"},
    {O_ERROR_ON_WARNING, KIND_MODE, NONE, "-eow", "--error-on-warning"},
};

/* What the help does not name: names of old drivers, and what only NVIDIA is to use. */
static const struct option undocumented[] = {
    {O_EXCLUDED, KIND_ALONE, NONE, 0, "--list-blacklist-gpus"},
    {O_QUERY, KIND_DISPLAY, NONE, 0, "--all-gpus"},
    {O_APPLICATIONS, KIND_SETTER, REQUIRED, 0, "--application-clocks"},
    {O_RESET_APPLICATIONS, KIND_SETTER, NONE, 0, "--reset-application-clocks"},
    {O_LOCK_CLOCKS, KIND_SETTER, REQUIRED, 0, "--lock-clocks"},
    {O_LIMIT_PERFORMANCE, KIND_SETTER, REQUIRED, 0, "--perf-limit"},
    {O_LOCK_PERFORMANCE, KIND_SETTER, REQUIRED, "-psl", "--performance-state-lock"},
    {O_ADJUST_CLOCK, KIND_SETTER, REQUIRED, 0, "--adjust-clock-frequency"},
    {O_ADJUST_CLOCK, KIND_SETTER, REQUIRED, 0, "--adjust-memory-clock-frequency"},
    {O_TEST_AUTO_BOOST, KIND_SETTER, REQUIRED, 0, "--auto-boost-test"},
    {O_PCI_INFO, KIND_PCI, NONE, 0, "--pci-info"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-1"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-2"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-3"},
    {O_TEST, KIND_TEST, NONE, 0, "--get-test-cmd-4"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-1"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-2"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-3"},
    {O_TEST, KIND_TEST, REQUIRED, 0, "--set-test-cmd-4"},
};

int option_is_named(const char *word, const char *name) {
    u32 length = name == 0 ? 0 : (u32)string_length(name);
    return length != 0 && text_starts(word, name) && (word[length] == 0 || word[length] == '=');
}

static const struct option *find_in(const struct option *list, u32 count, const char *word) {
    for (u32 i = 0; i < count; i++) {
        const struct option *option = &list[i];
        int known = option->id != O_VERSION || layout() >= LAYOUT_550;
        if (known && (option_is_named(word, option->brief) || option_is_named(word, option->full))) {
            return option;
        }
    }
    return 0;
}

const struct option *option_find(const char *word) {
    const struct option *option = find_in(options, sizeof(options) / sizeof(options[0]), word);
    return option != 0 ? option : find_in(undocumented, sizeof(undocumented) / sizeof(undocumented[0]), word);
}

const char *option_name(const struct option *option, const char *word) {
    return option_is_named(word, option->brief) ? option->brief : option->full;
}

int option_is_question(const char *word) {
    return option_is_named(word, "-q") || option_is_named(word, "--query") || option_is_named(word, "-u") ||
           option_is_named(word, "--unit");
}

int option_belongs(const struct option *option, u32 call) {
    int changes = option->kind == KIND_SETTER || option->kind == KIND_MODE;
    switch (call) {
    case CALL_SETTER:
        return option->id == O_ID || (changes && option->id != O_LED);
    case CALL_UNIT:
        return option->id == O_ID || option->id == O_LED;
    case CALL_PCI:
        return option->kind == KIND_PCI || option->id == O_FILE;
    case CALL_TEST:
        return option->id == O_ID || option->kind == KIND_TEST;
    case CALL_DTD:
        return option->id == O_DTD || option->id == O_UNIT || option->id == O_FILE;
    case CALL_LIST:
        return option->kind == KIND_BESIDE || option->kind == KIND_QUERY || option->kind == KIND_FORMAT ||
               option->kind == KIND_HELP;
    case CALL_DISPLAY:
        return option->kind == KIND_DISPLAY || option->kind == KIND_BESIDE;
    default:
        return !changes;
    }
}

void options_put_all(void) {
    for (u32 i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        const struct option *option = &options[i];
        put("    %-5s %s%s\n", option->brief == 0 ? "" : option->brief, option->full == 0 ? "" : option->full,
            option->rule == NONE ? "" : option->rule == REQUIRED ? "=VALUE" : "[=VALUE]");
    }
}
