/*
 * The NVML application binary interface: types and constants, without the functions.
 * Written from its published numbers; whoever links against a real libnvidia-ml.so.1 sees the
 * same sizes and offsets (AbiIT compares them with NVIDIA's own header where that is installed).
 */
#ifndef GPUMOCK_NVML_TYPES_H
#define GPUMOCK_NVML_TYPES_H

enum {
    NVML_SUCCESS = 0, NVML_ERROR_UNINITIALIZED = 1, NVML_ERROR_INVALID_ARGUMENT = 2,
    NVML_ERROR_NOT_SUPPORTED = 3, NVML_ERROR_NO_PERMISSION = 4, NVML_ERROR_ALREADY_INITIALIZED = 5,
    NVML_ERROR_NOT_FOUND = 6, NVML_ERROR_INSUFFICIENT_SIZE = 7, NVML_ERROR_INSUFFICIENT_POWER = 8,
    NVML_ERROR_DRIVER_NOT_LOADED = 9, NVML_ERROR_TIMEOUT = 10, NVML_ERROR_IRQ_ISSUE = 11,
    NVML_ERROR_LIBRARY_NOT_FOUND = 12, NVML_ERROR_FUNCTION_NOT_FOUND = 13,
    NVML_ERROR_CORRUPTED_INFOROM = 14, NVML_ERROR_GPU_IS_LOST = 15, NVML_ERROR_RESET_REQUIRED = 16,
    NVML_ERROR_OPERATING_SYSTEM = 17, NVML_ERROR_LIB_RM_VERSION_MISMATCH = 18,
    NVML_ERROR_IN_USE = 19, NVML_ERROR_MEMORY = 20, NVML_ERROR_NO_DATA = 21,
    NVML_ERROR_VGPU_ECC_NOT_SUPPORTED = 22, NVML_ERROR_INSUFFICIENT_RESOURCES = 23,
    NVML_ERROR_FREQ_NOT_SUPPORTED = 24, NVML_ERROR_ARGUMENT_VERSION_MISMATCH = 25,
    NVML_ERROR_DEPRECATED = 26, NVML_ERROR_NOT_READY = 27, NVML_ERROR_GPU_NOT_FOUND = 28,
    NVML_ERROR_INVALID_STATE = 29, NVML_ERROR_RESET_TYPE_NOT_SUPPORTED = 30,
    NVML_ERROR_UNKNOWN = 999,
};
typedef unsigned int nvmlReturn_t;

/* Handles are opaque to callers; here they are addresses inside the state image or of a pool. */
typedef const struct gpu *nvmlDevice_t;
typedef const struct unit *nvmlUnit_t;
typedef struct event_set *nvmlEventSet_t;
typedef struct system_event_set *nvmlSystemEventSet_t;
typedef const struct gpu_instance *nvmlGpuInstance_t;
typedef const struct compute_instance *nvmlComputeInstance_t;
typedef struct gpm_sample *nvmlGpmSample_t;

/* Enumerations and identifiers are 32 bits wide, but for two. */
#define NVML_U32(name) typedef unsigned int nvml##name##_t;
NVML_U32(AffinityScope) NVML_U32(BrandType) NVML_U32(BusType) NVML_U32(ClockId) NVML_U32(ClockType)
NVML_U32(ComputeMode) NVML_U32(CoolerControl) NVML_U32(CoolerTarget) NVML_U32(DetachGpuState)
NVML_U32(DeviceArchitecture) NVML_U32(DeviceVgpuCapability) NVML_U32(DriverModel)
NVML_U32(EccCounterType) NVML_U32(EnableState) NVML_U32(EncoderType) NVML_U32(FanControlPolicy)
NVML_U32(GpuOperationMode) NVML_U32(GpuP2PCapsIndex) NVML_U32(GpuP2PStatus)
NVML_U32(GpuTopologyLevel) NVML_U32(GpuVirtualizationMode) NVML_U32(GridLicenseFeatureCode)
NVML_U32(HostVgpuMode) NVML_U32(InforomObject) NVML_U32(IntNvLinkDeviceType) NVML_U32(LedColor)
NVML_U32(MemoryErrorType) NVML_U32(MemoryLocation) NVML_U32(NvLinkCapability)
NVML_U32(NvLinkErrorCounter) NVML_U32(NvLinkUtilizationCountPktTypes)
NVML_U32(NvLinkUtilizationCountUnits) NVML_U32(PageRetirementCause) NVML_U32(PcieLinkState)
NVML_U32(PcieUtilCounter) NVML_U32(PerfPolicyType) NVML_U32(PowerSource) NVML_U32(Pstates)
NVML_U32(RestrictedAPI) NVML_U32(SamplingType) NVML_U32(TemperatureSensors)
NVML_U32(TemperatureThresholds) NVML_U32(ValueType) NVML_U32(VgpuCapability)
NVML_U32(VgpuDriverCapability) NVML_U32(VgpuInstance) NVML_U32(VgpuTypeId) NVML_U32(VgpuVmIdType)
#undef NVML_U32
typedef unsigned char nvmlGpuFabricState_t;
typedef unsigned char nvmlPowerScopeType_t;

enum { NVML_GPM_METRIC_MAX = 333 };

