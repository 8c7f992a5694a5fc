package dev.gpumock.nvml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A state image while it is made: the header, and behind it one table after the other. */
final class StateImage {
  private static final long MAGIC = 0x4b434f4d55504731L;

  /** How many rows each table has. */
  record Counts(
      int boards, int gpus, int linksPerGpu, int clocks, int profiles, int parts, int vgpuTypes) {}

  private final StateLayout layout;
  private final ByteBuffer image;
  private final Map<String, Integer> starts = new LinkedHashMap<>();
  private int clocksUsed;
  private int end;

  StateImage(StateLayout layout, Counts counts) {
    this.layout = layout;
    end = layout.size("header");
    table("system", 1, layout.size("system"));
    table("boards", counts.boards(), layout.size("board"));
    table("gpus", counts.gpus(), layout.size("gpu"));
    table("links", counts.gpus() * counts.linksPerGpu(), layout.size("link"));
    table("clocks", counts.clocks(), Short.BYTES);
    table("profiles", counts.profiles(), layout.size("profile"));
    table("parts", counts.parts(), layout.size("part"));
    table("vgpu_types", counts.vgpuTypes(), layout.size("vgpu_type"));
    table("processes", StateTables.PROCESSES, layout.size("process"));
    table("accounted", StateTables.ACCOUNTED, layout.size("accounted"));
    table("events", StateTables.EVENTS, layout.size("event"));
    table("initial", counts.gpus(), layout.size("live"));
    image = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    header(counts);
  }

  private void table(String name, int rows, int rowSize) {
    starts.put(name, end);
    end = (end + rows * rowSize + 7) / 8 * 8;
  }

  private void header(Counts counts) {
    StateRecord header =
        new StateRecord(image, layout, "header", 0)
            .put("magic", MAGIC)
            .put("layout_hash", layout.hash())
            .put("size", end)
            .put("board_count", counts.boards())
            .put("gpu_count", counts.gpus())
            .put("links_per_gpu", counts.linksPerGpu())
            .put("clock_count", counts.clocks())
            .put("profile_count", counts.profiles())
            .put("part_count", counts.parts())
            .put("vgpu_type_count", counts.vgpuTypes());
    starts.forEach((table, start) -> header.put(table + "_offset", start));
  }

  private StateRecord row(String table, String record, int number) {
    return new StateRecord(image, layout, record, starts.get(table) + number * layout.size(record));
  }

  StateRecord system() {
    return row("system", "system", 0);
  }

  StateRecord board(int number) {
    return row("boards", "board", number);
  }

  StateRecord gpu(int number) {
    return row("gpus", "gpu", number);
  }

  StateRecord link(int number) {
    return row("links", "link", number);
  }

  StateRecord profile(int number) {
    return row("profiles", "profile", number);
  }

  StateRecord part(int number) {
    return row("parts", "part", number);
  }

  StateRecord vgpuType(int number) {
    return row("vgpu_types", "vgpu_type", number);
  }

  /** Remembers the GPU's values as they are now, as those that a reset goes back to. */
  void keepInitial(int number) {
    gpu(number).copyTo(row("initial", "live", number));
  }

  /** Adds clocks in MHz to the pool; answers the number of the first. */
  int addClocks(List<Integer> megahertz) {
    int first = clocksUsed;
    for (int mhz : megahertz) {
      image.putShort(starts.get("clocks") + clocksUsed++ * Short.BYTES, (short) mhz);
    }
    return first;
  }

  byte[] bytes() {
    return image.array().clone();
  }
}
