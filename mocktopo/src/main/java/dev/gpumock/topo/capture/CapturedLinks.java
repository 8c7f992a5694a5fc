package dev.gpumock.topo.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The NVLinks that topo -m tells of; without it there are none. */
final class CapturedLinks {
  /** More than any GPU has: then the same links lead to all others, through switches. */
  private static final int MOST_LINKS = 18;

  /**
   * Generation and speed of a link in MB/s, as nvidia-smi nvlink -s prints it, by GPU generation.
   */
  private static final Map<String, int[]> KINDS =
      Map.of(
          "Pascal", new int[] {1, 19_531},
          "Volta", new int[] {2, 25_781},
          "Turing", new int[] {2, 25_781},
          "Ampere", new int[] {3, 14_062},
          "Hopper", new int[] {4, 26_562},
          "Blackwell", new int[] {5, 53_125});

  private final Optional<TopologyMatrix> matrix;
  private final int gpuCount;

  CapturedLinks(Optional<TopologyMatrix> matrix, int gpuCount) {
    this.matrix = matrix;
    this.gpuCount = gpuCount;
  }

  boolean areSwitched() {
    return total(0) > MOST_LINKS;
  }

  /** Direct links. */
  List<Map<String, Object>> pairs() {
    List<Map<String, Object>> pairs = new ArrayList<>();
    for (int a = 0; a < gpuCount; a++) {
      for (int b = a + 1; b < gpuCount; b++) {
        int links = between(a, b);
        if (links > 0) {
          pairs.add(new Properties().put("a", a).put("b", b).put("links", links).toMap());
        }
      }
    }
    return pairs;
  }

  /** How many a GPU has at least. */
  int ports() {
    int most = 0;
    for (int gpu = 0; gpu < gpuCount; gpu++) {
      most = Math.max(most, areSwitched() ? between(gpu, gpu == 0 ? 1 : 0) : total(gpu));
    }
    return most;
  }

  /** The board's {@code nvlink} for GPUs that no board of the catalog has so many links as. */
  Properties nvlink(String architecture) {
    int[] kind = KINDS.getOrDefault(architecture, KINDS.get("Ampere"));
    return new Properties()
        .put("generation", kind[0])
        .put("count", ports())
        .put("speedMBps", kind[1]);
  }

  private int total(int gpu) {
    int links = 0;
    for (int other = 0; other < gpuCount; other++) {
      links += between(gpu, other);
    }
    return links;
  }

  private int between(int a, int b) {
    return matrix
        .flatMap(m -> m.cell("GPU" + a, "GPU" + b))
        .filter(text -> text.matches("NV[0-9]{1,2}"))
        .map(text -> Integer.parseInt(text.substring(2)))
        .orElse(0);
  }
}
