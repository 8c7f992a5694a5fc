package dev.gpumock.topo.capture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clocks that a {@code gpu} element says the product can have. */
final class CapturedClocks {
  private final SmiLog gpu;

  CapturedClocks(SmiLog gpu) {
    this.gpu = gpu;
  }

  Properties properties() {
    Properties clocks = new Properties();
    clocks.put("max", clockSet(gpu, "max_clocks"));
    String applications = "default_applications_clocks/graphics_clock";
    Optional<Long> graphics = gpu.number(applications);
    Optional<Long> memory = gpu.number("default_applications_clocks/mem_clock");
    if (gpu.refused(applications)) {
      clocks.without("applicationDefault");
    } else if (graphics.isPresent() && memory.isPresent()) {
      Properties pair = new Properties();
      clocks.put("applicationDefault", pair.put("graphicsMhz", graphics).put("memoryMhz", memory));
    }
    String boost = "max_customer_boost_clocks/graphics_clock";
    clocks.known("customerBoostMhz", gpu.number(boost), gpu.refused(boost));
    List<Map<String, Object>> supported = supported();
    if (!supported.isEmpty()) {
      clocks.put("supported", supported);
    }
    return clocks;
  }

  static Properties clockSet(SmiLog gpu, String group) {
    Properties clocks = new Properties();
    clocks.put("graphicsMhz", gpu.number(group + "/graphics_clock"));
    clocks.put("smMhz", gpu.number(group + "/sm_clock"));
    clocks.put("memoryMhz", gpu.number(group + "/mem_clock"));
    clocks.put("videoMhz", gpu.number(group + "/video_clock"));
    return clocks;
  }

  private List<Map<String, Object>> supported() {
    List<Map<String, Object>> supported = new ArrayList<>();
    for (SmiLog group : gpu.all("supported_clocks")) {
      for (SmiLog memory : group.all("supported_mem_clock")) {
        List<Integer> mhz =
            memory.all("supported_graphics_clock").stream()
                .map(clock -> Integer.parseInt(clock.text().replaceFirst(" .*", "")))
                .toList();
        if (!mhz.isEmpty()) {
          memory.number("value").ifPresent(value -> supported.add(clocksAt(value, mhz)));
        }
      }
    }
    return supported;
  }

  /** Steps of 15 or 7.5 MHz where they give the list, else the list. */
  private static Map<String, Object> clocksAt(long memoryMhz, List<Integer> mhz) {
    Map<String, Object> clocks = new LinkedHashMap<>();
    clocks.put("memoryMhz", memoryMhz);
    for (Number from : List.<Number>of(mhz.get(0), mhz.get(0) + 0.5)) {
      for (Number step : List.<Number>of(15, 7.5)) {
        if (stepped(decimal(from), decimal(step), mhz.size()).equals(mhz)) {
          clocks.put("from", from);
          clocks.put("step", step);
          clocks.put("count", mhz.size());
          return clocks;
        }
      }
    }
    clocks.put("graphicsMhz", mhz);
    return clocks;
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }

  private static List<Integer> stepped(BigDecimal from, BigDecimal step, int count) {
    List<Integer> mhz = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal clock = from.subtract(step.multiply(BigDecimal.valueOf(i)));
      mhz.add(clock.setScale(0, RoundingMode.DOWN).intValue());
    }
    return mhz;
  }
}
