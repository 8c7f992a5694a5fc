/*
 * The state image: everything the library knows, in one read-only segment of its own file.
 *
 * Each record is one field list, from which the C struct and the table of names and offsets that
 * Java reads (layout.c) are both made: nothing else may state an offset. All fields have a fixed
 * width and their natural alignment, so the layout is the same on every architecture.
 *
 * S(type, name) is one value, A(type, name, count) an array, T(name, size) text ended by a NUL.
 * A value that the board or the driver does not have is ABSENT (text: empty).
 */
#ifndef GPUMOCK_STATE_H
#define GPUMOCK_STATE_H

#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef int32_t i32;
typedef unsigned long long u64; /* not uint64_t: NVML's prototypes have this type */
typedef long long i64;
_Static_assert(sizeof(u64) == 8, "64 bits on both architectures");

#define STATE_MAGIC 0x4b434f4d55504731ull /* "1GPUMOCK", lowest byte first */
#define ABSENT 0xffffffffu
#define ABSENT64 0xffffffffffffffffull
#define ABSENT_SIGNED INT32_MIN

#define MAX_GPUS 64
#define MAX_BOARDS 16
#define MAX_SWITCHES 32
#define MAX_NICS 48
#define MAX_LINKS 36
#define MAX_PROCESSES 128
#define MAX_ACCOUNTED 64
#define MAX_EVENTS 64
#define MAX_CLOCKS 4096
#define MAX_MEMORY_CLOCKS 6
#define MAX_PROFILES 128
#define MAX_PARTS 512
#define MAX_INSTANCES 8
#define MAX_VGPU_TYPES 1024
#define MAX_PLACEMENTS 16
#define CPU_WORDS 16
#define NODE_WORDS 4

/* Read by init before anything else; sizes and offsets are in bytes from the start of the image. */
#define HEADER_FIELDS(S, A, T) \
    S(u64, magic) \
    S(u64, layout_hash) \
    S(u64, sequence) /* odd while a writer is at work */ \
    S(u64, size) \
    S(u32, board_count) \
    S(u32, gpu_count) \
    S(u32, system_offset) \
    S(u32, boards_offset) \
    S(u32, gpus_offset) \
    S(u32, processes_offset) \
    S(u32, clocks_offset) /* pool of u16, MHz */ \
    S(u32, clock_count) \
    S(u32, profiles_offset) \
    S(u32, profile_count) \
    S(u32, parts_offset) \
    S(u32, part_count) \
    S(u32, links_offset) \
    S(u32, links_per_gpu) \
    S(u32, vgpu_types_offset) \
    S(u32, vgpu_type_count) \
    S(u32, initial_offset) /* a record "live" for each GPU: what reset goes back to */ \
    S(u32, accounted_offset) \
    S(u32, events_offset) \
    S(u32, reserved) \
    S(u64, event_count) /* since the image was made */

/* The node and its driver. */
#define SYSTEM_FIELDS(S, A, T) \
    T(machine, 64) \
    T(driver_version, 80) \
    T(nvml_version, 80) \
    T(driver_branch, 80) \
    S(u32, branch) \
    S(u32, cuda_version) /* major * 1000 + minor * 10 */ \
    S(u32, virtualization) /* nvmlGpuVirtualizationMode_t */ \
    S(u32, driver_model) /* nvmlDriverModel_t; ABSENT under Linux */ \
    S(u32, refused) /* bits by number of REFUSES_* below */ \
    S(u32, fabric_state) /* nvmlGpuFabricState_t */ \
    S(u32, clique_id) \
    A(u8, cluster_uuid, 16) \
    S(u32, fabric_health_mask) \
    S(u32, fabric_health_summary) \
    A(u32, fabric_initial, 3) /* state, mask and summary as the machine was described */ \
    S(u32, switch_count) \
    A(u32, switch_domain, MAX_SWITCHES) \
    A(u32, switch_bus, MAX_SWITCHES) \
    A(u32, switch_device, MAX_SWITCHES) \
    A(u32, switch_device_id, MAX_SWITCHES) /* device << 16 | vendor */ \
    S(u32, nic_count) \
    A(u32, nic_domain, MAX_NICS) \
    A(u32, nic_bus, MAX_NICS) \
    A(u32, nic_device, MAX_NICS) \
    A(u8, level, MAX_GPUS * MAX_GPUS) /* nvmlGpuTopologyLevel_t of two GPUs */ \
    A(u8, nic_level, MAX_GPUS * MAX_NICS) /* the same of a GPU and a network adapter */ \
    A(u8, nic_pair_level, MAX_NICS * MAX_NICS) /* the same of two network adapters */ \
    S(u32, nvlink_bw_mode) \
    T(driver_root, 256) /* the node's path of it; empty: no kernel view is made, see kernel_view.c */ \
    S(u32, cc_ready) /* confidential computing: GPUs are ready */ \
    S(u64, cc_key_rotation)

