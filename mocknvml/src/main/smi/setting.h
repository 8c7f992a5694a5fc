/* One setter: how its value is read, and what it does to one GPU. */
#ifndef GPUMOCK_SMI_SETTING_H
#define GPUMOCK_SMI_SETTING_H

#include "targets.h"

/* What became of a GPU; the setter has printed its line. ENDED: as FAILED, and there is nothing more to say. */
enum outcome { DONE, DONE_REMIND, DONE_REBOOT, WARNED, PASSED, FAILED, ENDED };

struct wish {
    const char *text;   /* the option's value, or NULL */
    u32 number, second; /* what it says */
    float watts;        /* of a power limit */
    u32 scope;          /* of the same */
    nvmlReturn_t code;  /* set with WARNED and FAILED */
};

typedef enum outcome (*setter)(const struct target *target, struct wish *wish);

enum outcome set_persistence(const struct target *target, struct wish *wish);
enum outcome set_ecc(const struct target *target, struct wish *wish);
enum outcome reset_ecc(const struct target *target, struct wish *wish);
enum outcome set_compute_mode(const struct target *target, struct wish *wish);
enum outcome set_operation_mode(const struct target *target, struct wish *wish);
enum outcome set_accounting(const struct target *target, struct wish *wish);
enum outcome clear_accounted(const struct target *target, struct wish *wish);
enum outcome set_mig(const struct target *target, struct wish *wish);
enum outcome reset_gpu(const struct target *target, struct wish *wish);
enum outcome refuse_virtualization(const struct target *target, struct wish *wish);
enum outcome refuse_driver_model(const struct target *target, struct wish *wish);
enum outcome refuse_auto_boost(const struct target *target, struct wish *wish);
enum outcome refuse_auto_boost_permission(const struct target *target, struct wish *wish);
enum outcome refuse_applications_permission(const struct target *target, struct wish *wish);
enum outcome lock_gpu_clocks(const struct target *target, struct wish *wish);
enum outcome reset_gpu_clocks(const struct target *target, struct wish *wish);
enum outcome lock_memory_clocks(const struct target *target, struct wish *wish);
enum outcome reset_memory_clocks(const struct target *target, struct wish *wish);
enum outcome defer_memory_clock(const struct target *target, struct wish *wish);
enum outcome reset_deferred_clock(const struct target *target, struct wish *wish);
enum outcome set_applications_clocks(const struct target *target, struct wish *wish);
enum outcome reset_applications_clocks(const struct target *target, struct wish *wish);
enum outcome set_power_limit(const struct target *target, struct wish *wish);
enum outcome set_cuda_clocks(const struct target *target, struct wish *wish);
enum outcome set_target_temperature(const struct target *target, struct wish *wish);
enum outcome limit_performance(const struct target *target, struct wish *wish);
enum outcome lock_performance(const struct target *target, struct wish *wish);
enum outcome adjust_clock(const struct target *target, struct wish *wish);
enum outcome test_auto_boost(const struct target *target, struct wish *wish);

/* The value was read but means nothing; says so. */
enum outcome reject(struct wish *wish, const char *what);
/* Keeps the code; NOT_SUPPORTED is a warning only. */
enum outcome outcome_of(struct wish *wish, nvmlReturn_t code);

#endif