typedef struct {
    char busIdLegacy[16];
    unsigned int domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
} nvmlPciInfo_t;
typedef struct {
    unsigned int version, domain, bus, device, pciDeviceId, pciSubSystemId, baseClass, subClass;
    char busId[32];
} nvmlPciInfoExt_v1_t;
typedef struct { unsigned long long total, free, used; } nvmlMemory_t;
typedef struct {
    unsigned int version;
    unsigned long long total, reserved, free, used;
} nvmlMemory_v2_t;
typedef struct { unsigned long long bar1Total, bar1Free, bar1Used; } nvmlBAR1Memory_t;
typedef struct { unsigned int gpu, memory; } nvmlUtilization_t;
typedef struct { unsigned int pid; unsigned long long usedGpuMemory; } nvmlProcessInfo_v1_t;
typedef struct {
    unsigned int pid;
    unsigned long long usedGpuMemory;
    unsigned int gpuInstanceId, computeInstanceId;
    unsigned long long usedGpuCcProtectedMemory;
} nvmlProcessDetail_v1_t;
typedef struct {
    unsigned int version, mode, numProcArrayEntries;
    nvmlProcessDetail_v1_t *procArray;
} nvmlProcessDetailList_v1_t;
typedef struct {
    unsigned int pid;
    unsigned long long timeStamp;
    unsigned int smUtil, memUtil, encUtil, decUtil;
} nvmlProcessUtilizationSample_t;
typedef struct {
    unsigned int multiprocessorCount, sharedCopyEngineCount, sharedDecoderCount, sharedEncoderCount,
        sharedJpegCount, sharedOfaCount, gpuInstanceSliceCount, computeInstanceSliceCount;
    unsigned long long memorySizeMB;
} nvmlDeviceAttributes_t;
typedef struct {
    nvmlDevice_t device;
    unsigned long long eventType, eventData;
    unsigned int gpuInstanceId, computeInstanceId;
} nvmlEventData_t;
typedef struct { nvmlPciInfo_t pciInfo; char uuid[80]; } nvmlExcludedDeviceInfo_t;
typedef struct { unsigned int start, size; } nvmlGpuInstancePlacement_t;
typedef struct {
    unsigned int id, isP2pSupported, sliceCount, instanceCount, multiprocessorCount,
        copyEngineCount, decoderCount, encoderCount, jpegCount, ofaCount;
    unsigned long long memorySizeMB;
} nvmlGpuInstanceProfileInfo_t;
typedef struct {
    unsigned int version, id, isP2pSupported, sliceCount, instanceCount, multiprocessorCount,
        copyEngineCount, decoderCount, encoderCount, jpegCount, ofaCount;
    unsigned long long memorySizeMB;
    char name[96];
} nvmlGpuInstanceProfileInfo_v2_t;
typedef struct {
    unsigned int version, id, sliceCount, instanceCount, multiprocessorCount, copyEngineCount,
        decoderCount, encoderCount, jpegCount, ofaCount;
    unsigned long long memorySizeMB;
    char name[96];
    unsigned int capabilities;
} nvmlGpuInstanceProfileInfo_v3_t;
typedef struct {
    nvmlDevice_t device;
    unsigned int id, profileId;
    nvmlGpuInstancePlacement_t placement;
} nvmlGpuInstanceInfo_t;
typedef struct { unsigned int start, size; } nvmlComputeInstancePlacement_t;
typedef struct {
    unsigned int id, sliceCount, instanceCount, multiprocessorCount, sharedCopyEngineCount,
        sharedDecoderCount, sharedEncoderCount, sharedJpegCount, sharedOfaCount;
} nvmlComputeInstanceProfileInfo_t;
typedef struct {
    unsigned int version, id, sliceCount, instanceCount, multiprocessorCount, sharedCopyEngineCount,
        sharedDecoderCount, sharedEncoderCount, sharedJpegCount, sharedOfaCount;
    char name[96];
} nvmlComputeInstanceProfileInfo_v2_t;
typedef struct {
    unsigned int version, id, sliceCount, instanceCount, multiprocessorCount, sharedCopyEngineCount,
        sharedDecoderCount, sharedEncoderCount, sharedJpegCount, sharedOfaCount;
    char name[96];
    unsigned int capabilities;
} nvmlComputeInstanceProfileInfo_v3_t;
typedef struct {
    nvmlDevice_t device;
    nvmlGpuInstance_t gpuInstance;
    unsigned int id, profileId;
    nvmlComputeInstancePlacement_t placement;
} nvmlComputeInstanceInfo_t;
typedef struct {
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    nvmlGpuFabricState_t state;
} nvmlGpuFabricInfo_t;
typedef struct {
    unsigned int version;
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    nvmlGpuFabricState_t state;
    unsigned int healthMask;
} nvmlGpuFabricInfo_v2_t;
typedef struct {
    unsigned int version;
    unsigned char clusterUuid[16];
    nvmlReturn_t status;
    unsigned int cliqueId;
    nvmlGpuFabricState_t state;
    unsigned int healthMask;
    unsigned char healthSummary;
} nvmlGpuFabricInfo_v3_t;
typedef struct {
    unsigned int version;
    unsigned char ibGuid[16], rackGuid[16], chassisPhysicalSlotNumber, computeSlotIndex, nodeIndex,
        peerType, moduleId;
} nvmlPlatformInfo_v1_t;
typedef struct {
    unsigned int version;
    unsigned char ibGuid[16], chassisSerialNumber[16], slotNumber, trayIndex, hostId, peerType,
        moduleId;
} nvmlPlatformInfo_v2_t;
typedef struct { unsigned int version, value; } nvmlDeviceAddressingMode_v1_t;
typedef struct { unsigned int isC2cEnabled; } nvmlC2cModeInfo_v1_t;
typedef union { char str[41]; unsigned char bytes[16]; } nvmlUUIDValue_t;
typedef struct { unsigned int version, type; nvmlUUIDValue_t value; } nvmlUUID_v1_t;
typedef struct { unsigned int version; unsigned long long value; } nvmlPdi_v1_t;
typedef struct { char value[64]; } nvmlHostname_v1_t;
typedef struct { unsigned int version; char branch[80]; } nvmlSystemDriverBranchInfo_v1_t;
typedef struct { unsigned int version, capMask; } nvmlDeviceCapabilities_v1_t;
typedef union {
    double dVal;
    int siVal;
    unsigned int uiVal;
    unsigned long ulVal;
    unsigned long long ullVal;
    long long sllVal;
    unsigned short usVal;
} nvmlValue_t;
typedef struct {
    unsigned int fieldId, scopeId;
    long long timestamp, latencyUsec;
    nvmlValueType_t valueType;
    nvmlReturn_t nvmlReturn;
    nvmlValue_t value;
} nvmlFieldValue_t;
typedef struct { unsigned long long timeStamp; nvmlValue_t sampleValue; } nvmlSample_t;
typedef struct { unsigned long long referenceTime, violationTime; } nvmlViolationTime_t;
typedef struct {
    unsigned long long l1Cache, l2Cache, deviceMemory, registerFile;
} nvmlEccErrorCounts_t;
typedef struct {
    unsigned int version;
    unsigned long long aggregateUncParity, aggregateUncSecDed, aggregateCor, volatileUncParity,
        volatileUncSecDed, volatileCor, aggregateUncBucketL2, aggregateUncBucketSm,
        aggregateUncBucketPcie, aggregateUncBucketMcu, aggregateUncBucketOther;
    unsigned int bThresholdExceeded;
} nvmlEccSramErrorStatus_v1_t;
typedef struct { unsigned int max, high, partial, low, none; } nvmlRowRemapperHistogramValues_t;
typedef struct {
    unsigned int corrActiveRemaps, corrInactiveRemaps, uncActiveRemaps, uncInactiveRemaps, bPending,
        bFailureOccurred;
} nvmlRemappedRowsInfo_v2_t;
typedef struct {
    unsigned int version, bChannelRepairPending, bTpcRepairPending;
} nvmlRepairStatus_v1_t;
typedef struct {
    unsigned int version;
    nvmlTemperatureSensors_t sensorType;
    int temperature;
} nvmlTemperature_v1_t;
typedef struct { unsigned int version; int marginTemperature; } nvmlMarginTemperature_v1_t;
typedef struct {
    unsigned int count; struct { int controller; int defaultMinTemp; int defaultMaxTemp; int
        currentTemp; int target; } sensor[3];
} nvmlGpuThermalSettings_t;
typedef struct {
    unsigned int version, index;
    nvmlCoolerControl_t signalType;
    nvmlCoolerTarget_t target;
} nvmlCoolerInfo_v1_t;
typedef struct { unsigned int version, fan, speed; } nvmlFanSpeedInfo_v1_t;
typedef struct { unsigned int clkApiDomain, clkDomainFaultMask; } nvmlClkMonFaultInfo_t;
typedef struct {
    unsigned int bGlobalStatus, clkMonListSize;
    nvmlClkMonFaultInfo_t clkMonList[32];
} nvmlClkMonStatus_t;
typedef struct {
    unsigned int version;
    nvmlClockType_t type;
    nvmlPstates_t pstate;
    int clockOffsetMHz, minClockOffsetMHz, maxClockOffsetMHz;
} nvmlClockOffset_v1_t;
typedef struct {
    unsigned int flags; struct { unsigned int bIsPresent; unsigned int percentage; unsigned int
        incThreshold; unsigned int decThreshold; } utilization[8];
} nvmlGpuDynamicPstatesInfo_t;
typedef struct { unsigned int version; char str[2048]; } nvmlDevicePerfModes_v1_t;
typedef struct { unsigned int version; char str[2048]; } nvmlDeviceCurrentClockFreqs_v1_t;
typedef struct {
    unsigned int version;
    nvmlPowerScopeType_t powerScope;
    unsigned int powerValueMw;
} nvmlPowerValue_v2_t;
typedef struct {
    unsigned int version, profileId, paramId;
    double value;
} nvmlPowerSmoothingProfile_v1_t;
typedef struct { unsigned int mask[8]; } nvmlMask255_t;
typedef struct {
    unsigned int version;
    nvmlMask255_t requestedProfilesMask;
} nvmlWorkloadPowerProfileRequestedProfiles_v1_t;
typedef struct { unsigned int type, fwVersion; } nvmlBridgeChipInfo_t;
typedef struct {
    unsigned char bridgeCount;
    nvmlBridgeChipInfo_t bridgeChipInfo[128];
} nvmlBridgeChipHierarchy_t;
typedef struct { unsigned int hwbcId; char firmwareVersion[32]; } nvmlHwbcEntry_t;
typedef struct {
    nvmlNvLinkUtilizationCountUnits_t units;
    nvmlNvLinkUtilizationCountPktTypes_t pktfilter;
} nvmlNvLinkUtilizationControl_t;
typedef struct {
    unsigned int version;
    unsigned char bwModes[23], totalBwModes;
} nvmlNvlinkSupportedBwModes_v1_t;
typedef struct { unsigned int version, bIsBest; unsigned char bwMode; } nvmlNvlinkGetBwMode_v1_t;
typedef struct { unsigned int version, isNvleEnabled; } nvmlNvLinkInfo_v1_t;
typedef struct {
    unsigned char ucodeType;
    unsigned int major, minor, subMinor;
} nvmlNvlinkFirmwareVersion_t;
typedef struct {
    nvmlNvlinkFirmwareVersion_t firmwareVersion[100];
    unsigned int numValidEntries;
} nvmlNvlinkFirmwareInfo_t;
typedef struct {
    unsigned int version, isNvleEnabled;
    nvmlNvlinkFirmwareInfo_t firmwareInfo;
} nvmlNvLinkInfo_v2_t;
typedef struct {
    unsigned int sessionId, pid;
    nvmlVgpuInstance_t vgpuInstance;
    nvmlEncoderType_t codecType;
    unsigned int hResolution, vResolution, averageFps, averageLatency;
} nvmlEncoderSessionInfo_t;
typedef struct { unsigned int sessionsCount, averageFPS, averageLatency; } nvmlFBCStats_t;
typedef struct {
    unsigned int gpuUtilization, memoryUtilization;
    unsigned long long maxMemoryUsage, time, startTime;
    unsigned int isRunning, reserved[5];
} nvmlAccountingStats_t;
typedef struct {
    unsigned int pid, isRunning, gpuUtilization, memoryUtilization;
    unsigned long long maxMemoryUsage;
    unsigned int sampleCount;
    unsigned long long sumGpuUtil, sumFbUtil, time, startTime;
} nvmlAccountingStats_v2_t;
typedef struct { unsigned int cpuCaps, gpusCaps; } nvmlConfComputeSystemCaps_t;
typedef struct { unsigned int environment, ccFeature, devToolsMode; } nvmlConfComputeSystemState_t;
typedef struct {
    unsigned int version, environment, ccFeature, devToolsMode, multiGpuMode;
} nvmlSystemConfComputeSettings_v1_t;
typedef struct {
    unsigned long long protectedMemSizeKib, unprotectedMemSizeKib;
} nvmlConfComputeMemSizeInfo_t;
typedef struct {
    unsigned int year;
    unsigned short month, day, hour, min, sec;
    unsigned char status;
} nvmlGridLicenseExpiry_t;
typedef struct {
    nvmlGridLicenseFeatureCode_t featureCode;
    unsigned int featureState;
    char licenseInfo[128], productName[128];
    unsigned int featureEnabled;
    nvmlGridLicenseExpiry_t licenseExpiry;
} nvmlGridLicensableFeature_t;
typedef struct {
    int isGridLicenseSupported;
    unsigned int licensableFeaturesCount;
    nvmlGridLicensableFeature_t gridLicensableFeatures[3];
} nvmlGridLicensableFeatures_t;
typedef struct {
    unsigned int version, vgpuCount;
    nvmlVgpuTypeId_t *vgpuTypeIds;
} nvmlVgpuTypeIdInfo_v1_t;
typedef struct { unsigned int version, isSupportedDevice; } nvmlGpmSupport_t;
typedef struct {
    unsigned int metricId; nvmlReturn_t nvmlReturn; double value; struct { const char *shortName;
        const char *longName; const char *unit; } metricInfo;
} nvmlGpmMetric_t;
typedef struct {
    unsigned int version, numMetrics;
    nvmlGpmSample_t sample1, sample2;
    nvmlGpmMetric_t metrics[NVML_GPM_METRIC_MAX];
} nvmlGpmMetricsGet_t;
typedef struct { char name[96], id[96], serial[96], firmwareVersion[96]; } nvmlUnitInfo_t;
typedef struct { char cause[256]; nvmlLedColor_t color; } nvmlLedState_t;
typedef struct { char state[256]; unsigned int current, voltage, power; } nvmlPSUInfo_t;
typedef struct { unsigned int bUnrepairableMemory; } nvmlUnrepairableMemoryStatus_v1_t;
typedef struct { unsigned int timeRun; } nvmlBBXTimeData_v1_t;
typedef struct {
    unsigned int version;
    nvmlEnableState_t encryptionState;
} nvmlDramEncryptionInfo_v1_t;
typedef struct {
    unsigned int currentMode, mode, supportedPowerMizerModes;
} nvmlDevicePowerMizerModes_v1_t;
typedef struct {
    unsigned long long timeStamp;
    unsigned int pid, smUtil, memUtil, encUtil, decUtil, jpgUtil, ofaUtil;
} nvmlProcessUtilizationInfo_v1_t;
typedef struct {
    unsigned int version, processSamplesCount;
    unsigned long long lastSeenTimeStamp;
    nvmlProcessUtilizationInfo_v1_t *procUtilArray;
} nvmlProcessesUtilizationInfo_v1_t;
typedef struct {
    unsigned int unit, location, sublocation, extlocation, address, isParity, count;
} nvmlEccSramUniqueUncorrectedErrorEntry_v1_t;
typedef struct {
    unsigned int version, entryCount;
    nvmlEccSramUniqueUncorrectedErrorEntry_v1_t *entries;
} nvmlEccSramUniqueUncorrectedErrorCounts_v1_t;
typedef struct { unsigned int version; unsigned long long pollMask; } nvmlRusdSettings_v1_t;
typedef struct { unsigned int version, mode; } nvmlVgpuHeterogeneousMode_v1_t;
typedef struct { unsigned int version; unsigned long long bar1Size; } nvmlVgpuTypeBar1Info_v1_t;
typedef struct {
    unsigned int version, profileId, priority;
    nvmlMask255_t conflictingMask;
} nvmlWorkloadPowerProfileInfo_v1_t;
typedef struct {
    unsigned int version;
    nvmlMask255_t perfProfilesMask;
    nvmlWorkloadPowerProfileInfo_v1_t perfProfile[255];
} nvmlWorkloadPowerProfileProfilesInfo_v1_t;
typedef struct {
    unsigned int version;
    nvmlMask255_t perfProfilesMask, requestedProfilesMask, enforcedProfilesMask;
} nvmlWorkloadPowerProfileCurrentProfiles_v1_t;
typedef struct {
    unsigned int operation;
    nvmlMask255_t updateProfilesMask;
} nvmlWorkloadPowerProfileUpdateProfiles_v1_t;
typedef struct { unsigned int version; nvmlEnableState_t state; } nvmlPowerSmoothingState_v1_t;
typedef struct {
    unsigned int version;
    nvmlSystemEventSet_t set;
} nvmlSystemEventSetCreateRequest_v1_t;
typedef struct {
    unsigned int version;
    nvmlSystemEventSet_t set;
} nvmlSystemEventSetFreeRequest_v1_t;
typedef struct {
    unsigned int version;
    unsigned long long eventTypes;
    nvmlSystemEventSet_t set;
} nvmlSystemRegisterEventRequest_v1_t;
typedef struct { unsigned long long eventType; unsigned int gpuId; } nvmlSystemEventData_v1_t;
typedef struct {
    unsigned int version, timeoutms;
    nvmlSystemEventSet_t set;
    nvmlSystemEventData_v1_t *data;
    unsigned int dataSize, numEvent;
} nvmlSystemEventSetWaitRequest_v1_t;
typedef struct {
    unsigned int version;
    unsigned long long maxAttackerAdvantage;
} nvmlConfComputeSetKeyRotationThresholdInfo_v1_t;
typedef struct {
    unsigned int version;
    unsigned long long attackerAdvantage;
} nvmlConfComputeGetKeyRotationThresholdInfo_v1_t;
typedef struct { unsigned int version, bSetBest; unsigned char bwMode; } nvmlNvlinkSetBwMode_v1_t;
typedef struct { unsigned int minVersion, maxVersion; } nvmlVgpuVersion_t;
typedef struct { unsigned int lowPwrThreshold; } nvmlNvLinkPowerThres_t;
typedef struct { unsigned int speed, state; } nvmlUnitFanInfo_t;
typedef struct { nvmlUnitFanInfo_t fans[24]; unsigned int count; } nvmlUnitFanSpeeds_t;
typedef struct {
    unsigned int version, vgpuCount;
    nvmlVgpuInstance_t *vgpuInstances;
} nvmlActiveVgpuInstanceInfo_v1_t;
typedef struct {
    unsigned int pid;
    unsigned long long usedGpuMemory;
    unsigned int gpuInstanceId, computeInstanceId;
} nvmlProcessInfo_v2_t;