/* What all boards of one product have in common. Clocks in MHz, power in mW, memory in bytes. */
#define BOARD_FIELDS(S, A, T) \
    T(name, 96) \
    S(u32, brand) \
    S(u32, architecture) \
    S(u32, compute_major) \
    S(u32, compute_minor) \
    S(u32, pci_device_id) /* device << 16 | vendor */ \
    S(u32, pci_subsystem_id) \
    S(u32, pci_sub_class) \
    T(board_part_number, 80) \
    T(gpu_part_number, 80) \
    T(fru_part_number, 20) \
    S(u64, memory_total) \
    S(u64, memory_reserved) \
    S(u64, bar1_total) \
    S(u32, memory_bus_width) \
    S(u32, pcie_device_generation) \
    S(u32, pcie_width) \
    S(u32, power_min) \
    S(u32, power_default) \
    S(u32, power_max) \
    S(u32, module_power_min) \
    S(u32, module_power_default) \
    S(u32, module_power_max) \
    A(u32, clock_max, 4) /* by nvmlClockType_t */ \
    S(u32, application_graphics) \
    S(u32, application_memory) \
    S(u32, boost_graphics) \
    S(u32, memory_clock_count) \
    A(u32, memory_clock, MAX_MEMORY_CLOCKS) \
    A(u32, graphics_clock_start, MAX_MEMORY_CLOCKS) /* first entry in the clock pool */ \
    A(u32, graphics_clock_count, MAX_MEMORY_CLOCKS) \
    S(u32, margins) /* 1: thresholds are signed margins to temperature_limit */ \
    S(i32, temperature_limit) \
    S(i32, threshold_shutdown) /* ABSENT_SIGNED where unknown, as the next three */ \
    S(i32, threshold_slowdown) \
    S(i32, threshold_gpu_max) \
    S(i32, threshold_memory_max) \
    S(i32, target_min) /* of acoustic_threshold; ABSENT_SIGNED where it cannot be set, likewise the next */ \
    S(i32, target_max) \
    S(u32, fan_count) \
    S(u32, fan_min) /* percent */ \
    S(u32, fan_rpm_max) /* at 100 percent */ \
    T(vbios, 32) \
    T(inforom_image, 16) \
    T(inforom_oem, 16) \
    T(inforom_ecc, 16) \
    T(inforom_power, 16) \
    S(u32, gsp) \
    S(u32, ecc_scheme) /* ECC_* below */ \
    S(u32, ecc_default) \
    S(u32, ecc_volatile_refused) \
    S(u32, link_version) /* nvmlNvlinkVersion_t */ \
    S(u32, link_count) \
    S(u32, link_speed) /* MB/s of one link and direction */ \
    S(u32, c2c_links) /* to a Grace CPU, as the next */ \
    S(u32, c2c_speed) \
    S(u32, multiprocessors) \
    S(u32, cores) \
    S(u32, copy_engines) \
    S(u32, encoders) \
    S(u32, decoders) \
    S(u32, jpegs) \
    S(u32, ofas) \
    S(u32, mig) /* SUPPORT_* below, as the next two */ \
    S(u32, c2c) \
    S(u32, sparse) \
    S(u32, addressing) /* ABSENT, 0 none, 1 HMM, 2 ATS */ \
    S(u32, display_mode) \
    S(u32, display_active) \
    S(u32, average_power) \
    S(u32, profile_start) \
    S(u32, profile_count) \
    S(u32, vgpu_start) /* the virtual GPUs that the driver may host on it; none on other nodes */ \
    S(u32, vgpu_count) \
    S(u32, vgpu_sriov) \
    S(u32, vgpu_fractional)

