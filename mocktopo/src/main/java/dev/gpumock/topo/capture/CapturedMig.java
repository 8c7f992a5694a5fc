package dev.gpumock.topo.capture;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.Mig;
import dev.gpumock.topo.catalog.CatalogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Adds the MIG devices of a log to a machine file that is whole without them. */
final class CapturedMig {
  private static final String PROPERTY = "gpuInstances";
  private static final String FOUND =
      "# Of MIG the log has ids and engines. The profiles are those of the board's table that fit\n"
          + "# both, places follow from the ids; GPU instances with nothing in them are not in it.\n";

  private final List<SmiLog> gpus;
  private final Machine machine;

  /**
   * @param machine what the file gives without MIG devices: its boards have the tables of profiles
   */
  CapturedMig(List<SmiLog> gpus, Machine machine) {
    this.gpus = gpus;
    this.machine = machine;
  }

  /**
   * Answers comments for the head of the file.
   *
   * @param reader refuses what is no machine
   */
  List<String> addTo(Map<String, Object> file, Consumer<Map<String, Object>> reader) {
    List<String> found = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (int i = 0; i < gpus.size(); i++) {
      List<SmiLog> devices =
          gpus.get(i).all("mig_devices").stream()
              .flatMap(list -> list.all("mig_device").stream())
              .toList();
      if (devices.isEmpty()) {
        continue;
      }
      Map<String, Object> slot = slot(file, i);
      try {
        slot.put(PROPERTY, new CapturedInstances(devices, mig(i)).properties());
        reader.accept(file);
        found.add(FOUND);
      } catch (IllegalArgumentException | CatalogException e) {
        slot.remove(PROPERTY);
        leftOut.add("# The MIG devices of GPU %d are left out: %s\n".formatted(i, reason(e)));
      }
    }
    List<String> comments = new ArrayList<>(found.stream().distinct().toList());
    comments.addAll(leftOut);
    return comments;
  }

  private Mig mig(int gpu) {
    return machine
        .gpus()
        .get(gpu)
        .board()
        .mig()
        .orElseThrow(() -> new IllegalArgumentException("the board is not known to have MIG"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> slot(Map<String, Object> file, int number) {
    return ((List<Map<String, Object>>) file.get("gpus")).get(number);
  }

  private static String reason(RuntimeException e) {
    return e.getMessage().replaceFirst("^machine file:[0-9]+: " + PROPERTY + ": ", "");
  }
}
