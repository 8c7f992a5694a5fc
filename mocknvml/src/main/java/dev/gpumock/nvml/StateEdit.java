package dev.gpumock.nvml;

/** Changes of a placed library's state that take effect together; see {@link LiveState#change}. */
public final class StateEdit {
  private final StatePieces pieces;
  private final ProcessEdit processes;
  private long events;

  StateEdit(StateSnapshot before, StateLayout layout) {
    this.pieces = new StatePieces(before, layout);
    this.processes = new ProcessEdit(pieces);
  }

  StatePieces pieces() {
    return pieces;
  }

  /** The state before this change. */
  public StateSnapshot before() {
    return pieces.before();
  }

  /** Sets a number of a GPU, for example {@code temperature}. */
  public StateEdit gpu(int gpu, String name, long value) {
    return gpu(gpu, name, 0, value);
  }

  /** Sets an element of an array of a GPU, for example {@code ecc_volatile_corrected}. */
  public StateEdit gpu(int gpu, String name, int element, long value) {
    pieces.requireGpu(gpu);
    if (name.equals("power_usage")) {
      settleEnergy(gpu);
    }
    pieces.gpu(gpu, name, element, value);
    return this;
  }

  /** Sets a text of a GPU, for example {@code serial}. */
  public StateEdit gpu(int gpu, String name, String text) {
    pieces.gpu(gpu, name, text);
    return this;
  }

  /** Sets a number of an NVLink of a GPU, for example {@code state}. */
  public StateEdit link(int gpu, int link, String name, long value) {
    pieces.link(gpu, link, name, value);
    return this;
  }

  /** Sets a number of the node, for example {@code fabric_state}. */
  public StateEdit system(String name, long value) {
    pieces.put(before().start("system", "system", 0), "system", name, 0, value);
    return this;
  }

  /** Counts what the GPU has used up to now at the draw that is about to change. */
  private void settleEnergy(int gpu) {
    StateValues now = before().gpu(gpu);
    long micros = BootClock.micros();
    long passed = Math.max(0, micros - now.bits("energy_us", 0)) / 1000;
    long used = passed * now.number("power_usage").orElse(0) / 1000;
    pieces.gpu(gpu, "energy_mj", 0, now.bits("energy_mj", 0) + used);
    pieces.gpu(gpu, "energy_us", 0, micros);
  }

  /**
   * Sets all values of the GPU back to what the machine describes, its GPU instances too; its
   * processes go.
   */
  public StateEdit reset(int gpu) {
    pieces.requireGpu(gpu);
    settleEnergy(gpu);
    GpuReset reset = new GpuReset(pieces);
    reset.values(gpu);
    processes.endAll(gpu);
    reset.links(gpu);
    return this;
  }

  /** Sets what belongs to no GPU back to what the machine describes. */
  public StateEdit resetSystem() {
    for (int i = 0; i < FabricHealth.FIELDS.size(); i++) {
      system(FabricHealth.FIELDS.get(i), before().system().bits(FabricHealth.INITIAL, i));
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
    pieces.requireGpu(gpu);
    long number = before().header().bits("event_count", 0) + ++events;
    int start = before().start("events", "event", (int) ((number - 1) % StateTables.EVENTS));
    pieces.put(start, "event", "type", 0, type);
    pieces.put(start, "event", "data", 0, data);
    pieces.put(start, "event", "gpu", 0, gpu);
    pieces.put(start, "event", "gpu_instance", 0, StateRecord.ABSENT);
    pieces.put(start, "event", "compute_instance", 0, StateRecord.ABSENT);
    pieces.put(start, "event", "number", 0, number);
    pieces.put(0, "header", "event_count", 0, number);
    return this;
  }

  /**
   * Adds a process that uses the GPU, or changes the one with this number.
   *
   * @param kinds 1 compute, 2 graphics, 4 MPS, or a sum of them
   */
  public StateEdit process(int gpu, int pid, int kinds, long memoryBytes, String command) {
    processes.begin(gpu, pid, kinds, memoryBytes, command);
    return this;
  }

  /** Ends a process on every GPU; where accounting is on, what it used is remembered. */
  public StateEdit endProcess(int pid) {
    processes.end(pid);
    return this;
  }
}
