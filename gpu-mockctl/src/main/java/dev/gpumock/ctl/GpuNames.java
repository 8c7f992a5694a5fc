package dev.gpumock.ctl;

import dev.gpumock.nvml.StateSnapshot;
import java.util.List;
import java.util.stream.IntStream;

/** GPUs of a placed driver library as a person names them: by index or by UUID. */
record GpuNames(StateSnapshot state) {

  List<Integer> all() {
    return IntStream.range(0, state.gpus()).boxed().toList();
  }

  int number(String name) {
    return all().stream()
        .filter(gpu -> name.equals(gpu.toString()) || name.equals(uuid(gpu)))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no GPU '%s'; the node has 0 to %d, and their UUIDs"
                        .formatted(name, state.gpus() - 1)));
  }

  String uuid(int gpu) {
    return state.gpu(gpu).text("uuid");
  }
}
