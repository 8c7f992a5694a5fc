/*
 * The part of NVML's binary interface that the library answers: values and layouts are those of
 * NVML 13; the checks at the end hold them. All enums are 4 bytes in C, so they are u32 here.
 */
#ifndef GPUMOCK_ABI_H
#define GPUMOCK_ABI_H

#include "state.h"

typedef u32 nvmlReturn_t;
typedef u32 nvmlEnableState_t;
typedef struct gpu const *nvmlDevice_t;
typedef struct event_set *nvmlEventSet_t;
typedef void *nvmlUnit_t;
typedef void *nvmlGpuInstance_t;
typedef void *nvmlComputeInstance_t;
typedef struct gpm_sample *nvmlGpmSample_t;

#define NVML __attribute__((visibility("default"))) nvmlReturn_t

enum {
    NVML_SUCCESS = 0,
    NVML_ERROR_UNINITIALIZED = 1,
    NVML_ERROR_INVALID_ARGUMENT = 2,
    NVML_ERROR_NOT_SUPPORTED = 3,
    NVML_ERROR_NO_PERMISSION = 4,
    NVML_ERROR_NOT_FOUND = 6,
    NVML_ERROR_INSUFFICIENT_SIZE = 7,
    NVML_ERROR_DRIVER_NOT_LOADED = 9,
    NVML_ERROR_TIMEOUT = 10,
    NVML_ERROR_GPU_IS_LOST = 15,
    NVML_ERROR_LIB_RM_VERSION_MISMATCH = 18,
    NVML_ERROR_IN_USE = 19,
    NVML_ERROR_MEMORY = 20,
    NVML_ERROR_ARGUMENT_VERSION_MISMATCH = 25,
    NVML_ERROR_UNKNOWN = 999,
};

enum { ARCHITECTURE_TURING = 6, ARCHITECTURE_HOPPER = 9 };
enum { CLOCK_GRAPHICS, CLOCK_SM, CLOCK_MEM, CLOCK_VIDEO, CLOCK_COUNT };
enum { LINK_REMOTE_GPU = 0, LINK_REMOTE_SWITCH = 2, LINK_REMOTE_UNKNOWN = 255 };

#define VERSION_OF(type, number) ((u32)(sizeof(type) | ((number) << 24)))

typedef struct {
    char busIdLegacy[16];
    u32 domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
} nvmlPciInfo_t;

typedef struct {
    u32 version, domain, bus, device, pciDeviceId, pciSubSystemId, baseClass, subClass;
    char busId[32];
} nvmlPciInfoExt_t;

typedef struct {
    u64 total, free, used;
} nvmlMemory_t;

typedef struct {
    u32 version;
    u64 total, reserved, free, used;
} nvmlMemory_v2_t;

typedef struct {
    u64 bar1Total, bar1Free, bar1Used;
} nvmlBAR1Memory_t;

typedef struct {
    u32 gpu, memory;
} nvmlUtilization_t;

typedef struct {
    u32 pid;
    u64 usedGpuMemory;
} nvmlProcessInfo_v1_t;

typedef struct {
    u32 pid;
    u64 usedGpuMemory;
    u32 gpuInstanceId, computeInstanceId;
} nvmlProcessInfo_t;

typedef struct {
    u32 pid;
    u64 usedGpuMemory;
    u32 gpuInstanceId, computeInstanceId;
    u64 usedGpuCcProtectedMemory;
} nvmlProcessDetail_v1_t;

typedef struct {
    u32 version, mode, numProcArrayEntries;
    nvmlProcessDetail_v1_t *procArray;
} nvmlProcessDetailList_t;

typedef struct {
    u32 pid;
    u64 timeStamp;
    u32 smUtil, memUtil, encUtil, decUtil;
} nvmlProcessUtilizationSample_t;

typedef union {
    double dVal;
    i32 siVal;
    u32 uiVal;
    u64 ullVal;
    i64 sllVal;
} nvmlValue_t;

enum { VALUE_DOUBLE, VALUE_UINT, VALUE_ULONG, VALUE_ULONGLONG, VALUE_SLONGLONG, VALUE_SINT };

typedef struct {
    u32 fieldId, scopeId;
    i64 timestamp, latencyUsec;
    u32 valueType;
    nvmlReturn_t nvmlReturn;
    nvmlValue_t value;
} nvmlFieldValue_t;

typedef struct {
    u64 timeStamp;
    nvmlValue_t sampleValue;
} nvmlSample_t;

typedef struct {
    u64 referenceTime, violationTime;
} nvmlViolationTime_t;

typedef struct {
    u64 l1Cache, l2Cache, deviceMemory, registerFile;
} nvmlEccErrorCounts_t;

typedef struct {
    u32 version;
    u64 aggregateUncParity, aggregateUncSecDed, aggregateCor;
    u64 volatileUncParity, volatileUncSecDed, volatileCor;
    u64 aggregateUncBucketL2, aggregateUncBucketSm, aggregateUncBucketPcie, aggregateUncBucketMcu,
        aggregateUncBucketOther;
    u32 bThresholdExceeded;
} nvmlEccSramErrorStatus_t;

typedef struct {
    u32 max, high, partial, low, none;
} nvmlRowRemapperHistogramValues_t;

typedef struct {
    u32 version, sensorType;
    i32 temperature;
} nvmlTemperature_t;

typedef struct {
    u32 version;
    i32 marginTemperature;
} nvmlMarginTemperature_t;

typedef struct {
    u8 clusterUuid[16];
    nvmlReturn_t status;
    u32 cliqueId;
    u8 state;
} nvmlGpuFabricInfo_t;