typedef struct {
    unsigned int cperTypeMask;
    char uuid[80];
    unsigned long long handle;
} nvmlCPERCursor_v1_t;
typedef struct {
    nvmlCPERCursor_v1_t cursor;
    unsigned char *buffer;
    unsigned int bufferSize;
} nvmlGetCPER_v1_t;
typedef struct { unsigned int localPort; } nvmlPRMCounterInput_v1_t;
typedef struct {
    nvmlReturn_t status;
    nvmlValueType_t outputType;
    nvmlValue_t outputValue;
} nvmlPRMCounterValue_v1_t;
typedef struct {
    unsigned int counterId;
    nvmlPRMCounterInput_v1_t inData;
    nvmlPRMCounterValue_v1_t counterValue;
} nvmlPRMCounter_v1_t;
typedef struct { unsigned int numCounters; nvmlPRMCounter_v1_t *counters; } nvmlPRMCounterList_v1_t;
typedef struct { unsigned int vgpuVmCompatibility, compatibilityLimitCode; } nvmlVgpuPgpuCompatibility_t;
/* Structs of functions that no simulated machine answers: only their size counts. */
#define NVML_OPAQUE(name, size, unit) \
    typedef struct { unit words[(size) / sizeof(unit)]; } nvml##name##_t;
NVML_OPAQUE(ConfComputeGpuAttestationReport, 12332, int)
NVML_OPAQUE(ConfComputeGpuCertificate, 9224, int)
NVML_OPAQUE(FBCSessionInfo, 48, int)
NVML_OPAQUE(PRMTLV_v1, 504, int)
NVML_OPAQUE(VgpuCreatablePlacementInfo_v1, 32, long long)
NVML_OPAQUE(VgpuInstanceUtilizationSample, 48, long long)
NVML_OPAQUE(VgpuInstancesUtilizationInfo_v1, 32, long long)
NVML_OPAQUE(VgpuLicenseInfo, 24, int)
NVML_OPAQUE(VgpuMetadata, 212, int)
NVML_OPAQUE(VgpuPgpuMetadata, 128, int)
NVML_OPAQUE(VgpuPlacementId_v1, 8, int)
NVML_OPAQUE(VgpuPlacementList_v2, 32, long long)
NVML_OPAQUE(VgpuProcessUtilizationSample, 96, long long)
NVML_OPAQUE(VgpuProcessesUtilizationInfo_v1, 24, long long)
NVML_OPAQUE(VgpuRuntimeState_v1, 16, long long)
NVML_OPAQUE(VgpuSchedulerCapabilities, 40, int)
NVML_OPAQUE(VgpuSchedulerGetState, 16, int)
NVML_OPAQUE(VgpuSchedulerLog, 9624, long long)
NVML_OPAQUE(VgpuSchedulerLogInfo_v1, 9632, long long)
NVML_OPAQUE(VgpuSchedulerLogInfo_v2, 11224, long long)
NVML_OPAQUE(VgpuSchedulerSetState, 16, int)
NVML_OPAQUE(VgpuSchedulerStateInfo_v1, 24, int)
NVML_OPAQUE(VgpuSchedulerStateInfo_v2, 16, int)
NVML_OPAQUE(VgpuSchedulerState_v1, 24, int)
NVML_OPAQUE(VgpuSchedulerState_v2, 16, int)
NVML_OPAQUE(VgpuTypeMaxInstance_v1, 12, int)
#undef NVML_OPAQUE