/* One GPU: who it is. Its struct goes on with what changes while the node runs. */
#define GPU_FIELDS(S, A, T) \
    S(u32, board) \
    S(u32, minor) \
    S(u32, module_id) \
    S(u32, domain) \
    S(u32, bus) \
    S(u32, device) \
    T(uuid, 48) \
    T(serial, 32) \
    S(u64, pdi) \
    S(u32, board_id) \
    S(u32, irq) \
    S(u32, numa_node) \
    S(u32, gpu_numa_id) \
    A(u64, cpus, CPU_WORDS) \
    A(u64, memory_nodes, NODE_WORDS) \
    S(u32, pcie_generation) \
    S(u32, pcie_max_generation) \
    S(u32, pcie_width_now) \
    S(u32, pcie_host_generation) \
    S(u32, atomics_outbound) /* bits of the operations that the GPU may send */ \
    S(u32, atomics_inbound) \
    S(u32, has_platform) \
    T(chassis_serial, 16) \
    S(u32, slot) \
    S(u32, tray) \
    S(u32, host_id) \
    S(u32, peer_type) \
    A(u8, fabric_guid, 16) \
    S(u64, bbx_time_us) /* ABSENT64 where the board has no black box */ \
    S(u64, bbx_duration_us) \
    T(hostname, 64)

/* How a GPU is at this moment. Twice in the image: as it is, and as the machine was described. */
#define LIVE_FIELDS(S, A, T) \
    S(u32, persistence) \
    S(u32, compute_mode) \
    S(u32, time_slice) /* of the compute policy: 0 default, 1 short, 2 medium, 3 long */ \
    S(u32, ecc_current) \
    S(u32, ecc_pending) \
    S(u32, mig_current) \
    S(u32, mig_pending) \
    S(u32, accounting) \
    S(u32, pstate) \
    S(i32, temperature) \
    S(i32, memory_temperature) /* ABSENT_SIGNED where there is no sensor */ \
    S(u32, fan_speed) /* percent */ \
    S(u32, power_usage) /* averaged, where the board does that; power_instant: ABSENT, the same */ \
    S(u32, power_instant) \
    S(u32, power_limit) \
    S(u32, voltage) /* of the core, in microvolts; ABSENT where it is not reported */ \
    S(u32, module_power_usage) \
    S(u32, module_power_instant) \
    S(u32, module_power_limit) \
    S(u32, memory_power_usage) \
    A(u32, clock, 4) /* by nvmlClockType_t */ \
    S(u32, application_graphics) \
    S(u32, application_memory) \
    S(u32, locked_graphics_min) /* 0: not locked, as the next three */ \
    S(u32, locked_graphics_max) \
    S(u32, locked_memory_min) \
    S(u32, locked_memory_max) \
    S(u64, event_reasons) /* nvmlClocksEventReasons bits */ \
    A(u64, violation_us, 6) /* by nvmlPerfPolicyType_t */ \
    S(u64, hw_thermal_us) \
    S(u64, hw_brake_us) \
    S(u32, gpu_utilization) \
    S(u32, memory_utilization) \
    S(u32, encoder_utilization) \
    S(u32, decoder_utilization) \
    S(u32, jpeg_utilization) \
    S(u32, ofa_utilization) \
    S(u64, memory_used) \
    S(u64, bar1_used) \
    S(u32, pcie_tx) /* KB/s */ \
    S(u32, pcie_rx) \
    S(u32, pcie_replays) \
    S(u32, pcie_rollovers) \
    A(u32, ecc_volatile_corrected, 8) /* by nvmlMemoryLocation_t */ \
    A(u32, ecc_volatile_uncorrected, 8) \
    A(u32, ecc_aggregate_corrected, 8) \
    A(u32, ecc_aggregate_uncorrected, 8) \
    S(u32, ecc_sram_threshold) \
    S(u32, remapped_corrected) \
    S(u32, remapped_uncorrected) \
    S(u32, remap_pending) \
    S(u32, remap_failure) \
    A(u32, remap_histogram, 5) /* max, high, partial, low, none */ \
    S(u32, retired_single) \
    S(u32, retired_double) \
    S(u32, retired_pending) \
    S(u32, reset_required) \
    S(u32, drain_recommended) \
    S(u32, failure) /* what every question gets, 15 for a GPU that fell off the bus; 0: none */ \
    S(u32, recovery_action) /* nvmlDeviceGpuRecoveryAction_t */ \
    S(u32, draining) \
    S(u32, fan_policy) /* 0: the temperature decides, 1: set by hand */ \
    S(u32, auto_boost) /* ABSENT since Volta, as the next */ \
    S(u32, auto_boost_default) \
    A(u32, restricted_api, 2) /* by nvmlRestrictedAPI_t; ABSENT: cannot be asked */ \
    S(i32, graphics_offset) \
    S(i32, memory_offset) \
    S(i32, acoustic_threshold) /* ABSENT_SIGNED: the board has no such target */ \
    S(u32, link_threshold) /* low power threshold of the links; ABSENT: cannot be set */ \
    S(u32, gpm_streaming) \
    S(u32, power_mizer) \
    S(u32, power_profiles) /* mask of the requested workload profiles */ \
    S(u32, dram_encryption) \
    A(u32, sram_sources, 5) /* uncorrected: L2, SM, PCIe, microcontroller, other */ \
    S(u32, sram_parity_volatile) /* of the uncorrected SRAM errors, those found by parity */ \
    S(u32, sram_parity_aggregate) \
    S(u64, energy_mj) /* used up to energy_us; since then power_usage goes on */ \
    S(u64, energy_us) /* since the kernel was booted */ \
    S(u64, link_tx_kib) \
    S(u64, link_rx_kib) \
    S(u64, cc_unprotected_kib) \
    A(u8, gi_used, MAX_INSTANCES) /* GPU instances, by slot; a slot's address is the handle */ \
    A(u8, gi_id, MAX_INSTANCES) \
    A(u8, gi_profile, MAX_INSTANCES) /* number of the board's profile */ \
    A(u8, gi_start, MAX_INSTANCES) \
    A(u8, ci_used, MAX_INSTANCES) /* compute instances, which are the MIG devices, likewise */ \
    A(u8, ci_id, MAX_INSTANCES) \
    A(u8, ci_gi, MAX_INSTANCES) /* id of its GPU instance */ \
    A(u8, ci_part, MAX_INSTANCES) /* number of the profile's part */ \
    A(u8, ci_start, MAX_INSTANCES)

