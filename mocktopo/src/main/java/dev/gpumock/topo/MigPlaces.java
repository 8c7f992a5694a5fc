package dev.gpumock.topo;

import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.OptionalInt;

/**
 * Where a board's GPU instances can lie, which place the driver takes, and the id that a place has:
 * by the rules that the driver library has in mig_place.c, for what is there before it is loaded.
 */
public final class MigPlaces {
  /** Only boards of so many memory slices are known to be mirrored; the halves change places. */
  private static final int MIRRORED_SLICES = 8;

  private static final int DOUBLE_MEMORY = 9;
  private static final int ONLY_IF_NEEDED = 1000;

  private final Mig mig;
  private final int slices;

  public MigPlaces(Mig mig) {
    this.mig = mig;
    this.slices = mig.gpuInstanceProfiles().stream().mapToInt(p -> p.size()).max().orElse(1);
  }

  /** The id of an instance that starts there: the whole GPU is 0, its halves 1 and 2, and so on. */
  public int id(GpuInstanceProfile profile, int start, boolean mirrored) {
    return (slices + other(profile, start, mirrored)) / profile.size() - 1;
  }

  /** Where an instance with this id starts; nothing where the profile has no such place. */
  public OptionalInt start(GpuInstanceProfile profile, int id, boolean mirrored) {
    int start = other(profile, (id + 1) * profile.size() - slices, mirrored);
    return profile.placements().contains(start) ? OptionalInt.of(start) : OptionalInt.empty();
  }

  private int other(GpuInstanceProfile profile, int start, boolean mirrored) {
    boolean moves = mirrored && slices == MIRRORED_SLICES && profile.size() < slices;
    return moves ? start ^ slices / 2 : start;
  }

  /**
   * The start that leaves the most choices for what comes later, and of several the lowest.
   *
   * @param taken memory slices of other instances, as a mask
   */
  public OptionalInt choose(GpuInstanceProfile profile, int taken) {
    OptionalInt best = OptionalInt.empty();
    int least = Integer.MAX_VALUE;
    for (int start : profile.placements()) {
      int mask = mask(profile, start);
      if ((taken & mask) != 0) {
        continue;
      }
      int lost = possible(taken) - possible(taken | mask) + reluctance(profile, start);
      if (lost < least) {
        least = lost;
        best = OptionalInt.of(start);
      }
    }
    return best;
  }

  private static int reluctance(GpuInstanceProfile profile, int start) {
    int last = profile.placements().get(profile.placements().size() - 1);
    return profile.nvmlProfile() == DOUBLE_MEMORY && start == last ? ONLY_IF_NEEDED : 0;
  }

  private int possible(int taken) {
    return (int)
        mig.gpuInstanceProfiles().stream()
            .mapToLong(p -> p.placements().stream().filter(s -> (taken & mask(p, s)) == 0).count())
            .sum();
  }

  /** The memory slices of an instance that starts there. */
  public static int mask(GpuInstanceProfile profile, int start) {
    return ((1 << profile.size()) - 1) << start;
  }
}
