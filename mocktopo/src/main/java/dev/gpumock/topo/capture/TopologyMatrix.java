package dev.gpumock.topo.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of {@code nvidia-smi topo -m}, and its legend of network adapters. */
final class TopologyMatrix {
  private static final Pattern LEGEND = Pattern.compile("\\s*(NIC[0-9]+):\\s+(\\S+)\\s*");
  private static final String DEVICE = "(GPU|NIC)[0-9]+|mlx5_\\S+";

  /** Names of the columns in their order. */
  private final List<String> devices = new ArrayList<>();

  private final Map<String, List<String>> rows = new LinkedHashMap<>();
  private final Map<String, String> legend = new LinkedHashMap<>();

  TopologyMatrix(String text) {
    text.replaceAll("\u001b\\[[0-9;]*m", "").lines().forEach(this::line);
  }

  private void line(String line) {
    Matcher name = LEGEND.matcher(line);
    if (name.matches()) {
      legend.put(name.group(1), name.group(2));
      return;
    }
    List<String> words = new ArrayList<>();
    for (String word : line.strip().split("\t|  +")) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    if (words.isEmpty() || !words.get(0).matches(DEVICE)) {
      return;
    }
    if (devices.isEmpty()) {
      words.stream().filter(word -> word.matches(DEVICE)).forEach(devices::add);
    } else {
      rows.put(words.get(0), words.subList(1, words.size()));
    }
  }

  /** How many have a row. */
  int gpus() {
    return (int) rows.keySet().stream().filter(device -> device.startsWith("GPU")).count();
  }

  List<String> nics() {
    return devices.stream().filter(device -> !device.startsWith("GPU")).toList();
  }

  /** The name in the legend, else the column's. */
  String nicName(String nic) {
    return legend.getOrDefault(nic, nic.toLowerCase(java.util.Locale.ROOT));
  }

  List<String> devices() {
    return List.copyOf(devices);
  }

  Optional<String> cell(String a, String b) {
    return word(a, devices.indexOf(b));
  }

  Optional<String> cpuAffinity(int gpu) {
    return word("GPU" + gpu, devices.size()).filter(text -> text.matches("[0-9,-]+"));
  }

  Optional<String> numaAffinity(int gpu) {
    return word("GPU" + gpu, devices.size() + 1).filter(text -> text.matches("[0-9,-]+"));
  }

  Optional<String> gpuNumaId(int gpu) {
    return word("GPU" + gpu, devices.size() + 2).filter(text -> text.matches("[0-9]+"));
  }

  private Optional<String> word(String row, int index) {
    List<String> words = rows.getOrDefault(row, List.of());
    return index >= 0 && index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }
}