/* An NVLink of a GPU; links_per_gpu records for each. */
#define LINK_FIELDS(S, A, T) \
    S(u8, state) /* 0 down, 1 up */ \
    S(u8, remote_kind) /* nvmlIntNvLinkDeviceType_t */ \
    S(u8, remote) /* number of the GPU or the switch */ \
    S(u8, remote_link) /* link number at the other end */ \
    S(u32, replay_errors) \
    S(u32, recovery_errors) \
    S(u32, crc_flit_errors) \
    S(u32, crc_data_errors) \
    S(u32, ecc_data_errors)

/* A process that uses a GPU, as nvidia-smi lists it. An entry with kind 0 is free. */
#define PROCESS_FIELDS(S, A, T) \
    S(u32, gpu) \
    S(u32, pid) \
    S(u32, kind) /* PROCESS_* below */ \
    S(u32, gpu_instance) /* ABSENT without MIG, as the next */ \
    S(u32, compute_instance) \
    S(u32, sm_utilization) \
    S(u32, memory_utilization) \
    S(u32, encoder_utilization) \
    S(u32, decoder_utilization) \
    S(u32, jpeg_utilization) \
    S(u32, ofa_utilization) \
    S(u32, reserved) \
    S(u64, memory) \
    S(u64, started_us) \
    T(command, 64)

/* What a process used, while accounting was on. An entry with pid 0 is free. */
#define ACCOUNTED_FIELDS(S, A, T) \
    S(u32, gpu) \
    S(u32, pid) \
    S(u32, running) \
    S(u32, gpu_utilization) \
    S(u32, memory_utilization) \
    S(u32, reserved) \
    S(u64, memory_max) \
    S(u64, started_us) \
    S(u64, time_ms)

