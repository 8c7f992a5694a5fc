package dev.gpumock.topo.capture;

import java.nio.charset.StandardCharsets;

/** Logs of nvidia-smi -q -x with what the tests look at. */
final class CapturedLog {
  static final String HEAD =
      "<?xml version=\"1.0\" ?>\n<!DOCTYPE nvidia_smi_log SYSTEM \"nvsmi_device_v12.dtd\">\n"
          + "<nvidia_smi_log><driver_version>570.148.08</driver_version>"
          + "<cuda_version>12.8</cuda_version>";

  private CapturedLog() {}

  static String gpu(int index, String name, int celsius) {
    return ("<gpu id=\"00000000:0%1$d:00.0\"><product_name>%2$s</product_name>"
            + "<product_brand>NVIDIA</product_brand><product_architecture>Ampere</product_architecture>"
            + "<persistence_mode>Enabled</persistence_mode><addressing_mode>HMM</addressing_mode>"
            + "<mig_mode><current_mig>Disabled</current_mig></mig_mode><c2c_mode>N/A</c2c_mode>"
            + "<serial>165000000000%1$d</serial><uuid>GPU-0000000%1$d-0000-0000-0000-000000000000</uuid>"
            + "<minor_number>%1$d</minor_number><vbios_version>92.00.45.00.07</vbios_version>"
            + "<platformInfo><module_id>7</module_id><host_id>N/A</host_id></platformInfo>"
            + "<inforom_version><img_version>G506.0200.00.04</img_version>"
            + "<pwr_object>N/A</pwr_object></inforom_version>"
            + "<pci><pci_device_id>20B010DE</pci_device_id><pci_bus_id>00000000:0%1$d:00.0</pci_bus_id>"
            + "<pci_sub_system_id>134F10DE</pci_sub_system_id><pci_gpu_link_info><link_widths>"
            + "<max_link_width>16x</max_link_width><current_link_width>8x</current_link_width>"
            + "</link_widths></pci_gpu_link_info><tx_util>350 KB/s</tx_util>"
            + "<atomic_caps_inbound>FETCHADD_32 </atomic_caps_inbound></pci>"
            + "<fb_memory_usage><total>40960 MiB</total><reserved>519 MiB</reserved></fb_memory_usage>"
            + "<temperature><gpu_temp>%3$d C</gpu_temp><gpu_temp_tlimit>N/A</gpu_temp_tlimit>"
            + "<gpu_temp_max_threshold>92 C</gpu_temp_max_threshold>"
            + "<gpu_temp_slow_threshold>89 C</gpu_temp_slow_threshold>"
            + "<gpu_temp_max_gpu_threshold>85 C</gpu_temp_max_gpu_threshold>"
            + "<gpu_temp_max_mem_threshold>N/A</gpu_temp_max_mem_threshold></temperature>"
            + "<gpu_power_readings><average_power_draw>N/A</average_power_draw>"
            + "<instant_power_draw>49.68 W</instant_power_draw></gpu_power_readings>"
            + "<applications_clocks><graphics_clock>Requested functionality has been deprecated"
            + "</graphics_clock></applications_clocks><supported_clocks><supported_mem_clock>"
            + "<value>1215 MHz</value><supported_graphics_clock>1410 MHz</supported_graphics_clock>"
            + "<supported_graphics_clock>1400 MHz</supported_graphics_clock></supported_mem_clock>"
            + "</supported_clocks></gpu>")
        .formatted(index, name, celsius);
  }

  static byte[] of(String... gpus) {
    return (HEAD + String.join("", gpus) + "</nvidia_smi_log>").getBytes(StandardCharsets.UTF_8);
  }
}
