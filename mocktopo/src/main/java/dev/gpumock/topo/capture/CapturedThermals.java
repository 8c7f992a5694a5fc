package dev.gpumock.topo.capture;

import java.util.Map;
import java.util.Optional;

/** The limits of a {@code gpu} element's temperatures, as temperatures or as margins to one. */
final class CapturedThermals {
  private static final String MARGIN = "_tlimit_threshold";
  private static final String THRESHOLD = "_threshold";
  private static final String TARGET = "temperature/gpu_target_temperature";

  private final SmiLog gpu;

  CapturedThermals(SmiLog gpu) {
    this.gpu = gpu;
  }

  /** Adds what the board's file calls {@code thermals} and {@code targetTemperature}. */
  void into(Properties board) {
    board.put("thermals", thermals());
    board.known("targetTemperature", targetTemperature(), gpu.refused(TARGET));
  }

  private Properties thermals() {
    Properties thermals = new Properties();
    Optional<Long> limit =
        gpu.number("temperature/gpu_temp")
            .flatMap(now -> gpu.number("temperature/gpu_temp_tlimit").map(left -> now + left));
    if (states(MARGIN) && limit.isPresent()) {
      thermals.without("thresholds").without("unreported");
      thermals.put("margins", limits(MARGIN).put("limit", limit));
    } else if (states(THRESHOLD)) {
      thermals.without("margins").without("unreported");
      thermals.put("thresholds", limits(THRESHOLD));
    } else if (refuses(THRESHOLD) && !gpu.has("temperature/gpu_temp_max" + MARGIN)) {
      thermals.without("margins").without("thresholds").put("unreported", Map.of());
    }
    return thermals;
  }

  private boolean states(String kind) {
    return gpu.number("temperature/gpu_temp_max" + kind).isPresent()
        && gpu.number("temperature/gpu_temp_slow" + kind).isPresent();
  }

  private boolean refuses(String kind) {
    return gpu.refused("temperature/gpu_temp_max" + kind)
        && gpu.refused("temperature/gpu_temp_slow" + kind);
  }

  private Properties limits(String kind) {
    String gpuMax = "temperature/gpu_temp_max_gpu" + kind;
    String memory = "temperature/gpu_temp_max_mem" + kind;
    return new Properties()
        .put("shutdown", gpu.number("temperature/gpu_temp_max" + kind))
        .put("slowdown", gpu.number("temperature/gpu_temp_slow" + kind))
        .known("gpuMax", gpu.number(gpuMax), gpu.refused(gpuMax))
        .known("memoryMax", gpu.number(memory), gpu.refused(memory));
  }

  private Optional<Map<String, Object>> targetTemperature() {
    return gpu.number(TARGET)
        .map(celsius -> end("max", end("min", new Properties().put("celsius", celsius))).toMap());
  }

  private Properties end(String name, Properties target) {
    String path = "supported_gpu_target_temp/gpu_target_temp_" + name;
    return target.known(name, gpu.number(path), gpu.refused(path));
  }
}