/* Names without a version are the newest version. */
typedef nvmlActiveVgpuInstanceInfo_v1_t nvmlActiveVgpuInstanceInfo_t;
typedef nvmlClockOffset_v1_t nvmlClockOffset_t;
typedef nvmlConfComputeGetKeyRotationThresholdInfo_v1_t nvmlConfComputeGetKeyRotationThresholdInfo_t;
typedef nvmlConfComputeSetKeyRotationThresholdInfo_v1_t nvmlConfComputeSetKeyRotationThresholdInfo_t;
typedef nvmlCoolerInfo_v1_t nvmlCoolerInfo_t;
typedef nvmlDeviceAddressingMode_v1_t nvmlDeviceAddressingMode_t;
typedef nvmlDeviceCapabilities_v1_t nvmlDeviceCapabilities_t;
typedef nvmlDeviceCurrentClockFreqs_v1_t nvmlDeviceCurrentClockFreqs_t;
typedef nvmlDevicePerfModes_v1_t nvmlDevicePerfModes_t;
typedef nvmlDramEncryptionInfo_v1_t nvmlDramEncryptionInfo_t;
typedef nvmlEccSramErrorStatus_v1_t nvmlEccSramErrorStatus_t;
typedef nvmlEccSramUniqueUncorrectedErrorCounts_v1_t nvmlEccSramUniqueUncorrectedErrorCounts_t;
typedef nvmlFanSpeedInfo_v1_t nvmlFanSpeedInfo_t;
typedef nvmlGpuFabricInfo_v3_t nvmlGpuFabricInfoV_t;
typedef nvmlMarginTemperature_v1_t nvmlMarginTemperature_t;
typedef nvmlNvLinkInfo_v2_t nvmlNvLinkInfo_t;
typedef nvmlNvlinkGetBwMode_v1_t nvmlNvlinkGetBwMode_t;
typedef nvmlNvlinkSetBwMode_v1_t nvmlNvlinkSetBwMode_t;
typedef nvmlNvlinkSupportedBwModes_v1_t nvmlNvlinkSupportedBwModes_t;
typedef nvmlPciInfoExt_v1_t nvmlPciInfoExt_t;
typedef nvmlPdi_v1_t nvmlPdi_t;
typedef nvmlPlatformInfo_v2_t nvmlPlatformInfo_t;
typedef nvmlPowerSmoothingProfile_v1_t nvmlPowerSmoothingProfile_t;
typedef nvmlPowerSmoothingState_v1_t nvmlPowerSmoothingState_t;
typedef nvmlProcessDetailList_v1_t nvmlProcessDetailList_t;
typedef nvmlProcessInfo_v2_t nvmlProcessInfo_t;
typedef nvmlProcessesUtilizationInfo_v1_t nvmlProcessesUtilizationInfo_t;
typedef nvmlRepairStatus_v1_t nvmlRepairStatus_t;
typedef nvmlSystemConfComputeSettings_v1_t nvmlSystemConfComputeSettings_t;
typedef nvmlSystemDriverBranchInfo_v1_t nvmlSystemDriverBranchInfo_t;
typedef nvmlSystemEventSetCreateRequest_v1_t nvmlSystemEventSetCreateRequest_t;
typedef nvmlSystemEventSetFreeRequest_v1_t nvmlSystemEventSetFreeRequest_t;
typedef nvmlSystemEventSetWaitRequest_v1_t nvmlSystemEventSetWaitRequest_t;
typedef nvmlSystemRegisterEventRequest_v1_t nvmlSystemRegisterEventRequest_t;
typedef nvmlTemperature_v1_t nvmlTemperature_t;
typedef nvmlUUID_v1_t nvmlUUID_t;
typedef nvmlVgpuCreatablePlacementInfo_v1_t nvmlVgpuCreatablePlacementInfo_t;
typedef nvmlVgpuHeterogeneousMode_v1_t nvmlVgpuHeterogeneousMode_t;
typedef nvmlVgpuInstancesUtilizationInfo_v1_t nvmlVgpuInstancesUtilizationInfo_t;
typedef nvmlVgpuPlacementId_v1_t nvmlVgpuPlacementId_t;
typedef nvmlVgpuPlacementList_v2_t nvmlVgpuPlacementList_t;
typedef nvmlVgpuProcessesUtilizationInfo_v1_t nvmlVgpuProcessesUtilizationInfo_t;
typedef nvmlVgpuRuntimeState_v1_t nvmlVgpuRuntimeState_t;
typedef nvmlVgpuSchedulerLogInfo_v1_t nvmlVgpuSchedulerLogInfo_t;
typedef nvmlVgpuSchedulerState_v1_t nvmlVgpuSchedulerState_t;
typedef nvmlVgpuSchedulerStateInfo_v1_t nvmlVgpuSchedulerStateInfo_t;
typedef nvmlVgpuTypeBar1Info_v1_t nvmlVgpuTypeBar1Info_t;
typedef nvmlVgpuTypeIdInfo_v1_t nvmlVgpuTypeIdInfo_t;
typedef nvmlVgpuTypeMaxInstance_v1_t nvmlVgpuTypeMaxInstance_t;
typedef nvmlWorkloadPowerProfileCurrentProfiles_v1_t nvmlWorkloadPowerProfileCurrentProfiles_t;
typedef nvmlWorkloadPowerProfileInfo_v1_t nvmlWorkloadPowerProfileInfo_t;
typedef nvmlWorkloadPowerProfileProfilesInfo_v1_t nvmlWorkloadPowerProfileProfilesInfo_t;
typedef nvmlWorkloadPowerProfileRequestedProfiles_v1_t nvmlWorkloadPowerProfileRequestedProfiles_t;

