/*
 * The floor that the driver library is measured against: the same calls, answered with a constant. The
 * places are written, for a getter that gives nothing is none.
 */
typedef unsigned int u32;

int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetHandleByIndex_v2(u32 index, void **device) {
    *device = (void *)(unsigned long)(index + 1);
    return 0;
}

#define NUMBER(name) \
    int name(void *device, u32 *out) { \
        *out = device != 0; \
        return 0; \
    }
#define CHOSEN(name) \
    int name(void *device, u32 which, u32 *out) { \
        *out = device != 0 ? which : 0; \
        return 0; \
    }
#define TWO(name) \
    int name(void *device, u32 *first, u32 *second) { \
        *first = device != 0; \
        *second = device != 0; \
        return 0; \
    }

NUMBER(nvmlDeviceGetIndex)
NUMBER(nvmlDeviceGetMinorNumber)
CHOSEN(nvmlDeviceGetTemperature)
NUMBER(nvmlDeviceGetPowerUsage)
NUMBER(nvmlDeviceGetEnforcedPowerLimit)
CHOSEN(nvmlDeviceGetClockInfo)
CHOSEN(nvmlDeviceGetMaxClockInfo)
NUMBER(nvmlDeviceGetPerformanceState)
TWO(nvmlDeviceGetEccMode)
CHOSEN(nvmlDeviceGetNvLinkState)
TWO(nvmlDeviceGetCudaComputeCapability)
NUMBER(nvmlDeviceGetPersistenceMode)
NUMBER(nvmlDeviceGetArchitecture)

int nvmlDeviceGetCurrentClocksThrottleReasons(void *device, unsigned long long *out) {
    *out = device != 0;
    return 0;
}

int nvmlDeviceGetUtilizationRates(void *device, u32 out[2]) {
    out[0] = device != 0;
    out[1] = device != 0;
    return 0;
}

int nvmlDeviceGetMemoryInfo(void *device, unsigned long long out[3]) {
    out[0] = device != 0;
    out[1] = device != 0;
    out[2] = device != 0;
    return 0;
}
