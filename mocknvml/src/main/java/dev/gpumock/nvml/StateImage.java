package dev.gpumock.nvml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A state image while it is made: header, system, boards, GPUs, processes, pool of clocks and MIG
 * profiles, one behind the other.
 */
final class StateImage {
  private static final long MAGIC = 0x4b434f4d55504731L;

  /** MAX_PROCESSES of state.h. */
  private static final int PROCESSES = 64;

  private final StateLayout layout;
  private final ByteBuffer image;
  private final int boards;
  private final int gpus;
  private final int clocks;
  private final int profiles;
  private final List<Integer> clockPool = new ArrayList<>();

  StateImage(StateLayout layout, int boardCount, int gpuCount, int clockCount, int profileCount) {
    this.layout = layout;
    int system = layout.size("header");
    boards = aligned(system + layout.size("system"));
    gpus = aligned(boards + boardCount * layout.size("board"));
    int processes = aligned(gpus + gpuCount * layout.size("gpu"));
    clocks = aligned(processes + PROCESSES * layout.size("process"));
    profiles = aligned(clocks + clockCount * Short.BYTES);
    int size = aligned(profiles + profileCount * layout.size("profile"));
    image = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    record("header", 0)
        .put("magic", MAGIC)
        .put("layout_hash", layout.hash())
        .put("size", size)
        .put("board_count", boardCount)
        .put("gpu_count", gpuCount)
        .put("system_offset", system)
        .put("boards_offset", boards)
        .put("gpus_offset", gpus)
        .put("processes_offset", processes)
        .put("clocks_offset", clocks)
        .put("clock_count", clockCount)
        .put("profiles_offset", profiles)
        .put("profile_count", profileCount);
  }

  private static int aligned(int offset) {
    return (offset + 7) / 8 * 8;
  }

  private StateRecord record(String name, int start) {
    return new StateRecord(image, layout, name, start);
  }

  StateRecord system() {
    return record("system", layout.size("header"));
  }

  StateRecord board(int number) {
    return record("board", boards + number * layout.size("board"));
  }

  StateRecord gpu(int number) {
    return record("gpu", gpus + number * layout.size("gpu"));
  }

  StateRecord profile(int number) {
    return record("profile", profiles + number * layout.size("profile"));
  }

  /** Adds clocks in MHz to the pool; answers the number of the first. */
  int addClocks(List<Integer> megahertz) {
    int first = clockPool.size();
    for (int mhz : megahertz) {
      image.putShort(clocks + clockPool.size() * Short.BYTES, (short) mhz);
      clockPool.add(mhz);
    }
    return first;
  }

  byte[] bytes() {
    return image.array().clone();
  }
}