typedef struct {
    u32 version;
    u8 clusterUuid[16];
    nvmlReturn_t status;
    u32 cliqueId;
    u8 state;
    u32 healthMask;
} nvmlGpuFabricInfo_v2_t;

typedef struct {
    u32 version;
    u8 clusterUuid[16];
    nvmlReturn_t status;
    u32 cliqueId;
    u8 state;
    u32 healthMask;
    u8 healthSummary;
} nvmlGpuFabricInfo_v3_t;

typedef struct {
    u32 version;
    u8 ibGuid[16];
    u8 chassisSerialNumber[16];
    u8 slotNumber, trayIndex, hostId, peerType, moduleId;
} nvmlPlatformInfo_t;

typedef struct {
    u32 version, value;
} nvmlVersionedValue_t; /* addressing mode, capabilities, vGPU heterogeneous mode */

typedef struct {
    u32 version;
    u64 value;
} nvmlPdi_t;

typedef struct {
    u32 version, type;
    u8 value[41];
} nvmlUUID_t;

typedef struct {
    u32 version;
    char branch[80];
} nvmlSystemDriverBranchInfo_t;

typedef struct {
    u32 version;
    u8 powerScope;
    u32 powerValueMw;
} nvmlPowerValue_v2_t;

typedef struct {
    nvmlDevice_t device;
    u64 eventType, eventData;
    u32 gpuInstanceId, computeInstanceId;
} nvmlEventData_t;

typedef struct {
    u32 gpuUtilization, memoryUtilization;
    u64 maxMemoryUsage, time, startTime;
    u32 isRunning, reserved[5];
} nvmlAccountingStats_t;

typedef struct {
    u32 start, size;
} nvmlGpuInstancePlacement_t;

typedef struct {
    u32 id, isP2pSupported, sliceCount, instanceCount, multiprocessorCount, copyEngineCount, decoderCount,
        encoderCount, jpegCount, ofaCount;
    u64 memorySizeMB;
} nvmlGpuInstanceProfileInfo_t;

typedef struct {
    u32 version, id, isP2pSupported, sliceCount, instanceCount, multiprocessorCount, copyEngineCount, decoderCount,
        encoderCount, jpegCount, ofaCount;
    u64 memorySizeMB;
    char name[96];
} nvmlGpuInstanceProfileInfo_v2_t;

typedef struct {
    u32 version, id, sliceCount, instanceCount, multiprocessorCount, copyEngineCount, decoderCount, encoderCount,
        jpegCount, ofaCount;
    u64 memorySizeMB;
    char name[96];
    u32 capabilities;
} nvmlGpuInstanceProfileInfo_v3_t;

typedef struct {
    u32 cpuCaps, gpusCaps;
} nvmlConfComputeSystemCaps_t;

typedef struct {
    u32 environment, ccFeature, devToolsMode;
} nvmlConfComputeSystemState_t;

typedef struct {
    u32 version, environment, ccFeature, devToolsMode, multiGpuMode;
} nvmlSystemConfComputeSettings_t;

typedef struct {
    u64 protectedMemSizeKib, unprotectedMemSizeKib;
} nvmlConfComputeMemSizeInfo_t;

typedef struct {
    u32 version;
    u32 isSupportedDevice;
} nvmlGpmSupport_t;

typedef struct {
    u32 isPresent, percentage, incThreshold, decThreshold;
} pstate_utilization_t;

typedef struct {
    u32 flags;
    pstate_utilization_t utilization[8];
} nvmlGpuDynamicPstatesInfo_t;

typedef struct {
    u32 bGlobalStatus, clkMonListSize;
    u32 clkMonList[32][2];
} nvmlClkMonStatus_t;

typedef struct {
    i32 isGridLicenseSupported;
    u32 licensableFeaturesCount;
    u8 gridLicensableFeatures[852];
} nvmlGridLicensableFeatures_t;

#define SIZE(type, size) _Static_assert(sizeof(type) == (size), #type)
SIZE(nvmlPciInfo_t, 68);
SIZE(nvmlPciInfoExt_t, 64);
SIZE(nvmlMemory_v2_t, 40);
SIZE(nvmlProcessInfo_v1_t, 16);
SIZE(nvmlProcessInfo_t, 24);
SIZE(nvmlProcessDetail_v1_t, 32);
SIZE(nvmlProcessDetailList_t, 24);
SIZE(nvmlProcessUtilizationSample_t, 32);
SIZE(nvmlFieldValue_t, 40);
SIZE(nvmlSample_t, 16);
SIZE(nvmlEccErrorCounts_t, 32);
SIZE(nvmlEccSramErrorStatus_t, 104);
SIZE(nvmlTemperature_t, 12);
SIZE(nvmlGpuFabricInfo_t, 28);
SIZE(nvmlGpuFabricInfo_v2_t, 36);
SIZE(nvmlGpuFabricInfo_v3_t, 40);
SIZE(nvmlPlatformInfo_t, 44);
SIZE(nvmlPdi_t, 16);
SIZE(nvmlUUID_t, 52);
SIZE(nvmlSystemDriverBranchInfo_t, 84);
SIZE(nvmlPowerValue_v2_t, 12);
SIZE(nvmlEventData_t, 32);
SIZE(nvmlAccountingStats_t, 56);
SIZE(nvmlGpuInstanceProfileInfo_t, 48);
SIZE(nvmlGpuInstanceProfileInfo_v2_t, 152);
SIZE(nvmlGpuInstanceProfileInfo_v3_t, 152);
SIZE(nvmlSystemConfComputeSettings_t, 20);
SIZE(nvmlGpuDynamicPstatesInfo_t, 132);
SIZE(nvmlClkMonStatus_t, 264);
SIZE(nvmlGridLicensableFeatures_t, 860);

#endif
