package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Engines;
import dev.gpumock.topo.Mig;
import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A board's MIG table as it is written: the family's grid, and for each profile what {@code
 * nvidia-smi mig -lgip} prints. Compute instances follow: parts of one, two, three or four slices
 * as large as the GPU instance of as many slices, and one that takes all.
 */
record MigPart(MigGrid grid, List<ProfilePart> profiles) {
  /** NVML numbers 1, 2, 3, 4 and 7 slices 0 to 4; 7 is the part of a profile of double memory. */
  private static final List<Integer> SLICES = List.of(1, 2, 3, 4, 7);

  private static final int DOUBLE_MEMORY = 9;
  private static final int DOUBLE_MEMORY_PART = 7;

  /** A row of the table; engines that are left out are none. */
  record ProfilePart(
      int id,
      String name,
      int memoryMiB,
      int sm,
      int ce,
      Optional<Integer> enc,
      Optional<Integer> dec,
      Optional<Integer> jpeg,
      Optional<Integer> ofa) {
    Engines engines(int multiprocessors) {
      return new Engines(
          multiprocessors, ce, enc.orElse(0), dec.orElse(0), jpeg.orElse(0), ofa.orElse(0));
    }
  }

  Mig toMig() {
    List<GpuInstanceProfile> all = new ArrayList<>();
    for (ProfilePart part : profiles) {
      all.add(profile(part));
    }
    return new Mig(all);
  }

  private GpuInstanceProfile profile(ProfilePart part) {
    MigGrid.Row row = grid.row(part.id());
    return new GpuInstanceProfile(
        row.nvmlProfile(),
        part.id(),
        part.name(),
        row.slices(),
        row.size(),
        row.placements(),
        row.maxInstances(),
        part.memoryMiB(),
        part.engines(part.sm()),
        false,
        parts(part, row));
  }

  private List<ComputeInstanceProfile> parts(ProfilePart part, MigGrid.Row row) {
    String plain = plain(part.name());
    if (row.nvmlProfile() == DOUBLE_MEMORY) {
      return List.of(compute(DOUBLE_MEMORY_PART, plain, 1, 1, part, part.sm()));
    }
    List<ComputeInstanceProfile> all = new ArrayList<>();
    for (int slices : SLICES) {
      boolean divides = slices < row.slices() && (slices != 3 || row.slices() == 7);
      if (divides) {
        String name = slices + "c." + plain;
        int count = row.slices() / slices;
        all.add(
            compute(SLICES.indexOf(slices), name, slices, count, part, multiprocessors(slices)));
      } else if (slices == row.slices()) {
        all.add(compute(SLICES.indexOf(slices), plain, slices, 1, part, part.sm()));
      }
    }
    return all;
  }

  /** Without what follows the memory, as {@code +me}; {@code +gfx} is a part of all its names. */
  private static String plain(String name) {
    for (int i = 0; i < name.length(); i++) {
      boolean sign = name.charAt(i) == '+' || name.charAt(i) == '-';
      if (sign && !name.startsWith("gfx", i + 1)) {
        return name.substring(0, i);
      }
    }
    return name;
  }

  private static ComputeInstanceProfile compute(
      int number, String name, int slices, int count, ProfilePart part, int multiprocessors) {
    return new ComputeInstanceProfile(
        number, number, name, slices, count, part.engines(multiprocessors));
  }

  /** Of the plain GPU instance of so many slices: the first row that has them. */
  private int multiprocessors(int slices) {
    for (ProfilePart part : profiles) {
      MigGrid.Row row = grid.row(part.id());
      if (row.slices() == slices && row.nvmlProfile() != DOUBLE_MEMORY) {
        return part.sm();
      }
    }
    throw new IllegalArgumentException("mig.profiles has no row of " + slices + " slices");
  }
}
