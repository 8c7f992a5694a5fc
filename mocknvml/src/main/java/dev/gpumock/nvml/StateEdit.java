package dev.gpumock.nvml;

import dev.gpumock.nvml.StateLayout.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Changes of a placed library's state that take effect together; see {@link LiveState#change}. */
public final class StateEdit {
  /** Bytes that go to a place in the image. */
  record Piece(int offset, byte[] bytes) {}

  private final StateSnapshot before;
  private final StateLayout layout;
  private final List<Piece> pieces = new ArrayList<>();

  /** GPU and number of the processes that this edit adds, by the entry they got. */
  private final Map<Integer, List<Integer>> added = new HashMap<>();

  private long events;

  StateEdit(StateSnapshot before, StateLayout layout) {
    this.before = before;
    this.layout = layout;
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** The sequence number of the header while (1) and after (2) the change is written. */
  Piece sequence(int step) {
    long even = (before.sequence() + 1) / 2 * 2;
    Field field = layout.field("header", "sequence");
    return new Piece(field.offset(), bytes(even + step, field.size()));
  }

  private static byte[] bytes(long value, int size) {
    byte[] all =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return Arrays.copyOf(all, size);
  }

  /** The state before this change. */
  public StateSnapshot before() {
    return before;
  }

  /** Sets a number of a GPU, for example {@code temperature}. */
  public StateEdit gpu(int gpu, String name, long value) {
    return gpu(gpu, name, 0, value);
  }

  /** Sets an element of an array of a GPU, for example {@code ecc_volatile_corrected}. */
  public StateEdit gpu(int gpu, String name, int element, long value) {
    requireGpu(gpu);
    if (name.equals("power_usage")) {
      settleEnergy(gpu);
    }
    return put(before.start("gpus", "gpu", gpu), "gpu", name, element, value);
  }

  /** Sets a text of a GPU, for example {@code serial}. */
  public StateEdit gpu(int gpu, String name, String text) {
    requireGpu(gpu);
    return put(before.start("gpus", "gpu", gpu), "gpu", name, text);
  }

  /** Sets a number of an NVLink of a GPU, for example {@code state}. */
  public StateEdit link(int gpu, int link, String name, long value) {
    requireGpu(gpu);
    int perGpu = (int) before.header().bits("links_per_gpu", 0);
    if (link < 0 || link >= perGpu) {
      throw new LibraryException("GPU " + gpu + " has no NVLink " + link);
    }
    return put(before.start("links", "link", gpu * perGpu + link), "link", name, 0, value);
  }

  /** Sets a number of the node, for example {@code fabric_state}. */
  public StateEdit system(String name, long value) {
    return put(before.start("system", "system", 0), "system", name, 0, value);
  }

  private void requireGpu(int gpu) {
    if (gpu < 0 || gpu >= before.gpus()) {
      throw new LibraryException(
          "there is no GPU " + gpu + "; the machine has 0 to " + (before.gpus() - 1));
    }
  }

  /** Counts what the GPU has used up to now at the draw that is about to change. */
  private void settleEnergy(int gpu) {
    StateValues now = before.gpu(gpu);
    long micros = BootClock.micros();
    long passed = Math.max(0, micros - now.bits("energy_us", 0)) / 1000;
    long used = passed * now.number("power_usage").orElse(0) / 1_000_000;
    int start = before.start("gpus", "gpu", gpu);
    put(start, "gpu", "energy_mj", 0, now.bits("energy_mj", 0) + used);
    put(start, "gpu", "energy_us", 0, micros);
  }

  /**
   * Sets all values of the GPU back to what the machine describes; its processes and GPU instances
   * go.
   */
  public StateEdit reset(int gpu) {
    requireGpu(gpu);
    settleEnergy(gpu);
    StateValues initial = before.initial(gpu);
    int start = before.start("gpus", "gpu", gpu);
    for (Field field : layout.fields("live").values()) {
      if (field.isText()) {
        put(start, "gpu", field.name(), initial.text(field.name()));
      } else if (!field.name().startsWith("energy_")) {
        IntStream.range(0, field.count())
            .forEach(i -> put(start, "gpu", field.name(), i, initial.bits(field.name(), i)));
      }
    }
    IntStream.range(0, StateTables.PROCESSES)
        .filter(slot -> before.process(slot).bits("gpu", 0) == gpu)
        .forEach(slot -> process(slot, "kind", 0));
    resetLinks(gpu);
    resetInstances(start);
    return put(start, "gpu", "hostname", "");
  }

  /** A placed library has no GPU instances and no compute instances. */
  private void resetInstances(int start) {
    for (String used : List.of("gi_used", "ci_used")) {
      IntStream.range(0, layout.field("gpu", used).count())
          .forEach(slot -> put(start, "gpu", used, slot, 0));
    }
  }

  /** A link that leads somewhere is up, and none has had an error. */
  private void resetLinks(int gpu) {
    int perGpu = (int) before.header().bits("links_per_gpu", 0);
    for (int link = 0; link < perGpu; link++) {
      long kind = before.link(gpu, link).bits("remote_kind", 0);
      link(gpu, link, "state", kind == LinkPlan.REMOTE_UNKNOWN ? 0 : 1);
      for (String name : layout.fields("link").keySet()) {
        if (name.endsWith("_errors")) {
          link(gpu, link, name, 0);
        }
      }
    }
  }

  /** Sets what belongs to no GPU back to what the machine describes. */
  public StateEdit resetSystem() {
    for (int i = 0; i < FabricHealth.FIELDS.size(); i++) {
      system(FabricHealth.FIELDS.get(i), before.system().bits(FabricHealth.INITIAL, i));
    }
    return system("nvlink_bw_mode", 0).system("cc_ready", 0).system("cc_key_rotation", 0);
  }

  /**
   * Appends an event, which wakes those who wait for its type.
   *
   * @param type one bit of nvmlEventType*, for example 8 for an Xid
   * @param data of the event, for example the Xid's number
   */
  public StateEdit event(int gpu, long type, long data) {
    requireGpu(gpu);
    long number = before.header().bits("event_count", 0) + ++events;
    int slot = (int) ((number - 1) % StateTables.EVENTS);
    int start = before.start("events", "event", slot);
    put(start, "event", "type", 0, type);
    put(start, "event", "data", 0, data);
    put(start, "event", "gpu", 0, gpu);
    put(start, "event", "gpu_instance", 0, StateRecord.ABSENT);
    put(start, "event", "compute_instance", 0, StateRecord.ABSENT);
    put(start, "event", "number", 0, number);
    return put(0, "header", "event_count", 0, number);
  }

  /**
   * Adds a process that uses the GPU, or changes the one with this number.
   *
   * @param kinds 1 compute, 2 graphics, 4 MPS, or a sum of them
   */
  public StateEdit process(int gpu, int pid, int kinds, long memoryBytes, String command) {
    requireGpu(gpu);
    int slot = slotOf(gpu, pid);
    process(slot, "gpu", gpu);
    process(slot, "pid", pid);
    process(slot, "gpu_instance", StateRecord.ABSENT);
    process(slot, "compute_instance", StateRecord.ABSENT);
    process(slot, "memory", memoryBytes);
    process(slot, "started_us", System.currentTimeMillis() * 1000);
    put(before.start("processes", "process", slot), "process", "command", command);
    process(slot, "kind", kinds);
    return this;
  }

  /** Ends a process on every GPU; where accounting is on, what it used is remembered. */
  public StateEdit endProcess(int pid) {
    for (int slot = 0; slot < StateTables.PROCESSES; slot++) {
      StateValues process = before.process(slot);
      if (process.bits("kind", 0) != 0 && process.bits("pid", 0) == pid) {
        process(slot, "kind", 0);
        account(slot, process);
      }
    }
    return this;
  }

  private void account(int slot, StateValues process) {
    int gpu = (int) process.bits("gpu", 0);
    if (gpu >= before.gpus() || before.gpu(gpu).bits("accounting", 0) == 0) {
      return;
    }
    long started = process.bits("started_us", 0);
    long lived = started == 0 ? 0 : System.currentTimeMillis() - started / 1000;
    int start = before.start("accounted", "accounted", slot % StateTables.ACCOUNTED);
    put(start, "accounted", "gpu", 0, gpu);
    put(start, "accounted", "gpu_utilization", 0, process.bits("sm_utilization", 0));
    put(start, "accounted", "memory_utilization", 0, process.bits("memory_utilization", 0));
    put(start, "accounted", "memory_max", 0, process.bits("memory", 0));
    put(start, "accounted", "started_us", 0, started);
    put(start, "accounted", "time_ms", 0, lived);
    put(start, "accounted", "pid", 0, process.bits("pid", 0));
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
    StateValues process = before.process(slot);
    List<Integer> was =
        process.bits("kind", 0) == 0
            ? List.of()
            : List.of((int) process.bits("gpu", 0), (int) process.bits("pid", 0));
    return added.getOrDefault(slot, was);
  }

  private void process(int slot, String name, long value) {
    put(before.start("processes", "process", slot), "process", name, 0, value);
  }

  private StateEdit put(int start, String record, String name, int element, long value) {
    Field field = layout.field(record, name);
    if (field.isText() || element < 0 || element >= field.count()) {
      throw new LibraryException(
          record + "." + name + (field.isText() ? " is a text" : " has no element " + element));
    }
    pieces.add(
        new Piece(start + field.offset() + element * field.size(), bytes(value, field.size())));
    return this;
  }

  private StateEdit put(int start, String record, String name, String text) {
    Field field = layout.field(record, name);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    if (!field.isText() || ascii.length >= field.size()) {
      throw new LibraryException(
          record
              + "."
              + name
              + (field.isText()
                  ? " holds at most " + (field.size() - 1) + " characters"
                  : " is a number"));
    }
    pieces.add(new Piece(start + field.offset(), Arrays.copyOf(ascii, field.size())));
    return this;
  }
}
