package dev.gpumock.nvml;

import dev.gpumock.nvml.StateLayout.Field;
import java.util.stream.IntStream;

/** Sets what programs have changed back to what the machine describes. */
final class GpuReset {
  private final StatePieces pieces;
  private final StateSnapshot before;

  GpuReset(StatePieces pieces) {
    this.pieces = pieces;
    this.before = pieces.before();
  }

  /** Every value but the energy that was used up to now; GPU instances are those of the machine. */
  void values(int gpu) {
    StateValues initial = before.initial(gpu);
    for (Field field : pieces.layout().fields("live").values()) {
      if (field.isText()) {
        pieces.gpu(gpu, field.name(), initial.text(field.name()));
      } else if (!field.name().startsWith("energy_")) {
        IntStream.range(0, field.count())
            .forEach(i -> pieces.gpu(gpu, field.name(), i, initial.bits(field.name(), i)));
      }
    }
    pieces.gpu(gpu, "hostname", "");
  }

  /** A link that leads somewhere is up, and none has had an error. */
  void links(int gpu) {
    for (int link = 0; link < pieces.linksPerGpu(); link++) {
      long kind = before.link(gpu, link).bits("remote_kind", 0);
      pieces.link(gpu, link, "state", kind == LinkPlan.REMOTE_UNKNOWN ? 0 : 1);
      for (String name : pieces.layout().fields("link").keySet()) {
        if (name.endsWith("_errors")) {
          pieces.link(gpu, link, name, 0);
        }
      }
    }
  }
}
