/* Setters that the help of the original does not name. */
#include "codes.h"
#include "numbers.h"
#include "output.h"
#include "setting.h"

static enum outcome not_supported(struct wish *wish) {
    wish->code = NVML_ERROR_NOT_SUPPORTED;
    return WARNED;
}

/* No GPU has such a limit, whatever number stands behind the P. */
enum outcome limit_performance(const struct target *target, struct wish *wish) {
    const char *digits = wish->text + (wish->text[0] == 'P');
    struct number state = number_of(digits, 10);
    if (digits == wish->text || state.end == digits || *state.end != 0) {
        put("Failed to parse '%s' to PState value. Use P<nb> format (like P12)\n", wish->text);
        wish->code = NVML_ERROR_INVALID_ARGUMENT;
        return FAILED;
    }
    put("Failed to get pstate limit for GPU %s: %s\n", target->bus_id, code_sentence(NVML_ERROR_NOT_SUPPORTED));
    return not_supported(wish);
}

enum outcome lock_performance(const struct target *target, struct wish *wish) {
    (void)target;
    (void)wish;
    return DONE; /* without a word */
}

enum outcome adjust_clock(const struct target *target, struct wish *wish) {
    put("Adjusting clock frequency is not supported for GPU %s.\n", target->bus_id);
    return not_supported(wish);
}

enum outcome test_auto_boost(const struct target *target, struct wish *wish) {
    put("Enabling/disabling auto boosted clocks is not supported for GPU: %s.\n", target->bus_id);
    return not_supported(wish);
}
