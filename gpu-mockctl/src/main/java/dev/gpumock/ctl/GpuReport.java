package dev.gpumock.ctl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a driver library says of one GPU. */
record GpuReport(int index, String name, String uuid, String busId, int minor, long memoryMiB) {

  /** All GPUs of the library, in its order. */
  static List<GpuReport> of(Path library) {
    try (NvmlProbe nvml = new NvmlProbe(library)) {
      List<GpuReport> reports = new ArrayList<>();
      for (int i = 0; i < nvml.count(); i++) {
        reports.add(nvml.report(i));
      }
      return reports;
    }
  }

  Map<String, Object> asRow() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", index);
    row.put("name", name);
    row.put("memory", memoryMiB + " MiB");
    row.put("pci", busId);
    row.put("device", "nvidia" + minor);
    row.put("uuid", uuid);
    return row;
  }
}