#define NVML_SIZE(name, size) _Static_assert(sizeof(nvml##name##_t) == (size), #name);
NVML_SIZE(PciInfo, 68)
NVML_SIZE(PciInfoExt_v1, 64)
NVML_SIZE(Memory, 24)
NVML_SIZE(Memory_v2, 40)
NVML_SIZE(BAR1Memory, 24)
NVML_SIZE(Utilization, 8)
NVML_SIZE(ProcessInfo_v1, 16)
NVML_SIZE(ProcessDetail_v1, 32)
NVML_SIZE(ProcessDetailList_v1, 24)
NVML_SIZE(ProcessUtilizationSample, 32)
NVML_SIZE(DeviceAttributes, 40)
NVML_SIZE(EventData, 32)
NVML_SIZE(ExcludedDeviceInfo, 148)
NVML_SIZE(GpuInstancePlacement, 8)
NVML_SIZE(GpuInstanceProfileInfo, 48)
NVML_SIZE(GpuInstanceProfileInfo_v2, 152)
NVML_SIZE(GpuInstanceProfileInfo_v3, 152)
NVML_SIZE(GpuInstanceInfo, 24)
NVML_SIZE(ComputeInstancePlacement, 8)
NVML_SIZE(ComputeInstanceProfileInfo, 36)
NVML_SIZE(ComputeInstanceProfileInfo_v2, 136)
NVML_SIZE(ComputeInstanceProfileInfo_v3, 140)
NVML_SIZE(ComputeInstanceInfo, 32)
NVML_SIZE(GpuFabricInfo, 28)
NVML_SIZE(GpuFabricInfo_v2, 36)
NVML_SIZE(GpuFabricInfo_v3, 40)
NVML_SIZE(PlatformInfo_v1, 44)
NVML_SIZE(PlatformInfo_v2, 44)
NVML_SIZE(DeviceAddressingMode_v1, 8)
NVML_SIZE(C2cModeInfo_v1, 4)
NVML_SIZE(UUID_v1, 52)
NVML_SIZE(Pdi_v1, 16)
NVML_SIZE(Hostname_v1, 64)
NVML_SIZE(SystemDriverBranchInfo_v1, 84)
NVML_SIZE(DeviceCapabilities_v1, 8)
NVML_SIZE(FieldValue, 40)
NVML_SIZE(Value, 8)
NVML_SIZE(Sample, 16)
NVML_SIZE(ViolationTime, 16)
NVML_SIZE(EccErrorCounts, 32)
NVML_SIZE(EccSramErrorStatus_v1, 104)
NVML_SIZE(RowRemapperHistogramValues, 20)
NVML_SIZE(RemappedRowsInfo_v2, 24)
NVML_SIZE(RepairStatus_v1, 12)
NVML_SIZE(Temperature_v1, 12)
NVML_SIZE(MarginTemperature_v1, 8)
NVML_SIZE(GpuThermalSettings, 64)
NVML_SIZE(CoolerInfo_v1, 16)
NVML_SIZE(FanSpeedInfo_v1, 12)
NVML_SIZE(ClkMonStatus, 264)
NVML_SIZE(ClockOffset_v1, 24)
NVML_SIZE(GpuDynamicPstatesInfo, 132)
NVML_SIZE(DevicePerfModes_v1, 2052)
NVML_SIZE(DeviceCurrentClockFreqs_v1, 2052)
NVML_SIZE(PowerValue_v2, 12)
NVML_SIZE(PowerSmoothingProfile_v1, 24)
NVML_SIZE(WorkloadPowerProfileRequestedProfiles_v1, 36)
NVML_SIZE(Mask255, 32)
NVML_SIZE(BridgeChipHierarchy, 1028)
NVML_SIZE(HwbcEntry, 36)
NVML_SIZE(NvLinkUtilizationControl, 8)
NVML_SIZE(NvlinkSupportedBwModes_v1, 28)
NVML_SIZE(NvlinkGetBwMode_v1, 12)
NVML_SIZE(NvLinkInfo_v1, 8)
NVML_SIZE(NvLinkInfo_v2, 1612)
NVML_SIZE(NvlinkFirmwareVersion, 16)
NVML_SIZE(EncoderSessionInfo, 32)
NVML_SIZE(FBCStats, 12)
NVML_SIZE(AccountingStats, 56)
NVML_SIZE(AccountingStats_v2, 64)
NVML_SIZE(ConfComputeSystemCaps, 8)
NVML_SIZE(ConfComputeSystemState, 12)
NVML_SIZE(SystemConfComputeSettings_v1, 20)
NVML_SIZE(ConfComputeMemSizeInfo, 16)
NVML_SIZE(GridLicensableFeature, 284)
NVML_SIZE(GridLicensableFeatures, 860)
NVML_SIZE(VgpuTypeIdInfo_v1, 16)
NVML_SIZE(GpmSupport, 8)
NVML_SIZE(GpmMetric, 40)
NVML_SIZE(GpmMetricsGet, 13344)
NVML_SIZE(UnitInfo, 384)
NVML_SIZE(LedState, 260)
NVML_SIZE(PSUInfo, 268)
NVML_SIZE(UnrepairableMemoryStatus_v1, 4)
NVML_SIZE(BBXTimeData_v1, 4)
NVML_SIZE(DramEncryptionInfo_v1, 8)
NVML_SIZE(ClkMonFaultInfo, 8)
NVML_SIZE(DevicePowerMizerModes_v1, 12)
NVML_SIZE(ProcessUtilizationInfo_v1, 40)
NVML_SIZE(ProcessesUtilizationInfo_v1, 24)
NVML_SIZE(EccSramUniqueUncorrectedErrorEntry_v1, 28)
NVML_SIZE(EccSramUniqueUncorrectedErrorCounts_v1, 16)
NVML_SIZE(RusdSettings_v1, 16)
NVML_SIZE(VgpuHeterogeneousMode_v1, 8)
NVML_SIZE(NvlinkFirmwareInfo, 1604)
NVML_SIZE(WorkloadPowerProfileInfo_v1, 44)
NVML_SIZE(WorkloadPowerProfileProfilesInfo_v1, 11256)
NVML_SIZE(WorkloadPowerProfileCurrentProfiles_v1, 100)
NVML_SIZE(WorkloadPowerProfileUpdateProfiles_v1, 36)
NVML_SIZE(PowerSmoothingState_v1, 8)
NVML_SIZE(SystemEventSetCreateRequest_v1, 16)
NVML_SIZE(SystemEventSetFreeRequest_v1, 16)
NVML_SIZE(SystemRegisterEventRequest_v1, 24)
NVML_SIZE(SystemEventData_v1, 16)
NVML_SIZE(SystemEventSetWaitRequest_v1, 32)
NVML_SIZE(ConfComputeSetKeyRotationThresholdInfo_v1, 16)
NVML_SIZE(ConfComputeGetKeyRotationThresholdInfo_v1, 16)
NVML_SIZE(NvlinkSetBwMode_v1, 12)
NVML_SIZE(VgpuVersion, 8)
NVML_SIZE(NvLinkPowerThres, 4)
NVML_SIZE(BridgeChipInfo, 8)
NVML_SIZE(UUIDValue, 41)
NVML_SIZE(GridLicenseExpiry, 16)
NVML_SIZE(UnitFanInfo, 8)
NVML_SIZE(UnitFanSpeeds, 196)
NVML_SIZE(ActiveVgpuInstanceInfo_v1, 16)
NVML_SIZE(ProcessInfo_v2, 24)
NVML_SIZE(VgpuPlacementId_v1, 8)
NVML_SIZE(VgpuPlacementList_v2, 32)
NVML_SIZE(VgpuTypeBar1Info_v1, 16)
NVML_SIZE(VgpuInstanceUtilizationSample, 48)
NVML_SIZE(VgpuInstancesUtilizationInfo_v1, 32)
NVML_SIZE(VgpuProcessUtilizationSample, 96)
NVML_SIZE(VgpuProcessesUtilizationInfo_v1, 24)
NVML_SIZE(VgpuRuntimeState_v1, 16)
NVML_SIZE(VgpuSchedulerLog, 9624)
NVML_SIZE(VgpuSchedulerGetState, 16)
NVML_SIZE(VgpuSchedulerSetState, 16)
NVML_SIZE(VgpuSchedulerCapabilities, 40)
NVML_SIZE(VgpuLicenseInfo, 24)
NVML_SIZE(VgpuTypeMaxInstance_v1, 12)
NVML_SIZE(VgpuSchedulerState_v1, 24)
NVML_SIZE(VgpuSchedulerStateInfo_v1, 24)
NVML_SIZE(VgpuSchedulerLogInfo_v1, 9632)
NVML_SIZE(VgpuCreatablePlacementInfo_v1, 32)
NVML_SIZE(VgpuSchedulerStateInfo_v2, 16)
NVML_SIZE(VgpuSchedulerLogInfo_v2, 11224)
NVML_SIZE(VgpuSchedulerState_v2, 16)
NVML_SIZE(FBCSessionInfo, 48)
NVML_SIZE(ConfComputeGpuCertificate, 9224)
NVML_SIZE(ConfComputeGpuAttestationReport, 12332)
NVML_SIZE(CPERCursor_v1, 96)
NVML_SIZE(GetCPER_v1, 112)
NVML_SIZE(VgpuMetadata, 212)
NVML_SIZE(VgpuPgpuMetadata, 128)
NVML_SIZE(VgpuPgpuCompatibility, 8)
NVML_SIZE(PRMTLV_v1, 504)
NVML_SIZE(PRMCounter_v1, 24)
NVML_SIZE(PRMCounterList_v1, 16)
#undef NVML_SIZE

#endif
