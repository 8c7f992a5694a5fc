package dev.gpumock.ctl.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node's driver says of its GPUs: its {@code /proc}, and its library. */
record NodeFacts(List<ProcGpu> proc, List<NvmlGpu> nvml) {
  private static final Pattern LINE =
      Pattern.compile("(GPU UUID|Bus Location|Device Minor):\\s*(\\S+)");
  private static final int BDF_LENGTH = 12;

  NodeFacts {
    proc = List.copyOf(proc);
    nvml = List.copyOf(nvml);
  }

  /** An {@code information} file. */
  record ProcGpu(String bus, String uuid, String minor) {}

  record NvmlGpu(String bus, String uuid) {}

  /**
   * @param information all {@code information} files, each after a line {@code ==}
   * @param query PCI address and UUID of a GPU on a line
   */
  static NodeFacts of(String information, String query) {
    List<ProcGpu> proc = new ArrayList<>();
    for (String file : information.split("(?m)^==.*$")) {
      if (!file.isBlank()) {
        proc.add(procGpu(file));
      }
    }
    List<NvmlGpu> nvml = new ArrayList<>();
    for (String line : query.lines().filter(l -> l.contains(",")).toList()) {
      String[] cells = line.split(",", 2);
      nvml.add(new NvmlGpu(shortBus(cells[0]), cells[1].strip()));
    }
    return new NodeFacts(proc, nvml);
  }

  private static ProcGpu procGpu(String file) {
    String bus = "";
    String uuid = "";
    String minor = "";
    for (Matcher line = LINE.matcher(file); line.find(); ) {
      switch (line.group(1)) {
        case "GPU UUID" -> uuid = line.group(2);
        case "Bus Location" -> bus = shortBus(line.group(2));
        default -> minor = line.group(2);
      }
    }
    return new ProcGpu(bus, uuid, minor);
  }

  /** NVML writes the domain with eight digits, the kernel with four. */
  static String shortBus(String bus) {
    String text = bus.strip().toLowerCase(Locale.ROOT);
    return text.substring(Math.max(0, text.length() - BDF_LENGTH));
  }

  Optional<String> uuidOfMinor(String minor) {
    return proc.stream().filter(gpu -> gpu.minor().equals(minor)).map(ProcGpu::uuid).findFirst();
  }

  Optional<String> procUuid(String bus) {
    return proc.stream().filter(gpu -> gpu.bus().equals(bus)).map(ProcGpu::uuid).findFirst();
  }

  Optional<String> nvmlUuid(String bus) {
    return nvml.stream().filter(gpu -> gpu.bus().equals(bus)).map(NvmlGpu::uuid).findFirst();
  }
}
