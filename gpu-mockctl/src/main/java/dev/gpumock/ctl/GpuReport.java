package dev.gpumock.ctl;

import dev.gpumock.nvml.LiveState;
import dev.gpumock.nvml.StateSnapshot;
import dev.gpumock.nvml.StateValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a driver library says of one GPU. */
record GpuReport(int index, String name, String uuid, String busId, int minor, long memoryMiB) {

  private static final long MIB = 1024 * 1024;

  /**
   * All GPUs of the library, in its order: by calling it where this system can load it, else from
   * its state.
   */
  static List<GpuReport> of(Path library) {
    return System.getProperty("os.name").equals("Linux") ? byCalls(library) : byState(library);
  }

  /** As every program asks. */
  static List<GpuReport> byCalls(Path library) {
    try (NvmlProbe nvml = new NvmlProbe(library)) {
      List<GpuReport> reports = new ArrayList<>();
      for (int i = 0; i < nvml.count(); i++) {
        reports.add(nvml.report(i));
      }
      return reports;
    }
  }

  /** From the part of the file that the library would answer from. */
  static List<GpuReport> byState(Path library) {
    StateSnapshot state = LiveState.open(library).read();
    return IntStream.range(0, state.gpus()).mapToObj(i -> of(i, state)).toList();
  }

  private static GpuReport of(int index, StateSnapshot state) {
    StateValues gpu = state.gpu(index);
    StateValues board = state.board(index);
    return new GpuReport(
        index,
        board.text("name"),
        gpu.text("uuid"),
        "%08X:%02X:%02X.0".formatted(part(gpu, "domain"), part(gpu, "bus"), part(gpu, "device")),
        part(gpu, "minor"),
        board.number("memory_total").orElseThrow() / MIB);
  }

  private static int part(StateValues gpu, String name) {
    return (int) gpu.number(name).orElseThrow();
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
