package dev.gpumock.topo.catalog;

import dev.gpumock.topo.GpuInstance.ComputeInstance;
import dev.gpumock.topo.Mig.ComputeInstanceProfile;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import dev.gpumock.topo.catalog.MachineFile.ComputeInstancePart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The compute instances of a GPU instance, with every id and place. */
final class ComputeInstances {
  private static final int IDS = 8;

  private final GpuInstanceProfile whole;
  private final List<ComputeInstancePart> parts;
  private final List<ComputeInstanceProfile> profiles = new ArrayList<>();
  private final Set<Integer> ids = new HashSet<>();
  private int taken;

  private ComputeInstances(GpuInstanceProfile whole, List<ComputeInstancePart> parts) {
    this.whole = whole;
    this.parts = parts;
  }

  /** Where the file lists none: one that takes all, as {@code nvidia-smi mig -cgi ... -C} makes. */
  static List<ComputeInstance> of(
      Optional<List<ComputeInstancePart>> listed, GpuInstanceProfile whole) {
    return listed.isPresent()
        ? new ComputeInstances(whole, listed.get()).laidOut()
        : whole.computeInstanceProfiles().stream()
            .max(Comparator.comparingInt(ComputeInstanceProfile::slices))
            .map(all -> List.of(new ComputeInstance(0, all, 0)))
            .orElse(List.of());
  }

  /** Stated places are taken first; large ones before others only where nothing else fits. */
  private List<ComputeInstance> laidOut() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      profiles.add(profile(parts.get(i)));
      parts.get(i).id().ifPresent(ids::add);
      order.add(i);
    }
    List<Integer> numbers = order.stream().map(this::id).toList();
    order.sort(Comparator.comparingInt(i -> parts.get(i).start().isPresent() ? 0 : 1));
    try {
      return placed(order, numbers);
    } catch (NoPlaceException e) {
      order.sort(
          Comparator.<Integer>comparingInt(i -> parts.get(i).start().isPresent() ? 0 : 1)
              .thenComparingInt(i -> -profiles.get(i).slices()));
      return placed(order, numbers);
    }
  }

  private List<ComputeInstance> placed(List<Integer> order, List<Integer> numbers) {
    ComputeInstance[] made = new ComputeInstance[parts.size()];
    taken = 0;
    for (int i : order) {
      made[i] = new ComputeInstance(numbers.get(i), profiles.get(i), start(i));
      taken |= made[i].mask();
    }
    return List.of(made);
  }

  private ComputeInstanceProfile profile(ComputeInstancePart part) {
    return Profiles.find(
        part.profile(),
        whole.computeInstanceProfiles(),
        p -> p.name(),
        p -> p.id(),
        "a " + whole.name());
  }

  /** The lowest free one, as the driver gives. */
  private int id(int number) {
    OptionalInt stated = parts.get(number).id();
    for (int id = 0; stated.isEmpty() && id < IDS; id++) {
      if (ids.add(id)) {
        return id;
      }
    }
    return stated.orElse(IDS);
  }

  private int start(int number) {
    ComputeInstanceProfile profile = profiles.get(number);
    if (parts.get(number).start().isPresent()) {
      return parts.get(number).start().getAsInt();
    }
    for (int start = 0; start + profile.slices() <= whole.slices(); start += profile.slices()) {
      if ((taken & ((1 << profile.slices()) - 1) << start) == 0) {
        return start;
      }
    }
    throw new NoPlaceException(
        "no place is left in a %s for a %s".formatted(whole.name(), profile.name()));
  }

  /** Another order may help. */
  private static final class NoPlaceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NoPlaceException(String message) {
      super(message);
    }
  }
}
