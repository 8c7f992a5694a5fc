package dev.gpumock.nvml;

import dev.gpumock.topo.Engines;
import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.List;

/** The boards' MIG tables as records of the state image, one board's behind the other's. */
final class MigImage {
  private final StateImage image;
  private int profiles;
  private int parts;

  MigImage(StateImage image) {
    this.image = image;
  }

  void write(List<GpuInstanceProfile> rows, StateRecord board) {
    board.put("profile_start", profiles).put("profile_count", rows.size());
    rows.forEach(this::profile);
  }

  private void profile(GpuInstanceProfile profile) {
    StateRecord record =
        image
            .profile(profiles++)
            .put("profile", profile.nvmlProfile())
            .put("id", profile.id())
            .put("name", profile.name())
            .put("slices", profile.slices())
            .put("size", profile.size())
            .put("placement_count", profile.placements().size())
            .put("instances", profile.maxInstances())
            .put("memory_mib", profile.memoryMiB())
            .put("p2p", profile.p2p())
            .put("part_start", parts)
            .put("part_count", profile.computeInstanceProfiles().size());
    engines(record, profile.engines());
    for (int i = 0; i < profile.placements().size(); i++) {
      record.put("placement", i, profile.placements().get(i));
    }
    profile.computeInstanceProfiles().forEach(this::part);
  }

  private void part(ComputeInstanceProfile part) {
    StateRecord record =
        image
            .part(parts++)
            .put("profile", part.nvmlProfile())
            .put("id", part.id())
            .put("name", part.name())
            .put("slices", part.slices())
            .put("instances", part.maxInstances());
    engines(record, part.engines());
  }

  private static void engines(StateRecord record, Engines engines) {
    record
        .put("multiprocessors", engines.multiprocessors())
        .put("copy_engines", engines.copyEngines())
        .put("encoders", engines.encoders())
        .put("decoders", engines.decoders())
        .put("jpegs", engines.jpegs())
        .put("ofas", engines.ofas());
  }
}