/* Event number n, counted from 1, lies in entry (n - 1) % MAX_EVENTS. */
#define EVENT_FIELDS(S, A, T) \
    S(u64, number) \
    S(u64, type) /* one bit of nvmlEventType* */ \
    S(u64, data) \
    S(u32, gpu) \
    S(u32, gpu_instance) \
    S(u32, compute_instance) \
    S(u32, reserved)

/* One row of nvidia-smi mig -lgip; a board points at its rows. */
#define PROFILE_FIELDS(S, A, T) \
    S(u32, profile) /* NVML_GPU_INSTANCE_PROFILE_* */ \
    S(u32, id) \
    T(name, 64) \
    S(u32, slices) \
    S(u32, size) /* memory slices of one placement */ \
    S(u32, placement_count) \
    A(u32, placement, MAX_PLACEMENTS) \
    S(u32, instances) \
    S(u32, memory_mib) \
    S(u32, multiprocessors) \
    S(u32, copy_engines) \
    S(u32, encoders) \
    S(u32, decoders) \
    S(u32, jpegs) \
    S(u32, ofas) \
    S(u32, p2p) \
    S(u32, part_start) \
    S(u32, part_count)

/* One row of nvidia-smi mig -lcip: how a GPU instance can be cut further. */
#define PART_FIELDS(S, A, T) \
    S(u32, profile) /* NVML_COMPUTE_INSTANCE_PROFILE_* */ \
    S(u32, id) \
    T(name, 36) \
    S(u32, slices) \
    S(u32, instances) \
    S(u32, multiprocessors) \
    S(u32, copy_engines) \
    S(u32, encoders) \
    S(u32, decoders) \
    S(u32, jpegs) \
    S(u32, ofas)

/* One entry of nvidia-smi vgpu -s -v; a board points at its entries. Memory in bytes. */
#define VGPU_TYPE_FIELDS(S, A, T) \
    T(name, 64) \
    T(type_class, 16) \
    S(u32, id) \
    S(u32, device_id) /* without the vendor, which nvidia-smi adds itself */ \
    S(u32, subsystem_id) /* device << 16 | subsystem */ \
    S(u32, license) /* LICENSE_* below */ \
    S(u64, memory) \
    S(u64, memory_reserved) \
    S(u32, bar1_mib) \
    S(u32, heads) \
    S(u32, width) \
    S(u32, height) \
    S(u32, frame_rate) \
    S(u32, instances) \
    S(u32, instances_per_vm) \
    S(u32, exclusive)

enum { LICENSE_VIRTUAL_PC, LICENSE_VIRTUAL_APPLICATIONS, LICENSE_VIRTUAL_WORKSTATION };
enum { ECC_NONE, ECC_LOCATIONS, ECC_RETIRED_PAGES, ECC_ROW_REMAPPING };
enum { SUPPORT_NONE, SUPPORT_DISABLED, SUPPORT_ENABLED };
enum refusal {
    REFUSES_PERSISTENCE_MODE,
    REFUSES_MINOR_NUMBER,
    REFUSES_MODULE_ID,
    REFUSES_PCIE_LINK,
    REFUSES_PCIE_REPLAYS,
    REFUSES_PCIE_THROUGHPUT,
    REFUSES_TEMPERATURE,
    REFUSES_MAX_CLOCKS,
    REFUSES_CLOCK_EVENT_REASONS,
    REFUSES_PROTECTED_MEMORY,
    REFUSES_JPEG_UTILIZATION,
    REFUSES_OFA_UTILIZATION
};
enum { PROCESS_COMPUTE = 1, PROCESS_GRAPHICS = 2, PROCESS_MPS = 4 };

#define STRUCT_S(type, name) type name;
#define STRUCT_A(type, name, count) type name[count];
#define STRUCT_T(name, size) char name[size];

struct header { HEADER_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct system { SYSTEM_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct board { BOARD_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct live { LIVE_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct gpu { GPU_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) LIVE_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct link { LINK_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct accounted { ACCOUNTED_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct event { EVENT_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct part { PART_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct process { PROCESS_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct profile { PROFILE_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };
struct vgpu_type { VGPU_TYPE_FIELDS(STRUCT_S, STRUCT_A, STRUCT_T) };

_Static_assert(sizeof(struct gpu) % 8 == 0 && sizeof(struct board) % 8 == 0, "records in a table stay aligned");

#endif
