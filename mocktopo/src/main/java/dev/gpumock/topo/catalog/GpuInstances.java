package dev.gpumock.topo.catalog;

import dev.gpumock.topo.Board;
import dev.gpumock.topo.GpuInstance;
import dev.gpumock.topo.Mig;
import dev.gpumock.topo.Mig.GpuInstanceProfile;
import dev.gpumock.topo.MigPlaces;
import dev.gpumock.topo.Support;
import dev.gpumock.topo.catalog.MachineFile.GpuInstancePart;
import dev.gpumock.topo.catalog.MachineFile.GpuPart;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The GPU instances that a machine file lists, with every id and place; a breach of a rule is told
 * at the instance's line.
 */
final class GpuInstances {
  static final String PROPERTY = "gpuInstances";

  private final Properties machine;
  private final MachineFile file;

  GpuInstances(Properties machine, MachineFile file) {
    this.machine = machine;
    this.file = file;
  }

  /** The slot's own, else the machine's. */
  List<GpuInstance> of(GpuPart slot, int index, Board board) {
    List<GpuInstancePart> parts = slot.gpuInstances().orElse(file.gpuInstances().orElse(List.of()));
    return parts.isEmpty() ? List.of() : laidOut(parts, written(machine, index), board);
  }

  /** The list that counts for a slot, as it is written. */
  static Tree written(Properties machine, int index) {
    Tree common = machine.entries().getOrDefault(PROPERTY, machine);
    List<Tree> slots = ((Elements) machine.entries().get("gpus")).members();
    Tree slot = slots.get(Math.min(index, slots.size() - 1));
    Tree own = slot instanceof Properties map ? map.entries().get(PROPERTY) : null;
    return own instanceof Elements ? own : common;
  }

  private static Place place(Tree list, int number) {
    return list instanceof Elements elements
        ? elements.members().get(number).place()
        : list.place();
  }

  private static List<GpuInstance> laidOut(List<GpuInstancePart> parts, Tree list, Board board) {
    if (board.features().mig() == Support.UNSUPPORTED || board.mig().isEmpty()) {
      throw CatalogException.at(
          list.place(), "%s: board %s has no MIG".formatted(PROPERTY, board.key()));
    }
    Layout layout = new Layout(board.mig().get());
    each(parts, list, layout::orient);
    each(parts, list, layout::reserve);
    List<GpuInstance> instances = new ArrayList<>();
    each(
        parts,
        list,
        part -> {
          GpuInstance instance = layout.instance(part);
          instance.requireRoom(board, instances);
          instances.add(instance);
        });
    return instances;
  }

  private static void each(
      List<GpuInstancePart> parts, Tree list, Consumer<GpuInstancePart> action) {
    for (int i = 0; i < parts.size(); i++) {
      try {
        action.accept(parts.get(i));
      } catch (IllegalArgumentException e) {
        throw CatalogException.at(place(list, i), PROPERTY + ": " + e.getMessage());
      }
    }
  }

  /** One GPU; all places that are stated are taken before others are chosen. */
  private static final class Layout {
    private final Mig mig;
    private final MigPlaces places;
    private boolean mirrored;
    private int taken;

    Layout(Mig mig) {
      this.mig = mig;
      this.places = new MigPlaces(mig);
    }

    private GpuInstanceProfile profile(GpuInstancePart part) {
      return Profiles.find(
          part.profile(), mig.gpuInstanceProfiles(), p -> p.name(), p -> p.id(), "this board");
    }

    /** An id that only a mirrored GPU has at such a place tells that all places are mirrored. */
    void orient(GpuInstancePart part) {
      GpuInstanceProfile profile = profile(part);
      if (part.id().isPresent()) {
        int id = part.id().getAsInt();
        boolean plain = fits(profile, id, part.start(), false);
        mirrored |= !plain && fits(profile, id, part.start(), true);
      }
    }

    /** What is stated is taken before anything is chosen. */
    void reserve(GpuInstancePart part) {
      if (part.start().isPresent() || part.id().isPresent()) {
        GpuInstanceProfile profile = profile(part);
        int start = start(part, profile);
        taken |= profile.placements().contains(start) ? MigPlaces.mask(profile, start) : 0;
      }
    }

    private boolean fits(GpuInstanceProfile profile, int id, OptionalInt start, boolean mirror) {
      OptionalInt own = places.start(profile, id, mirror);
      return own.isPresent() && (start.isEmpty() || start.equals(own));
    }

    GpuInstance instance(GpuInstancePart part) {
      GpuInstanceProfile profile = profile(part);
      int start = start(part, profile);
      int id = part.id().orElse(places.id(profile, start, mirrored));
      GpuInstance instance =
          new GpuInstance(
              id, profile, start, ComputeInstances.of(part.computeInstances(), profile));
      int own = places.id(profile, start, mirrored);
      if (id != own) {
        throw new IllegalArgumentException(
            "id is %d, a %s that starts at %d has the id %d"
                .formatted(id, profile.name(), start, own));
      }
      taken |= instance.mask();
      return instance;
    }

    private int start(GpuInstancePart part, GpuInstanceProfile profile) {
      if (part.start().isPresent()) {
        return part.start().getAsInt();
      }
      if (part.id().isPresent()) {
        return places
            .start(profile, part.id().getAsInt(), mirrored)
            .orElseThrow(() -> noSuchId(profile, part.id().getAsInt()));
      }
      return places
          .choose(profile, taken)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "no place is left for a %s; list the larger ones first, or give starts"
                          .formatted(profile.name())));
    }

    private IllegalArgumentException noSuchId(GpuInstanceProfile profile, int id) {
      List<Integer> ids =
          profile.placements().stream().map(s -> places.id(profile, s, mirrored)).sorted().toList();
      return new IllegalArgumentException(
          "id is %d, a %s has one of %s".formatted(id, profile.name(), ids));
    }
  }
}
