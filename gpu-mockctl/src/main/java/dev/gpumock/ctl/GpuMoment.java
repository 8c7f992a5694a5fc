package dev.gpumock.ctl;

import dev.gpumock.nvml.StateSnapshot;
import dev.gpumock.nvml.StateValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** How one GPU of a driver library is at this moment; what it does not have is a dash. */
record GpuMoment(StateSnapshot state, int gpu) {
  private static final long MIB = 1024 * 1024;
  private static final String NONE = "-";

  static List<GpuMoment> of(StateSnapshot state) {
    return IntStream.range(0, state.gpus()).mapToObj(gpu -> new GpuMoment(state, gpu)).toList();
  }

  String uuid() {
    return values().text("uuid");
  }

  private StateValues values() {
    return state.gpu(gpu);
  }

  private String value(String name, long divisor, String unit) {
    OptionalLong number = values().number(name);
    return number.isEmpty() ? NONE : number.getAsLong() / divisor + unit;
  }

  Map<String, Object> asRow() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", gpu);
    row.put("name", state.board(gpu).text("name"));
    row.put("state", value("failure", 1, "").equals("0") ? "P" + value("pstate", 1, "") : "lost");
    row.putAll(measured());
    return row;
  }

  /** What changes from moment to moment. */
  Map<String, Object> measured() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("celsius", value("temperature", 1, ""));
    row.put("power", value("power_usage", 1000, " W"));
    row.put("limit", value("power_limit", 1000, " W"));
    row.put("clock", clock());
    row.put("busy", value("gpu_utilization", 1, " %"));
    row.put("used", value("memory_used", MIB, " MiB"));
    row.put("processes", processes());
    return row;
  }

  private String clock() {
    OptionalLong graphics = values().number("clock", 0);
    return graphics.isEmpty() ? NONE : graphics.getAsLong() + " MHz";
  }

  private long processes() {
    return state.processes().stream().filter(p -> p.number("gpu").orElse(-1) == gpu).count();
  }
}
