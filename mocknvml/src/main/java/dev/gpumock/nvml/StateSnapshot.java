package dev.gpumock.nvml;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** What a placed library's state was at one moment. Values are named as in state.h. */
public final class StateSnapshot {
  private static final long MAGIC = 0x4b434f4d55504731L;
  private static final String HEADER = "header";

  private final ByteBuffer image;
  private final StateLayout layout;

  StateSnapshot(ByteBuffer image, StateLayout layout) {
    this.image = image;
    this.layout = layout;
  }

  StateValues header() {
    return new StateValues(image, layout, HEADER, 0);
  }

  boolean hasMagic() {
    return image.capacity() > layout.size(HEADER) && header().bits("magic", 0) == MAGIC;
  }

  long sequence() {
    return header().bits("sequence", 0);
  }

  /** Refuses a header that points out of the image. */
  void requireInside() {
    try {
      system().text("machine");
      for (int i = 0; i < gpus(); i++) {
        gpu(i).bits("link_rx_kib", 0);
        initial(i).bits("link_rx_kib", 0);
        board(i).text("name");
      }
      process(StateTables.PROCESSES - 1).text("command");
      row("events", "event", StateTables.EVENTS - 1).bits("gpu", 0);
    } catch (IndexOutOfBoundsException e) {
      throw new LibraryException("its state is damaged; place the library again", e);
    }
  }

  int start(String table, String record, int number) {
    return (int) header().bits(table + "_offset", 0) + number * layout.size(record);
  }

  StateValues row(String table, String record, int number) {
    return new StateValues(image, layout, record, start(table, record, number));
  }

  /** How many GPUs the machine has, hidden ones included. */
  public int gpus() {
    return (int) header().bits("gpu_count", 0);
  }

  /** The node and its driver. */
  public StateValues system() {
    return row("system", "system", 0);
  }

  /** Who the GPU is and how it is. */
  public StateValues gpu(int number) {
    return row("gpus", "gpu", number);
  }

  /** How the machine describes the GPU: what reset goes back to. */
  public StateValues initial(int number) {
    return row("initial", "live", number);
  }

  /** The product that the GPU is one of. */
  public StateValues board(int gpu) {
    return row("boards", "board", (int) gpu(gpu).bits("board", 0));
  }

  /** An NVLink of the GPU. */
  public StateValues link(int gpu, int link) {
    int perGpu = (int) header().bits("links_per_gpu", 0);
    if (link < 0 || link >= perGpu) {
      throw new LibraryException("GPU " + gpu + " has no NVLink " + link);
    }
    return row("links", "link", gpu * perGpu + link);
  }

  StateValues process(int slot) {
    return row("processes", "process", slot);
  }

  /** The processes that use GPUs; {@code gpu} is the GPU's number. */
  public List<StateValues> processes() {
    return IntStream.range(0, StateTables.PROCESSES)
        .mapToObj(this::process)
        .filter(p -> p.bits("kind", 0) != 0)
        .toList();
  }
}
