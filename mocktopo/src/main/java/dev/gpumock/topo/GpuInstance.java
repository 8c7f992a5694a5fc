package dev.gpumock.topo;

import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a GPU that is there when the node starts, as one that nvmlDeviceCreateGpuInstance
 * makes.
 *
 * @param start the first of its memory slices
 * @param computeInstances each of them is a MIG device
 */
public record GpuInstance(
    int id, GpuInstanceProfile profile, int start, List<ComputeInstance> computeInstances) {
  public GpuInstance {
    Check.range("id", id, 0, 14);
    Check.that(
        profile.placements().contains(start),
        "start is %d, a %s can start at %s".formatted(start, profile.name(), profile.placements()));
    computeInstances = List.copyOf(computeInstances);
    Set<Integer> ids = new HashSet<>();
    int taken = 0;
    for (ComputeInstance compute : computeInstances) {
      compute.requireInside(profile);
      Check.that(ids.add(compute.id()), "two compute instances have the id " + compute.id());
      Check.that(
          (taken & compute.mask()) == 0,
          "compute instance %d has slices of another one".formatted(compute.id()));
      taken |= compute.mask();
    }
  }

  /**
   * A part of a GPU instance.
   *
   * @param start the first of its compute slices, counted in the GPU instance
   */
  public record ComputeInstance(int id, ComputeInstanceProfile profile, int start) {
    public ComputeInstance {
      Check.range("id", id, 0, 7);
      Check.range("start", start, 0, 6);
      Check.that(
          start % profile.slices() == 0,
          "start is %d, a %s starts at a multiple of %d"
              .formatted(start, profile.name(), profile.slices()));
    }

    private void requireInside(GpuInstanceProfile whole) {
      Check.that(
          whole.computeInstanceProfiles().contains(profile),
          "a %s has no compute instance %s".formatted(whole.name(), profile.name()));
      Check.that(
          start + profile.slices() <= whole.slices(),
          "compute instance %d ends behind the %d slices of a %s"
              .formatted(id, whole.slices(), whole.name()));
    }

    /** Its compute slices. */
    public int mask() {
      return ((1 << profile.slices()) - 1) << start;
    }
  }

  /** Its memory slices. */
  public int mask() {
    return MigPlaces.mask(profile, start);
  }

  /** Refuses one that cannot be on the GPU beside the others. */
  public void requireRoom(Board board, List<GpuInstance> others) {
    Check.that(
        board.features().mig() != Support.UNSUPPORTED
            && board.mig().map(m -> m.gpuInstanceProfiles().contains(profile)).orElse(false),
        "board %s has no MIG profile %s".formatted(board.key(), profile.name()));
    int like = 1;
    for (GpuInstance other : others) {
      Check.that(other.id != id, "two GPU instances have the id " + id);
      Check.that(
          (other.mask() & mask()) == 0,
          "the %s at start %d has memory slices of the %s at start %d"
              .formatted(profile.name(), start, other.profile.name(), other.start));
      like += other.profile.equals(profile) ? 1 : 0;
    }
    Check.that(
        like <= profile.maxInstances(),
        "%d GPU instances are %s, a GPU has %d at most"
            .formatted(like, profile.name(), profile.maxInstances()));
  }
}
