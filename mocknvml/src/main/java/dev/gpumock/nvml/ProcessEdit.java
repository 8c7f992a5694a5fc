package dev.gpumock.nvml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Begins and ends processes that use GPUs, in the table that all GPUs share. */
final class ProcessEdit {
  private final StatePieces pieces;

  /** GPU and number of the processes that this edit adds, by the entry they got. */
  private final Map<Integer, List<Integer>> added = new HashMap<>();

  ProcessEdit(StatePieces pieces) {
    this.pieces = pieces;
  }

  /** See {@link StateEdit#process}. */
  void begin(int gpu, int pid, int kinds, long memoryBytes, String command) {
    pieces.requireGpu(gpu);
    int slot = slotOf(gpu, pid);
    pieces.process(slot, "gpu", gpu);
    pieces.process(slot, "pid", pid);
    pieces.process(slot, "gpu_instance", StateRecord.ABSENT);
    pieces.process(slot, "compute_instance", StateRecord.ABSENT);
    pieces.process(slot, "memory", memoryBytes);
    pieces.process(slot, "started_us", System.currentTimeMillis() * 1000);
    int start = pieces.before().start("processes", "process", slot);
    pieces.put(start, "process", "command", command);
    pieces.process(slot, "kind", kinds);
  }

  /** Ends a process on every GPU; where accounting is on, what it used is remembered. */
  void end(int pid) {
    for (int slot = 0; slot < StateTables.PROCESSES; slot++) {
      StateValues process = pieces.before().process(slot);
      if (process.bits("kind", 0) != 0 && process.bits("pid", 0) == pid) {
        pieces.process(slot, "kind", 0);
        account(slot, process);
      }
    }
  }

  /** Ends every process of the GPU; nothing is remembered. */
  void endAll(int gpu) {
    IntStream.range(0, StateTables.PROCESSES)
        .filter(slot -> pieces.before().process(slot).bits("gpu", 0) == gpu)
        .forEach(slot -> pieces.process(slot, "kind", 0));
  }

  private void account(int slot, StateValues process) {
    StateSnapshot before = pieces.before();
    int gpu = (int) process.bits("gpu", 0);
    if (gpu >= before.gpus() || before.gpu(gpu).bits("accounting", 0) == 0) {
      return;
    }
    long started = process.bits("started_us", 0);
    long lived = started == 0 ? 0 : System.currentTimeMillis() - started / 1000;
    int start = before.start("accounted", "accounted", slot % StateTables.ACCOUNTED);
    accounted(start, "gpu", gpu);
    accounted(start, "gpu_utilization", process.bits("sm_utilization", 0));
    accounted(start, "memory_utilization", process.bits("memory_utilization", 0));
    accounted(start, "memory_max", process.bits("memory", 0));
    accounted(start, "started_us", started);
    accounted(start, "time_ms", lived);
    accounted(start, "pid", process.bits("pid", 0));
  }

  private void accounted(int start, String name, long value) {
    pieces.put(start, "accounted", name, 0, value);
  }

  /** The process's own entry, else a free one. */
  private int slotOf(int gpu, int pid) {
    List<Integer> user = List.of(gpu, pid);
    int slot = slotOf(user).orElseGet(this::freeSlot);
    added.put(slot, user);
    return slot;
  }

  private int freeSlot() {
    return slotOf(List.of())
        .orElseThrow(
            () ->
                new LibraryException(
                    "there is room for "
                        + StateTables.PROCESSES
                        + " processes only; end one first"));
  }

  private OptionalInt slotOf(List<Integer> user) {
    return IntStream.range(0, StateTables.PROCESSES)
        .filter(slot -> user.equals(userOf(slot)))
        .findFirst();
  }

  /**
   * GPU and number of the process in an entry, those of this edit included; nothing: it is free.
   */
  private List<Integer> userOf(int slot) {
    StateValues process = pieces.before().process(slot);
    List<Integer> was =
        process.bits("kind", 0) == 0
            ? List.of()
            : List.of((int) process.bits("gpu", 0), (int) process.bits("pid", 0));
    return added.getOrDefault(slot, was);
  }
}
